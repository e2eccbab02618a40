"""Who gains and who loses: what each member was given under a draft, less what it was given otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from loyalty.simulate.figures.measured import Measured, largest
from loyalty.simulate.figures.outcome_comparison import MemberSums
from loyalty.simulate.figures.outcome_members import Against, MemberChange, MemberChanges
from loyalty.simulate.orders.parsing import Ints

TOP: Final = 20


@dataclass(frozen=True, eq=False, slots=True)
class Given:
    """What each member was given on both sides, and last the guests."""

    against: Against
    before: Ints
    now: Ints

    @property
    def change(self) -> Ints:
        """Now less before."""
        return self.now - self.before


def member_sums(given: Given, orders: Ints) -> MemberSums:
    """Members who bought, by whether they are given more, less or the same."""
    change = given.change
    members = change[:-1]
    better, worse = members > 0, members < 0
    return MemberSums(
        better=int(better.sum()),
        worse=int(worse.sum()),
        same=int((orders[:-1] > 0).sum()) - int(better.sum()) - int(worse.sum()),
        gained_minor=int(members[better].sum()),
        lost_minor=-int(members[worse].sum()),
        guests_change_minor=int(change[-1]),
    )


def member_changes(given: Given, measured: Measured) -> MemberChanges:
    """The sums, and the members who gain and who lose most."""
    told = member_sums(given, measured.orders)
    change = given.change[:-1]
    return MemberChanges(
        compared_with=given.against,
        better=told.better,
        worse=told.worse,
        same=told.same,
        gained_minor=told.gained_minor,
        lost_minor=told.lost_minor,
        guests_change_minor=told.guests_change_minor,
        winners=_top(given, measured, change),
        losers=_top(given, measured, -change),
    )


def _top(given: Given, measured: Measured, size: Ints) -> tuple[MemberChange, ...]:
    """Members by size, largest first, those above 0 only; ties as the members stand in the log."""
    orders, revenue = measured.orders, measured.bought
    places = largest(size, TOP)
    return tuple(
        MemberChange(
            member=measured.log.member_ids[member],
            orders=int(orders[member]),
            revenue_minor=int(revenue[member]),
            before_minor=int(given.before[member]),
            now_minor=int(given.now[member]),
            change_minor=int(given.now[member] - given.before[member]),
        )
        for member in places.tolist()
        if size[member] > 0
    )
