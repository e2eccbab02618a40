"""The walk that goes on past a failing condition."""

from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine.failing import Failing, against
from loyalty.facts.quote import Decision, Reason
from tests.engine.test_trace import traced
from tests.engine.till import Till, line

GOODS = line("a", "30.00", 2)
APP = {"kind": "channel", "any": ["app"]}
STORE = {"kind": "store", "any": ["one"]}
RICH = {"kind": "subtotal", "minimum": 100}
MANY = {"kind": "quantity", "minimum": 5}
FIRST = {"kind": "first_order"}
SPENT = {"kind": "subtotal", "minimum": 60}


def failed(*when, till=None, **cart):
    """What fails of an offer's conditions."""
    offer = {"id": "x", "benefit": {"kind": "amount", "amount": 1}, "when": list(when)}
    _quoted, _seen, offers = traced(till or Till(offers=[offer]), GOODS, **cart)
    return offers["x"].failing


def joined(kind, *conditions):
    return {"kind": kind, "conditions": list(conditions)}


def test_every_failing_condition_is_told_in_document_order_with_what_is_short():
    assert failed(RICH, APP, SPENT, MANY) == (
        Failing(Reason.BELOW_MINIMUM, 40_00),
        Failing(Reason.WRONG_CHANNEL, 0),
        Failing(Reason.TOO_FEW, 3),
    )
    assert failed(SPENT, APP, channel="app") == ()


def test_of_alternatives_that_all_fail_the_last_tells():
    assert failed(joined("any", RICH, MANY), APP) == (
        Failing(Reason.TOO_FEW, 3),
        Failing(Reason.WRONG_CHANNEL, 0),
    )
    assert failed(joined("any", MANY, SPENT), APP) == (Failing(Reason.WRONG_CHANNEL, 0),)


def test_conditions_within_all_are_told_one_by_one():
    assert failed(joined("all", RICH, MANY)) == (
        Failing(Reason.BELOW_MINIMUM, 40_00),
        Failing(Reason.TOO_FEW, 3),
    )


def test_what_must_not_hold_and_does_is_told_and_the_walk_goes_on():
    assert failed({"kind": "not", "condition": SPENT}, MANY) == (
        Failing(Reason.CONDITION, 0),
        Failing(Reason.TOO_FEW, 3),
    )


def test_of_a_guest_no_question_about_a_member_is_told():
    offer = {"id": "x", "benefit": {"kind": "amount", "amount": 1}, "when": [APP, {"kind": "tier"}, MANY]}
    offer["when"][1] = {"kind": "attribute", "name": "city", "any": ["Rome"]}
    till = Till(offers=[offer], guest=True)
    assert failed(till=till) == (Failing(Reason.WRONG_CHANNEL, 0), Failing(Reason.TOO_FEW, 3))


def test_days_since_the_last_order_are_those_of_the_quote():
    days = {"kind": "days_since_last_order", "at_least": 30}
    offer = {"id": "x", "benefit": {"kind": "amount", "amount": 1}, "when": [MANY, days]}
    till = Till(offers=[offer])
    till.buy("one", "2026-05-01", line("b", "5.00"))
    late = Failing(Reason.WRONG_DAYS_SINCE_LAST_ORDER, 0)
    assert failed(till=till) == (Failing(Reason.TOO_FEW, 3), late)
    again = Till(offers=[offer])
    again.buy("one", "2026-01-01", line("b", "5.00"))
    assert failed(till=again) == (Failing(Reason.TOO_FEW, 3),)


def lists(inner):
    return st.lists(inner, min_size=1, max_size=3)


LEAVES = st.sampled_from([APP, STORE, RICH, MANY, SPENT, FIRST])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda kind, parts: joined(kind, *parts), st.sampled_from(["all", "any"]), lists(inner)),
        st.builds(lambda one: {"kind": "not", "condition": one}, inner),
    ),
    max_leaves=6,
)


@given(lists(TREES))
def test_each_condition_of_a_list_is_told_exactly_when_it_fails_alone(when):
    """A list fails with what its conditions fail with one by one, in their order."""
    assert failed(*when) == tuple(one for condition in when for one in failed(condition))


@given(lists(TREES))
def test_the_first_is_the_reason_of_the_quote(when):
    offer = {"id": "x", "benefit": {"kind": "amount", "amount": 1}, "when": when}
    quoted, _seen, offers = traced(Till(offers=[offer]), GOODS)
    (decision,) = quoted.decisions
    assert decision.applied == (offers["x"].failing == ())
    if not decision.applied:
        assert offers["x"].failing[0] == (decision.reason, decision.short_by)


def test_a_refusal_that_was_no_condition_stands_before_those_that_fail():
    taken = Decision("x", applied=False, reason=Reason.GROUP_TAKEN, amount_minor=0, short_by=0)
    few = Failing(Reason.TOO_FEW, 2)
    assert against(taken, (few,)) == (taken, taken._replace(reason=Reason.TOO_FEW, short_by=2))
    assert against(taken, ()) == (taken,)
    short = taken._replace(reason=Reason.TOO_FEW, short_by=2)
    assert against(short, (few, few)) == (short, short)
