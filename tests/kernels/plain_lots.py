"""A member's lots in plain lists: what the kernels do to them, said again by filters and sums."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from loyalty.kernels import codes

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def months_later(at, months):
    later = EPOCH + timedelta(microseconds=at) + relativedelta(months=months)
    return (later - EPOCH) // timedelta(microseconds=1)


@dataclass
class PlainLot:
    """Fields in the order of the kernels' row."""

    kept: int
    group: int
    expires: int
    available: int
    earned: int
    key: int
    left: int
    granted: int


@dataclass
class PlainLots:
    """One member: lots in any order, a debt, and the end that inactivity brings."""

    months: int
    share: Fraction
    lots: list[PlainLot] = field(default_factory=list)
    debt: int = 0
    debt_at: int = 0
    active_until: int = codes.FOREVER
    wiped_at: int = -codes.FOREVER
    moves: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Kind, points, instant, key of lot."""
    expired: dict[tuple[int, int], int] = field(default_factory=dict)
    """By kept order and group."""
    drawn: list[tuple[int, ...]] = field(default_factory=list)
    """What was remembered of points that left, in the order of the kernels' row."""

    def live(self):
        """Lots that hold points, in spending order."""
        held = [lot for lot in self.lots if lot.left > 0]
        return sorted(held, key=lambda lot: (lot.expires, lot.earned, lot.key))

    def shown(self):
        return [astuple(lot) for lot in self.live()]

    def available(self, at):
        return sum(lot.left for lot in self.lots if lot.available <= at < lot.expires)

    def come(self, **lot):
        self.lots.append(PlainLot(**lot, granted=lot["left"]))

    def leave(self, points, at, kind, *, remember):
        """Points go in spending order; how many were found."""
        found = 0
        for lot in self.live():
            taken = min(lot.left, points - found)
            if lot.available <= at < lot.expires and taken > 0:
                lot.left -= taken
                found += taken
                if remember:
                    of = lot.expires, lot.available, lot.earned
                    self.drawn.append((lot.kept, lot.group, taken, lot.key, *of))
                if kind is not None:
                    self.moves.append((kind, taken, at, lot.key))
        return found

    def advance(self, at):
        """What is due by an instant: by spans of inactivity, debts, ends, inactivity for good."""
        while self.share < 1 and self.active_until <= at:
            when = self.active_until
            self._repay(when)
            self._end([lot for lot in self.live() if lot.expires <= when])
            self._end_share(when)
            self.active_until = months_later(when, self.months) if self._idle() else codes.FOREVER
        self._repay(min(at, self.active_until))
        self._end([lot for lot in self.live() if lot.expires <= at])
        if self.active_until <= at:
            self._end(self._idle(), at=self.active_until)
            self.wiped_at, self.active_until = self.active_until, codes.FOREVER

    def _idle(self):
        return [lot for lot in self.live() if lot.expires == codes.FOREVER]

    def _repay(self, until):
        for lot in sorted(self.live(), key=lambda lot: lot.available):
            points = min(lot.left, self.debt)
            if lot.available <= until and points > 0:
                lot.left -= points
                self.debt -= points
                self.moves.append((codes.DEBT_REPAID, points, max(lot.available, self.debt_at), lot.key))

    def _end_share(self, when):
        ends = int(sum(lot.left for lot in self._idle()) * self.share)
        for lot in self._idle():
            self._gone(lot, min(ends, lot.left), when)
            ends -= self.moves[-1][1] if ends else 0

    def _end(self, lots, at=None):
        for lot in lots:
            self._gone(lot, lot.left, lot.expires if at is None else at)

    def _gone(self, lot, points, at):
        if points > 0:
            lot.left -= points
            self.moves.append((codes.EXPIRED, points, at, lot.key))
            if lot.kept >= 0:
                named = lot.kept, lot.group
                self.expired[named] = self.expired.get(named, 0) + points
