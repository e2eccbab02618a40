"""A simulation's answer with plausible figures, made by arithmetic, in any size a test needs."""

from copy import deepcopy
from dataclasses import dataclass

from tests.reports.sample_comparison import comparison_of
from tests.reports.sample_draft import draft
from tests.reports.sample_months import months_of


@dataclass(frozen=True)
class Size:
    """How large the sample is."""

    months: int = 24
    offers: int = 6
    drafts: int = 1
    currency: str = "CNY"
    exponent: int = 2
    scale: int = 1
    sign: int = 1


SETTINGS = {
    "price_basis": "net",
    "price_codes": [],
    "use_points": "always_max",
    "returns": "replay",
    "warm_up_until": None,
    "seed": 1,
}
ASSUMPTIONS = [
    {
        "key": "price_basis",
        "value": "net",
        "en": "Prices are what was paid: past discounts stay in them.",
        "zh": "以实付金额为价格：历史折扣保留在内。",
    },
    {
        "key": "use_points",
        "value": "always_max",
        "en": "Members spend as many points as they may on every order.",
        "zh": "会员每单都用到积分上限。",
    },
    {
        "key": "behaviour",
        "value": "unchanged",
        "en": "Nobody buys more, less or earlier because of the programme.",
        "zh": "没有人因为该计划而多买、少买或提前购买。",
    },
]
PROBLEMS = {
    "rows_in": 141_902,
    "rows_used": 141_876,
    "rows_excluded": 26,
    "rows_repaired": 4,
    "entries": [
        {
            "code": "duplicate_row",
            "action": "excluded",
            "rows": 12,
            "en": "12 rows stand twice in the file.",
            "zh": "12 行重复。",
            "examples": ["CS-2024-000114 line 1", "CS-2024-000115 line 2"],
        },
        {
            "code": "missing_order_id",
            "action": "excluded",
            "rows": 14,
            "en": "14 rows name no order.",
            "zh": "14 行没有订单号。",
            "examples": ["row 1204", "row 9311"],
        },
        {
            "code": "net_mismatch",
            "action": "repaired",
            "rows": 4,
            "en": "4 rows had a net other than gross minus discount.",
            "zh": "4 行净额不符。",
            "examples": ["CS-2024-011114 line 1"],
        },
        {
            "code": "anonymous_order",
            "action": "noted",
            "rows": 3_120,
            "en": "1,830 orders name no member.",
            "zh": "1,830 个订单没有会员。",
            "examples": [],
        },
    ],
}


def log_of(size, months):
    """What was replayed."""
    return {
        "name": "orders.parquet",
        "content_hash": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        "currency": size.currency,
        "exponent": size.exponent,
        "orders": sum(row["orders"] for row in months),
        "lines": 141_876,
        "members": 9_120,
        "members_buying": 9_120,
        "anonymous_orders": 1_830,
        "return_documents": 2_970,
        "first_at": "2024-01-01T08:12:04+08:00",
        "last_at": f"{2024 + (size.months - 1) // 12}-12-31T21:57:40+08:00",
        "gross_minor": 6_000_000_00 * size.scale,
        "discount_minor": 210_000_00 * size.scale,
        "net_minor": 5_790_000_00 * size.scale,
    }


def baseline_of(months):
    """What happened without the draft."""
    revenue = sum(row["revenue_minor"] for row in months)
    return {
        "orders": sum(row["orders"] for row in months),
        "revenue_minor": revenue,
        "discount_minor": revenue * 35 // 1000,
        "returned_minor": revenue * 41 // 1000,
        "by_month": [
            {
                "month": row["month"],
                "orders": row["orders"],
                "revenue_minor": row["revenue_minor"],
                "discount_minor": row["revenue_minor"] * 35 // 1000,
                "returned_minor": row["revenue_minor"] * 41 // 1000,
            }
            for row in months
        ],
    }


def result(size=None):
    size = size or Size()
    months = months_of(size)
    drafts = [draft(size, number) for number in range(size.drafts)]
    past = sum(row["revenue_minor"] for row in months) * 35 // 1000
    first = drafts[0]["totals"]["cost_minor"]
    return {
        "schema": 2,
        "log": log_of(size, months),
        "settings": deepcopy(SETTINGS),
        "assumptions": deepcopy(ASSUMPTIONS),
        "problems": deepcopy(PROBLEMS),
        "baseline": baseline_of(months),
        "baseline_program": None,
        "drafts": drafts,
        "comparisons": [
            comparison_of(place, one, against=against, before=before)
            for place, one in enumerate(drafts)
            for against, before in (("history", past), ("first_draft", first))
            if against == "history" or place
        ],
    }
