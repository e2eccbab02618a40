"""What tiers bring beside the lanes: a price and free shipping."""

from tests.engine.till import Till, line

LEVELS = [
    {"id": "low", "minimum": 0},
    {
        "id": "gold",
        "minimum": 100,
        "member_price": {"percent": 10, "of": {"skus": ["A"]}},
        "free_shipping_from": 200,
    },
]
TRACK = {
    "id": "t",
    "credit": {"of": "spend", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "levels": LEVELS,
}


def test_a_tier_brings_its_price_and_free_shipping():
    till = Till(tiers=[TRACK])
    assert till.spend("o1", "2024-01-05", "100.00", shipping_fee=8).discount_minor == 0
    quoted = till.quote("2024-01-05", line("a", "100.00"), line("b", "100.00"), shipping_fee=8)
    assert (quoted.discount_minor, quoted.shipping_discount_minor) == (1000, 0)
    quoted = till.quote("2024-01-05", line("a", "100.00"), line("b", "110.00"), shipping_fee=8)
    assert (quoted.discount_minor, quoted.shipping_discount_minor) == (1000, 800)


def test_of_two_tracks_the_better_price_counts():
    better = LEVELS[1] | {"id": "top", "minimum": 0, "member_price": {"percent": 25}}
    till = Till(tiers=[TRACK, TRACK | {"id": "u", "levels": [better]}])
    till.spend("o1", "2024-01-05", "200.00")
    assert till.quote("2024-01-05", line("a", "100.00")).applied == ("u.top.price",)


def test_a_tiers_shipping_is_judged_before_points_pay():
    policy = {"rules": [], "redeem": {"points": 1, "worth": "0.01"}}
    earning = policy | {"rules": [{"id": "r", "kind": "per_amount", "points": 1, "per": 1}]}
    till = Till(tiers=[TRACK], points=earning)
    till.spend("o1", "2024-01-05", "9000.00")
    quoted = till.quote("2024-01-05", line("b", "200.00"), shipping_fee=8, points="max")
    assert (quoted.points_minor, quoted.shipping_discount_minor) == (9000, 800)
