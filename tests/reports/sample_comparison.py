"""A draft beside history or another programme, with plausible figures that add up."""

from tests.reports.sample_figures import parts_of


def cost_change(key, before, now):
    change = now - before
    ppm = change * 1_000_000 // before if before else None
    return {"key": key, "before_minor": before, "now_minor": now, "change_minor": change, "change_ppm": ppm}


def total_change(measure, before, now):
    change = now - before
    ppm = change * 1_000_000 // before if before else None
    return {"measure": measure, "before": before, "now": now, "change": change, "change_ppm": ppm}


def tier_change(row):
    """A tier that costs twice what it did."""
    change = cost_change("", row["cost_minor"] // 2, row["cost_minor"])
    del change["key"]
    return {"track": row["track"], "tier": row["tier"]} | change


def comparison_of(place, draft, *, against, before):
    """One draft beside something that cost `before` in all, spread over its parts as the draft's own cost."""
    totals, now = draft["totals"], draft["totals"]["cost_minor"]
    past = before if against == "history" else 0
    shares = [row["cost_minor"] * 1_000_000 // now for row in draft["by_component"]] if now else []
    parts = parts_of(before, shares) if shares and against != "history" else [0] * len(draft["by_component"])
    components = [
        cost_change(row["component"], was, row["cost_minor"])
        for row, was in zip(draft["by_component"], parts, strict=True)
    ]
    if past:
        components.insert(0, cost_change("past_discounts", past, past))
        now += past
    return {
        "draft": place,
        "against": against,
        "price_basis": "net",
        "totals": [
            total_change("orders", totals["orders"], totals["orders"]),
            total_change("cost_minor", before, now),
        ],
        "by_month": [cost_change(row["month"], 0, row["cost_minor"]) for row in draft["by_month"]],
        "by_component": components,
        "by_offer": []
        if against == "history"
        else [cost_change(row["id"], row["cost_minor"] * 2, row["cost_minor"]) for row in draft["by_offer"]],
        "by_tier": [tier_change(row) for row in draft["by_tier"]],
        "by_category": [cost_change(row["name"], 0, row["cost_minor"]) for row in draft["by_category"]],
        "by_channel": [cost_change(row["channel"], 0, row["cost_minor"]) for row in draft["by_channel"]],
        "members": {
            "better": 5_000,
            "worse": 900,
            "same": 3_220,
            "gained_minor": 40_000_00,
            "lost_minor": 2_000_00,
            "guests_change_minor": 0,
        },
    }
