"""The worked order of the rules as a scenario file: a held coupon, points, stored value and a return."""

from loyalty.scenarios.telling import got
from tests.scenarios.shop import checked, differences

PROGRAM = """
key: shop
currency: CNY
time_zone: Asia/Shanghai
tiers:
  - id: growth
    credit: {of: spend, window: {kind: lifetime}}
    term: {kind: forever}
    levels:
      - {id: basic, minimum: 0}
      - id: gold
        minimum: 1000
        multiplier: 1.5
        member_price: {percent: 10, of: {skus: [A]}}
        free_shipping_from: 200
points:
  rules: [{kind: per_amount, id: base, points: 1, per: 1}]
  redeem: {points: 100, worth: 1, max_percent: 20}
offers:
  - {id: half, lane: item, benefit: {kind: nth_item, nth: 2, percent: 50, allocate: set, of: {skus: [B]}}}
  - {id: each, lane: platform, benefit: {kind: per_each, amount: 10, every: 100, times_max: 3}}
  - id: save
    lane: coupon
    coupon: {}
    when: {kind: subtotal, minimum: 300}
    benefit: {kind: amount, amount: 25}
"""
ORDER = {
    "kind": "order",
    "id": "W",
    "at": "2026-05-04T12:00",
    "cart": {
        "lines": [
            {"id": "a", "sku": "A", "price": 200},
            {"id": "b", "sku": "B", "price": 99, "quantity": 2},
        ],
        "shipping_fee": 12,
        "points": "max",
        "tenders": [{"name": "stored_value", "amount": 100}],
    },
    "expect": {
        "goods": 398,
        "applied": {
            "growth.gold.price": 20,
            "half": "49.50",
            "each": 30,
            "save": 25,
            "growth.gold.shipping": 12,
        },
        "coupons": {"save": "used"},
        "points_spent": 5400,
        "points_value": 54,
        "shipping": 0,
        "tenders": {"stored_value": 100},
        "tendered": 100,
        "to_pay": "119.50",
        "points_base": 119,
        "points_bonus": 59,
        "lines": {
            "a": {"to_pay": "120.27", "tendered": "54.79"},
            "b": {"to_pay": "99.23", "tendered": "45.21"},
        },
        "after": {"available": 778, "coupons": []},
    },
}
BACK = {"kind": "return", "of": "W", "at": "2026-05-05", "units": {"b": 1}}
EXPECTED = {
    "returned": "49.62",
    "tendered": "22.61",
    "cash": "27.01",
    "points_back": 1221,
    "taken_back": 40,
    "after": {"available": 1959},
}
GOLD = {"tier": "gold", "points": 6000, "coupons": [{"offer": "save"}]}


def worked(*steps, **member):
    return {"name": "worked", "member": GOLD | member, "steps": list(steps)}


def test_the_worked_order_and_its_return_are_a_scenario():
    assert differences(worked(ORDER, BACK | {"expect": EXPECTED}), text=PROGRAM) == []


def test_what_is_wrong_with_tenders_and_coupons_is_told_at_its_place():
    wrong = {
        "tenders": {"stored_value": 99},
        "coupons": {"save": "coupon_ended"},
        "after": {"coupons": ["save"]},
        "lines": {"a": {"tendered": 1}},
    }
    assert differences(worked(ORDER | {"expect": wrong}), text=PROGRAM) == [
        ("tenders.stored_value", "99", "100.00"),
        ("coupons.save", "coupon_ended", "used"),
        ("lines.a.tendered", "1", "54.79"),
        ("after.coupons", "save", None),
    ]


def test_a_coupon_that_comes_back_with_all_goods_is_held_again():
    every = BACK | {"units": {"a": 1, "b": 2}, "expect": {"after": {"coupons": "save", "available": 6000}}}
    assert differences(worked(ORDER, every), text=PROGRAM) == []


def test_coupons_are_numbered_by_offer_and_keep_their_days():
    coupons = [
        {"offer": "save", "ends": "2026-05-04"},
        {"offer": "save", "starts": "2026-06-01"},
        {"offer": "save", "id": "mine"},
    ]
    expect = {
        "coupons": {"save": "coupon_ended", "save-2": "coupon_not_yet", "mine": "used"},
        "after": {"coupons": ["save-2"]},
    }
    assert differences(worked(ORDER | {"expect": expect}, coupons=coupons), text=PROGRAM) == []


def test_the_member_may_use_no_coupon_or_name_one():
    named = ORDER | {"cart": ORDER["cart"] | {"coupons": "mine"}}
    expect = {"coupons": {"save": "not_chosen", "mine": "used"}}
    held = [{"offer": "save"}, {"offer": "save", "id": "mine"}]
    assert differences(worked(named | {"expect": expect}, coupons=held), text=PROGRAM) == []
    left = ORDER | {
        "cart": ORDER["cart"] | {"coupons": "none"},
        "expect": {"coupons": {"save": "not_chosen"}},
    }
    assert differences(worked(left), text=PROGRAM) == []


def test_what_came_names_tenders_coupons_and_cash():
    told = "\n".join(got(checked(worked(ORDER, BACK), text=PROGRAM, bare=True)))
    for line in ("stored_value: 100", "save: used", "tendered: 22.61", "cash: 27.01"):
        assert line in told
