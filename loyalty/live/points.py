"""Points given, taken and passed on without an order: by hand, always for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loyalty.engine import adjust, transfer
from loyalty.errors import ReasonMissing, SecondPersonNeeded, UnknownMember
from loyalty.facts.movement import Movement
from loyalty.live.asking import Locked, Plans, figures_of, live_plan, load_locked, lock_member, look_ahead
from loyalty.live.batches import AdjustItem, Many
from loyalty.live.desk import Desk, Host
from loyalty.live.giving import bring_current
from loyalty.live.holding import release_own
from loyalty.live.results import Moved, PassedOn
from loyalty.live.waves import Booking, book_all
from loyalty.plan.tables import Plan
from loyalty.store.accounts import account_id_of
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded


@dataclass(frozen=True, slots=True)
class Points:
    """The door to points that move without an order; one person alone moves at most `alone_max` at a time."""

    desk: Desk
    alone_max: int | None = None

    def adjust(  # noqa: PLR0913 - the facts of one adjustment, all named
        self,
        session: Host,
        member: str,
        points: int,
        *,
        key: str,
        reason: str,
        actor: str,
        approver: str | None = None,
        expires: datetime | None = None,
        at: datetime | None = None,
    ) -> Moved:
        """Give points, or take so many where they are below 0; `key` names the adjustment once for ever.

        Points given end by the programme's expiry or at `expires`, and repay a debt first; points taken
        leave in spending order. Raises NotEnoughPoints, ReasonMissing, SecondPersonNeeded.
        """
        booking = self._adjusting(
            session,
            AdjustItem(
                member=member,
                points=points,
                key=key,
                reason=reason,
                approver=approver,
                expires=expires,
                at=at,
            ),
            actor,
        )
        return booking.alone()

    def adjust_many(self, session: Host, items: Sequence[AdjustItem], *, actor: str) -> Many[Moved]:
        """Adjust many members in one transaction, in the order given; an error stands in its item's place.

        Members who come once are read and written together: some thousand adjustments a second.
        """
        return book_all(self.desk, session, items, lambda one: self._adjusting(session, one, actor))

    def _adjusting(self, session: Host, item: AdjustItem, actor: str) -> Booking[Moved]:
        """An adjustment, to be booked alone or with others."""
        instant = self.desk.at(item.at)
        request = Request(
            verb="adjust",
            named=(reference("key", item.key),),
            content={
                "member": item.member,
                "points": item.points,
                "expires": item.expires and item.expires.isoformat(),
            },
            actor=actor,
            reason=item.reason,
        )

        def book(work: Work, plan: Plan, locked: Locked) -> Moved:
            self._refuse(item.member, item.points, item.reason, actor, item.approver)
            loaded = _current(work, self.desk.plans, plan, locked.under(plan), instant)
            return _adjusted(work, plan, loaded, item, instant)

        def once(work: Work) -> Moved:
            look_ahead(work, request, member_ref=item.member)
            first = claim(work, request)
            if first is not None:
                return decode(Moved, first)
            plan = live_plan(work, self.desk.plans, instant)
            return book(work, plan, lock_member(work, item.member))

        def alone() -> Moved:
            self._refuse(item.member, item.points, item.reason, actor, item.approver)
            return self.desk.once(session, request, instant, once)

        return Booking(member=item.member, at=instant, request=request, book=book, alone=alone)

    def transfer(  # noqa: PLR0913 - the facts of one transfer, all named
        self,
        session: Host,
        points: int,
        *,
        giver: str,
        taker: str,
        key: str,
        reason: str,
        actor: str,
        approver: str | None = None,
        at: datetime | None = None,
    ) -> PassedOn:
        """Pass available points on; each part keeps the end of its lot.

        Raises NotEnoughPoints, SameMember, ReasonMissing, SecondPersonNeeded.
        """
        self._refuse(giver, points, reason, actor, approver)
        instant = self.desk.at(at)
        request = Request(
            verb="transfer",
            named=(reference("key", key),),
            content={"giver": giver, "taker": taker, "points": points},
            actor=actor,
            reason=reason,
        )

        def once(work: Work) -> PassedOn:
            first = claim(work, request)
            if first is not None:
                return decode(PassedOn, first)
            plan, giving, taking = _both(work, self.desk.plans, giver, taker, at=instant)
            done = transfer(
                plan,
                points,
                giver=giving.account.who,
                taker=taking.account.who,
                at=instant,
                giver_standing=giving.standing,
                taker_standing=taking.standing,
            )
            with work.writing(last=True):
                gone = _written(work, plan, giving, done.giver, points=-points, at=instant)
                come = _written(work, plan, taking, done.taker, points=points, at=instant)
                passed = PassedOn(giver=gone, taker=come)
                announce(work, "points.transferred", {"giver": giver, "taker": taker, "points": points})
                finish(work, account_id=giving.account.id, program_hash=plan.hash, result=encode(passed))
            return passed

        return self.desk.once(session, request, instant, once)

    def _refuse(self, member: str, points: int, reason: str, actor: str, approver: str | None) -> None:
        if not reason.strip():
            raise ReasonMissing(member=member)
        if self.alone_max is not None and abs(points) > self.alone_max and approver in {None, actor}:
            raise SecondPersonNeeded(points=points, most=self.alone_max)


def _adjusted(work: Work, plan: Plan, loaded: Loaded, item: AdjustItem, at: datetime) -> Moved:
    points = item.points
    done = adjust(
        plan,
        points,
        who=loaded.account.who,
        at=at,
        standing=loaded.standing,
        expires=item.expires,
    )
    with work.writing(last=True):
        moved = _written(work, plan, loaded, done, points=points, at=at)
        announce(work, "points.adjusted", {"member": item.member, "points": points})
        finish(work, account_id=loaded.account.id, program_hash=plan.hash, result=encode(moved))
    return moved


def _both(work: Work, plans: Plans, giver: str, taker: str, *, at: datetime) -> tuple[Plan, Loaded, Loaded]:
    """Both members, locked in one order everywhere."""
    order = sorted((giver, taker), key=lambda one: _account_id(work, one))
    found = {one: _loaded(work, plans, one, at) for one in order}
    (plan, giving), (_, taking) = found[giver], found[taker]
    return plan, giving, taking


def _account_id(work: Work, member: str) -> int:
    """By which accounts are locked in one order everywhere."""
    found = account_id_of(work.connection, work.program_key, member)
    if found is None:
        raise UnknownMember(member=member)
    return found


def _loaded(work: Work, plans: Plans, member: str, at: datetime) -> tuple[Plan, Loaded]:
    plan = live_plan(work, plans, at)
    return plan, _current(work, plans, plan, load_locked(work, plan, member), at)


def _current(work: Work, plans: Plans, plan: Plan, loaded: Loaded, at: datetime) -> Loaded:
    """The member without holds that ran out, and with everything that is given by now."""
    loaded = release_own(work, plans, loaded, plan=plan, at=at)
    return bring_current(work, plans, plan, loaded)


def _written(  # noqa: PLR0913 - what is written, and whose it is
    work: Work, plan: Plan, loaded: Loaded, done: Movement, *, points: int, at: datetime
) -> Moved:
    write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=None)
    return Moved(
        member=loaded.account.who.id,
        points=points,
        entries=done.entries,
        figures=figures_of(plan, done.standing, at),
    )
