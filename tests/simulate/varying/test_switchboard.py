"""Every switch of a programme in each other position, said in both languages, each a programme that loads."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest

from loyalty.plan import lower
from loyalty.simulate.varying.switchboard import UNREACHED, switches
from loyalty.simulate.varying.variants import varied
from tests.simulate.replays import shop
from tests.simulate.story import POINTS, tea_club

HAN = re.compile(r"[\u4e00-\u9fff]")
ONCE = {"per": "member", "uses": 1}


def offer(benefit, **changes):
    return {"id": "o", "name": "Tenth", "name_zh": "九折", "benefit": benefit, "limits": [ONCE]} | changes


def positions(program, name):
    return [(one.source, one.target) for one in switches(program) if one.name == name]


def said(program, name):
    return [one.en for one in switches(program) if one.name == name]


PERCENT = {"kind": "percent", "percent": 10, "cap": "20.05"}
PER_EACH = {"kind": "per_each", "amount": 10, "every": 100}


def test_a_cap_is_taken_away_and_halved_to_a_whole_minor_unit():
    program = shop(offers=[offer(PERCENT)])
    assert positions(program, "cap") == [(Decimal("20.05"), None), (Decimal("20.05"), Decimal("10.02"))]
    assert said(program, "cap") == [
        "Tenth: without the cap of ¥20.05",
        "Tenth: cap at ¥10.02 instead of ¥20.05",
    ]


@pytest.mark.parametrize(
    "benefit",
    [
        {"kind": "steps", "measure": "subtotal", "steps": [{"from": 1, "amount": 1}], "cap": 4},
        {"kind": "free_shipping", "amount": 4},
    ],
)
def test_whatever_holds_a_sum_back_is_a_cap(benefit):
    assert positions(shop(offers=[offer(benefit)]), "cap") == [(4, None), (4, 2)]


@pytest.mark.parametrize(("most", "tried"), [(None, [(None, 1)]), (3, [(3, None), (3, 1)]), (1, [(1, None)])])
def test_what_is_given_for_each_full_sum_is_tried_without_end_and_once(most, tried):
    benefit = PER_EACH if most is None else PER_EACH | {"times_max": most}
    assert positions(shop(offers=[offer(benefit)]), "times_max") == tried


SETS = [
    {"kind": "nth_item", "nth": 2, "percent": 50},
    {"kind": "buy_get", "buy": 2, "get": 1},
    {"kind": "bundle", "units": 3, "price": 9},
]


@pytest.mark.parametrize(("most", "tried"), [(None, [(None, 1)]), (3, [(3, None), (3, 1)]), (1, [(1, None)])])
@pytest.mark.parametrize("benefit", SETS, ids=lambda benefit: benefit["kind"])
def test_sets_are_tried_without_end_and_once(benefit, most, tried):
    program = shop(offers=[offer(benefit if most is None else benefit | {"times_max": most})])
    assert positions(program, "times_max") == tried
    moved = [varied(program, *one.changes) for one in switches(program) if one.name == "times_max"]
    assert [one.offers[0].benefit.times_max for one in moved] == [target for _source, target in tried]


def test_sets_are_said_as_sets():
    (free,) = (one for one in switches(shop(offers=[offer(SETS[1])])) if one.name == "times_max")
    assert free.en == "Tenth: one set an order, instead of as many as there are"
    assert free.zh == "“九折”每单只限1组（原不限组数）"
    held = shop(offers=[offer(SETS[2] | {"times_max": 3})])
    assert said(held, "times_max") == [
        "Tenth: as many sets as there are, instead of 3 at most",
        "Tenth: one set an order, instead of 3 at most",
    ]


@pytest.mark.parametrize("each", ["line", "unit"])
def test_an_amount_for_each_unit_or_line_is_tried_once_an_order(each):
    free = {"id": "item", "rule": "all"}
    benefit = {"kind": "amount", "amount": 1, "each": each}
    program = shop(offers=[offer(benefit)], lanes=[free])
    assert positions(program, "each") == [(each, "order")]
    (only,) = (one for one in switches(program) if one.name == "each")
    assert varied(program, *only.changes).offers[0].lane == "item", "nothing else moves"
    assert only.en == f"Tenth: once an order instead of on each {each}"


@pytest.mark.parametrize("stated", [{}, {"lane": "item"}])
def test_an_amount_that_its_lane_cannot_take_once_is_said_to_move_to_the_orders_offers(stated):
    program = shop(offers=[offer({"kind": "amount", "amount": 1, "each": "unit"}, **stated)])
    (only,) = (one for one in switches(program) if one.name == "each")
    assert varied(program, *only.changes).offers[0].lane == "order"
    assert only.en.endswith("on each unit, and together with the offers on the whole order")
    assert only.zh.endswith("，并改为与整单优惠一同计算")


def test_limits_are_taken_away_and_halved_and_a_missing_one_is_set():
    twice = {"per": "member", "uses": 5, "each": "month"}
    total = {"per": "program", "uses": 1}
    program = shop(offers=[offer(PERCENT, limits=[twice, total]), offer(PERCENT, id="p", limits=[total])])
    assert positions(program, "member_limit") == [(5, None), (5, 2), (None, 1)]
    assert positions(program, "total_limit") == [(1, None), (1, None)]
    assert said(program, "member_limit") == [
        "Tenth: without the limit “5 times per member a month”",
        "Tenth: twice per member a month instead of 5 times per member a month",
        "Tenth: once per member, ever, and no longer for guests, instead of without limit",
    ]
    taken = [varied(program, *one.changes) for one in switches(program) if one.name.endswith("limit")]
    assert [[limit.uses for limit in one.offers[0].limits] for one in taken] == [
        [UNREACHED, 1],
        [2, 1],
        [5],
        [5, 1],
        [5, 1],
    ]
    assert [[limit.per for limit in one.offers[1].limits] for one in taken[3:]] == [
        [],
        ["program", "member"],
    ]


def test_a_limit_per_identity_is_taken_away_and_halved_as_one_per_member():
    program = shop(offers=[offer(PERCENT, limits=[{"per": "identity", "uses": 4}])])
    assert positions(program, "member_limit") == [(4, None), (4, 2)]
    assert said(program, "member_limit") == [
        "Tenth: without the limit “4 times per identity”",
        "Tenth: twice per identity instead of 4 times per identity",
    ]


@pytest.mark.parametrize("rest", [[], [{"per": "program", "uses": 9}]])
def test_without_its_limit_per_member_an_offer_still_asks_for_a_member(rest):
    program = shop(offers=[offer(PERCENT, limits=[ONCE, *rest])])
    (lifted,) = (one for one in switches(program) if (one.name, one.target) == ("member_limit", None))
    (row,) = lower(varied(program, *lifted.changes)).tables["offers"]
    assert row.needs_member == 1


def test_a_first_limit_per_member_shuts_guests_out_and_says_so_unless_they_were_out_before():
    first = shop(offers=[offer(PERCENT, limits=[], when={"kind": "first_order"})])
    assert said(first, "member_limit") == ["Tenth: once per member, ever, instead of without limit"]
    (anyone,) = (
        one for one in switches(shop(offers=[offer(PERCENT, limits=[])])) if one.name == "member_limit"
    )
    assert "no longer for guests" in anyone.en
    assert "游客" in anyone.zh


def test_guests_hold_no_coupon_that_an_issuance_gives_so_that_a_limit_shuts_none_of_them_out():
    given = {
        "id": "hello",
        "on": {"kind": "sign_up"},
        "gives": [{"kind": "coupon", "offer": "tenth", "valid_days": 9}],
    }
    held = offer(PERCENT, id="tenth", coupon={}, limits=[])
    assert said(shop(offers=[held], issuances=[given]), "member_limit") == [
        "Tenth: once per member, ever, instead of with every coupon that is given"
    ]
    (other,) = said(shop(offers=[held]), "member_limit")
    assert "no longer for guests" in other


def test_a_budget_is_taken_from_all_who_spend_it():
    shared = [offer(PERCENT, id=name, budget="pot") for name in ("a", "b")]
    program = shop(offers=shared, budgets=[{"id": "pot", "amount": 100}, {"id": "idle", "amount": 9}])
    found = [one for one in switches(program) if one.name == "budget"]
    assert [(one.offer, one.source, one.target) for one in found] == [(None, 100, None), (None, 100, 50)]
    without, halved = (varied(program, *one.changes) for one in found)
    assert [one.budget for one in without.offers] == [None, None]
    assert [one.amount for one in halved.budgets] == [50, 9]


def test_a_budget_of_one_offer_is_that_offers_switch():
    program = shop(offers=[offer(PERCENT, budget="pot")], budgets=[{"id": "pot", "amount": 100}])
    assert {one.offer for one in switches(program) if one.name == "budget"} == {"o"}


def test_offers_that_add_up_are_held_to_the_best_of_them():
    program = shop(offers=[offer(PERCENT), offer(PERCENT, id="p")])
    stacking = [one for one in switches(program) if one.name == "stack"]
    assert [(one.source, one.target) for one in stacking] == [("all", "best_of")]
    assert varied(program, *stacking[0].changes).lane("order").rule == "best_of"
    assert positions(shop(offers=[offer(PERCENT)]), "stack") == []


def test_an_offer_on_top_of_the_best_is_tried_beside_it():
    program = shop(offers=[offer(PERCENT, lane="item", stack=True)])
    found = [one for one in switches(program) if one.name == "stack"]
    assert [varied(program, *one.changes).offers[0].stack for one in found] == [False]


def test_paying_with_points_and_earning_them_have_switches_too():
    caps = [{"id": "daily", "per": "day", "points": 31}, {"id": "once", "per": "order", "points": 4}]
    redeem = POINTS["redeem"] | {"max_percent": "33.3333", "max_amount": 7}
    program = tea_club(points=POINTS | {"caps": caps, "redeem": redeem})
    assert positions(program, "max_percent") == [
        (Decimal("33.3333"), None),
        (Decimal("33.3333"), Decimal("16.6666")),
    ]
    assert positions(program, "max_amount") == [(7, None), (7, Decimal("3.50"))]
    assert positions(program, "earn_cap") == [(31, None), (31, 15), (4, None), (4, 2)]
    earned = [one for one in switches(program) if one.name == "earn_cap"]
    kept = [[cap.points for cap in varied(program, *one.changes).points.caps] for one in earned]
    assert kept == [[4], [15, 4], [31], [31, 2]]
    assert earned[1].en == "At most 15 points a day instead of 31 points"
    assert earned[1].zh == "每天上限由31积分降至15积分"


def test_a_programme_without_switches_has_none():
    assert switches(shop()) == ()


def test_every_switch_speaks_both_languages_and_changes_the_programme():
    program = tea_club(budgets=[{"id": "pot", "amount": 10}])
    found = switches(program)
    assert found
    for one in found:
        assert varied(program, *one.changes).hash != program.hash
        assert not HAN.search(one.en)
        assert HAN.search(one.zh)
    assert all(before.en != after.en for before, after in pairwise(found))
