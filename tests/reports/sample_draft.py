"""A draft with plausible figures that add up."""

from tests.reports.sample_exhaustion import exhaustion_of
from tests.reports.sample_figures import figures_of
from tests.reports.sample_months import months_of, wobble
from tests.reports.sample_steps import steps_of

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
PARITY = {
    "orders": 1_000,
    "differences": 0,
    "members": 50,
    "member_orders": 412,
    "late_events": 0,
    "sentence_en": "1,000 orders re-run through the live engine: 0 differences.",
    "sentence_zh": "抽取 1,000 个订单用线上引擎重算：0 处差异。",
}


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


def components_of(parts, orders):
    """What each kind of benefit cost, and in how many orders."""
    priced = parts["offers"] - parts["offers"] * 3 // 4
    return [
        {"component": "offers", "cost_minor": parts["offers"] * 3 // 4, "orders": orders // 2},
        {"component": "member_price", "cost_minor": priced, "orders": orders // 5},
        {"component": "shipping", "cost_minor": parts["shipping"], "orders": orders // 7},
        {"component": "points", "cost_minor": parts["points"], "orders": orders // 4},
    ]


def tiers_of(size, totals):
    """Orders and costs by tier, guests first; how many members are in each; what the tiers are called."""
    tiers = [None, *TIERS]
    return {
        "by_tier": [
            {
                "track": "growth",
                "tier": tier,
                "orders": totals["orders"] // (at + 2),
                "revenue_minor": totals["revenue_minor"] // (at + 2),
                "cost_minor": totals["cost_minor"] // (at + 2),
                "points_earned": totals["revenue_minor"] // (120 * (at + 2) * size.scale),
            }
            for at, tier in enumerate(tiers)
        ],
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
    }


def reasons_of(size):
    """Why orders did not get an offer."""
    return [
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
    ]


def totals_of(months, parts):
    """A draft's sums; nearly a twentieth of what it gave went back with returns."""
    revenue, orders = (sum(row[name] for row in months) for name in ("revenue_minor", "orders"))
    cost = sum(parts.values())
    back = cost * 47 // 1000
    return {
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
    }


def draft(size, number=0):
    """One draft; each further one gives a fifth less."""
    months = months_of(size)
    for row in months:
        for name in ("offers_minor", "shipping_minor", "points_minor"):
            row[name] = row[name] * (10 - 2 * number) // 10
        row["cost_minor"] = row["offers_minor"] + row["shipping_minor"] + row["points_minor"]
    parts = {name: sum(row[f"{name}_minor"] for row in months) for name in ("offers", "shipping", "points")}
    totals = totals_of(months, parts)
    told = {
        "program": {
            "key": f"corner-shop-{number}" if number else "corner-shop",
            "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "name": "Corner shop club, lean" if number else "Corner shop club",
            "name_zh": "街角小店会员计划（精简）" if number else "街角小店会员计划",
        },
        "parity": dict(PARITY),
        "totals": totals,
        "by_component": components_of(parts, totals["orders"]),
        "by_offer": offers_of(size, parts["offers"] + parts["shipping"]),
        "by_month": months,
        "exhaustion": exhaustion_of(size),
        "tier_movement": movement_of(months),
        "points": points_of(size, months),
        "reasons": reasons_of(size),
        "top_orders": top_of(size),
    } | tiers_of(size, totals)
    return told | figures_of(told)
