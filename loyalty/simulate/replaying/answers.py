"""A history's answers to what a plan asks without history: one bit a document, one bit an article.

Every question is the engine's own Python, asked once for each distinct thing it looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from loyalty.coupon_codes.canonical import canonical_code, codes_in
from loyalty.kernels.calendar import DAY_US
from loyalty.kernels.codes import NONE
from loyalty.plan.eligibility import ASKS_MEMBER, MINUTE_US, Goods, Question, answer, question, thing
from loyalty.plan.tables import BITS, Plan
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import zeros
from loyalty.simulate.replaying.draws import drawn
from loyalty.simulate.replaying.settings import Settings, share_ppm

Flags = NDArray[np.int64]


class Answers:
    """Answers for every document of a log."""

    def __init__(self, plan: Plan, log: OrderLog, settings: Settings) -> None:
        """What is asked (the plan), of which documents, and which codes they show (the settings)."""
        self._plan = plan
        self._log = log
        self._settings = settings
        self._week_start = plan.settings().week_start

    @cached_property
    def _civil(self) -> NDArray[np.int64]:
        return civil_times(self._plan, self._log.doc_at)

    def eligible(self) -> np.ndarray[Any, Any]:
        """The `eligible` table: words of bits, document by document."""
        words = self._plan.words
        packed = np.zeros((len(self._log.doc_at), words), np.int64)
        for place, condition in enumerate(self._plan.bits):
            flags = np.asarray(answer(condition, self._ask), np.int64)
            packed[:, place // BITS] |= flags << (place % BITS)
        table = zeros("eligible", packed.size)
        table["bits"][: packed.size] = packed.astype(np.uint32).view(np.int32).ravel()
        return table

    def _ask(self, condition: Question, unknown: int) -> Flags:
        """One question's answers, 0 or 1 a document; `unknown` for guests where it is about the member."""
        flags = self._known(condition)
        if isinstance(condition, ASKS_MEMBER):
            return np.where(self._log.doc_member < 0, unknown, flags)
        return flags

    def _known(self, condition: Question) -> Flags:  # noqa: PLR0911 - one a kind
        """The answers, of guests as of members of whom nothing is known."""
        kind, name = thing(condition)
        ask = question(condition, self._plan.program.time_zone, self._week_start)
        match kind:
            case "instant":
                return np.asarray(ask(self._log.doc_at), np.int64)
            case "day":
                return _by_value(self._civil // DAY_US, ask)
            case "minute":
                return _by_value(self._civil % DAY_US // MINUTE_US, ask)
            case "channel":
                return _by_index(self._log.doc_channel, self._log.channels, ask)
            case "store" | "payment_method" | "shipping_method" | "region":
                return np.full(len(self._log.doc_at), int(ask(None)), np.int64)
            case "days_joined":
                return self._days_joined(ask)
            case "codes":
                return self._codes(ask)
            case "coupons":
                return self._coupons(name)
            case _:
                return self._birthdays(ask) if kind == "birthday" else self._attribute(name, ask)

    def _attribute(self, name: str, ask: Any) -> Flags:  # noqa: ANN401 - a question
        values = self._log.member_attributes.get(name) or [None] * len(self._log.member_ids)
        return _by_index(self._log.doc_member, values, ask)

    def _days_joined(self, ask: Any) -> Flags:  # noqa: ANN401 - a question
        joined = np.append(civil_days(self._plan, self._log.member_joined), 0)[self._log.doc_member]
        return _by_value(np.where(self._log.doc_member < 0, NONE, self._civil // DAY_US - joined), ask)

    def _birthdays(self, ask: Any) -> Flags:  # noqa: ANN401 - a question
        month = np.append(self._log.member_birth_month, 0)[self._log.doc_member].astype(np.int64)
        day = np.append(self._log.member_birth_day, 0)[self._log.doc_member].astype(np.int64)
        civil = self._civil // DAY_US
        packed = (civil << 9) | (month << 5) | day

        def one(value: int) -> bool:
            born = (value >> 5 & 15, value & 31)
            return bool(ask(((born if born[0] else None,) * 3, value >> 9)))

        return _by_value(packed, one)

    def _codes(self, ask: Any) -> Flags:  # noqa: ANN401 - a question
        documents = len(self._log.doc_at)
        match self._settings.use_coupons:
            case "always_best":
                return np.ones(documents, np.int64)
            case "never":
                return np.zeros(documents, np.int64)
            case "share":
                ppm = share_ppm("coupons_share", self._settings.coupons_share)
                return drawn(self._log, ppm, seed=self._settings.seed, purpose="coupons").astype(np.int64)
            case _:
                shown = [tuple(canonical_code(code) for code in codes_in(cell)) for cell in self._log.codes]
                lines = _by_index(self._log.line_code, shown, lambda code: code is not None and ask(code))
                return np.asarray(np.maximum.reduceat(lines, self._log.doc_line_start[:-1]), np.int64)

    def _coupons(self, offer: str) -> Flags:
        """Orders of members that may use a coupon of the offer; a log that names one says the offer's id."""

        def named(shown: tuple[str, ...] | None) -> bool:
            return shown is not None and canonical_code(offer) in shown

        return self._codes(named) * (self._log.doc_member >= 0)


def civil_times(plan: Plan, instants: NDArray[np.int64]) -> NDArray[np.int64]:
    """The civil clock at each instant, µs, by the plan's zone."""
    starts = np.array([one.start for one in plan.tables["zone"]], np.int64)
    offsets = np.array([one.offset for one in plan.tables["zone"]], np.int64)
    return np.asarray(instants + offsets[np.searchsorted(starts, instants, side="right") - 1])


def civil_days(plan: Plan, instants: NDArray[np.int64]) -> NDArray[np.int64]:
    """The civil day number of each instant."""
    return civil_times(plan, instants) // DAY_US


def item_bits(plan: Plan, goods: list[Goods]) -> np.ndarray[Any, Any]:
    """The `items` table: words of selector bits, article by article."""
    words = plan.item_words
    packed = np.zeros((len(goods), words), np.int64)
    for place, takes in enumerate(plan.takers):
        flags = [takes(one) for one in goods]
        packed[:, place // BITS] |= np.array(flags, np.int64) << (place % BITS)
    table = zeros("items", packed.size)
    table["bits"][: packed.size] = packed.astype(np.uint32).view(np.int32).ravel()
    table["sku"][: packed.size] = np.repeat(_numbered([one.sku for one in goods]), words)
    table["seller"][: packed.size] = np.repeat(_numbered([one.seller for one in goods]), words)
    return table


def _numbered(names: Sequence[str | None]) -> NDArray[np.int32]:
    """Each name as the place where it first stands."""
    first: dict[str | None, int] = {}
    return np.array([first.setdefault(name, place) for place, name in enumerate(names)], np.int32)


def item_prices(plan: Plan, goods: list[Goods]) -> np.ndarray[Any, Any]:
    """The `prices` table: listed prices, article by article."""
    prices = [listed.get(one.sku, NONE) for one in goods for listed in plan.price_lists]
    table = zeros("prices", len(prices))
    table["price"][: len(prices)] = prices
    return table


def _by_value(values: NDArray[np.int64], ask: Any) -> Flags:  # noqa: ANN401 - a question
    if not values.size:
        return values
    low = int(values.min())
    span = int(values.max()) - low + 1
    if span > SPAN_MAX:
        distinct, place = np.unique(values, return_inverse=True)
        return np.array([int(ask(one)) for one in distinct.tolist()], np.int64)[place]
    place = values - low
    flags = np.zeros(span, np.int64)
    flags[place] = 1
    asked = np.flatnonzero(flags)
    flags[asked] = [int(ask(low + one)) for one in asked.tolist()]
    return flags[place]


SPAN_MAX: Final = 2**20
"""Values that lie closer together than this are counted, not sorted: days, minutes."""


def _by_index(index: NDArray[Any], values: list[Any], ask: Any) -> Flags:  # noqa: ANN401 - a question
    """`values[index]` asked; index -1 stands for None."""
    flags = np.array([*(int(ask(one)) for one in values), int(ask(None))], np.int64)
    return np.asarray(flags[index])
