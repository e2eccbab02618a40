from pathlib import Path
from typing import Any

import pytest

from loyalty.simulate.figures.outcome_events import Exhaustion
from tests.simulate.frames import back
from tests.simulate.replays import Told, bought, shop, told, told_of, utc

TEA = {"categories": ["tea"]}
OFFERS = [
    {
        "id": "clipped",
        "priority": 4,
        "benefit": {"kind": "percent", "percent": 20, "of": TEA},
        "budget": "purse",
    },
    {
        "id": "judged",
        "priority": 3,
        "benefit": {"kind": "percent", "percent": 10, "of": TEA},
        "benefit_base": "list",
        "budget": "chest",
    },
    {
        "id": "twice",
        "priority": 2,
        "benefit": {"kind": "amount", "amount": 1, "of": TEA},
        "limits": [
            {"per": "program", "uses": 2, "each": "ever"},
            {"per": "member", "uses": 9, "each": "ever"},
        ],
    },
    {
        "id": "daily",
        "priority": 1,
        "benefit": {"kind": "amount", "amount": 2, "of": TEA},
        "limits": [{"per": "program", "uses": 1, "each": "day"}],
    },
]
BUDGETS = [
    {"id": "purse", "amount": 25, "over": "clip"},
    {"id": "chest", "amount": 25, "over": "reject"},
    {"id": "unused", "amount": 7, "over": "clip"},
]
"""Over the orders of 100, 80, 90, 70 and 20:

purse: 20.00, then 5.00 of 16.00 and closed; 18.00, 14.00, 4.00 denied.
chest: 10.00, 8.00; 9.00 does not fit in 7.00; 7.00 does and fills it; 2.00 denied.
twice: the first two; daily: the first of each of three days.
"""


def club(**changes: Any) -> Any:
    return shop(**({"time_zone": "Asia/Shanghai", "offers": OFFERS, "budgets": BUDGETS} | changes))


@pytest.fixture(scope="module")
def spent(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told_of(
        Path(tmp_path_factory.mktemp("limits")),
        club(),
        bought("o1", utc(1, 2, 4), 10_000),
        bought("o2", utc(1, 2, 5), 8_000, customer_id="m2"),
        bought("o3", utc(1, 3, 4), 9_000, customer_id="m3"),
        bought("o4", utc(1, 3, 15, 59), 7_000),
        bought("o5", utc(1, 3, 16), 2_000, customer_id="m2"),
        bought("o6", utc(1, 3, 17), 9_900, category="cups", sku="cup"),
    )


def row(result: Told, name: str) -> Exhaustion:
    return {one.id: one for one in result.draft.exhaustion}[name]


def test_every_total_limit_and_every_budget_is_told_in_document_order(spent):
    assert [(one.kind, one.id, one.offer) for one in spent.draft.exhaustion] == [
        ("limit", "twice/program/ever", "twice"),
        ("limit", "daily/program/day", "daily"),
        ("budget", "purse", None),
        ("budget", "chest", None),
        ("budget", "unused", None),
    ]


def test_a_total_limit_is_taken_by_an_order_and_denied_to_those_after(spent):
    limit = row(spent, "twice/program/ever")
    assert (limit.order_id, limit.at) == ("o2", "2025-01-02T13:00:00+08:00")
    assert (limit.used, limit.allowed) == (2, 2)
    assert (limit.denied_orders, limit.denied_minor) == (3, 300)


def test_a_clipping_budget_gives_the_last_one_the_rest_and_closes(spent):
    budget = row(spent, "purse")
    assert (budget.order_id, budget.at) == ("o2", "2025-01-02T13:00:00+08:00")
    assert (budget.used, budget.allowed) == (2_500, 2_500)
    assert (budget.denied_orders, budget.denied_minor) == (3, 1_800 + 1_400 + 400)


def test_a_rejecting_budget_lets_a_smaller_one_in_until_nothing_is_left(spent):
    budget = row(spent, "chest")
    assert (budget.order_id, budget.at) == ("o4", "2025-01-03T23:59:00+08:00")
    assert (budget.used, budget.allowed) == (2_500, 2_500)
    assert (budget.denied_orders, budget.denied_minor) == (2, 900 + 200)


def test_a_limit_of_each_day_opens_again_at_midnight_in_the_programmes_zone(spent):
    limit = row(spent, "daily/program/day")
    assert (limit.denied_orders, limit.denied_minor) == (2, 400), "o2 and o4; o5 is bought at midnight"
    assert (limit.each, limit.used, limit.allowed, limit.windows_full) == ("day", 3, 1, 3)
    assert (limit.order_id, limit.at) == ("o1", "2025-01-02T12:00:00+08:00"), "the first day that filled"


def test_what_the_first_day_took_is_told_with_its_share(spent):
    told = {
        one.id: (one.first_day, one.first_day_used, one.first_day_share_ppm, one.windows_full)
        for one in spent.draft.exhaustion
    }
    assert told == {
        "twice/program/ever": ("2025-01-02", 2, 1_000_000, 1),
        "daily/program/day": ("2025-01-02", 1, 333_333, 3),
        "purse": ("2025-01-02", 2_500, 1_000_000, 1),
        "chest": ("2025-01-02", 1_800, 720_000, 1),
        "unused": (None, 0, 0, 0),
    }


def test_the_first_day_is_the_first_of_a_use_and_not_of_the_log(tmp_path):
    late = [
        {
            "id": "late",
            "when": {"kind": "subtotal", "minimum": 50},
            "benefit": {"kind": "amount", "amount": 1},
            "limits": [{"per": "program", "uses": 9, "each": "month"}],
        }
    ]
    rows = [
        bought("a", utc(1, 2), 1_000),
        bought("b", utc(1, 5, 17), 6_000),
        bought("c", utc(1, 6, 15), 6_000),
        bought("d", utc(2, 6), 6_000),
    ]
    (limit,) = told_of(tmp_path, club(offers=late, budgets=[]), *rows).draft.exhaustion
    assert (limit.first_day, limit.first_day_used, limit.used) == ("2025-01-06", 2, 3), "Shanghai's days"
    assert (limit.each, limit.windows_full, limit.order_id) == ("month", 0, None)


def test_what_nobody_drew_on_is_told_too(spent):
    budget = row(spent, "unused")
    assert (budget.used, budget.allowed, budget.denied_orders, budget.denied_minor) == (0, 700, 0, 0)
    assert (budget.order_id, budget.at) == (None, None)


def test_redemptions_and_costs_are_those_that_got_through(spent):
    found = {one.id: (one.redemptions, one.cost_minor) for one in spent.draft.by_offer}
    assert found == {
        "clipped": (2, 2_500),
        "judged": (3, 1_000 + 800 + 700),
        "twice": (2, 200),
        "daily": (3, 600),
    }
    refused = {(one.offer, one.reason): one.orders for one in spent.draft.reasons}
    assert refused == {
        ("clipped", "budget_spent"): 3,
        ("judged", "budget_spent"): 2,
        ("twice", "limit_reached"): 3,
        ("daily", "limit_reached"): 2,
    } | {(offer["id"], "no_effect"): 1 for offer in OFFERS}


def test_members_are_not_re_run_alone_where_they_share_counters(spent):
    assert (spent.draft.parity.orders, spent.draft.parity.members) == (6, 0)


def test_orders_draw_in_the_order_of_events_not_of_members(tmp_path):
    first = [
        {"id": "first", "benefit": {"kind": "amount", "amount": 1}, "limits": [{"per": "program", "uses": 1}]}
    ]
    rows = [
        bought("late", utc(1, 3), 1_000, customer_id="a"),
        bought("b", utc(1, 2), 1_000, customer_id="z"),
        bought("a", utc(1, 2), 1_000, customer_id="y"),
    ]
    result = told_of(tmp_path, club(offers=first, budgets=[]), *rows)
    assert result.draft.exhaustion[0].order_id == "a", "at one instant the order's id decides"
    assert result.draft.exhaustion[0].denied_orders == 2


def test_one_budget_of_two_offers_is_drawn_by_both(tmp_path):
    both = [
        {"id": name, "benefit": {"kind": "amount", "amount": 6}, "budget": "purse"} for name in ("one", "two")
    ]
    purse = [{"id": "purse", "amount": 10, "over": "clip"}]
    rows = [bought("A", utc(1, 2), 2_000), bought("B", utc(1, 3), 2_000)]
    result = told_of(tmp_path, club(offers=both, budgets=purse), *rows)
    assert {one.id: one.cost_minor for one in result.draft.by_offer} == {"one": 600, "two": 400}
    budget = row(result, "purse")
    assert (budget.order_id, budget.used) == ("A", 1_000)
    assert (budget.denied_orders, budget.denied_minor) == (2, 1_200), "each refused redemption counts"


def test_a_programme_that_couples_nobody_has_nothing_to_run_out(tmp_path):
    assert told_of(tmp_path, shop(), bought("A", utc(1, 1), 1_000)).draft.exhaustion == ()


def test_what_was_drawn_is_told_month_by_month(tmp_path):
    """January draws 20.00 and 10.00, February 5.00 of 9.00; March finds nothing; the limit takes two."""
    offers = [
        {"id": "a", "priority": 2, "benefit": {"kind": "percent", "percent": 20}, "budget": "purse"},
        {
            "id": "b",
            "priority": 1,
            "benefit": {"kind": "percent", "percent": 10},
            "budget": "purse",
            "benefit_base": "list",
            "limits": [{"per": "program", "uses": 2}],
        },
    ]
    rows = [
        bought("o1", utc(1, 2), 10_000),
        bought("o2", utc(2, 2), 2_000, customer_id="m2"),
        bought("o3", utc(4, 2), 3_000, customer_id="m3"),
    ]
    program = club(offers=offers, budgets=[{"id": "purse", "amount": 35, "over": "clip"}])
    result = told_of(tmp_path, program, *rows)
    purse, limit = row(result, "purse"), row(result, "b/program/ever")
    months = ("2025-01", "2025-02", "2025-03", "2025-04")
    assert [(one.month, one.used) for one in purse.by_month] == list(
        zip(months, (3_000, 500, 0, 0), strict=True)
    )
    assert [(one.month, one.used) for one in limit.by_month] == list(zip(months, (1, 1, 0, 0), strict=True))
    assert (purse.used_before, limit.used_before) == (0, 0)


def test_what_returns_gave_back_is_not_used_and_told_beside_it(tmp_path):
    offer = {
        "id": "b",
        "benefit": {"kind": "amount", "amount": 5},
        "limits": [{"per": "program", "uses": 2}],
        "budget": "purse",
        "release_on_full_return": True,
    }
    rows = [
        bought("o1", utc(1, 2), 2_000),
        back("r1", of="o1", ordered_at=utc(2, 3), line_gross=2_000, category="tea"),
        bought("o2", utc(2, 4), 2_000, customer_id="m2"),
        bought("o3", utc(2, 5), 2_000, customer_id="m3"),
    ]
    result = told_of(tmp_path, club(offers=[offer], budgets=[{"id": "purse", "amount": 20}]), *rows)
    limit, purse = row(result, "b/program/ever"), row(result, "purse")
    assert [(one.used, one.given_back, one.used_before) for one in (limit, purse)] == [
        (2, 1, 0),
        (1_000, 500, 0),
    ]
    assert [one.used for one in (*limit.by_month, *purse.by_month)] == [1, 1, 500, 500]
    assert (limit.denied_orders, limit.first_day_share_ppm) == (0, 333_333)


def test_what_the_warm_up_drew_is_told_apart(spent):
    late = told(spent.replay.log, club(), warm_up_until=utc(1, 3))
    found = {
        one.id: (one.used_before, [month.used for month in one.by_month]) for one in late.draft.exhaustion
    }
    assert found == {
        "twice/program/ever": (2, [0]),
        "daily/program/day": (1, [2]),
        "purse": (2_500, [0]),
        "chest": (1_800, [700]),
        "unused": (0, [0]),
    }
