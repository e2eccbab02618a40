"""Questions without history: the calendar, the channel, the code, the birthday, and what selectors take."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.kernels.calendar import DAY_US
from loyalty.money import currency
from loyalty.plan.eligibility import (
    Circumstances,
    Goods,
    ancestors,
    answer,
    answers_for,
    question,
    taker,
)
from loyalty.plan.moments import WEEKDAYS
from loyalty.rules.conditions import Condition
from loyalty.rules.selectors import Selector
from loyalty.when import civil, from_us, load_zone, to_us

READ = TypeAdapter(Condition)
SHANGHAI = "Asia/Shanghai"


def holds(asked, at="2024-11-11T12:00", zone=SHANGHAI, week_starts="monday", **order):
    """Whether one condition holds for an order at a civil time of the zone."""
    us = to_us(civil(at, load_zone(zone)))
    shown = from_us(us, load_zone(zone)).replace(tzinfo=UTC)
    circumstances = Circumstances(at_us=us, civil_us=to_us(shown), **order)
    (bit,) = answers_for((READ.validate_python(asked),), circumstances, zone, WEEKDAYS.index(week_starts))
    assert bit in {0, 1}
    return bit == 1


def window(**edges):
    return {"kind": "window"} | edges


@pytest.mark.parametrize(
    ("at", "inside"),
    [
        ("2024-11-10T15:59:59.999999Z", False),
        ("2024-11-10T16:00Z", True),
        ("2024-11-11T15:59:59.999999Z", True),
        ("2024-11-11T16:00Z", False),
    ],
)
def test_a_window_of_dates_runs_from_midnight_to_midnight_of_the_programme(at, inside):  # edge 20
    assert holds(window(start="2024-11-11", end="2024-11-12"), at) is inside


@pytest.mark.parametrize(
    ("edges", "at", "inside"),
    [
        ({"start": "2024-11-11"}, "2024-11-10T23:59", False),
        ({"start": "2024-11-11"}, "2090-01-01", True),
        ({"end": "2024-11-11"}, "1990-01-01", True),
        ({"end": "2024-11-11"}, "2024-11-11", False),
        ({"start": "2024-11-11T20:00"}, "2024-11-11T19:59", False),
        ({"start": "2024-11-11 20:00"}, "2024-11-11T20:00", True),
        ({"start": "2024-11-11T00:00Z"}, "2024-11-11T07:59", False),
        ({"start": "2024-11-11T00:00Z"}, "2024-11-11T08:00", True),
        ({"end": "2024-11-11T00:00-05:00"}, "2024-11-11T12:59", True),
        ({"end": "2024-11-11T00:00-05:00"}, "2024-11-11T13:00", False),
    ],
)
def test_a_window_may_be_open_timed_or_carry_an_offset(edges, at, inside):
    assert holds(window(**edges), at) is inside


@pytest.mark.parametrize(
    ("zone", "edges", "at", "inside"),
    [
        ("Europe/London", {"start": "2024-03-31T01:30"}, "2024-03-31T01:29Z", False),
        ("Europe/London", {"start": "2024-03-31T01:30"}, "2024-03-31T01:30Z", True),
        ("America/New_York", {"end": "2024-11-03T01:30"}, "2024-11-03T05:29Z", True),
        ("America/New_York", {"end": "2024-11-03T01:30"}, "2024-11-03T05:30Z", False),
        ("America/New_York", {"end": "2024-11-04"}, "2024-11-04T04:59Z", True),
        ("Pacific/Apia", {"start": "2011-12-30"}, "2011-12-30T09:59Z", False),
        ("Pacific/Apia", {"start": "2011-12-30"}, "2011-12-30T10:00Z", True),
        ("Africa/Casablanca", {"start": "2024-04-14T02:30"}, "2024-04-14T02:29Z", False),
        ("Africa/Casablanca", {"start": "2024-04-14T02:30"}, "2024-04-14T02:30Z", True),
    ],
)
def test_windows_survive_the_change_of_clocks(zone, edges, at, inside):  # edge 21
    assert holds(window(**edges), at, zone) is inside


@pytest.mark.parametrize(
    ("at", "zone", "days", "expected"),
    [
        ("2024-11-10T16:00Z", SHANGHAI, ["monday"], True),
        ("2024-11-10T15:59Z", SHANGHAI, ["monday"], False),
        ("2024-11-10T16:00Z", "Europe/London", ["sunday"], True),
        ("2024-11-16T12:00", SHANGHAI, ["saturday", "sunday"], True),
        ("2024-11-15T12:00", SHANGHAI, ["saturday", "sunday"], False),
    ],
)
def test_the_day_of_the_week_is_the_programmes(at, zone, days, expected):
    assert holds({"kind": "weekday", "any": days}, at, zone) is expected


@pytest.mark.parametrize(
    ("at", "days", "expected"),
    [
        ("2024-02-29", [29], True),
        ("2023-02-28", [29, 30, 31], False),
        ("2024-03-31T23:59", [31], True),
        ("2024-04-01", [1, 8], True),
        ("2024-04-08", [1, 8], True),
        ("2024-04-09", [1, 8], False),
    ],
)
def test_a_day_of_the_month_is_that_number_and_no_other(at, days, expected):
    assert holds({"kind": "month_day", "any": days}, at) is expected


@pytest.mark.parametrize(
    ("start", "end", "inside", "outside"),
    [
        ("09:00", "17:30", ["09:00", "17:29:59"], ["08:59:59", "17:30", "00:00"]),
        ("22:00", "02:00", ["22:00", "23:59:59", "00:00", "01:59:59"], ["02:00", "21:59:59", "12:00"]),
        ("20:00", "24:00", ["20:00", "23:59:59"], ["00:00", "19:59:59"]),
        ("00:00", "24:00", ["00:00", "12:00", "23:59"], []),
        ("23:00", "00:00", ["23:00", "23:59"], ["00:00", "22:59"]),
    ],
)
def test_hours_are_half_open_and_may_cross_midnight(start, end, inside, outside):  # edge 20
    asked = {"kind": "hours", "start": start, "end": end}
    assert [holds(asked, f"2024-11-11T{clock}") for clock in inside] == [True] * len(inside)
    assert [holds(asked, f"2024-11-11T{clock}") for clock in outside] == [False] * len(outside)


def test_hours_are_those_of_the_wall_clock_when_it_changes():  # edge 21
    asked = {"kind": "hours", "start": "01:00", "end": "02:00"}
    doubled = [f"2024-11-03T{hour:02d}:30Z" for hour in range(4, 8)]
    assert [holds(asked, at, "America/New_York") for at in doubled] == [False, True, True, False]
    skipped = [f"2024-03-31T{hour:02d}:30Z" for hour in range(3)]
    assert [holds(asked, at, "Europe/London") for at in skipped] == [False, False, False]


def birthday(span, born, at, **fields):
    return holds({"kind": "birthday", "span": span}, at, birthday=born, **fields)


@pytest.mark.parametrize(
    ("span", "born", "at", "expected"),
    [
        ("day", (2, 29), "2024-02-29", True),
        ("day", (2, 29), "2024-02-28", False),
        ("day", (2, 29), "2023-02-28", True),
        ("day", (2, 29), "2023-03-01", False),
        ("day", (5, 20), "2024-05-20T23:59:59", True),
        ("day", (5, 20), "2024-05-21", False),
        ("month", (2, 29), "2023-02-01", True),
        ("month", (12, 5), "2024-12-31", True),
        ("month", (12, 5), "2025-01-01", False),
        ("week", (5, 20), "2024-05-26", True),
        ("week", (5, 20), "2024-05-19", False),
        ("week", (1, 1), "2024-12-30", True),
        ("week", (1, 1), "2024-12-29", False),
        ("week", (12, 31), "2025-01-05", True),
        ("week", (12, 31), "2025-01-06", False),
        ("week", (2, 29), "2023-02-27", True),
        ("week", None, "2024-05-20", False),
    ],
)
def test_a_birthday_is_a_day_a_week_or_a_month(span, born, at, expected):  # edge 85
    assert birthday(span, born, at) is expected


def test_the_birthday_week_starts_when_the_programmes_week_does():  # edge 85
    assert birthday("week", (5, 20), "2024-05-19", week_starts="sunday")
    assert not birthday("week", (5, 20), "2024-05-26", week_starts="sunday")


@given(
    st.dates(date(1972, 1, 1), date(2090, 12, 31)),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.sampled_from(WEEKDAYS),
)
def test_a_birthday_is_found_like_on_a_wall_calendar(today, born, week_starts):  # edge 85
    def celebrated(day):
        turned = (day + timedelta(days=1)).month == 3 and day.month == 2 and day.day == 28
        return (day.month, day.day) == (born.month, born.day) or (
            turned and (born.month, born.day) == (2, 29)
        )

    first = today - timedelta(days=(today.weekday() - WEEKDAYS.index(week_starts)) % 7)
    expected = {
        "day": celebrated(today),
        "week": any(celebrated(first + timedelta(days=gap)) for gap in range(7)),
        "month": today.month == born.month,
    }
    for span, inside in expected.items():
        got = birthday(span, (born.month, born.day), today.isoformat(), week_starts=week_starts)
        assert got is inside


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
    got = answer(READ.validate_python(tree), lambda one: int(one.any[0] in true))
    assert got == int(meant(tree, true))


def test_a_question_with_history_is_none_of_these():
    with pytest.raises(TypeError, match="subtotal"):
        question(READ.validate_python({"kind": "subtotal", "minimum": 1}), SHANGHAI, 0)


def test_days_before_1970_would_still_have_their_weekday():
    asked = question(READ.validate_python({"kind": "weekday", "any": ["wednesday"]}), SHANGHAI, 0)
    assert asked((datetime(1969, 12, 31, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days)
    assert DAY_US == 86_400_000_000


TEA = Goods("TEA", "drinks/tea/green", "Lu", (("size", "L"), ("organic", "yes")))
BARE = Goods("X")


@pytest.mark.parametrize(
    ("asked", "tea", "bare"),
    [
        ({}, True, True),
        ({"skus": ["TEA", "CUP"]}, True, False),
        ({"skus": ["tea"]}, False, False),
        ({"categories": ["drinks"]}, True, False),
        ({"categories": ["drinks/tea"]}, True, False),
        ({"categories": ["drinks/te"]}, False, False),
        ({"categories": ["drinks/tea/green/new"]}, False, False),
        ({"brands": ["Lu"]}, True, False),
        ({"attributes": {"size": ["M", "L"]}}, True, False),
        ({"attributes": {"size": ["L"], "organic": ["no"]}}, False, False),
        ({"skus": ["TEA"], "brands": ["Mi"]}, False, False),
        ({"except_skus": ["TEA"]}, False, True),
        ({"except_categories": ["drinks"]}, False, True),
        ({"except_categories": ["drinks/coffee"]}, True, True),
        ({"except_brands": ["Lu"]}, False, True),
        ({"except_attributes": {"size": ["S", "L"]}}, False, True),
        ({"except_attributes": {"size": ["S"], "organic": ["yes"]}}, False, True),
        ({"except_attributes": {"size": ["S"], "colour": ["L"]}}, True, True),
        ({"categories": ["drinks"], "except_skus": ["CUP"]}, True, False),
        ({"categories": ["drinks"], "except_brands": ["Lu"]}, False, False),
    ],
)
def test_a_selector_needs_one_entry_of_every_list_less_the_exceptions(asked, tea, bare):
    takes = taker(Selector.model_validate(asked), currency("CNY"))
    assert (takes(TEA), takes(BARE)) == (tea, bare)


@pytest.mark.parametrize(
    ("asked", "price", "expected"),
    [
        ({"price_from": 10}, (1000, 1000, 1), True),
        ({"price_from": 10}, (999, 1000, 1), False),
        ({"price_from": "3.33"}, (1000, 1000, 3), True),
        ({"price_from": "3.34"}, (1000, 1000, 3), False),
        ({"price_below": "3.34"}, (1000, 1000, 3), True),
        ({"price_below": 10}, (2000, 2000, 2), False),
        ({"price_from": 10, "price_below": 20}, (1500, 1500, 1), True),
        ({"price_from": 10, "price_below": 20, "skus": ["A"]}, (1500, 1500, 1), False),
        ({"at_list_price": True}, (1000, 1000, 1), True),
        ({"at_list_price": True}, (1001, 1000, 1), True),
        ({"at_list_price": True}, (999, 1000, 1), False),
        ({"at_list_price": True}, None, False),
    ],
)
def test_a_selector_may_ask_what_a_unit_costs(asked, price, expected):
    takes = taker(Selector.model_validate(asked), currency("CNY"))
    assert takes(TEA._replace(price=price)) is expected


def test_a_selector_may_ask_who_sells():
    one, other = TEA._replace(seller="one"), TEA._replace(seller="other")
    for asked in ({"sellers": ["one"]}, {"except_sellers": ["other"], "skus": ["TEA"]}):
        takes = taker(Selector.model_validate(asked), currency("CNY"))
        assert (takes(one), takes(other)) == (True, False)


def test_the_ancestors_of_a_path_end_with_itself():
    assert ancestors("a/b/c") == ("a", "a/b", "a/b/c")
    assert ancestors(None) == ()


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
    ("at", "zone", "expected"),
    [
        ("2024-03-30T23:59:59", "Europe/London", False),
        ("2024-03-31T00:00", "Europe/London", True),
        ("2024-03-31T23:59:59", "Europe/London", True),
        ("2024-04-01T00:00", "Europe/London", False),
        ("2024-03-30T16:00Z", SHANGHAI, True),
        ("2024-03-30T15:59Z", SHANGHAI, False),
    ],
)
def test_a_day_that_comes_again_is_whole_on_the_programmes_calendar(at, zone, expected):  # edge 21
    asked = {"kind": "recurrence", "start": "2024-01-01", "rule": "FREQ=MONTHLY;BYDAY=-1SU;COUNT=12"}
    assert holds(asked, at, zone) is expected


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
