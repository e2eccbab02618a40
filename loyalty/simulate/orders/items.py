"""The distinct items of a file: a SKU with its category, brand, seller and attributes, as they appear.

A SKU nearly always stands beside the same category, so its first one is remembered and compared; only what
differs from it is looked up.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl

from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.dictionaries import Dictionary
from loyalty.simulate.orders.parsing import Codes, paths

_UNSET: Final = -2
SKU: Final = "sku"
CATEGORY: Final = "category"


class Pairs:
    """Pairs of codes, each with a number of its own."""

    def __init__(self) -> None:
        """No pair is known yet."""
        self._right_of = np.full(1, _UNSET, np.int32)
        self._pair_of = np.full(1, -1, np.int32)
        self._others: dict[tuple[int, int], int] = {}
        self._left: list[int] = []
        self._right: list[int] = []

    def codes(self, left: Codes, right: Codes) -> Codes:
        """The number of each pair; both codes may be -1."""
        self._make_room(int(left.max(initial=-1)) + 2)
        found = self._right_of[left]
        unset = np.flatnonzero(found == _UNSET)
        if unset.size:
            fresh, first = np.unique(left[unset], return_index=True)
            beside = right[unset[first]]
            self._right_of[fresh] = beside
            self._pair_of[fresh] = self._added(fresh, beside)
            found = self._right_of[left]
        pairs = self._pair_of[left]
        odd = np.flatnonzero(found != right)
        if odd.size:
            pairs[odd] = self._looked_up(left[odd], right[odd])
        return pairs

    def parts(self) -> tuple[Codes, Codes]:
        """Both codes of every pair."""
        return np.array(self._left, np.int32), np.array(self._right, np.int32)

    def _make_room(self, size: int) -> None:
        """Tables by left code; the last entry stands for -1."""
        old = self._right_of.size
        if size <= old:
            return
        new = max(size, 2 * old)
        for name, nothing in (("_right_of", _UNSET), ("_pair_of", -1)):
            table = getattr(self, name)
            grown = np.full(new, nothing, np.int32)
            grown[: old - 1], grown[-1] = table[:-1], table[-1]
            setattr(self, name, grown)

    def _added(self, left: Codes, right: Codes) -> Codes:
        start = len(self._left)
        self._left += left.tolist()
        self._right += right.tolist()
        return np.arange(start, len(self._left), dtype=np.int32)

    def _looked_up(self, left: Codes, right: Codes) -> Codes:
        keys = (left.astype(np.int64) << 32) | (right.astype(np.int64) + 1)
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        numbers = np.empty(distinct.size, np.int32)
        for place, row in enumerate(first.tolist()):
            pair = (int(left[row]), int(right[row]))
            if pair not in self._others:
                self._others[pair] = int(self._added(left[row : row + 1], right[row : row + 1])[0])
            numbers[place] = self._others[pair]
        return numbers[inverse]


class Items:
    """The items of all rows so far."""

    def __init__(self, columns: Sequence[str]) -> None:
        """No item is known yet; `columns`: what may stand beside a SKU, in the order items sort by."""
        self._texts = {
            name: Dictionary(paths) if name == CATEGORY else Dictionary() for name in (SKU, *columns)
        }
        self._pairs = {name: Pairs() for name in columns}

    def skus(self, column: Column) -> Codes:
        """Each cell's SKU; -1 where there is none."""
        return self._texts[SKU].codes(column)

    def codes(self, skus: Codes, beside: Mapping[str, Column]) -> Codes:
        """Each row's item: its SKU and the cells beside it (nothing where a column is left out)."""
        codes = skus
        for name, pairs in self._pairs.items():
            if name in beside:
                codes = pairs.codes(codes, self._texts[name].codes(beside[name]))
            else:
                codes = pairs.codes(codes, np.full(skus.size, -1, np.int32))
        return codes

    def sorted(self) -> tuple[pl.DataFrame, Codes]:
        """The items in the byte order of their texts, and where each number stands among them."""
        last = next(reversed(self._pairs.values()), None)
        size = len(self._texts[SKU]) if last is None else last.parts()[0].size
        rest = np.arange(size, dtype=np.int32)
        places: dict[str, Codes] = {}
        for name, pairs in reversed(self._pairs.items()):
            left, right = pairs.parts()
            places[name], rest = right[rest], left[rest]
        places[SKU] = rest
        cells, ranks = {}, []
        for name, dictionary in self._texts.items():
            texts, rank = dictionary.sorted()
            place = rank[places[name]]
            cells[name] = texts.gather(pl.Series(place, dtype=pl.Int64).set(pl.Series(place < 0), None))
            ranks.append(place)
        order = np.lexsort(ranks[::-1])
        rank_of_item = np.empty(order.size, np.int32)
        rank_of_item[order] = np.arange(order.size)
        return pl.DataFrame(cells)[order], rank_of_item
