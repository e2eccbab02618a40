"""`shop.programs`: versions of the programme from draft to retirement, and the switches of what is live."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from loyalty.live.actors import STAFF, Actor
from loyalty.live.desk import Desk, Host
from loyalty.live.drafting import Drafts
from loyalty.live.handed_in import door
from loyalty.live.known import must_know_offers
from loyalty.plan.lower import lower
from loyalty.rules.changes import Diff
from loyalty.rules.diff import diff
from loyalty.rules.program import Program
from loyalty.store.audit import Act, read_acts, write_act
from loyalty.store.connecting import connection_of
from loyalty.store.level_moves import LevelMove, level_moves
from loyalty.store.outbox import announce
from loyalty.store.pausing import switch_offers, switch_program
from loyalty.store.programs import live_version, program_of
from loyalty.store.versions import Version, content_of, read_versions
from loyalty.when import to_us


@door
@dataclass(frozen=True, slots=True)
class Programs:
    """The programme as the shop's people work on it; every act takes an Actor and is kept in the audit.

    Raises RoleMissing for an actor without the role, before anything is read.
    """

    desk: Desk

    @property
    def drafts(self) -> Drafts:
        """Versions on their way, from the first line to the day they go live."""
        return Drafts(self.desk)

    def versions(self, session: Host, *, at: datetime | None = None) -> list[Version]:
        """All versions with their states at an instant, the first first."""
        instant = to_us(self.desk.at(at))
        return read_versions(connection_of(session), self.desk.program_key, at_us=instant)

    def version(self, session: Host, number: int) -> Program:
        """The programme of a version; raises UnknownVersion."""
        return content_of(connection_of(session), self.desk.program_key, number)

    def as_of(self, session: Host, instant: datetime) -> Program:
        """The programme that was, or will be, live at an instant; raises NoLiveProgram."""
        connection = connection_of(session)
        found = live_version(connection, self.desk.program_key, instant, at_us=to_us(instant))
        return program_of(connection, self.desk.program_key, found.hash)

    def changes(self, session: Host, old: int, new: int) -> Diff:
        """What changes from one version to another, with a sentence for each change."""
        return diff(self.version(session, old), self.version(session, new))

    def level_moves(self, session: Host, number: int, *, at: datetime | None = None) -> tuple[LevelMove, ...]:
        """How many members stand where now, and where under a version; read member by member.

        Raises UnknownVersion, NoLiveProgram.
        """
        instant, connection = self.desk.at(at), connection_of(session)
        now = self.desk.plans.live(connection, instant)
        then = lower(self.version(session, number))
        return level_moves(connection, self.desk.program_key, now=now, then=then, at=instant)

    def acts(self, session: Host, *, subject: str | None = None) -> list[Act]:
        """Who did what and why, the earliest first; of one subject (`program`, `version 3`) or of all."""
        return read_acts(connection_of(session), self.desk.program_key, subject=subject)

    def pause(
        self, session: Host, *, actor: Actor, reason: str, offer_ids: Collection[str] | None = None
    ) -> None:
        """Pause offers, or (none named) all that the programme grants, from the next order on.

        Whoever has points may still spend them, and returns go on. Raises NoSuchOffer.
        """
        self._switch(session, actor, reason, offer_ids, paused=True)

    def resume(
        self, session: Host, *, actor: Actor, reason: str, offer_ids: Collection[str] | None = None
    ) -> None:
        """Let paused offers, or (none named) the programme, go on."""
        self._switch(session, actor, reason, offer_ids, paused=False)

    def _switch(
        self, session: Host, actor: Actor, reason: str, offer_ids: Collection[str] | None, *, paused: bool
    ) -> None:
        act = "pause" if paused else "resume"
        actor.must(act, STAFF)
        at = self.desk.at(None)
        with self.desk.working(session, f"{act}:{self.desk.program_key}", at) as work:
            if offer_ids is None:
                switch_program(work, paused=paused)
            else:
                must_know_offers(self.desk, work, offer_ids)
                switch_offers(work, offer_ids, paused=paused, actor=actor.name, reason=reason)
            named = None if offer_ids is None else sorted(offer_ids)
            write_act(work, actor.name, act, subject="program", details={"reason": reason, "offers": named})
            announce(work, f"program.{act}d", {"offers": named, "reason": reason})
