"""Points given, taken and passed on without an order: by hand, always for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from loyalty.engine import adjust, transfer
from loyalty.errors import UnknownMember
from loyalty.facts.movement import Movement
from loyalty.live.actors import APPROVERS, Actor, second_person
from loyalty.live.asking import Locked, Plans, figures_of, live_plan, load_locked, lock_member, look_ahead
from loyalty.live.batches import AdjustItem, Many
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.holding import current
from loyalty.live.results import Moved, PassedOn, Redated
from loyalty.live.waves import Booking, book_all
from loyalty.plan.tables import Plan
from loyalty.store.accounts import account_id_of
from loyalty.store.audit import write_act
from loyalty.store.connecting import connection_of
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce
from loyalty.store.redating import Span, counted, redate
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded
from loyalty.when import to_us, too_early, utc_of


@door
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
        return book_all(
            AdjustItem, self.desk, session, items, lambda one: self._adjusting(session, one, actor)
        )

    def _adjusting(self, session: Host, item: AdjustItem, actor: str) -> Booking[Moved]:
        """An adjustment, to be booked alone or with others."""
        instant = self.desk.at(item.at)
        request = Request(
            verb="adjust",
            named=(reference("key", item.key),),
            content={
                "member": item.member,
                "points": item.points,
                "expires": item.expires and utc_of(to_us(item.expires)).isoformat(),
            },
            actor=actor,
            reason=item.reason,
            once={"expires": lambda: item.expires and item.expires.isoformat()},
        )

        def refuse() -> None:
            second_person(abs(item.points), self.alone_max, actor=actor, approver=item.approver)

        def checked(work: Work, plan: Plan, locked: Locked) -> Moved:
            refuse()
            return book(work, plan, locked)

        def book(work: Work, plan: Plan, locked: Locked) -> Moved:
            loaded = current(work, self.desk.plans, plan, locked.under(plan), instant)
            return _adjusted(work, plan, loaded, item, request=request, at=instant)

        def once(work: Work) -> Moved:
            look_ahead(work, request, member_ref=item.member)
            first = claim(work, request)
            if first is not None:
                return decode(Moved, first)
            refuse()
            plan = live_plan(work, self.desk.plans, instant)
            return book(work, plan, lock_member(work, item.member))

        def alone() -> Moved:
            return self.desk.once(session, request, instant, once)

        return Booking(member=item.member, at=instant, request=request, book=checked, alone=alone)

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
        instant = self.desk.at(at)
        content = {"giver": giver, "taker": taker, "points": points}
        named = (reference("key", key),)
        request = Request(verb="transfer", named=named, content=content, actor=actor, reason=reason)

        def once(work: Work) -> PassedOn:
            first = claim(work, request)
            if first is not None:
                return decode(PassedOn, first)
            second_person(abs(points), self.alone_max, actor=actor, approver=approver)
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
            _approved(work, request, giver, points=points, approver=approver)
            with work.writing(last=True):
                gone = _written(work, plan, giving, done.giver, points=-points, at=instant)
                come = _written(work, plan, taking, done.taker, points=points, at=instant)
                passed = PassedOn(giver=gone, taker=come)
                announce(work, "points.transferred", {"giver": giver, "taker": taker, "points": points})
                finish(work, account_id=giving.account.id, program_hash=plan.hash, result=encode(passed))
            return passed

        return self.desk.once(session, request, instant, once)

    def redate_preview(
        self, session: Host, *, ending_from: datetime, ending_before: datetime, to: datetime
    ) -> Redated:
        """What `redate` would give another end, now; nothing is written."""
        span, at_us = _span(ending_from, ending_before, to), to_us(self.desk.at(None))
        _must_come(span, at_us)
        return Redated(*counted(connection_of(session), self.desk.program_key, span, at_us=at_us), to)

    def redate(  # noqa: PLR0913 - the facts of one act, all named
        self,
        session: Host,
        *,
        ending_from: datetime,
        ending_before: datetime,
        to: datetime,
        key: str,
        reason: str,
        actor: Actor,
    ) -> Redated:
        """Give all lots that end from one instant to just before another the end `to`.

        For ends that a programme stamped and somebody promised anew; lots that have ended stay ended, and
        members with an open checkout are left out (`left_out`). Raises RoleMissing, ReasonMissing,
        OutOfBounds for an end that has passed, and for a span that holds no instant.
        """
        actor.must("redate_lots", APPROVERS)
        at = self.desk.at(None)
        span = _span(ending_from, ending_before, to)
        request = Request(
            verb="redate_lots",
            named=(reference("key", key),),
            content=asdict(span),
            actor=actor.name,
            reason=reason,
        )

        def once(work: Work) -> Redated:
            first = claim(work, request)
            if first is not None:
                return decode(Redated, first)
            _must_come(span, work.at_us)
            found = counted(work.connection, work.program_key, span, at_us=work.at_us)
            redate(work, span)
            done = Redated(*found, to)
            details = {**asdict(span), **asdict(done), "to": to.isoformat(), "reason": reason}
            write_act(work, actor.name, "redate_lots", subject="points", details=details)
            announce(work, "points.redated", {"members": done.members, "lots": done.lots})
            finish(work, account_id=None, program_hash=None, result=encode(done))
            return done

        return self.desk.once(session, request, at, once)


def _span(ending_from: datetime, ending_before: datetime, to: datetime) -> Span:
    span = Span(first_us=to_us(ending_from), before_us=to_us(ending_before), to_us=to_us(to))
    if span.before_us <= span.first_us:
        raise too_early("ending_before", span.before_us, first_us=span.first_us + 1)
    return span


def _must_come(span: Span, at_us: int) -> None:
    """Lots get no end that has passed."""
    if span.to_us <= at_us:
        raise too_early("to", span.to_us, first_us=at_us + 1)


def _approved(work: Work, request: Request, member: str, *, points: int, approver: str | None) -> None:
    """Who approved is in the audit, beside who did it and why."""
    if approver is not None:
        details = {"points": points, "reason": request.reason, "approver": approver}
        act, subject = f"{request.verb}_points", f"member {member}"
        write_act(work, str(request.actor), act, subject=subject, details=details)


def _adjusted(  # noqa: PLR0913 - one adjustment, and what it is booked on
    work: Work, plan: Plan, loaded: Loaded, item: AdjustItem, *, request: Request, at: datetime
) -> Moved:
    points = item.points
    done = adjust(
        plan,
        points,
        who=loaded.account.who,
        at=at,
        standing=loaded.standing,
        expires=item.expires,
    )
    _approved(work, request, item.member, points=points, approver=item.approver)
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
    return plan, current(work, plans, plan, load_locked(work, plan, member), at)


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
