"""What members are given by themselves: seen at once, booked at the next touch, once."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.store.tables import ACCOUNT, LEDGER_ENTRY, OUTBOX, POINT_LOT
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, cart, open_shop

GIVING = (
    PROGRAM
    + """
  - id: held
    benefit: {{kind: amount, amount: "5"}}
    coupon: {{}}
issuances:
  - {{id: welcome, on: {{kind: sign_up}}, gives: [{{kind: points, points: 7}}]}}
  - {{id: monthly, on: {{kind: monthly}}, gives: [{{kind: coupon, offer: held, valid_days: 9}}]}}
  - id: risen
    on: {{kind: tier_entry, levels: [silver]}}
    gives: [{{kind: points, points: 20}}]
"""
)
MARCH = datetime(2024, 3, 1, 4, tzinfo=UTC)


def topics(session, shop, topic):
    rows = session.execute(
        sa.select(OUTBOX.c.payload).where(OUTBOX.c.program_key == shop.program_key, OUTBOX.c.topic == topic)
    ).scalars()
    return [json.loads(one) for one in rows]


def books(session, shop):
    """What the account says, and what its lots and entries add up to."""
    own = sa.select(ACCOUNT.c.id).where(ACCOUNT.c.program_key == shop.program_key).scalar_subquery()
    booked = session.execute(sa.select(ACCOUNT.c.booked).where(ACCOUNT.c.id == own)).scalar_one()
    lots = sa.select(sa.func.sum(POINT_LOT.c.remaining)).where(POINT_LOT.c.account_id == own)
    entries = sa.select(sa.func.sum(LEDGER_ENTRY.c.delta_points)).where(LEDGER_ENTRY.c.account_id == own)
    return booked, session.execute(lots).scalar_one(), session.execute(entries).scalar_one()


def test_a_quote_sees_what_is_given_before_it_is_booked(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START).available == 7
        quoted = shop.quote(session, cart("50"), member="ann", at=MARCH)
        assert quoted.applied == ("first", "held")
        placed = shop.place(session, cart("50"), order_id="o1", member="ann", at=MARCH, accept=quoted)
        assert placed.quote.id == quoted.id
        assert placed.figures.booked == 7 + 35
        assert books(session, shop) == (42, 42, 42)


def test_what_was_given_is_booked_once_and_told_once(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    for number in range(3):
        with Session(engine) as session, session.begin():
            shop.place(session, cart("9"), order_id=f"o{number}", member="ann", at=MARCH)
    with Session(engine) as session, session.begin():
        told = [(one["issuance"], one["cycle"]) for one in topics(session, shop, "issuance.given")]
        assert told == [("welcome", "once"), ("monthly", "2024-02"), ("monthly", "2024-03")]


def test_a_coupon_that_was_given_is_used_up_by_its_order(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        first = shop.place(session, cart("50"), order_id="o1", member="ann", at=MARCH)
        second = shop.place(session, cart("50"), order_id="o2", member="ann", at=MARCH)
    assert (first.quote.applied, second.quote.applied) == (("first", "held"), ())


def test_rising_gives_at_the_next_touch_with_the_instant_of_the_order(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        assert placed.figures.booked == 7 + 140
        assert shop.figures(session, "ann", at=START).booked == 167
        later = shop.place(session, cart("10", points="none"), order_id="o2", member="ann", at=MARCH)
        assert later.figures.booked == 167 + 5
        assert books(session, shop) == (172, 172, 172)


def test_rising_again_after_an_undone_rise_whose_gift_was_void_gives_it_again(engine):  # edge 59
    shop = open_shop(engine, "ann", document=GIVING)
    hour = timedelta(hours=1)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + hour)
        assert back.figures.booked == 7
        shop.place(session, cart("150"), order_id="o2", member="ann", at=START + 2 * hour)
        assert shop.figures(session, "ann", at=START + 3 * hour).booked == 7 + 20 + 150
        shop.place(session, cart("9", points="none"), order_id="o3", member="ann", at=START + 3 * hour)
        assert books(session, shop) == (186, 186, 186)


def test_each_version_gives_what_was_due_while_it_was_live(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    later = GIVING.replace("points: 7", "points: 8").replace(
        "on: {{kind: monthly}}", "on: {{kind: monthly, day: 2}}"
    )
    with Session(engine) as session, session.begin():
        program = load_program(later.format(key=shop.program_key))
        shop.publish(session, program, author="ann", at=datetime(2024, 2, 15, tzinfo=UTC))
        shop.place(session, cart("9"), order_id="o1", member="ann", at=MARCH + timedelta(days=2))
        told = [(one["issuance"], one["cycle"]) for one in topics(session, shop, "issuance.given")]
        assert told == [("welcome", "once"), ("monthly", "2024-02"), ("monthly", "2024-03")]
        assert topics(session, shop, "issuance.given")[0]["points"] == 7


def test_what_the_host_rolls_back_was_not_given(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session:
        session.begin()
        shop.place(session, cart("9"), order_id="o1", member="ann", at=MARCH)
        session.rollback()
    with Session(engine) as session, session.begin():
        shop.place(session, cart("9"), order_id="o1", member="ann", at=MARCH)
        assert len(topics(session, shop, "issuance.given")) == 3


@pytest.mark.parametrize("days", [0, 45])
def test_being_late_changes_nothing(engine, days):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        if days:
            shop.place(session, cart("9"), order_id="o1", member="ann", at=START + timedelta(days=days))
        else:
            for day in range(0, 46, 5):
                shop.act(session, "ann", "yawn", action_id=str(day), at=START + timedelta(days=day))
            shop.place(session, cart("9"), order_id="o1", member="ann", at=START + timedelta(days=45))
        lots = session.execute(
            sa.select(POINT_LOT.c.earned_us, POINT_LOT.c.expires_us, POINT_LOT.c.remaining)
            .join(ACCOUNT, ACCOUNT.c.id == POINT_LOT.c.account_id)
            .where(ACCOUNT.c.program_key == shop.program_key)
            .order_by(POINT_LOT.c.earned_us)
        ).all()
        assert [left for *_, left in lots] == [7]
        assert len(topics(session, shop, "issuance.given")) == 3


MONTHS = (
    PROGRAM.replace("term: {{kind: months, months: 12}}", "term: {{kind: {term}}}")
    + """
issuances:
  - id: level
    on: {occasion}
    gives: [{{kind: points, points: 7}}]
"""
)
MIDNIGHT = datetime(2024, 2, 29, 16, tzinfo=UTC)
"""The start of March in the shop."""


def for_levels(occasion, term="forever"):
    return MONTHS.replace("{occasion}", occasion).replace("{term}", term)


def test_a_level_reached_later_on_a_months_day_gives_nothing_for_that_month(engine):
    document = for_levels("{{kind: monthly, levels: [silver]}}")
    shop = open_shop(engine, "ann", document=document)
    noon, april = MIDNIGHT + timedelta(hours=12), MIDNIGHT + timedelta(days=35)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("9"), order_id="o1", member="ann", at=MIDNIGHT)
        shop.place(session, cart("9"), order_id="o2", member="ann", at=noon)
        shop.place(session, cart("150"), order_id="o3", member="ann", at=noon)
        shop.place(session, cart("9", points="none"), order_id="o4", member="ann", at=april)
        assert [one["cycle"] for one in topics(session, shop, "issuance.given")] == ["2024-04"]


def test_a_rise_to_a_level_that_follows_the_credit_has_the_instant_of_its_order(engine):
    document = for_levels("{{kind: tier_entry, levels: [silver]}}", term="follows_credit")
    shop = open_shop(engine, "ann", document=document)
    noon = MIDNIGHT + timedelta(hours=12)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("9"), order_id="o1", member="ann", at=MIDNIGHT)
        shop.place(session, cart("9"), order_id="o2", member="ann", at=noon - timedelta(hours=1))
        shop.place(session, cart("150"), order_id="o3", member="ann", at=noon)
        shop.place(session, cart("9", points="none"), order_id="o4", member="ann", at=MARCH)
        later = MARCH + timedelta(days=1)
        shop.place(session, cart("9", points="none"), order_id="o5", member="ann", at=later)
        earned = session.execute(
            sa.select(POINT_LOT.c.earned_us)
            .join(ACCOUNT, ACCOUNT.c.id == POINT_LOT.c.account_id)
            .where(ACCOUNT.c.program_key == shop.program_key, POINT_LOT.c.granted == 7)
        ).scalars()
        assert list(earned) == [to_us(noon)]


WITHOUT = GIVING.split("issuances:", 1)[0]
HOUR = timedelta(hours=1)


def version(engine, shop, document, at):
    with Session(engine) as session, session.begin():
        shop.publish(session, load_program(document.format(key=shop.program_key)), author="ann", at=at)


def test_what_a_version_owed_is_given_though_the_next_one_gives_nothing(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    version(engine, shop, WITHOUT, START + timedelta(days=20))
    with Session(engine) as session, session.begin():
        quoted = shop.quote(session, cart("50"), member="ann", at=START + timedelta(days=5))
        assert quoted.applied == ("first", "held")  # seen by another shop's process, or before
        assert shop.figures(session, "ann", at=MARCH).available == 7
        placed = shop.place(session, cart("9"), order_id="o1", member="ann", at=MARCH)
        assert placed.figures.booked == 7
        told = [(one["issuance"], one["cycle"]) for one in topics(session, shop, "issuance.given")]
        assert told == [("welcome", "once"), ("monthly", "2024-02")]
        shop.place(session, cart("9"), order_id="o2", member="ann", at=MARCH + HOUR)
        assert len(topics(session, shop, "issuance.given")) == 2


def test_the_nightly_run_books_what_an_earlier_version_owed(engine):
    shop = open_shop(engine, "ann", document=GIVING)
    version(engine, shop, WITHOUT, START + timedelta(days=20))
    shop.nightly(lambda: Session(engine), at=MARCH)
    with Session(engine) as session, session.begin():
        told = [one["issuance"] for one in topics(session, shop, "issuance.given")]
        assert told == ["welcome", "monthly"]
        assert shop.verify(session) == ()


@pytest.mark.parametrize("document", [WITHOUT, GIVING.replace("levels: [silver]", "levels: [gold]")])
def test_a_rise_on_the_day_on_which_a_version_ends_is_given_by_it(engine, document):
    shop = open_shop(engine, "ann", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START + HOUR)
    version(engine, shop, document, START + 2 * HOUR)
    with Session(engine) as session, session.begin():
        for number in (2, 3):
            at = START + number * 2 * HOUR
            shop.place(session, cart("9"), order_id=f"o{number}", member="ann", at=at)
        assert [one["issuance"] for one in topics(session, shop, "issuance.given")] == ["welcome", "risen"]


def test_a_rise_that_a_return_undoes_leaves_what_was_used_and_gives_no_second_time(engine):  # edge 58, 59
    document = GIVING.replace("{{kind: points, points: 20}}", "{{kind: points, points: 200, valid_days: 2}}")
    shop = open_shop(engine, "ann", document=document)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150", points="none"), order_id="o1", member="ann", at=START + HOUR)
        risen = shop.place(session, cart("9", points=100), order_id="o2", member="ann", at=START + 2 * HOUR)
        assert risen.figures.tiers["growth"] == "silver"
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r", at=START + 3 * HOUR)
        assert back.figures.tiers["growth"] is None
        assert back.figures.booked == 7 + 8
        assert [one[2:] for one in back.gifts_undone] == [((), (), 100, 100)]
        shop.place(session, cart("150", points="none"), order_id="o3", member="ann", at=START + 4 * HOUR)
        shop.place(session, cart("9", points="none"), order_id="o4", member="ann", at=START + 5 * HOUR)
        assert [one["issuance"] for one in topics(session, shop, "issuance.given")] == ["welcome", "risen"]
        assert shop.verify(session) == ()
