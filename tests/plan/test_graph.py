"""Conditions lowered to a walk: it says yes exactly when the tree, read aloud, is true."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from loyalty.facts.quote import Reason
from loyalty.kernels import codes
from loyalty.plan import lower
from loyalty.plan.graph import needs_member, only_measured, without_history
from loyalty.rules.conditions import Condition
from loyalty.rules.document import load_program
from tests.engine.till import HEAD, Till, line

READ = TypeAdapter(Condition)
NOON = "2024-05-06T12:00"
TIERS = [
    {
        "id": "growth",
        "credit": {"of": "orders", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "silver", "minimum": 1}, {"id": "gold", "minimum": 2}],
    },
    {
        "id": "spent",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "plain", "minimum": 0}, {"id": "big", "minimum": 15}],
    },
]
LEAVES = {
    "app": ({"kind": "channel", "any": ["app"]}, Reason.WRONG_CHANNEL),
    "code": ({"kind": "code", "any": ["ten"]}, Reason.NO_CODE),
    "monday": ({"kind": "weekday", "any": ["monday"]}, Reason.WRONG_DAY),
    "sunday": ({"kind": "month_day", "any": [5]}, Reason.WRONG_DAY),
    "night": ({"kind": "hours", "start": "22:00", "end": "02:00"}, Reason.OUTSIDE_WINDOW),
    "past": ({"kind": "window", "end": "2024-05-06"}, Reason.OUTSIDE_WINDOW),
    "town": ({"kind": "attribute", "name": "city", "any": ["Rome"]}, Reason.WRONG_ATTRIBUTE),
    "born": ({"kind": "birthday", "span": "month"}, Reason.NOT_BIRTHDAY),
    "fifty": ({"kind": "subtotal", "minimum": 50}, Reason.BELOW_MINIMUM),
    "two": ({"kind": "quantity", "minimum": 2}, Reason.TOO_FEW),
    "first": ({"kind": "first_order"}, Reason.NOT_FIRST_ORDER),
    "silver": ({"kind": "tier", "any": ["silver"]}, Reason.WRONG_TIER),
    "rich": ({"kind": "tier", "any": ["gold", "big"]}, Reason.WRONG_TIER),
    "kinds": ({"kind": "distinct", "minimum": 2}, Reason.TOO_FEW_DIFFERENT),
    "second": ({"kind": "nth_order", "any": [2, 3]}, Reason.WRONG_ORDER_NUMBER),
    "third": ({"kind": "nth_order", "every": 3}, Reason.WRONG_ORDER_NUMBER),
    "young": ({"kind": "days_since_joined", "at_most": 99}, Reason.WRONG_DAYS_SINCE_JOINED),
    "back": (
        {"kind": "days_since_last_order", "at_least": 66, "at_most": 66},
        Reason.WRONG_DAYS_SINCE_LAST_ORDER,
    ),
    "shop": ({"kind": "store", "any": ["Bund"]}, Reason.WRONG_STORE),
    "wallet": ({"kind": "payment_method", "any": ["wallet"]}, Reason.WRONG_PAYMENT_METHOD),
    "pickup": ({"kind": "shipping_method", "any": ["pickup"]}, Reason.WRONG_SHIPPING_METHOD),
    "here": ({"kind": "region", "any": ["CN/Shanghai"]}, Reason.WRONG_REGION),
    "friday": (
        {"kind": "recurrence", "start": "2024-05-03", "rule": "FREQ=WEEKLY;COUNT=9"},
        Reason.WRONG_DAY,
    ),
}
TREES = st.recursive(
    st.sampled_from(sorted(LEAVES)),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(("all", "any")), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("not"), st.lists(inner, min_size=1, max_size=1)),
    ),
    max_leaves=10,
)
ORDERS = st.fixed_dictionaries(
    {
        "channel": st.sampled_from(("app", "web")),
        "codes": st.sampled_from(((), ("TEN",))),
        "price": st.sampled_from((10, 50)),
        "units": st.sampled_from((1, 2)),
        "city": st.sampled_from(("Rome", "Oslo")),
        "birthday": st.sampled_from(((5, 20), (6, 20), None)),
        "earlier": st.integers(0, 2),
    }
)


def written(tree):
    if isinstance(tree, str):
        return LEAVES[tree][0]
    kind, inner = tree
    if kind == "not":
        return {"kind": "not", "condition": written(inner[0])}
    return {"kind": kind, "conditions": [written(one) for one in inner]}


def truths(order):
    """Which leaves hold for an order of a Monday noon."""
    held = {
        "app": order["channel"] == "app",
        "code": bool(order["codes"]),
        "monday": True,
        "town": order["city"] == "Rome",
        "born": order["birthday"] == (5, 20),
        "fifty": order["price"] * order["units"] >= 50,
        "two": order["units"] >= 2,
        "first": order["earlier"] == 0,
        "silver": order["earlier"] == 1,
        "rich": order["earlier"] == 2,
        "second": order["earlier"] >= 1,
        "third": order["earlier"] == 2,
        "back": order["earlier"] >= 1,
        "here": True,
    }
    return {name: held.get(name, False) for name in LEAVES}


def meant(tree, held):
    if isinstance(tree, str):
        return held[tree]
    kind, inner = tree
    parts = [meant(one, held) for one in inner]
    return {"all": all(parts), "any": any(parts), "not": not parts[0]}[kind]


PLAIN = {
    "channel": "web",
    "codes": (),
    "price": 10,
    "units": 1,
    "city": "Oslo",
    "birthday": None,
    "earlier": 0,
}
OF_A_MEMBER = {"town", "born", "first", "silver", "rich", "second", "third", "young", "back"}


def surely(tree, held):
    """True or False of a guest, None where it hangs on what only a member has."""
    if isinstance(tree, str):
        return None if tree in OF_A_MEMBER else held[tree]
    kind, inner = tree
    parts = [surely(one, held) for one in inner]
    if kind == "not":
        return None if parts[0] is None else not parts[0]
    decides = kind == "any"
    if decides in parts:
        return decides
    return None if None in parts else not decides


def decided(when, order, *, guest=False):
    """What became of an offer under these conditions, for a member with earlier orders of 10.00."""
    offer = {"id": "only", "when": when, "benefit": {"kind": "amount", "amount": "0.01"}}
    born, town = order["birthday"], {"city": order["city"]}
    till = Till(offers=[offer], tiers=TIERS, birthday=born, attributes=town, guest=guest)
    for place in range(order["earlier"]):
        till.spend(f"o{place}", "2024-03-01", 10)
    quoted = till.quote(
        NOON,
        line("a", order["price"], order["units"]),
        channel=order["channel"],
        codes=order["codes"],
        region="CN/Shanghai/Pudong",
    )
    return quoted.decisions[0]


@given(TREES, ORDERS)
def test_the_walk_says_yes_exactly_when_the_tree_is_true(tree, order):
    assert decided([written(tree)], order).applied is meant(tree, truths(order))


@given(TREES, ORDERS)
def test_a_guest_has_an_offer_exactly_where_the_tree_is_true_whoever_the_member(tree, order):  # edge 66
    asked = order | {"earlier": 0}
    decision = decided([written(tree)], asked, guest=True)
    assert decision.applied is (surely(tree, truths(asked)) is True)
    ever = any(surely(tree, dict.fromkeys(LEAVES, held)) is True for held in (True, False))
    if ever:
        assert decision.reason is not Reason.MEMBER_REQUIRED


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        (("any", ["silver", "app"]), Reason.WRONG_CHANNEL),
        (("any", ["app", "silver"]), Reason.WRONG_TIER),
        (("any", ["town", "app"]), Reason.CONDITION),
        (("any", ["silver", "monday"]), Reason.NONE),
        (("any", ["town", "monday"]), Reason.NONE),
        (("any", ["silver", "born"]), Reason.MEMBER_REQUIRED),
        (("all", ["silver", "monday"]), Reason.MEMBER_REQUIRED),
        (("all", [("any", ["silver", "monday"]), "born"]), Reason.MEMBER_REQUIRED),
        (("not", ["town"]), Reason.MEMBER_REQUIRED),
        (("not", ["first"]), Reason.MEMBER_REQUIRED),
        (("not", [("any", ["back", "app"])]), Reason.MEMBER_REQUIRED),
        (("not", [("all", ["back", "app"])]), Reason.NONE),
        (("not", [("all", ["back", "third", "born", "rich", "app"])]), Reason.NONE),
        (("not", [("all", ["town", "fifty"])]), Reason.NONE),
        (("not", [("all", ["town", "monday", "first"])]), Reason.CONDITION),
    ],
)
def test_a_guest_is_told_to_become_a_member_only_where_nothing_else_would_do(tree, reason):  # edge 66
    assert decided([written(tree)], PLAIN, guest=True).reason is reason


@given(st.lists(st.sampled_from(sorted(LEAVES)), min_size=1, max_size=5, unique=True), ORDERS)
def test_the_first_in_document_order_that_fails_is_the_reason(names, order):
    held = truths(order)
    expected = next((LEAVES[name][1] for name in names if not held[name]), Reason.NONE)
    assert decided([written(name) for name in names], order).reason is expected
    assert decided([written(("all", names))], order).reason is expected


@pytest.mark.parametrize(
    ("tree", "reason", "short"),
    [
        (("any", ["app", "code"]), Reason.CONDITION, 0),
        (("not", ["monday"]), Reason.CONDITION, 0),
        (("all", ["monday", ("not", ["first"])]), Reason.CONDITION, 0),
        (("not", [("not", ["fifty"])]), Reason.BELOW_MINIMUM, 4_000),
        (("not", [("any", ["first", "fifty"])]), Reason.CONDITION, 0),
        (("any", ["fifty", "app"]), Reason.WRONG_CHANNEL, 0),
        (("any", [("all", ["monday", "fifty"]), "two"]), Reason.TOO_FEW, 1),
    ],
)
def test_a_refusal_inside_a_tree_has_the_reason_of_the_question_asked_last(tree, reason, short):
    decision = decided([written(tree)], PLAIN)
    assert (decision.reason, decision.short_by) == (reason, short)


def plan(*when, tiers=()):
    offer = {"id": "only", "when": list(when), "benefit": {"kind": "amount", "amount": 1}}
    return lower(load_program(HEAD | {"offers": [offer], "tiers": list(tiers)}))


def test_no_condition_needs_no_walk():
    made = plan()
    assert made.tables["offers"][0].entry == codes.PASS
    assert made.tables["nodes"] == []


def test_questions_without_history_fold_into_one_bit_but_those_of_an_all_stay_apart():
    app, code, monday = (written(name) for name in ("app", "code", "monday"))
    assert len(plan({"kind": "any", "conditions": [app, {"kind": "not", "condition": code}]}).bits) == 1
    assert len(plan({"kind": "all", "conditions": [app, code]}, monday).bits) == 3


def test_the_same_question_is_asked_once():
    app = written("app")
    offers = [{"id": name, "when": app, "benefit": {"kind": "amount", "amount": 1}} for name in "ab"]
    made = lower(load_program(HEAD | {"offers": offers}))
    assert len(made.bits) == 1
    assert [node.arg for node in made.tables["nodes"]] == [0, 0]


@pytest.mark.parametrize(
    ("name", "alone", "measured", "member"),
    [
        ("app", True, False, False),
        ("born", True, False, True),
        ("town", True, False, True),
        ("fifty", False, True, False),
        ("two", False, True, False),
        ("first", False, False, True),
        ("kinds", False, True, False),
        ("second", False, False, True),
        ("back", False, False, True),
        ("young", True, False, True),
        ("here", True, False, False),
        ("friday", True, False, False),
        ("silver", False, False, True),
    ],
)
def test_what_a_question_needs_is_known_however_deep_it_stands(name, alone, measured, member):
    for tree in (name, ("not", [("any", [name, name])]), ("all", [name])):
        condition = READ.validate_python(written(tree))
        assert without_history(condition) is alone
        assert only_measured(condition) is measured
        assert needs_member((condition,)) is member


def test_a_return_tests_again_only_what_is_measured():
    rule = {
        "id": "base",
        "kind": "per_amount",
        "points": 1,
        "per": 1,
        "when": [written("app"), written("fifty"), written(("any", ["fifty", "first"])), written("two")],
    }
    made = lower(load_program(HEAD | {"points": {"rules": [rule]}}))
    node, asked = made.tables["rules"][0].retest, []
    while node >= 0:
        asked.append(made.tables["nodes"][node].kind)
        node = made.tables["nodes"][node].yes
    assert asked == [codes.ON_SUBTOTAL, codes.ON_QUANTITY]
