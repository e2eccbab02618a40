"""The measured sales of a replay, column by column: every figure of the result is a sum over some of them.

Sums are taken in 64-bit integers; no column passes through a float.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.settings import Settings
from loyalty.when import to_us

GUEST, BELOW, FIRST_LEVEL = 0, 1, 2
"""Places of `Measured.place`: orders without a member, members below the first level, then the levels."""


def sales_of(log: OrderLog, settings: Settings) -> Ints:
    """The documents that are sales of the measured window."""
    sale = log.doc_kind == 0
    if settings.warm_up_until is not None:
        sale &= log.doc_at >= to_us(settings.warm_up_until)
    return np.flatnonzero(sale)


def sums(group: NDArray[Any], values: NDArray[Any] | int, size: int) -> Ints:
    """Values added up by group, in whole numbers; group -1 is the last of `size` + 1 sums."""
    found = np.zeros(size + 1, np.int64)
    np.add.at(found, group, np.asarray(values, np.int64))  # of one width: ten times as fast as of two
    return found


def members_of(met: NDArray[Any], members: int) -> Ints:
    """The members met at least once, in their order; -1 is nobody."""
    flags = np.zeros(members + 1, np.bool_)
    flags[met] = True
    return np.flatnonzero(flags[:-1])


def largest(values: Ints, most: int) -> Ints:
    """The places of the largest few values, largest first, ties by place."""
    if values.size > most:
        least = np.partition(values, values.size - most)[values.size - most]
        above, level = np.flatnonzero(values > least), np.flatnonzero(values == least)
        places = np.concatenate((above, level[: most - above.size]))
    else:
        places = np.arange(values.size)
    return places[np.argsort(-values[places], kind="stable")]


class Measured:
    """Columns of the measured sales of a finished replay, one entry an order, in the order of events."""

    def __init__(self, replay: Replay) -> None:
        """Nothing is added up before somebody asks."""
        self.replay = replay
        self.log = replay.log
        self.documents = sales_of(replay.log, replay.settings)
        self._columns: dict[str, Ints] = {}

    def column(self, name: str) -> Ints:
        """A column of the outcomes."""
        if name not in self._columns:
            column: Ints = self.replay.tables["outcomes"][name][self.documents]
            self._columns[name] = column.astype(np.int64, copy=False)
        return self._columns[name]

    @cached_property
    def member(self) -> Ints:
        """Who bought; -1 for a guest."""
        return np.asarray(self.log.doc_member[self.documents], np.int64)

    @cached_property
    def revenue(self) -> Ints:
        """Goods at the price the draft starts from."""
        return self.column("revenue")

    @cached_property
    def off_goods(self) -> Ints:
        """What offers and points together took off the goods; points beyond them paid shipping."""
        return self.revenue - self.column("paid")

    @cached_property
    def cost(self) -> Ints:
        """Everything the draft gave."""
        return self.column("off") + self.column("points_minor") + self.column("shipping")

    @cached_property
    def place(self) -> Ints:
        """The level of the first track an order was placed at: GUEST, BELOW, or FIRST_LEVEL + level."""
        return np.where(self.member < 0, GUEST, self.column("level") + FIRST_LEVEL)

    @cached_property
    def benefits(self) -> Ints:
        """How many benefits an order used: each offer that applied, and points if it spent any."""
        bits = self.replay.tables["applied"]["bits"]
        words = (len(self.replay.plan.offers) + 30) // 31
        used = bits[: len(self.log.doc_at) * words].reshape(len(self.log.doc_at), words)[self.documents]
        spent = self.column("points") > 0
        return np.asarray(np.bitwise_count(used).sum(axis=1, dtype=np.int64) + spent)

    def by_member(self, values: Ints | int) -> Ints:
        """Values added up by member; the last is of the guests."""
        return sums(self.member, values, len(self.log.member_ids))

    @cached_property
    def orders(self) -> Ints:
        """Orders of each member, and last of the guests."""
        return self.by_member(1)

    @cached_property
    def given(self) -> Ints:
        """Cost of each member's orders, and last of the guests'."""
        return self.by_member(self.cost)

    @cached_property
    def bought(self) -> Ints:
        """Revenue of each member's orders, and last of the guests'."""
        return self.by_member(self.revenue)

    def examples(self, chosen: Ints) -> tuple[str, ...]:
        """The ids of these orders (places among the measured sales)."""
        return tuple(str(one) for one in self.log.doc_ids.gather(self.documents[chosen]))


def level_name(replay: Replay, place: int) -> str | None:
    """The level at a place of `Measured.place`, as tier figures name it."""
    if place < FIRST_LEVEL:
        return "guest" if place == GUEST else None
    return replay.plan.program.tiers[0].levels[place - FIRST_LEVEL].id
