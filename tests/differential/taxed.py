"""Histories whose goods and fees are taxed, which no order file tells: what each item's rate is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from loyalty.facts.order import Cart
from loyalty.plan.eligibility import Goods
from loyalty.plan.tables import Plan
from loyalty.simulate.replaying import groundwork
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.feed import Feed
from loyalty.simulate.replaying.state import Tables

RATES = {"A1": 13, "A2": 6, "B1": 100}
"""Percents; other goods carry no tax."""
FEE = 6
PPM = 10_000


@contextmanager
def taxed(*, included: bool) -> Iterator[None]:
    """Meanwhile the replay's items and orders, and the live engine's carts, carry tax."""
    plain_lay, plain_cart, plain_bits = Feed.lay, Carts.cart, groundwork.item_bits
    sign = -PPM if included else PPM

    def bits(plan: Plan, goods: list[Goods]) -> np.ndarray[Any, Any]:
        table = plain_bits(plan, goods)
        rates = np.array([sign * RATES.get(one.sku, 0) for one in goods], np.int32)
        table["tax"][: rates.size * plan.item_words] = np.repeat(rates, plan.item_words)
        return table

    def lay(self: Feed, first: int, last: int, tables: Tables, *, stride: int) -> int:
        end = plain_lay(self, first, last, tables, stride=stride)
        tables["orders"][: end - first]["shipping_rate"] = sign * FEE
        return end

    def cart(self: Carts, document: int) -> Cart:
        told = plain_cart(self, document)
        lines = tuple(replace(one, tax_rate=RATES.get(one.sku, 0)) for one in told.lines)
        return replace(told, lines=lines, shipping_tax_rate=FEE, prices_include_tax=included)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groundwork, "item_bits", bits)
        patch.setattr(Feed, "lay", lay)
        patch.setattr(Carts, "cart", cart)
        yield
