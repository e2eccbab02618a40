"""Room for gifts: lots by member, names for them, coupons held; and whether coupons are kept at all."""

import numpy as np
import pytest

from loyalty.plan import lower
from loyalty.simulate.replaying.gifts import (
    gift_state,
    issued_offers,
    keeps_coupons,
    lots_given,
    stride_of,
)
from loyalty.simulate.replaying.settings import Settings
from tests.differential.logs import DAY, FIRST, Document, People, log_of
from tests.simulate.replays import shop

HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
POINTS = {"kind": "points", "points": 5}
COUPON = {"kind": "coupon", "offer": "held", "valid_days": 30}
PEOPLE = People(
    joined=(FIRST - 500 * DAY, FIRST + 50 * DAY, FIRST + 900 * DAY), birthdays=((0, 0), (5, 3), (1, 1))
)
LOG = log_of([Document(FIRST), Document(FIRST + 60 * DAY, member=1)], PEOPLE)


def plan(*issuances, **sections):
    return lower(
        shop(
            offers=[HELD],
            points={},
            issuances=[{"id": f"i{n}", "on": on, "gives": gives} for n, (on, *gives) in enumerate(issuances)],
            **sections,
        )
    )


def test_there_is_room_for_every_lot_from_the_first_document_or_joining_on():
    monthly = plan(({"kind": "monthly"}, POINTS, POINTS, COUPON))
    assert lots_given(monthly, LOG).tolist() == [8, 4, 4]
    assert lots_given(plan(({"kind": "sign_up"}, POINTS)), LOG).tolist() == [1, 1, 1]
    assert lots_given(plan(({"kind": "birthday"}, POINTS)), LOG).tolist() == [0, 2, 2]
    assert lots_given(plan(({"kind": "sign_up"}, COUPON)), LOG).tolist() == [0, 0, 0]


def test_each_level_may_be_entered():
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 9}],
    }
    rises = plan(({"kind": "tier_entry", "levels": ["low", "high"]}, POINTS), tiers=[track])
    assert lots_given(rises, LOG).tolist() == [4, 4, 4]


def test_names_of_lots_leave_room_for_gifts_between_two_documents():
    assert stride_of(plan(({"kind": "monthly"}, POINTS)), LOG) == 5
    assert stride_of(plan(), LOG) == 1


def test_nothing_was_given_before_the_first_document():
    asked = plan(({"kind": "monthly"}, POINTS, COUPON), ({"kind": "birthday"}, COUPON))
    tables = gift_state(asked, LOG, kept=3)
    assert tables["gifted"]["until"].tolist() == [FIRST] * 3
    assert tables["gifted"]["birthday"].tolist() == [0, 5 * 32 + 3, 32 + 1]
    assert (len(tables["cycles"]), set(tables["cycles"]["last"].tolist())) == (6, {-1})
    assert (len(tables["held"]), len(tables["stubs"])) == (3 * (3 + 2), 3)
    assert set(tables["stubs"]["gift"].tolist()) == {-1}


def test_without_issuances_a_member_takes_up_no_room():
    tables = gift_state(plan(), LOG, kept=3)
    assert {name: len(table) for name, table in tables.items()} == dict.fromkeys(
        ("gifted", "cycles", "held", "stubs"), 1
    )


@pytest.mark.parametrize("use", ["always_best", "as_logged", "never", "share"])
def test_members_hold_coupons_unless_the_log_says_who_used_them(use):
    settings = Settings(use_coupons=use)
    gives, none = plan(({"kind": "monthly"}, COUPON)), plan(({"kind": "monthly"}, POINTS))
    assert keeps_coupons(gives, settings) == (use != "as_logged")
    assert issued_offers(gives, settings) == (frozenset() if use == "as_logged" else {"held"})
    assert not keeps_coupons(none, settings)
    assert issued_offers(none, settings) == frozenset()


def test_counts_are_whole_numbers_of_a_width_that_tables_hold():
    assert lots_given(plan(({"kind": "monthly"}, POINTS)), LOG).dtype == np.int64
