"""Questions about an order and its member: code, channel, attribute, place, membership, and trees of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.plan.eligibility import (
    answer,
    question,
)
from tests.plan.questions import READ, SHANGHAI, holds


@pytest.mark.parametrize(
    "shown", ["WELCOME-10", "welcome10", " Welcome 10 ", "ＷＥＬＣＯＭＥ－１０", "wel.come_10"]
)
def test_a_code_is_one_code_in_every_spelling(shown):  # edge 65
    asked = {"kind": "code", "any": ["Welcome-10", "other"]}
    assert holds(asked, codes=(canonical_code(shown),))


@pytest.mark.parametrize("shown", [(), ("welcome1",), ("welcome100", "elcome10")])
def test_another_code_is_none(shown):
    assert not holds({"kind": "code", "any": ["WELCOME10"]}, codes=shown)


@pytest.mark.parametrize(
    ("channel", "expected"), [("app", True), ("web", False), ("APP", False), (None, False)]
)
def test_a_channel_is_one_of_the_named(channel, expected):
    assert holds({"kind": "channel", "any": ["app", "mini"]}, channel=channel) is expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"city": "Paris"}, True),
        ({"city": "Lyon"}, False),
        ({"city": None}, False),
        ({"town": "Paris"}, False),
    ],
)
def test_an_attribute_has_one_of_the_named_values(attributes, expected):
    asked = {"kind": "attribute", "name": "city", "any": ["Paris", "Rome"]}
    assert holds(asked, attributes=attributes) is expected


TREES = st.recursive(
    st.sampled_from("abcd").map(lambda name: {"kind": "channel", "any": [name]}),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"kind": "all", "conditions": some}),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"kind": "any", "conditions": some}),
        inner.map(lambda one: {"kind": "not", "condition": one}),
    ),
    max_leaves=12,
)


def meant(tree, true):
    match tree["kind"]:
        case "all":
            return all(meant(one, true) for one in tree["conditions"])
        case "any":
            return any(meant(one, true) for one in tree["conditions"])
        case "not":
            return not meant(tree["condition"], true)
        case _:
            return tree["any"][0] in true


@given(TREES, st.sets(st.sampled_from("abcd")))
def test_a_tree_of_questions_is_answered_as_it_reads(tree, true):
    got = answer(READ.validate_python(tree), lambda one, _unknown: int(one.any[0] in true))
    assert got == int(meant(tree, true))


def test_a_question_with_history_is_none_of_these():
    with pytest.raises(TypeError, match="subtotal"):
        question(READ.validate_python({"kind": "subtotal", "minimum": 1}), SHANGHAI, 0)


@pytest.mark.parametrize(
    ("asked", "given", "expected"),
    [
        ({"kind": "store", "any": ["Bund"]}, {"store": "Bund"}, True),
        ({"kind": "store", "any": ["Bund"]}, {"store": "bund"}, False),
        ({"kind": "store", "any": ["Bund"]}, {"channel": "Bund"}, False),
        ({"kind": "payment_method", "any": ["card", "wallet"]}, {"payment_method": "wallet"}, True),
        ({"kind": "payment_method", "any": ["card"]}, {}, False),
        ({"kind": "shipping_method", "any": ["pickup"]}, {"shipping_method": "pickup"}, True),
        ({"kind": "region", "any": ["CN/Shanghai"]}, {"region": "CN/Shanghai/Pudong"}, True),
        ({"kind": "region", "any": ["CN/Shanghai"]}, {"region": "CN/Shanghai"}, True),
        ({"kind": "region", "any": ["CN/Shanghai"]}, {"region": "CN"}, False),
        ({"kind": "region", "any": ["CN/Shang"]}, {"region": "CN/Shanghai"}, False),
        ({"kind": "region", "any": ["CN"]}, {}, False),
    ],
)
def test_where_and_how_an_order_is_placed_is_as_the_cart_says(asked, given, expected):
    assert holds(asked, **given) is expected


@pytest.mark.parametrize(
    ("edges", "days", "expected"),
    [
        ({"at_most": 0}, 0, True),
        ({"at_most": 0}, 1, False),
        ({"at_least": 1}, 0, False),
        ({"at_least": 1}, 1, True),
        ({"at_least": 2, "at_most": 3}, 3, True),
        ({"at_least": 2, "at_most": 3}, 4, False),
        ({"at_most": 3}, -1, False),
        ({"at_most": 3}, None, False),
    ],
)
def test_days_of_membership_count_from_the_day_of_joining(edges, days, expected):
    today = (date(2024, 11, 11) - date(1970, 1, 1)).days
    joined = {} if days is None else {"joined_day": today - days}
    assert holds({"kind": "days_since_joined"} | edges, **joined) is expected
