"""All reasons against every refused offer, read like the quote's own decisions."""

from loyalty.engine import refusals
from loyalty.engine.explain import explain
from loyalty.facts.quote import Reason
from tests.engine.till import Till, line

NOON = "2026-05-04 12:00"
APP = {"kind": "channel", "any": ["app"]}
RICH = {"kind": "subtotal", "minimum": 100}


def amount(name, *when, **fields):
    return {"id": name, "benefit": {"kind": "amount", "amount": 1}, "when": list(when)} | fields


def asked(till, *lines):
    cart = till.cart(lines, {})
    return refusals(
        till.plan, cart, who=till.who, at=till.at(NOON), standing=till.standing, shared=till.shared
    )


def test_every_refused_offer_lists_all_that_fails():
    till = Till(offers=[amount("b", APP, RICH), amount("a"), amount("c", RICH)])
    told = asked(till, line("a", "60.00"))
    assert [(one.offer_id, one.reason, one.short_by) for one in told] == [
        ("b", Reason.WRONG_CHANNEL, 0),
        ("b", Reason.BELOW_MINIMUM, 40_00),
        ("c", Reason.BELOW_MINIMUM, 40_00),
    ]
    assert not any(one.applied for one in told)
    assert [explain(one, till.program.unit, language="zh") for one in told[:2]] == [
        "不适用于该下单渠道。",
        "商品金额未达到门槛。还差 ¥40.00。",
    ]


def test_the_first_of_each_offer_is_the_decision_of_the_quote():
    groups = [{"id": "one", "rule": "first"}]
    offers = [amount("a", priority=2, group="one"), amount("b", RICH, group="one"), amount("c", APP)]
    till = Till(groups=groups, offers=offers)
    told = asked(till, line("a", "60.00"))
    quoted = till.quote(NOON, line("a", "60.00"))
    assert [one.reason for one in told] == [
        Reason.GROUP_TAKEN,
        Reason.BELOW_MINIMUM,
        Reason.WRONG_CHANNEL,
    ]
    firsts = {one.offer_id: one for one in reversed(told)}
    assert tuple(firsts[one.offer_id] for one in quoted.decisions if not one.applied) == tuple(
        one for one in quoted.decisions if not one.applied
    )


def test_a_guest_is_told_to_be_a_member_and_what_else_is_short():
    till = Till(guest=True, offers=[amount("a", {"kind": "first_order"}, RICH)])
    told = asked(till, line("a", "60.00"))
    assert [one.reason for one in told] == [Reason.MEMBER_REQUIRED, Reason.BELOW_MINIMUM]


def test_what_a_benefit_itself_is_short_of_is_told_once():
    steps = {"kind": "steps", "measure": "subtotal", "steps": [{"from": 80, "amount": 3}]}
    till = Till(offers=[{"id": "a", "benefit": steps}])
    (one,) = asked(till, line("a", "60.00"))
    assert (one.reason, one.short_by) == (Reason.BELOW_MINIMUM, 20_00)
