"""A spring at a tea shop, small enough to reckon by hand; every figure in the tests follows from here.

The programme: gold from 100.00 (double points, 10 % off tea), 5.00 off from 60.00, free delivery from 90.00,
one point a yuan that lives 30 days, ten points are 1.00 and pay up to half. Months are Shanghai's.

| order | who | Shanghai | goods | off | points | paid | earned |
|---|---|---|---|---|---|---|---|
| A1 | a | 10 Jan | 2 cups 100.00 | 5.00, delivery 8.00 | | 95.00 | 95 |
| A2 | a | 1 Feb 01:00 | tea 40.00 | | 90 = 9.00 | 31.00 | 31, then gold |
| A3 | a, gold | 5 Feb | tea 80.00 | 8.00 and 5.00 | 30 = 3.00 | 64.00 | 64 + 64 |
| G1 | guest | 5 Feb | cup 50.00 | | | 50.00 | |
| B1 | b | 20 Feb | cup 60.01 | 5.00 | | 55.01 | 55 |
| R2 | a | 1 Mar | A2 comes back | | 90 back, too late | -31.00 | -31 |
| R1 | a | 2 Mar | one of A1's cups comes back | -2.50 | | -47.50 | 48, expired |
| B2 | b | 1 Apr 01:00 | tea 30.00 | | | 30.00 | 30 |

Points: A1's 95 are spent (90 and 5); A3 takes 25 of A2's 31. R2 brings A1's 90 back after their day, which
expire at once, and takes the other 6 of A2's and 25 of A3's 128. R1 takes nothing: A1's award has expired.
The last 103 of A3's expire on 7 March, B1's 55 on 22 March.
"""

from pathlib import Path
from typing import Any

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from tests.simulate.frames import Row, back, log_of
from tests.simulate.replays import bought, shop, utc

THIRDS = {"platform": "33.3333", "shop": "33.3333", "brand": "33.3334"}
TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "on_return": "keep",
    "levels": [
        {"id": "member", "minimum": 0},
        {
            "id": "gold",
            "name": "Gold",
            "name_zh": "金卡",
            "minimum": "100.00",
            "multiplier": 2,
            "member_price": {"percent": 10, "of": {"categories": ["tea"]}},
        },
    ],
}
POINTS = {
    "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
    "expiry": {"kind": "rolling", "days": 30, "from": "earning", "round_up": "none"},
    "redeem": {"points": 10, "worth": 1, "max_percent": 50},
}
FIVE = {
    "id": "five",
    "name": "Five off",
    "name_zh": "满减",
    "when": {"kind": "subtotal", "minimum": 60},
    "benefit": {"kind": "amount", "amount": 5},
    "funded_by": THIRDS,
}
DELIVERY = {
    "id": "delivery",
    "lane": "shipping",
    "when": {"kind": "subtotal", "minimum": 90},
    "benefit": {"kind": "free_shipping"},
}


def tea_club(**changes: Any) -> Program:
    """The programme."""
    sections = {"tiers": [TRACK], "points": POINTS, "offers": [FIVE, DELIVERY]}
    names = {"key": "tea-club", "name": "Tea club", "time_zone": "Asia/Shanghai"}
    return shop(**(names | sections | changes))


def rows() -> list[Row]:
    """The orders."""
    cups = {"sku": "cup", "category": "cups"}
    two = {"quantity": 2, "shipping_fee": 800, "line_discount": 1000, "line_gross": 11_000}
    first = bought("A1", utc(1, 10), 0, customer_id="a", **cups | two)
    return [
        first,
        bought("A2", utc(1, 31, 17), 4000, customer_id="a", shipping_fee=800),
        bought("A3", utc(2, 5), 8000, customer_id="a"),
        bought("G1", utc(2, 5, 5), 5000, customer_id=None, shipping_fee=800, **cups),
        bought("B1", utc(2, 20), 6001, customer_id="b", **cups),
        back("R2", of="A2", customer_id="a", ordered_at=utc(3, 1), category="tea", line_gross=4000),
        back(
            "R1",
            of="A1",
            customer_id="a",
            ordered_at=utc(3, 2),
            line_gross=5500,
            line_discount=500,
            **cups,
        ),
        bought("B2", utc(3, 31, 17), 3000, customer_id="b"),
    ]


def history(folder: Path) -> OrderLog:
    """The orders as a log."""
    return log_of(folder, *rows())
