"""`shop.programs.drafts`: a version from its first line to its approval, and onto the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from loyalty.errors import DraftChanged, NotSimulated, OwnWork, WrongState
from loyalty.live.actors import ADMINS, APPROVERS, EDITORS, Actor
from loyalty.live.desk import Desk, Host
from loyalty.live.fitting import must_fit
from loyalty.live.handed_in import door
from loyalty.rules.merging import merge
from loyalty.rules.program import Program
from loyalty.store.audit import read_acts, write_act
from loyalty.store.inputs import free_text
from loyalty.store.operations import Work
from loyalty.store.outbox import announce
from loyalty.store.versions import (
    EDITED,
    Simulated,
    Version,
    add_version,
    content_of,
    lock_version,
    move_version,
    retire_program,
    rewrite_draft,
    stamp_version,
)
from loyalty.when import to_us

WRITING: Final = ("begin", "save", "merge")


@door
@dataclass(frozen=True, slots=True)
class Drafts:
    """Versions on their way; an act that the version's state does not take raises WrongState."""

    desk: Desk

    def begin(
        self,
        session: Host,
        program: Program,
        *,
        actor: Actor,
        based_on: int | None = None,
        note: str | None = None,
    ) -> int:
        """A new draft; its number. `based_on` is the version it was made from. Raises ProgramInvalid."""
        with self._act(session, actor, "begin", EDITORS) as work:
            must_fit(work, program)
            number = add_version(
                work, program, state="draft", author=actor.name, based_on=based_on, note=note
            )
            _told(work, actor, "begin", number, {"hash": program.hash, "based_on": based_on})
        return number

    def save(self, session: Host, number: int, program: Program, *, actor: Actor, seen: str) -> None:
        """Another content of a draft; `seen` is the hash it was opened with.

        Raises DraftChanged, ProgramInvalid.
        """
        with self._act(session, actor, "save", EDITORS) as work:
            must_fit(work, program, number=number)
            found = _asked(work, number, "save", EDITED)
            if found.hash not in {seen, program.hash}:
                raise DraftChanged(number=number, author=found.author)
            rewrite_draft(work, number, program, author=actor.name)
            _told(work, actor, "save", number, {"hash": program.hash, "before": found.hash})

    def merge(self, session: Host, number: int, other: int, *, actor: Actor) -> Program:
        """Bring the changes of another draft into this one; raises MergeConflict with what both changed."""
        with self._act(session, actor, "merge", EDITORS) as work:
            ours, theirs = _asked(work, number, "merge", EDITED), lock_version(work, other)
            bases = [one for one in (ours.based_on, theirs.based_on) if one is not None]
            if not bases:
                raise WrongState(number=other, state="based on no version", act="merge")
            programs = [
                content_of(work.connection, work.program_key, one, locking=True)
                for one in (min(bases), number, other)
            ]
            merged = merge(*programs)
            rewrite_draft(work, number, merged, author=actor.name)
            _told(work, actor, "merge", number, {"hash": merged.hash, "other": other})
        return merged

    def stamp(  # noqa: PLR0913 - what a simulation was of, all named
        self,
        session: Host,
        number: int,
        *,
        actor: Actor,
        program_hash: str,
        log_hash: str,
        settings: Mapping[str, object],
    ) -> None:
        """Say that a version was simulated; raises NotSimulated where it was another content."""
        with self._act(session, actor, "stamp", EDITORS) as work:
            found = _asked(work, number, "stamp", (*EDITED, "in_review"))
            if found.hash != program_hash:
                raise NotSimulated(number=number)
            stamp = Simulated(program_hash, log_hash, settings, self.desk.at(None).isoformat())
            stamp_version(work, number, stamp)
            _told(work, actor, "stamp", number, {"log_hash": log_hash})

    def submit(self, session: Host, number: int, *, actor: Actor) -> None:
        """Hand a draft in for review."""
        self._move(session, number, "submit", actor, needs=EDITORS, states=EDITED, to="in_review")

    def request_changes(self, session: Host, number: int, *, actor: Actor, reason: str) -> None:
        """Send a version back to its author."""
        self._move(
            session,
            number,
            "request_changes",
            actor,
            needs=APPROVERS,
            states=("in_review", "approved"),
            to="changes_requested",
            reason=reason,
        )

    def approve(
        self, session: Host, number: int, *, actor: Actor, without_simulation: str | None = None
    ) -> None:
        """Approve a version that somebody else wrote; raises OwnWork, NotSimulated.

        `without_simulation` says why it goes unsimulated; the audit keeps it.
        """
        with self._act(session, actor, "approve", APPROVERS) as work:
            found = _asked(work, number, "approve", ("in_review",))
            acts = read_acts(work.connection, work.program_key, subject=f"version {number}")
            wrote = {one.actor for one in acts if one.act in WRITING}
            if actor.name.strip() in {one.strip() for one in (*wrote, found.author)}:
                raise OwnWork(actor=actor.name, number=number)
            why = (
                without_simulation is not None and free_text("without_simulation", without_simulation).strip()
            )
            if not why and found.simulated is None:
                raise NotSimulated(number=number)
            move_version(work, number, "approved", approver=actor.name, live_from_us=None)
            told = {"hash": found.hash, "author": found.author, "without_simulation": without_simulation}
            _told(work, actor, "approve", number, told)

    def schedule(
        self, session: Host, number: int, *, actor: Actor, live_from: datetime | None = None
    ) -> None:
        """Make an approved version live from an instant on, at the earliest now."""
        begins = max(to_us(self.desk.at(live_from)), to_us(self.desk.at(None)))
        with self._act(session, actor, "schedule", APPROVERS) as work:
            found = _asked(work, number, "schedule", ("approved", "scheduled"))
            move_version(work, number, "scheduled", approver=found.approver, live_from_us=begins)
            _told(work, actor, "schedule", number, {"live_from_us": begins})
            announce(work, "program.scheduled", {"number": number, "live_from_us": begins})

    def unschedule(self, session: Host, number: int, *, actor: Actor) -> None:
        """Take a version off the calendar before its time; it stays approved."""
        self._move(
            session,
            number,
            "unschedule",
            actor,
            needs=APPROVERS,
            states=("scheduled",),
            to="approved",
        )

    def roll_back(self, session: Host, number: int, *, actor: Actor, reason: str) -> int:
        """Make the content of a version that was live once more live now, as a new version; its number."""
        with self._act(session, actor, "roll_back", APPROVERS) as work:
            found = _asked(work, number, "roll_back", ("retired",))
            program = content_of(work.connection, work.program_key, number)
            made = add_version(
                work,
                program,
                state="live",
                author=found.author,
                approver=actor.name,
                based_on=number,
                note=reason,
                live_from_us=work.at_us,
            )
            _told(work, actor, "roll_back", made, {"to": number, "reason": reason})
            announce(work, "program.rolled_back", {"number": made, "to": number})
        return made

    def retire(self, session: Host, *, actor: Actor, reason: str) -> None:
        """End the whole programme: no order is priced under it any more; returns go on."""
        with self._act(session, actor, "retire", ADMINS) as work:
            retire_program(work)
            write_act(work, actor.name, "retire", subject="program", details={"reason": reason})
            announce(work, "program.retired", {"reason": reason})

    def _move(  # noqa: PLR0913 - one act, all named
        self,
        session: Host,
        number: int,
        act: str,
        actor: Actor,
        *,
        needs: tuple[str, ...],
        states: tuple[str, ...],
        to: str,
        reason: str | None = None,
    ) -> None:
        with self._act(session, actor, act, needs) as work:
            found = _asked(work, number, act, states)
            approver = found.approver if to == "approved" else None
            move_version(work, number, to, approver=approver, live_from_us=None)
            _told(work, actor, act, number, {"reason": reason})

    @contextmanager
    def _act(self, session: Host, actor: Actor, act: str, needs: tuple[str, ...]) -> Iterator[Work]:
        actor.must(act, needs)
        with self.desk.working(session, f"{act}:{self.desk.program_key}", self.desk.at(None)) as work:
            yield work


def _asked(work: Work, number: int, act: str, states: tuple[str, ...]) -> Version:
    """The version, locked, in one of these states."""
    found = lock_version(work, number)
    if found.state not in states:
        raise WrongState(number=number, state=found.state, act=act)
    return found


def _told(work: Work, actor: Actor, act: str, number: int, details: Mapping[str, object]) -> None:
    write_act(work, actor.name, act, subject=f"version {number}", details=details)
