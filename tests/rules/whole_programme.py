"""A programme that uses every rule there is."""

import copy

TEA, CUP = {"categories": ["tea"]}, {"skus": ["CUP"]}


def selector(**fields):
    return {"kind": "percent", "percent": 5, "cap": 9, "of": fields}


DOCUMENT = {
    "key": "shop",
    "name": "Shop",
    "name_zh": "店铺",
    "currency": "CNY",
    "time_zone": "Asia/Shanghai",
    "tiers": [
        {
            "id": "growth",
            "name": "Growth",
            "name_zh": "成长",
            "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
            "term": {"kind": "months", "months": 12},
            "at_term_end": {"grace_days": 5},
            "levels": [
                {"id": "member", "name": "Member", "name_zh": "会员", "minimum": 0},
                {
                    "id": "gold",
                    "name": "Gold",
                    "name_zh": "金卡",
                    "minimum": 1000,
                    "multiplier": 2,
                    "member_price": {"percent": 5, "of": TEA},
                    "free_shipping_from": 99,
                    "expiry": {"kind": "rolling", "months": 24},
                },
            ],
        },
        {
            "id": "yearly",
            "credit": {"of": "orders", "window": {"kind": "calendar_year"}},
            "term": {"kind": "period_end"},
            "levels": [{"id": "often", "minimum": 12, "retain": 6}],
        },
    ],
    "points": {
        "rules": [
            {"kind": "per_amount", "id": "a", "name": "A", "name_zh": "甲", "points": 1, "per": 1, "of": TEA},
            {"kind": "proportional", "id": "b", "name": "B", "name_zh": "乙", "rate": "0.5", "of": CUP},
        ],
        "multipliers": [
            {
                "id": "m",
                "name": "M",
                "name_zh": "丙",
                "factor": 2,
                "of": TEA,
                "when": {"kind": "month_day", "any": [8]},
            }
        ],
        "caps": [{"id": "c", "per": "day", "points": 100}],
        "actions": [
            {
                "id": "daily",
                "name": "Daily",
                "name_zh": "每日",
                "action": "check_in",
                "points": 5,
                "at_most": [{"times": 1, "each": "day"}],
                "streaks": [{"days": 7, "points": 20}],
                "valid_days": 90,
            },
            {"id": "wrote", "action": "review", "points": 10},
        ],
        "pending": {"days": 7},
        "expiry": {"kind": "rolling", "months": 12},
        "redeem": {
            "points": 100,
            "worth": 1,
            "minimum_points": 200,
            "max_percent": 50,
            "max_amount": 90,
            "of": TEA,
        },
        "on_return": {"grace_days": 3},
    },
    "lanes": [
        {"id": "item", "rule": "best_of"},
        {"id": "order", "rule": "all"},
        {"id": "coupon", "rule": "all"},
        {"id": "shipping", "rule": "best_of"},
    ],
    "groups": [{"id": "one"}, {"id": "two"}, {"id": "three"}],
    "classes": [{"id": "sale", "combines_with": ["card"]}, {"id": "card", "combines_with": ["sale"]}],
    "budgets": [{"id": "fund", "amount": 500}, {"id": "other", "amount": 900}],
    "offers": [
        {
            "id": "percent",
            "name": "P",
            "name_zh": "折",
            "lane": "item",
            "benefit": selector(
                skus=["A"],
                categories=["tea"],
                brands=["x"],
                sellers=["s"],
                price_from=5,
                price_below=50,
                at_list_price=True,
                attributes={"size": ["l"]},
                except_skus=["B"],
                except_categories=["tea/old"],
                except_brands=["y"],
                except_sellers=["t"],
                except_attributes={"size": ["xs"]},
            ),
            "limits": [{"per": "member", "uses": 1}],
            "group": "one",
            "class": "sale",
            "budget": "fund",
            "funded_by": {"shop": 100},
        },
        {
            "id": "amount",
            "benefit": {"kind": "amount", "amount": 5, "of": TEA},
            "when": [
                {"kind": "subtotal", "minimum": 20, "of": TEA},
                {"kind": "quantity", "minimum": 2, "of": TEA},
                {"kind": "all", "conditions": [{"kind": "tier", "any": ["gold"]}]},
                {"kind": "any", "conditions": [{"kind": "attribute", "name": "city", "any": ["a"]}]},
                {"kind": "not", "condition": {"kind": "channel", "any": ["app"]}},
                {"kind": "window", "start": "2024-01-01", "end": "2025-01-01"},
                {"kind": "weekday", "any": ["monday"]},
                {"kind": "month_day", "any": [8]},
                {"kind": "hours", "start": "08:00", "end": "10:00"},
                {"kind": "birthday", "span": "day"},
                {"kind": "code", "any": ["SAVE"]},
                {"kind": "distinct", "minimum": 3, "of": TEA},
                {"kind": "nth_order", "any": [2, 3]},
                {"kind": "nth_order", "every": 10},
                {"kind": "days_since_joined", "at_least": 1, "at_most": 30},
                {"kind": "days_since_last_order", "at_least": 7, "at_most": 90},
                {"kind": "store", "any": ["Bund"]},
                {"kind": "payment_method", "any": ["wallet"]},
                {"kind": "shipping_method", "any": ["pickup"]},
                {"kind": "region", "any": ["CN/Shanghai"]},
                {"kind": "recurrence", "start": "2024-01-01", "rule": "FREQ=MONTHLY;BYDAY=3FR;COUNT=12"},
            ],
        },
        {"id": "each", "benefit": {"kind": "per_each", "amount": 5, "every": 100, "times_max": 3, "of": TEA}},
        {
            "id": "steps",
            "benefit": {
                "kind": "steps",
                "measure": "subtotal",
                "steps": [{"from": 100, "amount": 5}, {"from": 200, "percent": 10}],
                "cap": 50,
                "of": TEA,
            },
        },
        {"id": "price", "benefit": {"kind": "member_price", "percent": 5, "of": TEA}},
        {"id": "prices", "benefit": {"kind": "member_price", "prices": {"TEA": 5}}},
        {"id": "shipping", "benefit": {"kind": "free_shipping", "amount": 5}},
        {"id": "fixed", "benefit": {"kind": "fixed_price", "price": 5, "units_max": 2, "of": TEA}},
        {
            "id": "second",
            "benefit": {"kind": "nth_item", "nth": 2, "percent": 50, "times_max": 3, "of": TEA},
        },
        {
            "id": "free",
            "benefit": {"kind": "buy_get", "buy": 2, "get": 1, "times_max": 3, "of": TEA, "get_of": CUP},
        },
        {"id": "three", "benefit": {"kind": "bundle", "units": 3, "price": 20, "times_max": 3, "of": TEA}},
        {"id": "gift", "benefit": {"kind": "gift", "skus": ["CUP"]}},
        {"id": "few", "benefit": {"kind": "percent", "percent": 5, "units_max": 2}},
        {"id": "fewer", "benefit": {"kind": "amount", "amount": 5, "each": "unit", "units_max": 2}},
        {
            "id": "extra",
            "benefit": {"kind": "points", "points": 5, "of": TEA},
            "when": {"kind": "subtotal", "minimum": 1},
        },
        {"id": "double", "benefit": {"kind": "points", "multiplier": 2}},
        {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}},
        {"id": "kept", "benefit": {"kind": "amount", "amount": 6}, "coupon": {}},
    ],
    "issuances": [
        {
            "id": "welcome",
            "name": "Welcome",
            "name_zh": "新人礼",
            "on": {"kind": "sign_up"},
            "gives": [
                {"kind": "coupon", "offer": "held", "valid_days": 30},
                {"kind": "points", "points": 50, "valid_days": 60},
            ],
        },
        {
            "id": "birthday",
            "on": {"kind": "birthday", "days_before": 3},
            "gives": [{"kind": "points", "points": 8}],
        },
        {
            "id": "risen",
            "on": {"kind": "tier_entry", "levels": ["gold"]},
            "gives": [{"kind": "points", "points": 9}],
        },
        {
            "id": "each-month",
            "on": {"kind": "monthly", "day": 8, "levels": ["gold"]},
            "gives": [{"kind": "coupon", "offer": "held", "valid_days": 7}],
        },
    ],
    "reminders": {"points_days": 30, "coupon_days": 3, "tier_days": 14},
}


def edited(path, value):
    document = copy.deepcopy(DOCUMENT)
    *above, last = [int(part) if part.isdecimal() else part for part in path.split(".")]
    place = document
    for part in above:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return document
