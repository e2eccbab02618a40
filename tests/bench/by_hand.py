"""The reference rules written for one programme only, as fast as Numba makes them: yardstick and oracle.

No plan is read and no kernel of the library called: the figures of `programs/reference.yaml` stand as
constants, lots and credit are queues because with one expiry and one window they leave in the order they
came, a year later is a table look-up by day, the zone is a fixed offset. No rule is left out or simplified:
what it sums up must equal the replay to the cent, month by month, offer by offer, level by level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from loyalty.kernels.calendar import first_day, month_of
from loyalty.simulate import OrderLog
from loyalty.simulate.replaying.replay import Replay
from tests.bench.by_hand_rules import BASE, CARE, DAY_US, FOOD, OFFSET_US, TEA, live_all

MONTH_SUMS: Final = (
    "orders",
    "revenue",
    "off",
    "points_minor",
    "earned",
    "spent",
    "expired",
    "bonus",
    "benefits",
)
LEVEL_SUMS: Final = ("orders", "revenue", "cost", "earned")
OFFER_SUMS: Final = ("count", "cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """Orders of each member one after the other, in narrow columns."""

    member_start: NDArray[np.int32]
    at: NDArray[np.int64]
    line_start: NDArray[np.int32]
    net: NDArray[np.int32]
    shelf: NDArray[np.int8]
    """Which earn rule a line falls under."""
    month_of_day: NDArray[np.int32]
    year_later: NDArray[np.int32]
    """By day since `day_first`: the same day of the next year, 28 Feb for 29 Feb."""
    day_first: int
    last_at: int
    months: int

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(one.nbytes for one in (self.member_start, self.at, self.line_start, self.net, self.shelf))


@dataclass(frozen=True, slots=True)
class Sums:
    """What a replay adds up: a row each month, offer and level."""

    months: NDArray[np.int64]
    offers: NDArray[np.int64]
    levels: NDArray[np.int64]


def pack(log: OrderLog) -> Packed:
    """A log without guests and returns, sorted by member; what was the order of events stays it."""
    member = np.asarray(log.doc_member)
    order = np.argsort(member, kind="stable")
    starts = np.asarray(log.doc_line_start, dtype=np.int64)
    counts = np.diff(starts)[order]
    ends = np.cumsum(counts)
    lines = np.repeat(starts[:-1][order] - (ends - counts), counts) + np.arange(ends[-1])
    first = (int(log.first_at) + OFFSET_US) // DAY_US
    last = (int(log.last_at) + OFFSET_US) // DAY_US + 3 * 366
    months = [month_of(day) for day in range(first, last + 1)]
    later = [
        min(first_day(month + 12) + day - first_day(month), first_day(month + 13) - 1)
        for day, month in zip(range(first, last + 1), months, strict=True)
    ]
    return Packed(
        member_start=np.append(0, np.cumsum(np.bincount(member))).astype(np.int32),
        at=np.asarray(log.doc_at, dtype=np.int64)[order],
        line_start=np.append(0, ends).astype(np.int32),
        net=np.asarray(log.line_net)[lines].astype(np.int32),
        shelf=_shelves(log)[np.asarray(log.line_item)[lines]],
        month_of_day=(np.array(months) - months[0]).astype(np.int32),
        year_later=np.array(later, np.int32),
        day_first=first,
        last_at=int(log.last_at),
        months=month_of((int(log.last_at) + OFFSET_US) // DAY_US) - months[0] + 1,
    )


def run(packed: Packed) -> Sums:
    """The reference rules over every member."""
    sums = Sums(
        np.zeros((packed.months, len(MONTH_SUMS)), np.int64),
        np.zeros((2, len(OFFER_SUMS)), np.int64),
        np.zeros((4, len(LEVEL_SUMS)), np.int64),
    )
    most = int(np.diff(packed.member_start).max(initial=1))
    widest = int(np.diff(packed.line_start).max(initial=1))
    queues, lines = np.zeros((4, most), np.int64), np.zeros((2, widest), np.int64)
    live_all(
        packed.member_start, packed.at, packed.line_start, packed.net, packed.shelf, packed.month_of_day,
        packed.year_later, packed.day_first, packed.last_at, *queues, *lines,
        sums.months, sums.offers, sums.levels,
    )  # fmt: skip
    return sums


def differences(sums: Sums, replay: Replay) -> list[str]:
    """Every figure in which the library's replay says something else."""
    by_month, by_offer, by_level = (replay.tables[name] for name in ("by_month", "by_offer", "by_level"))
    found = [
        *_unlike("month", by_month, sums.months, MONTH_SUMS),
        *_unlike("offer", by_offer, sums.offers, OFFER_SUMS),
        *_unlike("level", by_level[2:], sums.levels, LEVEL_SUMS),
    ]
    if replay.total != int(sums.months[:, 0].sum()):
        found.append(f"{replay.total} events")
    return found


def _unlike(what: str, table: Any, sums: NDArray[np.int64], names: tuple[str, ...]) -> list[str]:
    return [
        f"{what} {place} {name}: replay {table[name][place]}, by hand {sums[place, column]}"
        for column, name in enumerate(names)
        for place in range(len(sums))
        if table[name][place] != sums[place, column]
    ]


def _shelves(log: OrderLog) -> NDArray[np.int8]:
    found = []
    for category in log.item_category:
        room = (category or "").split("/")[0]
        tea = category in {"food/tea", "food/coffee"}
        found.append(TEA if tea else FOOD if room == "food" else CARE if room == "care" else BASE)
    return np.array(found, np.int8)
