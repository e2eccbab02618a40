"""A simulation's answer with plausible figures, made by arithmetic, in any size a test needs."""

from dataclasses import dataclass

from tests.reports.sample_comparison import comparison_of
from tests.reports.sample_figures import exhaustion_of, figures_of, steps_of


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


OFFERS = (
    ("first10", "First order 10% off", "首单九折", "order", "percent"),
    ("spend-steps", "Spend and save", "阶梯满减", "order", "steps"),
    ("per-hundred", "5 off each 100", "每满 100 减 5", "platform", "per_each"),
    ("silver-price", "Silver price", "银卡会员价", "item", "member_price"),
    ("tea-week", "Tea week", "茶叶周", "item", "percent"),
    ("free-delivery", "Free delivery from 99", "满 99 免运费", "shipping", "free_shipping"),
)
REASONS = (
    ("below_minimum", "The order is below the minimum.", "未达到门槛。"),
    ("not_first_order", "Not the member's first order", "不是首单"),
    ("limit_reached", "The member has used it up", "会员次数已用完"),
    ("outside_window", "Outside the offer's dates", "不在活动时间内"),
)
TIERS = ("member", "silver", "gold", "black")
SEASON = (90, 70, 85, 88, 95, 130, 92, 90, 105, 110, 190, 125)


def month_names(count, *, first=2024 * 12):
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, first + count)]


def wobble(seed):
    """A whole number from 80 to 120 that looks like chance and never changes."""
    return 80 + (seed * 7_919 + 104_729) % 41


def months_of(size):
    rows = []
    for at, month in enumerate(month_names(size.months)):
        weight = SEASON[at % 12] * (100 + at) * wobble(at) // 100
        revenue = weight * 3_217 * size.scale
        offers = revenue * 45 // 1000
        rows.append(
            {
                "month": month,
                "orders": weight // 4,
                "revenue_minor": revenue,
                "cost_minor": size.sign * (offers + offers // 6 + offers // 4),
                "offers_minor": size.sign * offers,
                "shipping_minor": size.sign * (offers // 6),
                "points_minor": size.sign * (offers // 4),
            }
        )
    return rows


def offers_of(size, whole):
    rows = []
    left = whole
    for at in range(size.offers):
        key, name, name_zh, lane, kind = OFFERS[at % len(OFFERS)]
        again = "" if at < len(OFFERS) else f"-{at}"
        cost = left * 2 // 5 if at < size.offers - 1 else left
        left -= cost
        rows.append(
            {
                "id": key + again,
                "name": name + again,
                "name_zh": name_zh + again,
                "lane": lane,
                "kind": kind,
                "redemptions": abs(cost) // (9_00 * size.scale) + 1,
                "cost_minor": cost,
                "given_back_minor": cost // (11 + at % 7),
                "funded": {"shop": cost - cost // 3, "brand": cost // 3} if at % 3 == 1 else {"shop": cost},
            }
        )
    return rows


def points_of(size, months):
    by_month = [
        {
            "month": row["month"],
            "earned": row["revenue_minor"] // (100 * size.scale),
            "spent": row["revenue_minor"] // (180 * size.scale) if at > 1 else 0,
            "expired": row["revenue_minor"] // (900 * size.scale) if at > 11 else 0,
            "taken_back": row["revenue_minor"] // (2_500 * size.scale),
        }
        for at, row in enumerate(months)
    ]
    sums = {name: sum(row[name] for row in by_month) for name in ("earned", "spent", "expired", "taken_back")}
    return sums | {
        "base": sums["earned"] * 4 // 5,
        "bonus": sums["earned"] - sums["earned"] * 4 // 5,
        "given": 0,
        "restored": sums["spent"] // 30,
        "debt": 1_240,
        "outstanding": sums["earned"] - sums["spent"] - sums["expired"] - sums["taken_back"],
        "pending": 18_300,
        "lots": 30_221,
        "lots_granted": 64_018,
        "members_with_points": 6_480,
        "members_earning": 9_007,
        "unlinked_taken": 310,
        "shortfall": 95,
        "debt_incurred": 40,
        "debt_repaid": 25,
        "spent_orders": 18_211,
        "spent_minor": sums["spent"] * size.scale,
        "outstanding_minor": 91_200_00 * size.scale,
        "by_month": by_month,
    }


def movement_of(months):
    moves = (
        (None, "member"),
        ("member", "silver"),
        ("silver", "gold"),
        ("gold", "silver"),
        ("silver", "member"),
    )
    return [
        {
            "month": row["month"],
            "track": "growth",
            "from": start,
            "to": end,
            "members": wobble(at * 5 + which) // (which + 1),
        }
        for at, row in enumerate(months)
        for which, (start, end) in enumerate(moves)
    ]


def top_of(size, count=12):
    return [
        {
            "order_id": f"CS-2025-{wobble(at) * 977:06d}",
            "at": f"2025-11-{at % 20 + 1:02d}T{at % 14 + 8:02d}:03:11+08:00",
            "member": None if at % 7 == 6 else f"m{wobble(at) * 31:05d}",
            "tier": None if at % 7 == 6 else TIERS[at % 4],
            "revenue_minor": (912_00 - at * 13_00) * size.scale,
            "cost_minor": (141_50 - at * 3_70) * size.scale * size.sign,
            "offers_minor": (100_00 - at * 2_00) * size.scale * size.sign,
            "shipping_minor": 8_00 * size.scale * size.sign,
            "points_minor": (33_50 - at * 1_70) * size.scale * size.sign,
            "points_spent": 2_000 - 100 * at,
            "points_earned": 780 - 7 * at,
            "steps": steps_of((912_00 - at * 13_00) * size.scale, (141_50 - at * 3_70) * size.scale)
            if at < 3
            else [],
        }
        for at in range(count)
    ]


def draft(size, number=0):
    months = months_of(size)
    for row in months:
        for name in ("offers_minor", "shipping_minor", "points_minor"):
            row[name] = row[name] * (10 - 2 * number) // 10
        row["cost_minor"] = row["offers_minor"] + row["shipping_minor"] + row["points_minor"]
    revenue = sum(row["revenue_minor"] for row in months)
    parts = {name: sum(row[f"{name}_minor"] for row in months) for name in ("offers", "shipping", "points")}
    cost, orders = sum(parts.values()), sum(row["orders"] for row in months)
    back = cost * 47 // 1000
    tiers = [None, *TIERS]
    told = {
        "program": {
            "key": f"corner-shop-{number}" if number else "corner-shop",
            "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "name": "Corner shop club, lean" if number else "Corner shop club",
            "name_zh": "街角小店会员计划（精简）" if number else "街角小店会员计划",
        },
        "parity": {
            "orders": 1_000,
            "differences": 0,
            "members": 50,
            "member_orders": 412,
            "late_events": 0,
            "sentence_en": "1,000 orders re-run through the live engine: 0 differences.",
            "sentence_zh": "抽取 1,000 个订单用线上引擎重算：0 处差异。",
        },
        "totals": {
            "orders": orders,
            "orders_with_benefit": orders * 61 // 100,
            "members": 9_120,
            "revenue_minor": revenue,
            "discount_minor": parts["offers"],
            "shipping_minor": parts["shipping"],
            "points_spent_minor": parts["points"],
            "cost_minor": cost,
            "given_back_minor": back,
            "net_cost_minor": cost - back,
            "cost_share_ppm": cost * 1_000_000 // revenue if revenue else 0,
        },
        "by_component": [
            {"component": "offers", "cost_minor": parts["offers"] * 3 // 4, "orders": orders // 2},
            {
                "component": "member_price",
                "cost_minor": parts["offers"] - parts["offers"] * 3 // 4,
                "orders": orders // 5,
            },
            {"component": "shipping", "cost_minor": parts["shipping"], "orders": orders // 7},
            {"component": "points", "cost_minor": parts["points"], "orders": orders // 4},
        ],
        "by_offer": offers_of(size, parts["offers"] + parts["shipping"]),
        "by_tier": [
            {
                "track": "growth",
                "tier": tier,
                "orders": orders // (at + 2),
                "revenue_minor": revenue // (at + 2),
                "cost_minor": cost // (at + 2),
                "points_earned": revenue // (120 * (at + 2) * size.scale),
            }
            for at, tier in enumerate(tiers)
        ],
        "by_month": months,
        "exhaustion": exhaustion_of(size),
        "tier_movement": movement_of(months),
        "tiers_at_end": [
            {"track": "growth", "tier": tier, "members": members}
            for tier, members in zip(tiers, (2_310, 4_402, 1_870, 480, 58), strict=True)
        ],
        "tier_names": [
            {
                "track": "growth",
                "track_name": "Growth level",
                "track_name_zh": "成长等级",
                "tier": tier,
                "name": tier.capitalize(),
                "name_zh": f"{name}会员",
            }
            for tier, name in zip(TIERS, ("普通", "银卡", "金卡", "黑卡"), strict=True)
        ],
        "points": points_of(size, months),
        "reasons": [
            {
                "offer": offer[0],
                "reason": code,
                "en": en,
                "zh": zh,
                "note_en": None,
                "note_zh": None,
                "orders": 9_000 // (1 + 2 * at + 3 * which),
            }
            for at, offer in enumerate(OFFERS[: min(size.offers, 6)])
            for which, (code, en, zh) in enumerate(REASONS)
        ],
        "top_orders": top_of(size),
    }
    return told | figures_of(told)


def result(size=None):
    size = size or Size()
    months = months_of(size)
    drafts = [draft(size, number) for number in range(size.drafts)]
    past = sum(row["revenue_minor"] for row in months) * 35 // 1000
    first = drafts[0]["totals"]["cost_minor"]
    return {
        "schema": 2,
        "log": {
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
        },
        "settings": {
            "price_basis": "net",
            "price_codes": [],
            "use_points": "always_max",
            "returns": "replay",
            "warm_up_until": None,
            "seed": 1,
        },
        "assumptions": [
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
        ],
        "problems": {
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
        },
        "baseline": {
            "orders": sum(row["orders"] for row in months),
            "revenue_minor": sum(row["revenue_minor"] for row in months),
            "discount_minor": sum(row["revenue_minor"] for row in months) * 35 // 1000,
            "returned_minor": sum(row["revenue_minor"] for row in months) * 41 // 1000,
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
        },
        "baseline_program": None,
        "drafts": drafts,
        "comparisons": [
            comparison_of(place, one, against=against, before=before)
            for place, one in enumerate(drafts)
            for against, before in (("history", past), ("first_draft", first))
            if against == "history" or place
        ],
    }
