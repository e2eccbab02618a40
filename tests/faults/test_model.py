"""A shop in the database beside the engine in memory: every operation moves the same points."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.engine import reverse, settle, up_to_date
from loyalty.errors import OverReturn
from loyalty.facts.member import Member
from loyalty.facts.standing import Shared, Standing
from loyalty.live import placing, returning
from loyalty.plan.lower import lower
from loyalty.store import standings
from tests.faults.share import ALL
from tests.live.shops import PROGRAM, START, cart, open_shop

MEMBERS = ("ann", "bob")
EXAMPLES = (
    {"sqlite": 2_000, "postgresql": 200, "mysql": 200} if ALL else {"sqlite": 15, "postgresql": 5, "mysql": 5}
)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["place", "place", "return", "again"]),
        st.sampled_from(MEMBERS),
        st.lists(st.integers(1, 900), min_size=1, max_size=3),
        st.integers(0, 150),
        st.integers(0, 20),
    ),
    max_size=50 if ALL else 20,
)


class Model:
    """Standings in memory, moved by the engine alone."""

    def __init__(self, key):
        self.plan = lower(load_program(PROGRAM.format(key=key)))
        self.who = {name: Member(id=name, joined_at=START) for name in MEMBERS}
        self.standing = dict.fromkeys(MEMBERS, Standing())
        self.shared = Shared()
        self.orders = []

    def place(self, member, amounts, order_id, at):
        done = settle(
            self.plan,
            cart(*amounts),
            who=self.who[member],
            order_id=order_id,
            at=at,
            standing=self.standing[member],
            shared=self.shared,
        )
        self.standing[member], self.shared = done.standing, done.shared
        self.orders.append((order_id, member, amounts, at))
        return done.entries

    def give_back(self, order_id, member, return_id, at):
        done = reverse(
            self.plan,
            {"1": 1},
            who=self.who[member],
            order_id=order_id,
            return_id=return_id,
            at=at,
            standing=self.standing[member],
        )
        self.standing[member] = done.standing
        return done.entries

    def figures(self, member, at, at_us):
        now = up_to_date(self.plan, who=self.who[member], standing=self.standing[member], at=at)
        return now.booked, now.available(at_us), now.debt


def play(engine, events):
    """Run events on both; every answer of the shop must be the model's."""
    shop, at = open_shop(engine, *MEMBERS), START
    model = Model(shop.program_key)
    for number, (kind, member, amounts, days, which) in enumerate(events):
        at += timedelta(days=days)
        with Session(engine) as session, session.begin():
            if kind == "place" or not model.orders:
                entries = model.place(member, amounts, f"o{number}", at)
                told = shop.place(session, cart(*amounts), order_id=f"o{number}", member=member, at=at)
                assert told.entries == entries
                continue
            order_id, owner, bought, placed_at = model.orders[which % len(model.orders)]
            if kind == "again":
                before = shop.figures(session, owner, at=at)
                shop.place(session, cart(*bought), order_id=order_id, member=owner, at=placed_at)
                assert shop.figures(session, owner, at=at) == before
                continue
            try:
                entries = model.give_back(order_id, owner, f"r{number}", at)
            except OverReturn:
                with pytest.raises(OverReturn):
                    shop.return_items(session, order_id, {"1": 1}, return_id=f"r{number}", at=at)
                continue
            told = shop.return_items(session, order_id, {"1": 1}, return_id=f"r{number}", at=at)
            assert told.entries == entries
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
        for member in MEMBERS:
            now = shop.figures(session, member, at=at)
            at_us = int(at.timestamp()) * 1_000_000
            assert (now.booked, now.available, now.debt) == model.figures(member, at, at_us)


def test_the_shop_moves_the_points_that_the_engine_moves(engine):
    most = EXAMPLES[engine.dialect.name.replace("mariadb", "mysql")]

    @settings(max_examples=most)
    @given(EVENTS)
    def play_all(events):
        play(engine, events)

    play_all()


FIXED = [
    ("place", "ann", [600, 90], 0, 0),
    ("place", "ann", [300], 20, 0),
    ("return", "ann", [1], 20, 0),
    ("place", "ann", [250], 150, 0),
    ("place", "ann", [250], 150, 0),
    ("place", "ann", [250], 149, 0),
]


def late_lots(*known):
    """Lots that end a year later than they do."""
    year = 365 * 24 * 3_600_000_000
    return tuple(lot._replace(expires=lot.expires + year) for lot in standings_lots(*known))


def doubled_lots(*known):
    """Lots with a point more than they have."""
    return tuple(lot._replace(left=lot.left + 1) for lot in standings_lots(*known))


standings_lots = standings._lots


def test_the_play_of_the_mutants_is_clean_without_them(engine):
    play(engine, FIXED)


@pytest.mark.parametrize("mutant", [late_lots, doubled_lots], ids=["late", "doubled"])
def test_a_store_that_reads_lots_wrongly_is_found(engine, monkeypatch, mutant):
    monkeypatch.setattr(standings, "_lots", mutant)
    with pytest.raises((AssertionError, DBAPIError)):
        play(engine, FIXED)


def test_a_store_that_claims_nothing_is_found(engine, monkeypatch):
    monkeypatch.setattr(placing, "claim", lambda work, request: None)
    with pytest.raises((AssertionError, DBAPIError)):
        play(engine, [*FIXED, ("again", "ann", [1], 0, 0)])


def test_a_store_that_takes_returns_for_nothing_is_found(engine, monkeypatch):
    monkeypatch.setattr(returning, "write_standing", lambda *_, **__: None)
    with pytest.raises((AssertionError, DBAPIError)):
        play(engine, FIXED)
