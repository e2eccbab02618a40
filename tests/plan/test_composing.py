"""Older coupon offers beside a live version's own: in its lanes, groups and classes, or left out."""

import pytest

from loyalty.plan.carried import offers_of
from loyalty.plan.composing import compose
from loyalty.rules.document import load_program
from tests.engine.till import HEAD, ONE_FOR_ONE

TEN = {"id": "ten", "lane": "coupon", "benefit": {"kind": "amount", "amount": 10}, "coupon": {}}
TWELVE = TEN | {"benefit": {"kind": "amount", "amount": 12}}
SHIPPING = {"id": "ship", "benefit": {"kind": "free_shipping"}, "coupon": {}}
EXTRA = {"id": "twice", "benefit": {"kind": "points", "multiplier": 2}, "coupon": {}}
ITEM = {"id": "item", "rule": "best_of", "scope": "line"}
ORDER = {"id": "order", "rule": "all"}
COUPON = {"id": "coupon", "rule": "all"}
SHIP = {"id": "shipping", "rule": "best_of"}
POINTS = {"rules": [ONE_FOR_ONE], "redeem": {"points": 100, "worth": 1}}


def version(*offers, **sections):
    return load_program(HEAD | {"offers": list(offers)} | sections)


def carried(old, live):
    """The older offers as they stand beside the live version's own."""
    composed = compose(live, tuple(offers_of(old).values()))
    assert composed.program.offers[: len(live.offers)] == live.offers
    return {composed.carried[one.id].offer_id: one for one in composed.program.offers[len(live.offers) :]}


def test_with_nothing_carried_the_programme_is_itself():
    program = version(TEN)
    composed = compose(program, ())
    assert composed.program is program
    assert (composed.carried, composed.keys) == ({}, {})


def test_an_older_offer_stands_under_its_key_beside_the_live_one():
    old, live = version(TEN), version(TWELVE)
    (one,) = offers_of(old).values()
    composed = compose(live, (one,))
    assert [offer.id for offer in composed.program.offers] == ["ten", one.key]
    assert composed.keys == {(old.hash, "ten"): one.key}
    assert composed.program.offers[1].benefit == old.offers[0].benefit


def test_versions_with_the_same_terms_share_one_row():
    old, older, live = version(TEN), version(TEN, SHIPPING), version(TWELVE)
    both = (offers_of(old)["ten"], offers_of(older)["ten"])
    composed = compose(live, both)
    assert len(composed.program.offers) == 2
    assert composed.keys == {(old.hash, "ten"): both[0].key, (older.hash, "ten"): both[0].key}


@pytest.mark.parametrize(
    ("offer", "lanes", "here", "lane"),
    [
        (TEN, [ORDER, COUPON], (), "coupon"),
        (TEN | {"lane": "order"}, [ORDER, COUPON], (), "order"),
        (TEN | {"lane": "order"}, [{"id": "shop", "rule": "all"}, COUPON], (), "coupon"),
        (TEN | {"lane": "order"}, [{"id": "shop", "rule": "all"}, COUPON], ("shop",), "shop"),
        (TEN, [{"id": "first", "rule": "all"}, {"id": "last", "rule": "all"}, SHIP], (), "last"),
        (TEN, [ORDER, ITEM], (), "order"),
        (SHIPPING, [ORDER, SHIP], (), "shipping"),
    ],
)
def test_it_goes_to_its_own_lane_or_to_the_one_that_comes_next_to_it(offer, lanes, here, lane):
    old = version(offer, lanes=[ORDER, COUPON, SHIP])
    live = version(*(TWELVE | {"lane": one} for one in here), lanes=lanes)
    assert carried(old, live)[offer["id"]].lane == lane


@pytest.mark.parametrize(
    ("offer", "lanes"),
    [
        (SHIPPING, [ORDER]),
        (TEN, [ITEM]),
        (TEN, [SHIP]),
    ],
)
def test_without_a_lane_that_takes_it_it_is_left_out(offer, lanes):
    old = version(offer)
    live = version(lanes=lanes)
    composed = compose(live, tuple(offers_of(old).values()))
    assert composed.program.offers == ()
    assert (composed.carried, composed.keys) == ({}, {})


def test_what_only_a_lane_by_line_knows_goes_with_it():
    by_line = {"kind": "amount", "amount": 1, "each": "line"}
    offer = TEN | {"lane": "item", "benefit": by_line, "stack": True, "rounding_unit": "line"}
    old = version(offer, lanes=[ITEM, COUPON])
    moved = carried(old, version(lanes=[COUPON]))["ten"]
    assert (moved.lane, moved.stack, moved.rounding_unit) == ("coupon", False, "sum")
    stays = carried(old, version(lanes=[ITEM]))["ten"]
    assert (stays.lane, stays.stack, stays.rounding_unit) == ("item", True, "line")


def test_groups_and_classes_are_the_live_versions():
    said = {"groups": [{"id": "one"}], "classes": [{"id": "soft", "combines_with": []}]}
    old = version(TEN | {"group": "one", "class": "soft"}, **said)
    kept = carried(old, version(**said))["ten"]
    assert (kept.group, kept.class_) == ("one", "soft")
    gone = carried(old, version())["ten"]
    assert (gone.group, gone.class_) == (None, None)


def test_another_currency_is_left_out():
    assert carried(version(TEN), version(currency="USD")) == {}


def test_a_budget_is_the_live_one_and_one_that_is_gone_goes_on():
    old = version(TEN | {"budget": "purse"}, budgets=[{"id": "purse", "amount": 500}])
    older = version(TWELVE | {"budget": "purse"}, budgets=[{"id": "purse", "amount": 300}])
    live = version(budgets=[{"id": "purse", "amount": 900}])
    both = (offers_of(old)["ten"], offers_of(older)["ten"])
    assert [one.amount for one in compose(live, both).program.budgets] == [900]
    gone = version(budgets=[{"id": "other", "amount": 1}])
    for asked in (both, both[::-1]):
        composed = compose(gone, asked).program
        assert [(one.id, one.amount) for one in composed.budgets] == [("other", 1), ("purse", 300)]


def test_what_would_give_back_more_than_was_paid_is_left_out_and_the_rest_is_not():
    rich = {"rules": [ONE_FOR_ONE], "redeem": {"points": 3, "worth": 1}}
    fivefold = EXTRA | {"benefit": {"kind": "points", "multiplier": 5}}
    old = version(TEN, fivefold, points=POINTS)
    assert list(carried(old, version(points=POINTS))) == ["ten", "twice"]
    assert list(carried(old, version(points=rich))) == ["ten"]


def test_points_without_a_wallet_are_left_out():
    assert carried(version(EXTRA, points=POINTS), version()) == {}


def test_multipliers_too_fine_to_stay_exact_are_left_out():
    fine = [{"id": f"m{n}", "factor": f"1.{n}001", "when": []} for n in range(1, 4)]
    points = POINTS | {"combine": "multiply", "multipliers": fine[:1]}
    odd = EXTRA | {"benefit": {"kind": "points", "multiplier": "1.0003"}}
    assert carried(version(odd, points=POINTS), version(points=points)) == {}


def test_a_tier_that_is_gone_keeps_no_offer_out():
    track = {
        "id": "growth",
        "credit": {"of": "orders", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "gold", "minimum": 1}],
    }
    old = version(TEN | {"when": [{"kind": "tier", "any": ["gold"]}]}, tiers=[track])
    assert list(carried(old, version())) == ["ten"]
