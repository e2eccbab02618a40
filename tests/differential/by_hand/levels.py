"""Levels of a track, day by day from the orders alone: every credit is summed anew at every instant."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from tests.differential.by_hand.till import Unread

NEVER = datetime(9000, 1, 1, tzinfo=ZoneInfo("UTC"))


class Entry:
    """Credit of one order: what is left of it counts from `at` to `ends`."""

    def __init__(self, at, ends, amount):
        self.at, self.ends, self.amount = at, ends, amount


class Member:
    """Where a member stands on a track; events are told in their order."""

    def __init__(self, track, zone, joined, coin):
        self.track, self.zone, self.joined = track, ZoneInfo(zone), joined
        self.minimums = [int(one.minimum * coin) for one in track.levels]
        self.retains = [int(one.retain * coin) for one in track.levels]
        self.entries = []
        self.level, self.ends, self.grace = self.qualified(0), NEVER, None
        self.floor, self.floor_ends = self.level, NEVER
        self.reached = []
        """Levels reached since the last term ended, and when."""
        self.now = joined
        self.next_period = self.period_end(joined)

    # civil time

    def civil(self, at):
        """The wall clock of the zone."""
        return at.astimezone(self.zone).replace(tzinfo=None)

    def instant(self, civil):
        """The instant of a wall clock."""
        return civil.replace(tzinfo=self.zone).astimezone(ZoneInfo("UTC"))

    def later(self, at, **span):
        """So many civil days or months later."""
        return self.instant(self.civil(at) + relativedelta(**span))

    def period_end(self, at):
        """The end of the year an instant lies in, of the calendar or of the membership."""
        day = self.civil(at)
        if self.track.credit.window.kind == "calendar_year":
            return self.instant(
                day.replace(year=day.year + 1, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
            )
        if self.track.credit.window.kind == "membership_year":
            begun, years = self.civil(self.joined), 1
            while self.instant(begun + relativedelta(years=years)) <= at:
                years += 1
            return self.instant(begun + relativedelta(years=years))
        return NEVER

    # credit

    def credit(self, at):
        """What counts at an instant."""
        return sum(one.amount for one in self.entries if one.at <= at < one.ends)

    def credit_of_term(self, at):
        """What a term that ends now is judged by: of a year, the one that ends."""
        if self.track.credit.window.kind in {"rolling", "lifetime"}:
            return self.credit(at)
        return sum(one.amount for one in self.entries if one.at < at <= one.ends)

    def qualified(self, credit):
        """The highest level that so much credit reaches; -1 for none."""
        return max((n for n, least in enumerate(self.minimums) if credit >= least), default=-1)

    def term_from(self, at, *, renewed=False):
        """The end of a term that begins."""
        kind = self.track.term.kind
        if kind == "months":
            return self.later(at, months=self.track.term.months)
        if kind in {"period_end", "next_period_end"}:
            end = self.period_end(at)
            return end if kind == "period_end" or renewed else self.period_end(end)
        return NEVER

    # events

    def pay(self, at, amount):
        """An order; the level it is bought at, and its place among the entries."""
        self.pass_to(at)
        level = self.level
        window = self.track.credit.window
        ends = NEVER
        if window.kind == "rolling":
            ends = self.later(at, months=window.months)
        elif window.kind != "lifetime":
            ends = self.period_end(at)
        self.entries.append(Entry(at, ends, amount))
        self.look(at)
        return level

    def give_back(self, at, place, amount):
        """So much of an order's money came back."""
        self.pass_to(at)
        self.entries[place].amount -= amount
        if self.track.term.kind == "follows_credit":
            self.look(at)
        elif self.track.on_return == "recheck":
            self.undo(at)

    def undo(self, at):
        """Levels of this term stand from when what is left would first have reached them, or not at all."""
        again = [(level, self.reached_again(level, when, at)) for level, when in self.reached]
        self.reached = [(level, when) for level, when in again if when is not None]
        if self.level <= self.floor:
            return
        if not self.reached:
            self.level, self.ends = self.floor, self.floor_ends
            return
        self.level, when = self.reached[-1]
        self.ends = self.term_from(when)
        if self.ends <= at:
            raise Unread("a term that had ended by now")

    def reached_again(self, level, when, at):
        """The first instant from the former one on at which the credit reaches a level; None for none."""
        late = self.track.upgrade == "at_period_end"
        instants = {self.period_end(one.at) if late else one.at for one in self.entries}
        credit = self.credit_of_term if late else self.credit
        found = [one for one in instants if when <= one <= at and credit(one) >= self.minimums[level]]
        return min(found, default=None)

    def look(self, at):
        """Rise, or follow the credit; in grace, be renewed."""
        credit = self.credit(at)
        reach = self.qualified(credit)
        if self.track.term.kind == "follows_credit":
            self.level = reach
            return
        if self.grace is not None and credit >= self.retains[self.level]:
            self.renew(self.ends)
        if reach > self.level and self.track.upgrade == "at_once":
            self.rise(reach, at)

    def rise(self, reach, at):
        """A higher level; each level between is reached too."""
        self.reached += [(level, at) for level in range(self.level + 1, reach + 1)]
        self.level, self.ends, self.grace = reach, self.term_from(at), None

    def renew(self, at):
        """The level is kept; its new term starts where the old one ended."""
        self.grace = None
        self.settle(self.level, self.term_from(at, renewed=True))

    def settle(self, level, ends):
        """A term has ended: what was reached in it stands."""
        self.level = self.floor = level
        self.ends = self.floor_ends = ends if self.lasts(level) else NEVER
        self.reached = []

    def lasts(self, level):
        """Whether somebody could lose the level."""
        return level >= 0 and self.minimums[level] > 0

    def pass_to(self, at):
        """Everything that is due up to an instant, one after the other."""
        while True:
            due = [self.grace or self.ends, self.next_period]
            due += [one.ends for one in self.entries if one.ends > self.now] + [NEVER]
            first = min(due)
            if first > at or first == NEVER:
                break
            self.now = first
            self.turn(first)
        self.now = at

    def turn(self, at):
        """What happens at an instant without an order."""
        if self.track.term.kind == "follows_credit":
            self.look(at)
        elif (self.grace or self.ends) <= at:
            self.end_term(at)
        if self.next_period <= at:
            if self.track.upgrade == "at_period_end":
                reach = self.qualified(self.credit_of_term(at))
                if reach > self.level:
                    self.rise(reach, at)
            self.next_period = self.period_end(at)

    def end_term(self, at):
        """Renewed, kept for a while, or dropped."""
        rule = self.track.at_term_end
        credit = self.credit_of_term(at)
        if self.grace is None and credit >= self.retains[self.level]:
            self.renew(at)
        elif self.grace is None and rule.grace_days:
            self.grace = self.later(at, days=rule.grace_days)
            self.floor, self.floor_ends, self.reached = self.level, self.ends, []
        elif rule.drop == "never":
            self.renew(at)
        else:
            self.grace = None
            level = self.level - 1 if rule.drop == "one" else min(self.qualified(credit), self.level)
            self.settle(level, self.term_from(at, renewed=True))

    def level_at(self, at):
        """The level at an instant that is not before the last event."""
        self.pass_to(at)
        return self.level
