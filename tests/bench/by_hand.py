"""The reference rules written for one programme only, as fast as Numba makes them: yardstick and oracle.

No plan is read and no kernel of the library called: the figures of `programs/reference.yaml` stand as
constants, lots and credit are queues because with one expiry and one window they leave in the order they
came, a year later is a table look-up by day, the zone is a fixed offset. No rule is left out or simplified:
what it sums up must equal the replay to the cent, month by month, offer by offer, level by level.
"""

# One loop in straight code is what makes it the yardstick.
# ruff: noqa: C901, PLR0912, PLR0915, SIM113

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numba
import numpy as np
from numpy.typing import NDArray

from loyalty.kernels.calendar import first_day, month_of
from loyalty.simulate import OrderLog
from loyalty.simulate.replaying.replay import Replay

DAY_US: Final = 86_400_000_000
OFFSET_US: Final = 8 * 3_600_000_000
FOREVER: Final = 2**62
NUMBA: Final[Any] = numba

BASE, FOOD, TEA, CARE = 0, 1, 2, 3
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
    _replay(
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


@NUMBA.njit(nogil=True)
def _spread(total, first, last, net, rest):
    """Largest remainder over the lines' remaining net, straight off it; ties by larger net, then position."""
    if last - first == 1:
        net[0] -= total
        return
    weights = 0
    for line in range(last - first):
        weights += net[line]
    spare = total
    for line in range(last - first):
        share = total * net[line] // weights
        rest[line] = (total * net[line] - share * weights) << 32 | net[line]
        net[line] -= share
        spare -= share
    while spare > 0:
        best = 0
        for line in range(1, last - first):
            if rest[line] > rest[best]:
                best = line
        rest[best] = -1
        net[best] -= 1
        spare -= 1


@NUMBA.njit(nogil=True)
def _level_of(credit):
    """The level that so much spending reaches."""
    if credit < 240_000:
        return 1 if credit >= 80_000 else 0
    return 3 if credit >= 800_000 else 2


@NUMBA.njit(nogil=True)
def _year_on(at, day_first, year_later):
    """The same clock reading on the same day of the next year."""
    civil = at + OFFSET_US
    day = civil // DAY_US
    return year_later[day - day_first] * DAY_US + (civil - day * DAY_US) - OFFSET_US


@NUMBA.njit(nogil=True)
def _replay(member_start, at_of, line_start, net_of, shelf_of, month_of_day, year_later, day_first, last_at,
            lot_ends, lot_left, credit_ends, credit_amount, net, rest, months, offers, levels):  # fmt: skip
    """Every member from the first order to the last, then up to the end of the history."""
    minimum = (0, 80_000, 240_000, 800_000)
    factor = (10, 12, 15, 20)
    for who in range(len(member_start) - 1):
        lot_head = lot_tail = credit_head = credit_tail = 0
        credit = held = level = 0
        ends, coupon_month = FOREVER, -1
        first, last = member_start[who], member_start[who + 1]
        for order in range(first, last + 1):
            at = at_of[order] if order < last else last_at
            # what is due
            while lot_head < lot_tail and lot_ends[lot_head] <= at:
                if lot_left[lot_head] > 0:
                    day = (lot_ends[lot_head] + OFFSET_US) // DAY_US - day_first
                    months[month_of_day[day], 6] += lot_left[lot_head]
                    held -= lot_left[lot_head]
                lot_head += 1
            while ends <= at:
                while credit_head < credit_tail and credit_ends[credit_head] <= ends:
                    credit -= credit_amount[credit_head]
                    credit_head += 1
                if credit < minimum[level]:
                    level = min(_level_of(credit), level - 1)
                ends = _year_on(ends, day_first, year_later) if level > 0 else FOREVER
            if order == last:
                break
            # offers, each spread over the lines
            start, stop = line_start[order], line_start[order + 1]
            gross = 0
            for line in range(start, stop):
                net[line - start] = net_of[line]
                gross += net_of[line]
            day = (at + OFFSET_US) // DAY_US - day_first
            month = month_of_day[day]
            paid = gross
            if order == first:
                off = min((gross * 10 + 50) // 100, 2_000)
                if off > 0:
                    _spread(off, start, stop, net, rest)
                    paid -= off
                    offers[0, 0] += 1
                    offers[0, 1] += off
            if gross >= 10_000 and coupon_month != month:
                coupon_month = month
                _spread(1_000, start, stop, net, rest)
                paid -= 1_000
                offers[1, 0] += 1
                offers[1, 1] += 1_000
            # points as money
            points = min(held // 100, paid * 3 // 10 // 100) * 100
            if points > 0:
                _spread(points, start, stop, net, rest)
                held -= points
                left = points
                while left > 0:
                    taken = min(left, lot_left[lot_head])
                    lot_left[lot_head] -= taken
                    left -= taken
                    if lot_left[lot_head] == 0:
                        lot_head += 1
            # points earned, by tier and category
            plain = food = tea = care = 0
            for line in range(start, stop):
                shelf = shelf_of[line]
                amount = net[line - start]
                if shelf == BASE:
                    plain += amount
                elif shelf == FOOD:
                    food += amount
                elif shelf == TEA:
                    tea += amount
                else:
                    care += amount
            plain, food, tea, care = plain // 100, food // 100 * 2, tea // 100 * 3, care // 200 * 3
            by = factor[level]
            base = plain + food + tea + care
            earned = plain * by // 10 + food * by // 10 + tea * by // 10 + care * by // 10
            if earned > 0:
                later = year_later[day]
                if (at + OFFSET_US) % DAY_US > 0:
                    later += 1
                lot_ends[lot_tail] = later * DAY_US - OFFSET_US
                lot_left[lot_tail] = earned
                lot_tail += 1
                held += earned
            # sums
            off = gross - paid
            months[month, 0] += 1
            months[month, 1] += gross
            months[month, 2] += off
            months[month, 3] += points
            months[month, 4] += earned
            months[month, 5] += points
            months[month, 7] += earned - base
            months[month, 8] += 1 if off + points > 0 else 0
            levels[level, 0] += 1
            levels[level, 1] += gross
            levels[level, 2] += off + points
            levels[level, 3] += earned
            # credit, and up at once
            while credit_head < credit_tail and credit_ends[credit_head] <= at:
                credit -= credit_amount[credit_head]
                credit_head += 1
            credit_ends[credit_tail] = _year_on(at, day_first, year_later)
            credit_amount[credit_tail] = paid - points
            credit_tail += 1
            credit += paid - points
            reached = _level_of(credit)
            if reached > level:
                level = reached
                ends = credit_ends[credit_tail - 1]
