"""`shop.tiers`: levels granted by hand and bought, and where a member stands at any instant.

The level that counts on a track is the highest of the computed one, those bought and those granted, each with
its own end. What falls due holds from its instant on, booked or not: nothing has to run when a level ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from loyalty.engine import drop_level, hold_level, up_to_date
from loyalty.engine.levels import place_of_level
from loyalty.engine.progress import TrackFigures, track_figures
from loyalty.facts.member import BOUGHT, FOREVER, GRANTED
from loyalty.facts.movement import Movement
from loyalty.live.actors import STAFF, Actor
from loyalty.live.asking import figures, live_plan, load, load_locked, look_ahead
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.holding import current
from loyalty.live.results import Figures
from loyalty.plan.tables import Plan
from loyalty.store.audit import write_act
from loyalty.store.connecting import connection_of
from loyalty.store.documents import decode, encode
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded
from loyalty.store.tier_past import standing_then
from loyalty.when import to_us, utc_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelHeld:
    """A level that is held `granted` or `bought`: since when and until when; None is for ever."""

    member: str
    level: str
    track: str
    source: str
    starts_at: datetime
    ends_at: datetime | None
    figures: Figures


@door
@dataclass(frozen=True, slots=True)
class Tiers:
    """The door to levels that no credit brought, and to where a member stands."""

    desk: Desk

    def grant(  # noqa: PLR0913 - the facts of one grant, all named
        self,
        session: Host,
        member: str,
        level: str,
        *,
        key: str,
        reason: str,
        actor: Actor,
        until: datetime | None = None,
        at: datetime | None = None,
    ) -> LevelHeld:
        """Grant a level by hand, until an instant or for ever; `key` names the act once for ever.

        Of a level that is granted already only the end changes. It brings no gift on entry. Raises
        RoleMissing, ReasonMissing, UnknownLevel, OutOfBounds for an end that has passed.
        """
        actor.must("grant_level", STAFF)
        content = {"member": member, "level": level, "until": until and to_us(until)}
        request = Request(
            verb="grant_level",
            named=(reference("key", key),),
            content=content,
            actor=actor.name,
            reason=reason,
        )
        moved = partial(hold_level, until=until)
        return self._once(session, request, member, level, source=GRANTED, at=at, moved=moved)

    def buy(  # noqa: PLR0913 - the facts of one purchase, all named
        self,
        session: Host,
        member: str,
        level: str,
        *,
        key: str,
        months: int | None = None,
        until: datetime | None = None,
        actor: str | None = None,
        at: datetime | None = None,
    ) -> LevelHeld:
        """Book a level that was paid for, for so many months or until an instant.

        Bought again before it ends, months go on where the former ones end. The money is the host's: it says
        that it was paid. Raises UnknownLevel, FloatRefused, NotANumber, OutOfBounds for an end that has
        passed, for less than 1 month, and for more than lead to the end of 2099.
        """
        content = {"member": member, "level": level, "until": until and to_us(until), "months": months}
        request = Request(verb="buy_level", named=(reference("key", key),), content=content, actor=actor)
        moved = partial(hold_level, until=until, months=months)
        return self._once(session, request, member, level, source=BOUGHT, at=at, moved=moved)

    def revoke(  # noqa: PLR0913 - the facts of one act, all named
        self,
        session: Host,
        member: str,
        level: str,
        *,
        key: str,
        reason: str,
        actor: Actor,
        bought: bool = False,
        at: datetime | None = None,
    ) -> LevelHeld:
        """End a granted level now, or one that was `bought`; gifts it brought stay.

        Raises RoleMissing, ReasonMissing, UnknownLevel, LevelNotHeld.
        """
        actor.must("revoke_level", STAFF)
        source = BOUGHT if bought else GRANTED
        request = Request(
            verb="revoke_level",
            named=(reference("key", key),),
            content={"member": member, "level": level, "source": source},
            actor=actor.name,
            reason=reason,
        )
        return self._once(session, request, member, level, source=source, at=at, moved=drop_level)

    def levels(self, session: Host, member: str, *, at: datetime | None = None) -> tuple[TrackFigures, ...]:
        """Where a member stands on each track now, at an instant that is past, or at a later one.

        The past is answered from what was recorded, under the version that was live then. Raises
        UnknownMember, MemberInactive, NoLiveProgram.
        """
        instant = self.desk.at(at)
        connection = connection_of(session)
        plan = self.desk.plans.live(connection, instant)
        loaded = load(connection, plan, self.desk.program_key, member, locking=False)
        account = loaded.account
        if account.matured_until <= to_us(instant):  # nothing was booked after it
            then = up_to_date(plan, who=account.who, standing=loaded.standing, at=instant)
        else:
            then = standing_then(connection, plan, account, at=instant)
        return track_figures(plan, then, at_us=to_us(instant))

    def _once(  # noqa: PLR0913 - one act and what it does
        self,
        session: Host,
        request: Request,
        member: str,
        level: str,
        *,
        source: str,
        at: datetime | None,
        moved: Callable[..., Movement],
    ) -> LevelHeld:
        """Book one act: `moved` holds the level or drops it."""
        instant = self.desk.at(at)

        def once(work: Work) -> LevelHeld:
            look_ahead(work, request, member_ref=member)
            first = claim(work, request)
            if first is not None:
                return decode(LevelHeld, first)
            plan = live_plan(work, self.desk.plans, instant)
            loaded = current(work, self.desk.plans, plan, load_locked(work, plan, member), instant)
            who, standing = loaded.account.who, loaded.standing
            done = moved(plan, level, source=source, who=who, standing=standing, at=instant)
            if request.reason is not None and request.actor is not None:
                details = {"level": level, "source": source, "reason": request.reason}
                write_act(work, request.actor, request.verb, subject=f"member {member}", details=details)
            with work.writing(last=True):
                write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=None)
                told = _told(plan, loaded, done, level, source=source, at=instant)
                announce(work, f"tier.{request.verb}", {"member": member, "level": level})
                finish(work, account_id=loaded.account.id, program_hash=plan.hash, result=encode(told))
            return told

        return self.desk.once(session, request, instant, once)


def _told(  # noqa: PLR0913 - what was done, all named
    plan: Plan, loaded: Loaded, done: Movement, level: str, *, source: str, at: datetime
) -> LevelHeld:
    place = (*place_of_level(plan, level), source)
    held = next(one for one in done.standing.held_levels if one[:3] == place)
    return LevelHeld(
        member=loaded.account.who.id,
        level=level,
        track=plan.program.tiers[held.track].id,
        source=source,
        starts_at=utc_of(held.starts),
        ends_at=None if held.ends >= FOREVER else utc_of(held.ends),
        figures=figures(plan, loaded, done.standing, at),
    )
