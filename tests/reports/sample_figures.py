"""The rest of a draft with plausible figures that add up: goods, members, risks, switches, comparisons."""

from tests.reports.sample_steps import steps_of

MARGINS = (100_000, 200_000, 300_000, 400_000, 500_000)
CATEGORIES = ("food/tea", "home/kitchen", "care/hair", None)
SHARES = (138_000, 364_000, 420_000, 78_000)
GROUPS = ("top_1_percent", "next_9_percent", "next_40_percent", "lower_half")


def parts_of(whole, shares):
    """A whole cut by parts per million, the last part taking what is left."""
    parts = [whole * share // 1_000_000 for share in shares[:-1]]
    return [*parts, whole - sum(parts)]


def goods_of(names, revenue, off, points):
    shares = [1_000_000 // len(names)] * len(names)
    columns = zip(
        names, parts_of(revenue, shares), parts_of(off, shares), parts_of(points, shares), strict=True
    )
    return [
        {
            "name": name,
            "units": 1_000 + at,
            "revenue_minor": goods,
            "off_minor": less,
            "points_minor": spent,
            "cost_minor": less + spent,
        }
        for at, (name, goods, less, spent) in enumerate(columns)
    ]


def channels_of(totals):
    shares = (600_000, 400_000)
    columns = zip(
        ("app", "store"),
        *(parts_of(totals[name], shares) for name in ("orders", "revenue_minor", "cost_minor")),
        strict=True,
    )
    return [
        {"channel": name, "orders": orders, "revenue_minor": revenue, "cost_minor": cost}
        for name, orders, revenue, cost in columns
    ]


def funders_of(offers, points):
    sums = {}
    for offer in offers:
        for payer, amount in offer["funded"].items():
            sums[payer] = sums.get(payer, 0) + amount
    sums.setdefault("shop", 0)
    return [
        {
            "funder": payer,
            "offers_minor": amount,
            "points_minor": points if payer == "shop" else 0,
            "cost_minor": amount + (points if payer == "shop" else 0),
        }
        for payer, amount in sums.items()
    ]


def stacking_of(totals):
    shares = (286_000, 470_000, 174_000, 70_000)
    columns = zip(
        parts_of(totals["orders"], shares),
        parts_of(totals["revenue_minor"], shares),
        parts_of(totals["cost_minor"], (0, 300_000, 450_000, 250_000)),
        strict=True,
    )
    return [
        {"benefits": at, "orders": orders, "revenue_minor": revenue, "cost_minor": cost}
        for at, (orders, revenue, cost) in enumerate(columns)
    ]


def deep_of(totals):
    return [
        {
            "over_ppm": over,
            "orders": totals["orders"] * share // 1_000_000,
            "with_several": totals["orders"] * share // 2_000_000,
            "revenue_minor": totals["revenue_minor"] * share // 1_000_000,
            "cost_minor": totals["cost_minor"] * share // 500_000,
            "examples": ["CS-2025-000101", "CS-2025-000102", "CS-2025-000103", "CS-2025-000104"],
        }
        for over, share in ((200_000, 28_500), (300_000, 2_000), (500_000, 0))
    ]


def below_cost_of(totals):
    return {
        "known_orders": totals["orders"] * 9 // 10,
        "orders": 812,
        "loss_minor": 9_120_50,
        "orders_before": 17,
        "loss_before_minor": 120_00,
        "examples": ["CS-2025-000333"],
    }


def break_even_of(totals, tiers, margins=MARGINS):
    """One row a scope and margin; the smallest margin never pays."""
    revenue, cost = totals["revenue_minor"], totals["net_cost_minor"]
    share = cost * 1_000_000 // revenue if revenue else 0
    rows = []
    for scope, tier in (
        ("all", None),
        ("shop", None),
        ("members", None),
        *(("tier", tier) for tier in tiers),
    ):
        for margin in margins:
            room = margin - share - (margin == MARGINS[0] and 1_000_000)
            rows.append(
                {
                    "scope": scope,
                    "tier": tier,
                    "revenue_minor": revenue,
                    "returned_minor": 0,
                    "kept_revenue_minor": revenue,
                    "net_cost_minor": cost,
                    "cost_share_ppm": share,
                    "margin_ppm": margin,
                    "uplift_ppm": share * 1_000_000 // room if room > 0 else None,
                    "never": room <= 0,
                    "returns": [
                        {"uplift_ppm": 0, "roi_ppm": -1_000_000},
                        {"uplift_ppm": 100_000, "roi_ppm": -580_000 if cost else None},
                    ],
                }
            )
    return rows


def spread_of(totals):
    members, revenue, cost = totals["members"], totals["revenue_minor"], totals["cost_minor"]
    columns = zip(
        GROUPS,
        parts_of(members, (10_000, 90_000, 400_000, 500_000)),
        parts_of(revenue, (98_000, 350_000, 443_000, 109_000)),
        parts_of(cost, SHARES),
        SHARES,
        strict=True,
    )
    return {
        "members": members,
        "with_benefit": members * 9 // 10,
        "groups": [
            {
                "group": group,
                "members": number,
                "revenue_minor": bought,
                "cost_minor": given,
                "share_ppm": share,
            }
            for group, number, bought, given, share in columns
        ],
        "guest_orders": 1_252,
        "guest_revenue_minor": 126_101_33,
        "guest_cost_minor": 0,
    }


def changes_of(members):
    better, worse = members * 6 // 10, members // 10
    lists = {
        kind: [
            {
                "member": f"m{at:05d}",
                "orders": 90 - at,
                "revenue_minor": 9_000_00 - at * 100,
                "before_minor": 100_00,
                "now_minor": 100_00 + sign * (80_00 - at * 100),
                "change_minor": sign * (80_00 - at * 100),
            }
            for at in range(20)
        ]
        for kind, sign in (("winners", 1), ("losers", -1))
    }
    return {
        "compared_with": "history",
        "better": better,
        "worse": worse,
        "same": members - better - worse,
        "gained_minor": 40_000_00,
        "lost_minor": 2_000_00,
        "guests_change_minor": 0,
    } | lists


def switches_of(totals):
    net = totals["net_cost_minor"]
    rows = (
        (
            "spend-steps",
            "member_limit",
            "2",
            "1",
            "Spend and save: once a month",
            "“阶梯满减”改为每月限1次",
            -60_000,
        ),
        ("first10", "cap", "20", None, "First order 10% off: without the cap", "“首单九折”取消封顶", 90_000),
        (None, "max_percent", "30", "15", "Points may pay 15% at most", "积分最多抵扣15%", 0),
    )
    return [
        {
            "offer": offer,
            "switch": switch,
            "from": start,
            "to": end,
            "en": en,
            "zh": zh,
            "net_cost_minor": net + net * ppm // 1_000_000,
            "change_minor": net * ppm // 1_000_000,
            "change_ppm": ppm,
        }
        for offer, switch, start, end, en, zh, ppm in rows
    ]


def figures_of(draft):
    """Everything that a draft's own totals, offers and tiers lead to."""
    totals = draft["totals"]
    off, points = totals["discount_minor"], totals["points_spent_minor"]
    tiers = [row["tier"] for row in draft["by_tier"]]
    return {
        "by_offer_month": [
            {"offer": row["id"], "month": "2025-11", "redemptions": 7, "cost_minor": row["cost_minor"]}
            for row in draft["by_offer"]
        ],
        "by_funder": funders_of(draft["by_offer"], points),
        "by_channel": channels_of(totals),
        "by_category": goods_of(CATEGORIES, totals["revenue_minor"], off, points),
        "by_brand": goods_of(("Blue Heron", "Nine Hills"), totals["revenue_minor"], off, points),
        "top_items": goods_of(("TEA-01", "POT-02"), totals["revenue_minor"] // 3, off // 3, points // 3),
        "stacking": stacking_of(totals),
        "deep_discount": deep_of(totals),
        "below_cost": below_cost_of(totals),
        "break_even": break_even_of(totals, tiers),
        "benefit_spread": spread_of(totals),
        "winners_losers": changes_of(totals["members"]),
        "switches": switches_of(totals),
        "untested": [],
        "first_orders": [],
        "gifts": [],
        "samples": [
            {
                "offer": row["id"],
                "order_id": f"CS-2025-9{at:05d}",
                "at": "2025-11-02T10:00:00+08:00",
                "steps": steps_of(900_00, 12_00),
            }
            for at, row in enumerate(draft["by_offer"][:2])
        ],
    }
