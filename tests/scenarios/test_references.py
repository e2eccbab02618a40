"""Scenarios that do not fit their programme are refused, every misfit at its place."""

import pytest

from loyalty.plan import lower
from loyalty.scenarios.references import faults, step_name
from tests.scenarios.shop import AT, PROGRAM, cart, loaded, look, order, shop, single, steps

HELD = "  - {id: held, coupon: {}, benefit: {kind: amount, amount: 5}}\n"
PLAN = lower(shop(PROGRAM + HELD))
WITHOUT_POINTS = lower(shop(PROGRAM[: PROGRAM.index("points:")] + PROGRAM[PROGRAM.index("budgets:") :]))


def found(*scenarios, plan=PLAN, bare=False):
    return [(problem.code, problem.path) for problem in faults(plan, loaded(*scenarios), bare=bare)]


def one(**fields):
    return found(single(**({"expect": {"to_pay": 1}} | fields)))


def story(*given):
    return found(steps(order(id="A", expect={"to_pay": 1}), *given))


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"expect": {"applied": {"frist": 1}}}, "offer_unknown", "expect.applied.frist"),
        ({"expect": {"refused": {"x": "no_code"}}}, "offer_unknown", "expect.refused.x"),
        ({"expect": {"short_by": {"x": 1}}}, "offer_unknown", "expect.short_by.x"),
        ({"expect": {"lines": {"1": {"offers": {"x": 1}}}}}, "offer_unknown", 'expect.lines["1"].offers.x'),
        ({"expect": {"lines": {"9": {"to_pay": 1}}}}, "line_unknown", 'expect.lines["9"]'),
        ({"expect": {"tier": "silver"}}, "level_unknown", "expect.tier"),
        ({"expect": {"after": {"tier": ["gold", "black"]}}}, "two_levels_of_a_track", "expect.after.tier"),
        ({"expect": {"to_pay": "0.001"}}, "figure_decimals", "expect.to_pay"),
        ({"expect": {"lines": {"1": {"to_pay": "0.001"}}}}, "figure_decimals", 'expect.lines["1"].to_pay'),
        ({"expect": {"applied": {"first": "0.001"}}}, "figure_decimals", "expect.applied.first"),
        ({"expect": {"points_earned": "0.55"}}, "figure_points", "expect.points_earned"),
        ({"expect": {"gifts": {"x": 1}}}, "offer_unknown", "expect.gifts.x"),
        ({"expect": {"tenders": {"x": 1}}}, "tender_unknown", "expect.tenders.x"),
        ({"expect": {"coupons": {"x": "used"}}}, "coupon_unknown", "expect.coupons.x"),
        ({"expect": {"after": {"coupons": "x"}}}, "coupon_unknown", "expect.after.coupons.x"),
        ({"cart": cart(coupons=["x"])}, "coupon_unknown", "cart.coupons.x"),
        (
            {"cart": cart(tenders=[{"name": "x", "amount": "0.001"}])},
            "figure_decimals",
            "cart.tenders[0].amount",
        ),
        (
            {"cart": cart(shipping_methods=[{"id": "x", "fee": "0.001"}], shipping_method="x")},
            "figure_decimals",
            "cart.shipping_methods[0].fee",
        ),
        ({"member": {"coupons": [{"offer": "x"}]}}, "offer_unknown", "member.coupons[0].offer"),
        ({"member": {"coupons": [{"offer": "app"}]}}, "offer_asks_for_no_coupon", "member.coupons[0].offer"),
        (
            {"member": {"coupons": [{"offer": "held"}, {"offer": "held", "id": "held"}]}},
            "coupon_twice",
            "member.coupons[1]",
        ),
        (
            {"member": {"coupons": [{"offer": "held", "ends": "2200-01-01"}]}},
            "scenario_time",
            "member.coupons[0].ends",
        ),
        ({"member": {"tier": "silver"}}, "level_unknown", "member.tier"),
        ({"member": {"tier": ["gold", "member"]}}, "two_levels_of_a_track", "member.tier"),
        ({"member": {"credit": {"grwth": 1}}}, "track_unknown", "member.credit.grwth"),
        ({"member": {"credit": {"growth": "0.001"}}}, "figure_decimals", "member.credit.growth"),
        ({"member": {"points": "0.55"}}, "figure_points", "member.points"),
        ({"member": {"debt": "0.55"}}, "figure_points", "member.debt"),
        ({"member": {"lots": [{"points": "0.55"}]}}, "figure_points", "member.lots[0].points"),
        ({"member": {"joined": "1950-01-01"}}, "scenario_time", "member.joined"),
        (
            {"member": {"lots": [{"points": 1, "expires": "2150-01-01"}]}},
            "scenario_time",
            "member.lots[0].expires",
        ),
        ({"member": {"joined": "2026-05-05"}}, "after_first_step", "member.joined"),
        ({"member": {"since": "2026-05-04T12:01"}}, "after_first_step", "member.since"),
        ({"budgets_spent": {"fnd": 1}}, "fund_unknown", "budgets_spent.fnd"),
        ({"budgets_spent": {"fund": "0.001"}}, "figure_decimals", "budgets_spent.fund"),
        ({"budgets_spent": {"fund": 101}}, "spent_beyond_budget", "budgets_spent.fund"),
        ({"at": "1950-01-01"}, "scenario_time", "at"),
        ({"cart": cart(("A", "0.001"))}, "figure_decimals", "cart.lines[0].price"),
        ({"cart": cart(shipping_fee="0.001")}, "figure_decimals", "cart.shipping_fee"),
        ({"guest": True, "expect": {"after": {"orders": 1}}}, "guest_has_no_standing", "expect.after"),
        ({"expect": {}}, "nothing_expected", ""),
    ],
)
def test_a_misfit_is_told_at_its_place(fields, code, path):
    assert one(**fields) == [(code, f"scenarios[0].{path}".rstrip("."))]


@pytest.mark.parametrize(
    ("step", "code", "path"),
    [
        ({"kind": "return", "of": "B", "at": AT, "units": {"1": 1}}, "order_unknown", "of"),
        ({"kind": "refund", "of": "B", "at": AT, "amount": 1}, "order_unknown", "of"),
        ({"kind": "return", "of": "A", "at": AT, "units": {"2": 1}}, "line_unknown", 'units["2"]'),
        ({"kind": "return", "of": "A", "at": AT, "refunds": {"2": 1}}, "line_unknown", 'refunds["2"]'),
        (
            {"kind": "return", "of": "A", "at": AT, "refunds": {"1": "0.001"}},
            "figure_decimals",
            'refunds["1"]',
        ),
        ({"kind": "refund", "of": "A", "at": AT, "amount": "0.001"}, "figure_decimals", "amount"),
        ({"kind": "refund", "of": "A", "at": AT, "amount": 1, "lines": ["2"]}, "line_unknown", "lines[0]"),
        (
            {"kind": "unlinked", "at": AT, "lines": [{"sku": "A", "price": "0.001"}]},
            "figure_decimals",
            "lines[0].price",
        ),
        (look(AT, tier="silver"), "level_unknown", "after.tier"),
        (look("2026-05-04T11:59", orders=1), "steps_not_in_order", "at"),
    ],
)
def test_a_misfit_of_a_later_step_is_told_there(step, code, path):
    assert story(step) == [(code, f"scenarios[0].steps[1].{path}")]


def test_a_return_of_an_unknown_order_may_be_meant():
    step = {"kind": "return", "of": "B", "at": AT, "units": {"1": 1}, "expect": {"error": "unknown_order"}}
    assert story(step) == []


def test_lines_have_ids_of_their_own():
    twice = {"lines": [{"sku": "A", "price": 1, "id": "2"}, {"sku": "B", "price": 1}]}
    assert one(cart=twice) == [("line_twice", "scenarios[0].cart.lines[1]")]


def test_a_guest_cannot_be_looked_at():
    assert found(steps(order(), look(AT, orders=1), guest=True)) == [
        ("guest_has_no_standing", "scenarios[0].steps[1]")
    ]


def test_where_the_programme_has_no_points_none_can_be_expected():
    given = single(member={"points": 5}, expect={"points_earned": 0})
    assert found(given, plan=WITHOUT_POINTS) == [("no_points_here", "scenarios[0].member.points")]


def test_near_names_are_suggested():
    (problem,) = faults(PLAN, loaded(single(expect={"applied": {"frist": 1}})), bare=False)
    assert problem.mend == "Did you mean `first`?"


def test_what_fits_is_fine_and_nothing_expected_may_be_allowed():
    assert one() == []
    assert found(single(), bare=True) == []


def test_a_step_is_called_by_its_id_or_its_number():
    (scenario,) = loaded(steps(order(id="A"), order(), look(AT, orders=2))).all
    assert [step_name(step, n) for n, step in enumerate(scenario.story(), start=1)] == ["A", "2", "3"]
