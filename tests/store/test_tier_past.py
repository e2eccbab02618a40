"""The standing of a past instant is the one that was told then, whatever windows and terms a track has."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import OrderClosed, OverReturn
from loyalty.live import Actor
from loyalty.store.tables import TIER_CREDIT_PAST, TIER_PAST
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

GROWTH = """credit: {{of: spend, window: {{kind: rolling, months: 12}}}}
    term: {{kind: months, months: 12}}"""
TRACKS = {
    "rolling": GROWTH,
    "to the end of the next year": """credit: {{of: spend, window: {{kind: calendar_year}}}}
    term: {{kind: next_period_end}}
    at_term_end: {{grace_days: 30, drop: one}}""",
    "at the end of the membership year": """credit: {{of: spend, window: {{kind: membership_year}}}}
    upgrade: at_period_end
    term: {{kind: period_end}}""",
    "follows the credit": """credit: {{of: spend, window: {{kind: rolling, months: 5}}}}
    term: {{kind: follows_credit}}""",
    "when points mature": """credit: {{of: spend, counts_at: matured, window: {{kind: rolling, months: 9}}}}
    term: {{kind: months, months: 6}}
    on_return: keep""",
}
KIM = Actor("kim", frozenset({"editor"}))


def told_by(session, shop, at, *, seed):
    """What is told at each of some instants while orders, returns, grants and purchases go on."""
    draw = Random(seed)  # noqa: S311 - a test's own
    told = {}
    for n in range(14):
        at += timedelta(days=draw.choice([1, 12, 45, 130, 300]))
        key = f"{seed}-{n}"
        match draw.randrange(6):
            case 0 | 1:
                amount = str(draw.choice([60, 130, 340, 620]))
                shop.place(session, cart(amount), order_id=key, member="ann", at=at)
            case 2:
                earlier = f"{seed}-{draw.randrange(n + 1)}"
                try:
                    shop.return_items(session, earlier, {"1": 1}, return_id=key, at=at)
                except (OverReturn, OrderClosed):
                    continue
            case 3:
                until = at + timedelta(days=draw.choice([9, 200]))
                shop.tiers.grant(
                    session, "ann", draw.choice(["silver", "gold"]),
                    key=key, reason="x", actor=KIM, until=until, at=at,
                )  # fmt: skip
            case 4:
                shop.tiers.buy(session, "ann", draw.choice(["silver", "gold"]), key=key, months=3, at=at)
            case _:
                pass
        told[at] = shop.tiers.levels(session, "ann", at=at)
        assert shop.figures(session, "ann", at=at).tiers == {"growth": told[at][0].level}
    return told


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("track", TRACKS)
def test_the_past_is_what_was_told_of_it_when_it_was_now(engine, track, seed):
    document = PROGRAM.replace(GROWTH, TRACKS[track])
    if track == "when points mature":
        document = document.replace("points:\n", "points:\n  pending: {{after: paid, days: 20}}\n")
    assert TRACKS[track] in document
    shop = open_shop(engine, "ann", document=document)
    with Session(engine) as session, session.begin():
        told = told_by(session, shop, START, seed=seed)
        for at, figures in told.items():
            assert shop.tiers.levels(session, "ann", at=at) == figures


def test_only_what_changes_a_level_is_kept_of_the_past(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for n, amount in enumerate(("160", "20", "20")):
            at = START + timedelta(days=n)
            shop.place(session, cart(amount), order_id=f"o{n}", member="ann", at=at)
        shop.return_items(session, "o1", {"1": 1}, return_id="r", at=START + timedelta(days=9))
    (kept,) = rows(engine, TIER_PAST, shop)
    assert (kept["level"], kept["op_key"]) == ("silver", "place:o0")
    (credit,) = rows(engine, TIER_CREDIT_PAST, shop)
    assert credit["amount"] == 1900  # 1.00 of it was paid in points


def test_an_order_that_comes_late_counts_from_its_own_instant(engine):  # edge 14
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("60"), order_id="o1", member="ann", at=START + timedelta(days=20))
        shop.place(session, cart("90"), order_id="o2", member="ann", at=START + timedelta(days=10))
        credit = [
            shop.tiers.levels(session, "ann", at=START + timedelta(days=day))[0].credit
            for day in (9, 10, 19, 20)
        ]
    assert credit == [0, 9000, 9000, 14000]
