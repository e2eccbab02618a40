"""Limits and budgets that all members share: counted under a guard, in the window they belong to."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import load_program, lower
from loyalty.store.shared import windows
from loyalty.store.tables import QUOTA
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

AT = to_us(START)
DAILY = (
    PROGRAM.replace("uses: 3}}", "uses: 1, each: day}}")
    .replace("when: [{{kind: first_order}}]", "when: []")
    .replace("{{per: member, uses: 1}}, ", "")
)


def test_uses_are_counted_in_the_window_of_the_order(engine):
    shop = open_shop(engine, "ann", document=DAILY)
    applied = []
    for hours in (0, 1, 24):
        at = START + timedelta(hours=hours)
        with Session(engine) as session, session.begin():
            placed = shop.place(session, cart("50"), order_id=f"o{hours}", member="ann", at=at)
            applied.append(len(placed.quote.applied))
    assert applied == [1, 0, 1]
    assert [row["used"] for row in rows(engine, QUOTA, shop)] == [1, 1]


def test_each_counter_is_in_the_window_of_its_limit():
    plan = lower(load_program(DAILY.format(key="x")))
    today, tomorrow = windows(plan, AT), windows(plan, AT + 24 * 3600 * 10**6)
    assert tomorrow[0] == today[0] + 1
