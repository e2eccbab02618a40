"""Histories paid in part by tenders, which no order file tells: what each document's tenders come with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from loyalty.facts.order import Cart, Tender
from loyalty.money import to_major
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.feed import Feed
from loyalty.simulate.replaying.state import Tables

SIZES = (0, 1, 777, 12_345, 2**40 - 1)


def by_number(document: int) -> int:
    """None, a cent, a part of most orders, or more than any of them costs."""
    return SIZES[document % len(SIZES)]


@contextmanager
def tendering(minor_of: Callable[[int], int] = by_number) -> Iterator[None]:
    """Meanwhile the replay's events and the live engine's carts carry tenders of so many minor units."""
    plain_lay, plain_cart = Feed.lay, Carts.cart

    def lay(self: Feed, first: int, last: int, tables: Tables, *, stride: int) -> int:
        end = plain_lay(self, first, last, tables, stride=stride)
        rows = tables["orders"][: end - first]
        rows["tendered"] = [minor_of(document) for document in rows["document"].tolist()]
        return end

    def cart(self: Carts, document: int) -> Cart:
        tender = Tender(name="stored_value", amount=to_major(minor_of(int(document)), self.unit))
        return replace(plain_cart(self, document), tenders=(tender,))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Feed, "lay", lay)
        patch.setattr(Carts, "cart", cart)
        yield
