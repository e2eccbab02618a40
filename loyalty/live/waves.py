"""Operations of many members at once: read together, worked out one after the other, written together.

A wave is a run of items in which no member comes twice. It locks keys, then accounts, as one operation does,
and is whole or undone: where one of its items is refused, was done before, or is asked otherwise than once,
all of it is done one by one instead. What is booked is the same either way, row for row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from loyalty.errors import LoyaltyError
from loyalty.live.asking import Locked, live_plan
from loyalty.live.batches import OF_ALL, Many, each
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import one_of
from loyalty.plan.tables import Plan
from loyalty.store.accounts import lock_many
from loyalty.store.gathering import Gathering
from loyalty.store.operations import Request, Work, claim_all
from loyalty.store.state_reading import read_states

WAVE: Final = 200
"""Members whose rows go in one statement; with more, collecting garbage costs what is saved."""
Answer = TypeVar("Answer")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(Generic[Answer]):
    """One operation of one member: what is asked, how it is booked on the locked member, and how alone."""

    member: str
    at: datetime
    request: Request
    book: Callable[[Work, Plan, Locked], Answer]
    alone: Callable[[], Answer]


def book_all(
    kind: type,
    desk: Desk,
    session: Host,
    items: Sequence[Item],
    booking: Callable[[Item], Booking[Answer]],
) -> Many[Answer]:
    """Book items of a kind in the order given; an error stands in its item's place.

    Raises RetryTransaction.
    """
    try:
        bookings = [booking(one_of(kind, one)) for one in items]
    except LoyaltyError:
        return each(kind, items, lambda one: booking(one).alone())
    answers: Many[Answer] = []
    for wave in _waves(bookings):
        try:
            booked = _together(desk, session, wave)
        except OF_ALL:
            raise
        except LoyaltyError:
            booked = None
        answers.extend(each(object, wave, lambda one: one.alone()) if booked is None else booked)
    return answers


def _waves(bookings: Sequence[Booking[Answer]]) -> Iterator[list[Booking[Answer]]]:
    """Runs in which no member comes twice."""
    wave: dict[str, Booking[Answer]] = {}
    for one in bookings:
        if one.member in wave or len(wave) == WAVE:
            yield list(wave.values())
            wave = {}
        wave[one.member] = one
    if wave:
        yield list(wave.values())


def _together(desk: Desk, session: Host, wave: Sequence[Booking[Answer]]) -> list[Answer] | None:
    """What each item was answered; None where the wave is undone, to be done one by one."""
    if len(wave) == 1:
        return None
    first = wave[0]
    with desk.working(session, first.request.op_key, first.at) as work:
        gathering = Gathering()
        works = [desk.beside(work, one.request, one.at, gathering) for one in wave]
        if not claim_all(work, works, [one.request for one in wave]):
            work.undo()
            return None
        locked = _locked(work, [one.member for one in wave])
        plans: dict[datetime, Plan] = {}
        answers = []
        for one, own in zip(wave, works, strict=True):
            if one.at not in plans:
                plans[one.at] = live_plan(own, desk.plans, one.at)
            answers.append(one.book(own, plans[one.at], locked[one.member]))
        work.gathered(gathering)
    return answers


def _locked(work: Work, members: Sequence[str]) -> dict[str, Locked]:
    accounts = lock_many(work.connection, work.program_key, members)
    states = read_states(work.connection, sorted(one.id for one in accounts.values()))
    return {member: Locked(account, states[account.id]) for member, account in accounts.items()}
