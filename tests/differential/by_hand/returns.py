"""Goods that come back, unit by unit: what each was worth, what paid for it, and the points it earned."""

from dataclasses import replace

from tests.differential.by_hand.numbers import split
from tests.differential.by_hand.points import awarded


class Order:
    """An order that was rung up, and the units of each line that are still there, the dearest first."""

    def __init__(self, till, points_spent):
        self.till = till
        self.spent, self.money = points_spent, sum(one.points_minor for one in till.lines)
        self.back_money = self.back_points = 0
        self.there = {one.number: self._units(one) for one in till.lines}
        self.room = awarded(till, till.lines)
        self.award = self.room

    @staticmethod
    def _units(line):
        """What each unit of a line carries: what is paid for it, of it by tenders, by points, its list."""
        parts = (line.net, line.tendered, line.points_minor, line.listed)
        return list(zip(*(split(part, line.quantity) for part in parts), strict=True))

    def give_back(self, counts):
        """So many units by line: worth, of it from tenders, points that come back, base and bonus taken."""
        gone = [self.there[number].pop(0) for number, count in counts.items() for _ in range(count)]
        self.back_money += sum(unit[2] for unit in gone)
        points = self.spent * self.back_money // self.money if self.money else 0
        restored, self.back_points = points - self.back_points, points
        taken = taken_of(self.award, self._award())
        self.award = tuple(was - gone for was, gone in zip(self.award, taken, strict=True))
        return sum(unit[0] for unit in gone), sum(unit[1] for unit in gone), restored, taken

    def _award(self):
        """The award of what is left, never more than was granted."""
        left = []
        for line in self.till.lines:
            net, tendered, _points, listed = (
                sum(part) for part in zip((0,) * 4, *self.there[line.number], strict=True)
            )
            remaining = replace(line, off={}, amount=net, points_minor=0, tendered=tendered, listed=listed)
            left.append((line, remaining))
        return awarded(
            self.till, self.till.lines, {was.number: now for was, now in left}, room=sum(self.room)
        )


def taken_of(before, after):
    """Base and bonus points that go: where a cap had cut one of them the other gives, and none is granted."""
    base, bonus = (was - now for was, now in zip(before, after, strict=True))
    if bonus < 0:
        base, bonus = base + bonus, 0
    if base < 0:
        base, bonus = 0, bonus + base
    return base, max(bonus, 0)
