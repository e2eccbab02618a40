"""Levels that go, and thresholds that move: members are counted before, and keep what they reached."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.live import Actor
from loyalty.store.level_moves import LevelMove
from tests.live.shops import PROGRAM, START, cart, open_shop

EVE = Actor("eve", frozenset({"editor"}))
LATER = START + timedelta(days=1)
GOLD = '      - {{id: gold, minimum: "500", multiplier: "1.5"}}\n'


def without_gold(shop, instead=""):
    return load_program(PROGRAM.replace(GOLD, instead).format(key=shop.program_key))


def bought(engine):
    shop = open_shop(engine, "ann", "bob", "cem")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("610"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("310"), order_id="o2", member="bob", at=START)
    return shop


def tiers(shop, session, member, at=LATER):
    return shop.figures(session, member, at=at).tiers["growth"]


def test_members_of_a_level_that_goes_are_counted_where_they_will_stand(engine):  # edge 60
    shop = bought(engine)
    with Session(engine) as session, session.begin():
        draft = shop.programs.drafts.begin(session, without_gold(shop), actor=EVE, based_on=1)
        moves = shop.programs.level_moves(session, draft, at=LATER)
        assert moves == (
            LevelMove("growth", None, None, 1),
            LevelMove("growth", "gold", "silver", 1),
            LevelMove("growth", "silver", "silver", 1),
        )


def test_who_stood_on_a_level_that_goes_keeps_the_highest_that_takes_no_more_until_its_end(engine):  # edge 60
    shop = bought(engine)
    with Session(engine) as session, session.begin():
        shop.publish(session, without_gold(shop), author="ann", at=LATER)
        assert [tiers(shop, session, name) for name in ("ann", "bob", "cem")] == ["silver", "silver", None]
        shop.place(session, cart("10"), order_id="o3", member="ann", at=LATER)
        assert tiers(shop, session, "ann") == "silver"
        assert tiers(shop, session, "ann", START + timedelta(days=400)) is None


def test_nobody_rises_because_a_level_goes(engine):  # edge 60
    shop = bought(engine)
    dearer = '      - {{id: platinum, minimum: "600"}}\n'
    with Session(engine) as session, session.begin():
        shop.publish(session, without_gold(shop, dearer), author="ann", at=LATER)
        assert tiers(shop, session, "ann") == "silver"


def test_who_reached_a_level_keeps_it_when_its_threshold_rises(engine):  # edge 60
    shop = bought(engine)
    dearer = '      - {{id: gold, minimum: "900"}}\n'
    with Session(engine) as session, session.begin():
        shop.publish(session, without_gold(shop, dearer), author="ann", at=LATER)
        assert tiers(shop, session, "ann") == "gold"
