"""A case is priced live and compiled, and the verdict says what differs."""

from dataclasses import replace

import pytest

from loyalty.facts.member import Guest
from loyalty.plan import lower
from tests.cases.asking import question
from tests.cases.pricing import compiled, live, unlike
from tests.cases.programs import document, load
from tests.cases.running import Score, judge, verdict
from tests.cases.small import amount, case, line, minimum, percent, promotion

FREE = promotion("ship", "free_shipping", conditions=[minimum("140.00")])


def asked(told):
    return question(told, lower(load(document(told))))


def state(told):
    found = verdict(told)
    return found.state, *found.told


def refused(code, reason):
    return {"applied": [], "rejected": [{"code": code, "reason": reason}]}


def test_what_is_not_asserted_is_not_compared():
    assert state(case(percent("p", "10"), expect={"total": None, "applied": None})) == ("passed",)


def test_every_expectation_is_compared_and_only_differences_are_told():
    expect = {"subtotal": "150.00", "discount_total": "15", "total": "135.0", "shipping_discount": "0"}
    expect |= {"lines": {"a": {"discount": "10.00"}}, "applied": ["p"]}
    assert state(case(percent("p", "10"), expect=expect)) == ("passed",)
    wrong = expect | {
        "total": "134.99",
        "lines": {"a": {"discount": "5.01"}, "c": {"discount": "1"}},
        "applied": [],
    }
    assert state(case(percent("p", "10"), expect=wrong)) == (
        "failed",
        "total: expected 134.99, got 135.00",
        "lines.a.discount: expected 5.01, got 10.00",
        "lines.c.discount: expected 1, got None",
        "applied: expected [], got ['p']",
    )


def test_a_disputed_case_is_told_and_not_run():
    told = case({"id": "p", "effect": {"kind": "moon"}}, disputed="nobody knows")
    assert state(told) == ("disputed", "nobody knows")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (case(promotion("p", "moon")), "The runner does not know the effect `moon`."),
        (case(expect={"happiness": "1"}), "The runner does not know what `happiness` expects."),
        (case(percent("p", "101")), "offers[0].benefit.percent: "),
        (case(cart={"lines": [line("a", "0.001")]}), "lines[0].unit_price"),
        (case(customer={"past_orders": -1}), "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_asked_is_unsupported_with_a_sentence(told, said):
    found = verdict(told)
    assert found.state == "unsupported"
    assert said in found.told[0]


@pytest.mark.parametrize(
    "told",
    [
        case(percent("p", "10"), amount("q", "7.00", on="lines"), FREE, cart={"shipping": "5.00"}),
        case(percent("p", "12.5", on="lines"), policy={"rounding_unit": "unit"}),
        case(
            amount("p", "9.00", limits={"per_customer": 3, "customer_uses_so_far": 2}),
            customer={"past_orders": 2},
        ),
        case(promotion("e", "earn_points", per_amount="1.00", points="3", multiplier="1.5")),
        case(percent("p", "10", conditions=[{"kind": "tier", "any": ["Gold"]}]), customer={"tier": "Gold"}),
        case(
            percent("p", "10", conditions=[{"kind": "segment", "any": ["vip"]}]),
            customer={"segments": ["vip"]},
        ),
        case(percent("p", "10"), customer={"id": None}),
        case(percent("p", "10"), cart={"lines": [line(f"l{n}", "0.99", "3") for n in range(40)]}),
        case(percent("p", "10"), cart={"lines": []}),
    ],
)
def test_live_and_compiled_quotes_are_the_same_in_every_field(told):
    one = asked(told)
    assert unlike(live(one), compiled(one)) == []


def test_kernels_that_do_nothing_are_seen():
    one = asked(case(percent("p", "10")))
    idle = {"step": lambda *_tables: 0}
    assert {"discount_minor", "lines", "decisions"} <= set(
        unlike(live(one), compiled(one, with_kernels=idle))
    )


def test_a_quote_that_differs_compiled_is_a_failure(monkeypatch):
    def off_by_one(one):
        quote = live(one)
        return replace(quote, discount_minor=quote.discount_minor + 1)

    monkeypatch.setattr("tests.cases.running.compiled", off_by_one)
    told = case(percent("p", "10"), expect={"total": "135.00"})
    assert state(told) == ("failed", "compiled discount_minor: expected 1500, got 1501")


def test_a_promotion_with_a_code_waits_for_it():
    told = percent("p", "10", code="SAVE-10")
    assert state(case(told, expect={"applied": [], "total": "150.00"})) == ("passed",)
    given = case(told, cart={"codes": ["save 10"]}, expect={"applied": ["p"], "total": "135.00"})
    assert state(given) == ("passed",)


NOW = "2024-01-01T00:00:00Z"
LATE = {"kind": "active_between", "from": "2023-01-01T00:00:00Z", "to": NOW}
EARLY = {"kind": "active_between", "from": "2024-01-01T00:00:01Z"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"conditions": [minimum("151.00")]}, "min_subtotal"),
        ({"conditions": [{"kind": "min_quantity", "quantity": "3"}]}, "min_quantity"),
        ({"conditions": [{"kind": "first_order"}]}, "first_order"),
        ({"conditions": [{"kind": "segment", "any": ["vip"]}]}, "segment"),
        ({"conditions": [{"kind": "segment", "any": ["vip", "staff"]}]}, "segment"),
        ({"conditions": [{"kind": "tier", "any": ["Gold"]}]}, "tier"),
        ({"conditions": [{"kind": "channel", "any": ["web"]}]}, "channel"),
        ({"conditions": [LATE]}, "expired"),
        ({"conditions": [EARLY]}, "not_started"),
        ({"limits": {"total_uses": 2, "uses_so_far": 2}}, "total_uses"),
        ({"limits": {"per_customer": 1, "customer_uses_so_far": 1}}, "per_customer"),
    ],
)
def test_a_refused_code_is_told_in_the_words_of_the_format(fields, reason):
    told = case(
        percent("p", "10", code="SAVE", **fields),
        cart={"codes": ["SAVE"]},
        customer={"past_orders": 1},
        expect=refused("SAVE", reason),
    )
    assert state(told) == ("passed",)
    told["expect"] = refused("SAVE", "weather")
    assert state(told) == ("failed", f"rejected.SAVE: expected weather, got {reason}")


def test_any_reason_that_speaks_against_a_code_may_be_the_one_named():
    short = [{"kind": "min_quantity", "quantity": "9"}, minimum("999.00")]
    used = {"total_uses": 1, "uses_so_far": 1}
    told = case(percent("p", "10", code="SAVE", conditions=short, limits=used), cart={"codes": ["SAVE"]})
    for reason in ("min_quantity", "min_subtotal", "total_uses"):
        assert state(told | {"expect": refused("SAVE", reason)}) == ("passed",)
    assert state(told | {"expect": refused("SAVE", "per_customer")})[0] == "failed"


def test_a_code_that_nobody_knows_and_one_that_worked():
    told = case(percent("p", "10", code="SAVE"), cart={"codes": ["SAVE", "SPEND"]})
    assert state(told | {"expect": {"rejected": [{"code": "SPEND", "reason": "unknown_code"}]}}) == (
        "passed",
    )
    worked = {"rejected": [{"code": "SAVE", "reason": "min_subtotal"}]}
    assert state(told | {"expect": worked}) == ("failed", "rejected.SAVE: expected min_subtotal, got applied")


def test_shipping_tried_before_a_discount_keeps_its_minimum():
    ten = percent("p", "10")
    first = {"applied": ["ship", "p"], "total": "135.00", "shipping_discount": "5.00"}
    assert state(case(FREE, ten, cart={"shipping": "5.00"}, expect=first)) == ("passed",)
    last = {"applied": ["p"], "total": "135.00", "shipping_discount": "0.00"}
    assert state(case(ten, FREE, cart={"shipping": "5.00"}, expect=last)) == ("passed",)


def test_points_are_compared_as_members_see_them():
    earn = promotion("e", "earn_points", per_amount="1.00", points="0.5", rounding="floor")
    assert state(case(percent("p", "10"), earn, expect={"points_earned": "67.5", "applied": ["p"]})) == (
        "passed",
    )


def test_nobody_known_is_a_guest():
    assert asked(case(customer={"id": None})).who == Guest()


def test_a_score_is_good_when_something_was_run_and_nothing_failed():
    assert not Score().good
    score = judge([case(), case(disputed="yes")])
    assert (str(score), score.good) == ("1 passed, 0 failed, 0 unsupported, 1 disputed", True)
    assert not judge([case(expect={"total": "1.00"})]).good
    assert not judge([case(promotion("p", "moon"))]).good
