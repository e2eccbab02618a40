"""The worked order of the rules and its return, to the last cent and point: live, compiled, interpreted."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from loyalty.facts.order import Tender
from loyalty.kernels.codes import NONE
from loyalty.plan import lower
from loyalty.rules.document import load_program
from loyalty.simulate.replaying.compiled import Kernels, kernels
from loyalty.simulate.replaying.replay import Replay, prepare
from loyalty.simulate.replaying.settings import Settings
from tests.differential.interpreted import interpreted
from tests.differential.logs import DAY, FIRST, Document, Line, People, log_of
from tests.differential.tendering import tendering
from tests.engine.till import HEAD, ONE_FOR_ONE, Till, line

GOLD = {
    "id": "gold",
    "minimum": 0,
    "multiplier": "1.5",
    "member_price": {"percent": 10, "of": {"skus": ["A2"]}},
    "free_shipping_from": 200,
}
HALF = {"kind": "nth_item", "nth": 2, "percent": 50, "allocate": "set", "of": {"skus": ["B1"]}}
SHOP = {
    "tiers": [
        {
            "id": "t",
            "credit": {"of": "spend", "window": {"kind": "lifetime"}},
            "term": {"kind": "forever"},
            "levels": [GOLD],
        }
    ],
    "points": {"rules": [ONE_FOR_ONE], "redeem": {"points": 100, "worth": 1, "max_percent": 20}},
    "offers": [
        {"id": "second-half", "lane": "item", "benefit": HALF},
        {
            "id": "each",
            "lane": "platform",
            "benefit": {"kind": "per_each", "amount": 10, "every": 100, "times_max": 3},
        },
        {
            "id": "coupon",
            "lane": "coupon",
            "benefit": {"kind": "amount", "amount": 25},
            "when": [{"kind": "subtotal", "minimum": 300}, {"kind": "code", "any": ["SAVE 10"]}],
        },
    ],
}
"""A is A2 and B is B1 of the world that logs know; an order of 4,030.00 before it earns the 6,000 points."""


def test_the_worked_order_at_the_till():  # edge 3 # edge 4
    till = Till(**SHOP)
    till.buy("before", "2024-01-01", line("c", "4030.00", sku="C1"))  # less 30: 4,000 base and 2,000 bonus
    assert till.points("2024-01-02") == 6000
    goods = (line("a", "200.00", sku="A2"), line("b", "99.00", 2, sku="B1"))
    paying = {"points": "max", "tenders": (Tender(name="stored_value", amount="100.00"),)}
    quoted = till.buy("o", "2024-01-02", *goods, codes=("save-10",), shipping_fee="12.00", **paying)
    assert {(one.line_id, one.offer_id): one.amount_minor for one in quoted.adjustments} == {
        ("a", "t.gold.price"): 2000,
        ("b", "second-half"): 4950,
        ("a", "each"): 1644,
        ("b", "each"): 1356,
        ("a", "coupon"): 1370,
        ("b", "coupon"): 1130,
    }
    assert (quoted.points_spent, [one.points_minor for one in quoted.lines]) == (5400, [2959, 2441])
    assert [one.net_minor for one in quoted.lines] == [12027, 9923]
    assert quoted.shipping_discount_minor == 1200
    assert [one.tendered_minor for one in quoted.lines] == [5479, 4521]
    assert (quoted.tenders, quoted.to_pay_minor) == ((("stored_value", 10000),), 11950)
    assert (quoted.base_points, quoted.bonus_points) == (119, 59)
    back = till.give_back("o", "2024-01-03", {"b": 1})
    assert (back.returned_minor, back.tendered_minor, back.cash_minor) == (4962, 2261, 2701)
    assert back.points_restored == 1221
    assert (back.taken_base, back.taken_bonus) == (27, 13)
    (kept,) = (one for one in till.standing.placed if one.order_id == "o")
    assert [one.net - one.tendered for one in kept.lines] == [6548, 2701]
    assert sum(one.net - one.tendered for one in kept.lines) == 9249


@pytest.mark.parametrize("chosen", [kernels, interpreted])
def test_the_worked_order_in_a_replay(chosen: Callable[[], Kernels]) -> None:  # edge 3 # edge 4
    told = _replayed(chosen())
    order, back = told
    assert order["work"] == {"net": [12027, 9923], "points_minor": [2959, 2441], "tendered": [5479, 4521]}
    expected = {"off": 2000 + 4950 + 3000 + 2500, "shipping_off": 1200, "points": 5400, "points_minor": 5400}
    expected |= {"paid": 21950, "tendered": 10000, "shipping_tendered": 0, "base": 119, "bonus": 59}
    assert {name: order["quote"][name] for name in expected} == expected
    expected = {
        "returned": 4962,
        "tendered_back": 2261,
        "restored": 1221,
        "taken_base": 27,
        "taken_bonus": 13,
    }
    assert {name: back["quote"][name] for name in expected} == expected


def _replayed(chosen: Kernels) -> list[dict[str, Any]]:
    """What stood on the work bench after the order and after its return."""
    sold = (Line(item=1, gross=20_000, code=1), Line(item=2, quantity=2, gross=19_800, code=1))
    documents = [
        Document(at=FIRST, lines=(Line(item=3, gross=403_000),)),
        Document(at=FIRST + DAY, lines=sold, shipping=1200),
        Document(
            at=FIRST + 2 * DAY,
            lines=(Line(item=2, quantity=1, gross=9_900, target=1),),
            returned=True,
            original=1,
        ),
    ]
    log = log_of(documents, People(joined=(FIRST,)))
    settings = Settings(use_coupons="as_logged")
    replay = prepare(lower(load_program(HEAD | SHOP)), log, settings, with_kernels=chosen)
    with tendering(lambda document: 10_000 if document == 1 else 0):
        stops = replay.run(np.array([1, 2]), lambda _done, _total: None, lambda: False)
        seen = [_seen(replay) for _stop in stops]
    assert replay.tables["orders"]["kept"].tolist()[:3] == [NONE, 0, 0]
    return [seen[1], seen[3]]


def _seen(replay: Replay) -> dict[str, Any]:
    quote, work = replay.tables["quote"], replay.tables["work"][:2]
    return {
        "quote": {name: int(quote[name][0]) for name in quote.dtype.names or ()},
        "work": {name: work[name].tolist() for name in ("net", "points_minor", "tendered")},
    }
