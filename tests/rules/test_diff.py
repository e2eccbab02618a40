"""Two programmes compared: every change by stable id, and no change untold."""

import pytest
from hypothesis import given

from loyalty.rules.diff import diff
from loyalty.rules.document import load_program
from tests.rules.shop import BASE_RULE, TEN_OFF, offered, program, tiered
from tests.rules.strategies import programs
from tests.rules.whole_programme import DOCUMENT, edited
from tests.rules.whole_programme_edits import EDITS

FIRST = {"kind": "first_order"}
FROM_50 = {"kind": "subtotal", "minimum": 50}


def compared(old, new):
    return diff(load_program(old), load_program(new))


def changes(old, new):
    found = diff(program(**old), program(**new))
    return [(change.kind, change.path, change.before, change.after) for change in found.changes]


def offers(*listed):
    return {"offers": list(listed)}


@given(programs(), programs())
def test_two_programmes_without_a_change_have_the_same_hash(one, other):
    assert diff(one, one).same
    assert diff(one, other).same == (one.hash == other.hash)


@given(programs(), programs())
def test_every_change_says_what_was_and_what_is_in_both_languages(one, other):
    for change in diff(one, other).changes:
        assert change.before != change.after
        assert (change.kind == "added") == (change.before is None) or change.kind == "removed"
        assert change.what.endswith(".")
        assert change.what_zh.endswith("。")
        assert not any(mark in change.what for mark in ("None", "Decimal(", "kind="))


@given(programs(), programs())
def test_what_is_new_in_one_direction_is_gone_in_the_other(one, other):
    there, back = diff(one, other).changes, diff(other, one).changes
    opposite = {"added": "removed", "removed": "added"}
    whole = [(change.kind, change.path) for change in there if change.path.count(".") == 1]
    turned = [(opposite.get(kind, kind), path) for kind, path in whole if not path.endswith(".id")]
    assert set(turned) <= {(change.kind, change.path) for change in back}


@pytest.mark.parametrize(("field", "edit"), EDITS.items(), ids=EDITS)
def test_an_edit_of_any_field_is_told_at_its_place(field, edit):
    found = compared(DOCUMENT, edited(*edit))
    section = edit[0].split(".")[0]
    sections = {change.section for change in found.changes}
    assert sections == {
        section
        if section in {"tiers", "points", "lanes", "groups", "classes", "budgets", "offers", "issuances"}
        else "program"
    }


def test_a_threshold_is_told_by_the_step_it_belongs_to():
    steps = {"kind": "steps", "measure": "subtotal", "steps": [{"from": 300, "amount": 30}]}
    lower = steps | {"steps": [{"from": 200, "amount": 30}]}
    (change,) = diff(
        program(offers=[offered(steps, name="Spend", name_zh="满减")]),
        program(offers=[offered(lower, name="Spend", name_zh="满减")]),
    ).changes
    assert (change.path, change.before, change.after) == ("offers.a.benefit.steps[0].from", "300", "200")
    assert change.what == "Spend, step 1: threshold ¥200 instead of ¥300."
    assert change.text("zh") == "满减第1档：门槛由300元改为200元。"


def test_a_level_is_told_by_its_name_and_what_only_follows_is_not_told():
    def levels(minimum):
        gold = {"id": "gold", "name": "Gold", "name_zh": "金卡", "minimum": minimum}
        return {"tiers": [tiered(levels=[{"id": "member", "minimum": 0}, gold])]}

    (change,) = diff(program(**levels(8000)), program(**levels(5000))).changes
    assert change.what == "Gold: from ¥5,000 instead of ¥8,000."
    assert change.what_zh == "金卡：门槛由8000元改为5000元。"


def test_what_follows_from_a_lane_or_a_rate_is_told_once():
    points = {"rules": [BASE_RULE], "redeem": {"points": 100, "worth": 1}}
    more = {"rules": [BASE_RULE], "redeem": {"points": 200, "worth": 1}}
    assert [path for _, path, _, _ in changes({"points": points}, {"points": more})] == [
        "points.redeem.points"
    ]
    moved = changes(offers(offered()), offers(offered(lane="item")))
    assert [path for _, path, _, _ in moved] == ["offers.a.lane"]


def test_offers_are_matched_by_id_whatever_their_order():
    one, two = offered(), offered(id="b", priority=1)
    assert changes(offers(one, two), offers(two, one)) == [("reordered", "offers", ["a", "b"], ["b", "a"])]
    (change,) = diff(program(**offers(one, two)), program(**offers(two, one))).changes
    assert "nothing changes for members" in change.what


def test_lanes_in_another_order_change_what_comes_off():
    lanes = [{"id": "order", "rule": "all"}, {"id": "coupon", "rule": "all"}]
    (change,) = diff(program(lanes=lanes), program(lanes=lanes[::-1])).changes
    assert (change.kind, change.before, change.after) == (
        "reordered",
        ["order", "coupon"],
        ["coupon", "order"],
    )
    assert "coupon, order" in change.what


def test_a_new_offer_is_told_with_its_sentence_and_a_gone_one_too():
    found = diff(
        program(**offers(offered())), program(**offers(offered({"kind": "amount", "amount": 5}, id="b")))
    )
    assert [(change.kind, change.what) for change in found.changes] == [
        ("removed", "Offer `a` is gone: 10% off."),
        ("added", "New offer `b`: ¥5 off."),
    ]
    assert [change.what_zh for change in found.changes] == [
        "删除优惠 `a`：立减10%。",
        "新增优惠 `b`：立减5元。",
    ]


def test_an_offer_under_another_id_starts_counting_anew():
    (change,) = diff(program(**offers(offered())), program(**offers(offered(id="b")))).changes
    assert (change.kind, change.path, change.before, change.after) == ("changed", "offers.a.id", "a", "b")
    assert "starts anew" in change.what


def test_another_key_is_another_shop():
    (change,) = compared(DOCUMENT, DOCUMENT | {"key": "other"}).changes
    assert change.what.startswith("Another key, `other` instead of `shop`")


def test_conditions_are_matched_by_kind():
    old = offers(offered(when=[FROM_50, {"kind": "channel", "any": ["app"]}]))
    new = offers(offered(when=[FIRST, FROM_50 | {"minimum": 80}]))
    assert changes(old, new) == [
        ("added", "offers.a.when[0]", None, {"kind": "first_order"}),
        ("changed", "offers.a.when[1].minimum", "50", "80"),
        ("removed", "offers.a.when[1]", {"kind": "channel", "any": ["app"]}, None),
    ]


def test_conditions_in_another_order_are_told():
    (change,) = changes(offers(offered(when=[FROM_50, FIRST])), offers(offered(when=[FIRST, FROM_50])))
    assert change == ("reordered", "offers.a.when", ["subtotal", "first_order"], ["first_order", "subtotal"])


def test_a_condition_that_is_not_a_minimum_is_told_whole():
    old, new = ({"kind": "channel", "any": [name]} for name in ("app", "web"))
    (change,) = diff(program(**offers(offered(when=old))), program(**offers(offered(when=new)))).changes
    assert change.what == "`a`: condition “through web” instead of “through app”."


def test_limits_are_matched_by_what_they_count():
    def limited(*limits):
        return offers(
            offered(limits=[dict(zip(("per", "each", "uses"), one, strict=True)) for one in limits])
        )

    assert changes(limited(("member", "day", 1)), limited(("member", "day", 2), ("program", "ever", 9))) == [
        ("changed", "offers.a.limits.member-day.uses", 1, 2),
        ("added", "offers.a.limits.program-ever", None, {"per": "program", "uses": 9}),
    ]
    one, two = ("member", "day", 1), ("program", "ever", 9)
    assert changes(limited(one, two), limited(two, one))[0][0] == "reordered"


def test_steps_are_matched_by_their_start_where_one_is_new_or_gone():
    def stepped(*starts):
        steps = [{"from": start, "amount": start // 10} for start in starts]
        return offers(offered({"kind": "steps", "measure": "subtotal", "steps": steps}))

    found = changes(stepped(100, 300), stepped(100, 200, 300))
    assert found == [("added", "offers.a.benefit.steps[1]", None, {"from": "200", "amount": "20"})]


def test_prices_are_told_by_sku():
    def priced(**prices):
        return offers(offered({"kind": "member_price", "prices": prices}))

    assert changes(priced(A=5, B=6, D=1), priced(B=7, C=8, D=1)) == [
        ("removed", "offers.a.benefit.prices.A", "5", None),
        ("changed", "offers.a.benefit.prices.B", "6", "7"),
        ("added", "offers.a.benefit.prices.C", None, "8"),
    ]


def test_another_kind_of_benefit_is_told_as_one_change():
    (change,) = diff(
        program(**offers(offered(TEN_OFF))), program(**offers(offered({"kind": "amount", "amount": 5})))
    ).changes
    assert change.path == "offers.a.benefit"
    assert change.what == "`a`: benefit: “¥5 off” instead of “10% off”."


def test_a_rule_of_another_kind_is_told_whole():
    other = {"kind": "proportional", "id": "base", "rate": 2}
    (change,) = diff(program(points={"rules": [BASE_RULE]}), program(points={"rules": [other]})).changes
    assert change.path == "points.rules.base"
    assert "of another kind" in change.what


def test_points_that_are_new_are_told_in_full():
    (change,) = diff(program(), program(points={"rules": [BASE_RULE]})).changes
    assert (change.kind, change.path) == ("added", "points")
    assert "1 point for each full ¥1 spent" in change.what
