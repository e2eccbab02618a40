"""`shop.programs`: versions of the programme from draft to retirement, and the switches of what is live."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from loyalty.errors import NoSuchOffer
from loyalty.live.actors import STAFF, Actor
from loyalty.live.desk import Desk, Host
from loyalty.store.audit import write_act
from loyalty.store.operations import Work
from loyalty.store.outbox import announce
from loyalty.store.pausing import switch_offers, switch_program


@dataclass(frozen=True, slots=True)
class Programs:
    """The programme as the shop's people work on it; every act takes an Actor and is kept in the audit.

    Raises RoleMissing for an actor without the role, before anything is read.
    """

    desk: Desk

    def pause(
        self, session: Host, *, actor: Actor, reason: str, offer_ids: Collection[str] | None = None
    ) -> None:
        """Pause offers, or (none named) all that the programme grants, from the next order on.

        Whoever has points may still spend them, and returns go on. Raises NoSuchOffer, NoLiveProgram.
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
                self._known(work, offer_ids, at)
                switch_offers(work, offer_ids, paused=paused, actor=actor.name, reason=reason)
            named = None if offer_ids is None else sorted(offer_ids)
            write_act(work, actor.name, act, subject="program", details={"reason": reason, "offers": named})
            announce(work, f"program.{act}d", {"offers": named, "reason": reason})

    def _known(self, work: Work, offer_ids: Collection[str], at: datetime) -> None:
        """A switch with a slip of the pen in it would stop nothing."""
        known = {offer.id for offer in self.desk.plans.live(work.connection, at).offers}
        for offer_id in offer_ids:
            if offer_id not in known:
                raise NoSuchOffer(offer_id=offer_id)
