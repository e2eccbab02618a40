"""What all replays of a log under the same settings have in common: worked out once, read by every thread.

Variants of a programme mostly ask the same questions of the same orders. Whatever depends on the log and on a
plan's questions only (which orders are kept, who is eligible, which selector takes which item) is therefore
laid out for the first plan and handed to all that ask the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar

import numpy as np

from loyalty.plan.tables import Plan
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.answers import item_bits, item_prices
from loyalty.simulate.replaying.feed import Feed, feed
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.replaying.state import Kept, kept_orders

T = TypeVar("T")


class Groundwork:
    """Answers that do not change from plan to plan; nobody writes into them."""

    def __init__(self, log: OrderLog, settings: Settings) -> None:
        """Nothing is worked out before somebody asks."""
        self.log = log
        self.settings = settings
        self._feeds: dict[Hashable, Feed] = {}
        self._tables: dict[Hashable, np.ndarray[Any, Any]] = {}
        self._lock = RLock()

    @cached_property
    def kept(self) -> Kept:
        """The orders whose lines a replay must remember."""
        with self._lock:
            return kept_orders(self.log, replayed=self.settings.returns == "replay")

    def feed(self, plan: Plan) -> Feed:
        """The documents in the order of processing, and what each looks like to this plan."""
        program = plan.program
        questions = (
            plan.bits,
            plan.couples_members,
            program.time_zone,
            program.week_starts,
            plan.price_tests,
        )
        return self._once(self._feeds, questions, lambda: feed(plan, self.log, self.kept, self.settings))

    def items(self, plan: Plan) -> np.ndarray[Any, Any]:
        """Which of the plan's selectors take which item."""
        goods = self.feed(plan).articles.goods
        return self._once(self._tables, ("items", plan.selectors), lambda: item_bits(plan, goods))

    def prices(self, plan: Plan) -> np.ndarray[Any, Any]:
        """The plan's listed prices, item by item."""
        listed = tuple(tuple(sorted(prices.items())) for prices in plan.price_lists)
        goods = self.feed(plan).articles.goods
        key = ("prices", listed, plan.price_tests)
        return self._once(self._tables, key, lambda: item_prices(plan, goods))

    def _once(self, known: dict[Hashable, T], key: Hashable, work: Callable[[], T]) -> T:
        """The answer known under this key, worked out by the first who asks while the others wait."""
        with self._lock:
            if key not in known:
                known[key] = work()
            return known[key]
