"""The goods of a log as a plan's selectors tell them apart: its items, or more where a selector asks a price.

Selector bits lie item by item. An item that is sold at several prices is therefore as many articles as the
plan's questions about prices have different answers for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from loyalty.plan.eligibility import Goods, price_test
from loyalty.plan.tables import Plan
from loyalty.simulate.orders.log import OrderLog


@dataclass(frozen=True)
class Articles:
    """`line_item` is each line's article, `of` each article's item."""

    line_item: NDArray[np.signedinteger]
    of: NDArray[np.int64]
    goods: list[Goods]
    """What selectors look at, by article; the price is that of its first line."""

    def by_item(self, table: NDArray[np.void], items: int) -> NDArray[np.void]:
        """A table by article, added up by item."""
        summed = np.zeros(items, table.dtype)
        for field in table.dtype.names or ():
            np.add.at(summed[field], self.of, table[field][: self.of.size])
        return summed


def articles(plan: Plan, log: OrderLog, amounts: NDArray[np.int64]) -> Articles:
    """The articles of a log whose lines cost these amounts."""
    goods = goods_of(log)
    if not plan.price_tests:
        return Articles(log.line_item, np.arange(len(goods), dtype=np.int64), goods)
    units = log.line_quantity.astype(np.int64)
    prices = (np.asarray(amounts, np.int64), log.line_gross.astype(np.int64), units)
    found = log.line_item.astype(np.int64)
    for start in range(0, len(plan.price_tests), AT_ONCE):
        for selector in plan.price_tests[start : start + AT_ONCE]:
            found = found * 2 + price_test(selector, plan.program.unit)(prices)
        _, first, found = np.unique(found, return_index=True, return_inverse=True)
    of = log.line_item[first].astype(np.int64)
    priced = [
        goods[item]._replace(price=(int(prices[0][line]), int(prices[1][line]), int(units[line])))
        for item, line in zip(of.tolist(), first.tolist(), strict=True)
    ]
    return Articles(found.astype(np.int32), of, priced)


AT_ONCE: Final = 31
"""Answers that are put beside a number of an article before articles are numbered again."""


def goods_of(log: OrderLog) -> list[Goods]:
    """The items of a log as selectors see them."""
    named = zip(log.item_sku, log.item_category, log.item_brand, strict=True)
    return [
        Goods(*one, item_attributes(log, place), log.item_seller[place]) for place, one in enumerate(named)
    ]


def item_attributes(log: OrderLog, item: int) -> tuple[tuple[str, str], ...]:
    """What the file says of an item beside its SKU, category, brand and seller: names and values."""
    known = ((name, values[item]) for name, values in log.item_attributes.items())
    return tuple((name, value) for name, value in known if value is not None)
