"""Levels granted by hand and bought, beside the computed one; and where a member stood at any instant."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import (
    FloatRefused,
    IdempotencyConflict,
    LevelNotHeld,
    NotANumber,
    OutOfBounds,
    ReasonMissing,
    RoleMissing,
    UnknownLevel,
)
from loyalty.live import Actor
from loyalty.store.tables import AUDIT
from loyalty.when import to_us
from tests.faults.books import faults_of
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

KIM = Actor("kim", frozenset({"editor"}))
BY = {"reason": "a good customer", "actor": KIM}
GIVING = (
    PROGRAM
    + """
  - id: golden
    when: [{{kind: tier, any: [gold]}}]
    benefit: {{kind: amount, amount: "5"}}
issuances:
  - id: risen
    on: {{kind: tier_entry, levels: [gold]}}
    gives: [{{kind: points, points: 20}}]
"""
)


def level(session, shop, at, member="ann"):
    """The level that counts, by the short answer and by the long one."""
    short = shop.figures(session, member, at=at).tiers["growth"]
    (told,) = shop.tiers.levels(session, member, at=at)
    assert told.level == short
    return short


def sources(session, shop, at):
    (told,) = shop.tiers.levels(session, "ann", at=at)
    return [(one.source, one.level, one.ends_us) for one in told.sources]


def test_the_level_that_counts_is_the_highest_of_all_sources_each_with_its_own_end(engine):  # edge 63
    shop = open_shop(engine, "ann")
    days = [START + timedelta(days=n) for n in range(400)]
    with Session(engine) as session, session.begin():
        assert level(session, shop, START) is None
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        shop.tiers.grant(session, "ann", "gold", key="g1", until=days[20], at=days[10], **BY)
        bought = shop.tiers.buy(session, "ann", "silver", key="b1", months=14, at=days[10])
        assert [level(session, shop, days[n]) for n in (9, 10, 19, 20)] == [
            "silver",
            "gold",
            "gold",
            "silver",
        ]
        ends = datetime(2025, 1, 31, 4, tzinfo=UTC)
        assert sources(session, shop, days[15]) == [
            ("computed", "silver", to_us(ends)),
            ("granted", "gold", to_us(days[20])),
            ("bought", "silver", to_us(bought.ends_at)),
        ]
        # what the credit reached ends first, what was paid for goes on to its own end
        assert level(session, shop, ends) == "silver"
        assert sources(session, shop, ends) == [("bought", "silver", to_us(bought.ends_at))]
        assert bought.ends_at == datetime(2025, 4, 10, 4, tzinfo=UTC)
        assert level(session, shop, bought.ends_at - timedelta(microseconds=1)) == "silver"
        assert level(session, shop, bought.ends_at) is None
    assert faults_of(engine, shop) == []


def test_an_order_gets_what_the_level_brings_that_counts_at_its_instant(engine):  # edge 63
    shop = open_shop(engine, "ann", document=GIVING)
    later = START + timedelta(days=1)
    with Session(engine) as session, session.begin():
        shop.tiers.grant(session, "ann", "gold", key="g1", until=later, at=START, **BY)
        held = shop.place(session, cart("60"), order_id="o1", member="ann", at=START)
        assert (held.quote.applied, held.quote.tiers) == (("first", "golden"), ("gold",))
        assert held.figures.booked == 67  # 45 paid at 1.5
        ended = shop.place(session, cart("45"), order_id="o2", member="ann", at=later)
        assert (ended.quote.applied, ended.figures.booked) == ((), 67 + 45)
        # no credit was moved by it: 45 + 45 is below the first level
        assert ended.figures.tiers == {"growth": None}
        # points of the order at gold are taken back at gold's rate
        assert shop.return_items(session, "o1", {"1": 1}, return_id="r", at=later).figures.booked == 45


def test_granting_again_only_moves_the_end(engine):  # edge 61
    shop = open_shop(engine, "ann")
    first, second, third = (START + timedelta(days=n) for n in (10, 20, 5))
    with Session(engine) as session, session.begin():
        shop.tiers.grant(session, "ann", "gold", key="g1", until=first, at=START, **BY)
        at = START + timedelta(days=3)
        again = shop.tiers.grant(session, "ann", "gold", key="g2", until=second, at=at, **BY)
        assert (again.starts_at, again.ends_at) == (START, second)
        shorter = shop.tiers.grant(session, "ann", "gold", key="g3", until=third, at=at, **BY)
        assert (shorter.starts_at, shorter.ends_at) == (START, third)
        ever = shop.tiers.grant(session, "ann", "gold", key="g4", at=third, **BY)
        assert (ever.starts_at, ever.ends_at) == (third, None)


def test_what_is_bought_again_goes_on_where_it_ended_and_gives_no_second_gift(engine):  # edge 61
    shop = open_shop(engine, "ann", "bob", document=GIVING)
    with Session(engine) as session, session.begin():
        shop.tiers.buy(session, "ann", "gold", key="b1", months=1, at=START)
        at = START + timedelta(days=3)
        assert shop.figures(session, "ann", at=at).booked == 20
        again = shop.tiers.buy(session, "ann", "gold", key="b2", months=1, at=at)
        assert (again.starts_at, again.ends_at) == (START, datetime(2024, 3, 29, 4, tzinfo=UTC))
        # lapsed and bought anew in the same year: one cycle
        anew = shop.tiers.buy(session, "ann", "gold", key="b3", months=1, at=again.ends_at)
        assert anew.starts_at == again.ends_at
        assert shop.figures(session, "ann", at=anew.ends_at).booked == 20
        # a grant by hand brings no gift
        shop.tiers.grant(session, "bob", "gold", key="g1", at=START, **BY)
        assert shop.figures(session, "bob", at=at).booked == 0
        for_ever = shop.tiers.buy(session, "bob", "gold", key="b4", at=START)
        assert shop.tiers.buy(session, "bob", "gold", key="b5", months=1, at=START).ends_at is None
        assert for_ever.ends_at is None


def test_a_level_is_ended_before_its_end_and_what_lies_under_it_is_there(engine):
    shop = open_shop(engine, "ann")
    later = START + timedelta(days=5)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        shop.tiers.grant(session, "ann", "gold", key="g1", at=START, **BY)
        shop.tiers.buy(session, "ann", "gold", key="b1", months=3, at=START)
        shop.tiers.revoke(session, "ann", "gold", key="x1", at=later, **BY)
        assert level(session, shop, later) == "gold"
        ended = shop.tiers.revoke(session, "ann", "gold", key="x2", bought=True, at=later, **BY)
        assert (ended.ends_at, ended.figures.tiers) == (later, {"growth": "silver"})
        with pytest.raises(LevelNotHeld):
            shop.tiers.revoke(session, "ann", "gold", key="x3", at=later, **BY)
    acts = [(row["actor"], row["act"]) for row in rows(engine, AUDIT, shop) if "level" in row["act"]]
    assert acts == [("kim", "grant_level"), ("kim", "revoke_level"), ("kim", "revoke_level")]


def test_an_act_is_done_once_and_needs_a_reason_a_role_and_a_level(engine):
    shop = open_shop(engine, "ann")
    ends = START + timedelta(days=9)
    with Session(engine) as session, session.begin():
        held = shop.tiers.grant(session, "ann", "gold", key="g1", until=ends, at=START, **BY)
        later = START + timedelta(days=1)
        assert shop.tiers.grant(session, "ann", "gold", key="g1", until=ends, at=later, **BY) == held
        with pytest.raises(IdempotencyConflict):
            shop.tiers.grant(session, "ann", "silver", key="g1", until=ends, at=START, **BY)
        with pytest.raises(ReasonMissing):
            shop.tiers.grant(session, "ann", "gold", key="g2", reason=" ", actor=KIM, at=START)
        with pytest.raises(RoleMissing):
            shop.tiers.grant(session, "ann", "gold", key="g2", reason="x", actor=Actor("lee"), at=START)
        with pytest.raises(UnknownLevel):
            shop.tiers.buy(session, "ann", "platinum", key="b1", at=START)
        with pytest.raises(OutOfBounds):
            shop.tiers.grant(session, "ann", "gold", key="g2", until=START, at=START, **BY)


def test_the_standing_of_any_past_instant_is_the_one_that_was_told_then(engine):
    shop = open_shop(engine, "ann")
    told = {}

    def look(session, at):
        for then in (at, at + timedelta(days=11)):
            told[then] = shop.tiers.levels(session, "ann", at=then)
            assert shop.figures(session, "ann", at=then).tiers == {"growth": told[then][0].level}

    day = {n: START + timedelta(days=n) for n in range(0, 1600, 20)}
    with Session(engine) as session:
        look(session, day[0])
        for n, act in {
            20: lambda at: shop.place(session, cart("130"), order_id="o1", member="ann", at=at),
            40: lambda at: shop.tiers.grant(session, "ann", "gold", key="g1", until=day[100], at=at, **BY),
            60: lambda at: shop.place(session, cart("450"), order_id="o2", member="ann", at=at),
            80: lambda at: shop.return_items(session, "o2", {"1": 1}, return_id="r1", at=at),
            120: lambda at: shop.tiers.buy(session, "ann", "silver", key="b1", months=20, at=at),
            140: lambda at: shop.place(session, cart("700"), order_id="o3", member="ann", at=at),
            160: lambda at: shop.tiers.revoke(session, "ann", "silver", key="x1", bought=True, at=at, **BY),
            560: lambda at: shop.place(session, cart("99"), order_id="o4", member="ann", at=at),
            620: lambda at: shop.cancel(session, "o4", at=at),
            1000: lambda at: shop.place(session, cart("120"), order_id="o5", member="ann", at=at),
        }.items():
            act(day[n])
            look(session, day[n])
        for night in (False, True):
            if night:
                session.commit()
                shop.nightly(lambda: Session(engine), at=day[1580])
            for then, figures in told.items():
                assert shop.tiers.levels(session, "ann", at=then) == figures, then
        assert {one[0].level for one in told.values()} == {None, "silver", "gold"}
        session.commit()


def test_what_is_missing_to_keep_a_level_and_to_rise_is_told(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("160"), order_id="o1", member="ann", at=START)
        (told,) = shop.tiers.levels(session, "ann", at=START)
        # 150 paid; it counts no more at the very end of its twelve months
        assert (told.credit, told.to_keep, told.next_level, told.to_rise) == (15000, 10000, "gold", 35000)
        shop.tiers.grant(session, "ann", "gold", key="g1", at=START, **BY)
        (told,) = shop.tiers.levels(session, "ann", at=START)
        assert (told.level, told.next_level, told.to_rise) == ("gold", None, None)


def test_two_members_who_are_one_hold_what_either_held(engine):  # edge 51
    shop = open_shop(engine, "ann", "bob")
    later = START + timedelta(days=1)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="bob", at=START)
        shop.tiers.grant(session, "bob", "gold", key="g1", until=later + timedelta(days=1), at=START, **BY)
        before = shop.tiers.levels(session, "ann", at=START)
        merged = shop.members.merge(session, "bob", into="ann", actor=KIM, reason="one person", at=later)
        assert merged.tiers == {"growth": "gold"}
        # before the merge the one who stays stood without the other's credit
        assert shop.tiers.levels(session, "ann", at=START) == before
        assert level(session, shop, later + timedelta(days=1)) == "silver"


def test_acts_on_two_long_references_are_told_apart(engine):
    long = ["x" * 127 + last for last in "ab"]
    shop = open_shop(engine, *long)
    by = {"reason": "late parcel", "actor": "kim", "approver": "lee"}
    with Session(engine) as session, session.begin():
        for member in long:
            shop.tiers.grant(session, member, "gold", key=f"g{member[-1]}", at=START, **BY)
            shop.points.adjust(session, member, 5, key=f"a{member[-1]}", at=START, **by)
        subjects = [act.subject for act in shop.programs.acts(session)]
    assert subjects == [f"member {member}" for member in long for _ in range(2)]


@pytest.mark.parametrize(
    ("months", "error"),
    [(1.5, FloatRefused), (True, NotANumber), ("3", NotANumber), (0, OutOfBounds), (10**30, OutOfBounds)],
)
def test_months_of_a_level_that_is_bought_are_a_whole_number_within_bounds(engine, months, error):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        with pytest.raises(error):
            shop.tiers.buy(session, "ann", "gold", key="b1", months=months, at=START)
        assert shop.tiers.buy(session, "ann", "gold", key="b1", months=120, at=START).level == "gold"
