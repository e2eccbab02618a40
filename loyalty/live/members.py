"""`shop.members`: who is a member, by what else they are known, and what becomes of a membership."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from loyalty.errors import MemberInactive, MemberStateWrong
from loyalty.facts.member import Member
from loyalty.live.actors import ADMINS, STAFF, Actor
from loyalty.live.batches import Many, MemberItem, each
from loyalty.live.desk import Desk, Host
from loyalty.live.enrolling import enrol_live
from loyalty.live.handed_in import door
from loyalty.live.merging import merge_live
from loyalty.live.profiles import MemberProfile, profile_of
from loyalty.live.request_content import instant_content
from loyalty.live.results import Figures
from loyalty.store.audit import write_act
from loyalty.store.connecting import connection_of
from loyalty.store.inputs import KIND_MAX, attributes_of, birthday_of, by_name, free_text
from loyalty.store.members import (
    add_identities,
    consent,
    erase_member,
    identity_hash,
    lock_stored,
    members_known_by,
    move_member,
    rewrite_member,
)
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce
from loyalty.when import from_us, to_us


@door
@dataclass(frozen=True, slots=True)
class Members:
    """Members of the programme. Identities (phone, device, address, …) are kept as keyed hashes only."""

    desk: Desk

    def enrol(  # noqa: PLR0913 - the facts of one member, all named
        self,
        session: Host,
        member_ref: str,
        *,
        joined_at: datetime | None = None,
        birthday: tuple[int, int] | None = None,
        attributes: Mapping[str, str | None] | None = None,
        identities: Mapping[str, str] | None = None,
        consent_at: datetime | None = None,
    ) -> Member:
        """Make someone a member; the same again changes nothing. `identities` are values by kind."""
        at = self.desk.at(joined_at)
        member = Member(
            id=reference("member", member_ref),
            joined_at=at,
            birthday=birthday_of(birthday),
            attributes=attributes_of(attributes),
        )
        hashes = self._hashes(identities)
        content: dict[str, object] = {
            "birthday": birthday,
            "attributes": dict(member.attributes),
            "joined_at": instant_content(joined_at),
            "consent_at": instant_content(consent_at),
        }
        if hashes:
            content["identities"] = hashes
        added = frozenset({"joined_at", "consent_at"})
        request = Request(verb="enrol", named=(member.id,), content=content, added=added)
        consent_us = instant_content(consent_at)
        return self.desk.once(
            session,
            request,
            at,
            lambda work: enrol_live(work, member, request, hashes=hashes, consent_us=consent_us),
        )

    def enrol_many(self, session: Host, items: Sequence[MemberItem]) -> Many[Member]:
        """Enrol many in one transaction, in the order given; an error stands in its item's place."""
        return each(
            MemberItem,
            items,
            lambda one: self.enrol(
                session,
                one.member,
                joined_at=one.joined_at,
                birthday=one.birthday,
                attributes=one.attributes,
                identities=one.identities,
                consent_at=one.consent_at,
            ),
        )

    def update(  # noqa: PLR0913 - as above
        self,
        session: Host,
        member_ref: str,
        *,
        update_id: str,
        attributes: Mapping[str, str | None] | None = None,
        birthday: tuple[int, int] | None = None,
        identities: Mapping[str, str] | None = None,
        consent_at: datetime | None = None,
        at: datetime | None = None,
    ) -> None:
        """Change what is given; the rest stays. A changed birthday counts from next year on.

        Attributes are merged by name. Raises UnknownMember, MemberInactive.
        """
        instant, hashes = self.desk.at(at), self._hashes(identities)
        changed = attributes_of(attributes)
        content = {"attributes": changed, "birthday": birthday_of(birthday), "identities": hashes}
        request = Request(
            verb="update_member",
            named=(member_ref, reference("update", update_id)),
            content=content | {"consent_at": instant_content(consent_at)},
            added=frozenset({"consent_at"}),
        )

        def do(work: Work) -> None:
            if claim(work, request) is not None:
                return
            known = lock_stored(work, member_ref)
            if known.state != "active":
                raise MemberInactive(member=member_ref, state=known.state)
            zone = self.desk.plans.live(work.connection, instant).program.zone
            day = known.birthday if birthday is None else birthday[0] * 100 + birthday[1]
            rewrite_member(
                work,
                known,
                attributes=json.loads(known.attributes) | changed,
                birthday=None if day is None else divmod(day, 100),
                year=from_us(work.at_us, zone).year,
            )
            add_identities(work, known, hashes)
            if consent_at is not None:
                consent(work, member_ref, to_us(consent_at))
            announce(work, "member.updated", {"member": member_ref})
            finish(work, account_id=known.account_id, program_hash=None, result="{}")

        self.desk.once(session, request, instant, do)

    def find(self, session: Host, kind: str, value: str) -> list[str]:
        """References of all members known by an identity; more than one is for people to look at."""
        hashed = self._hashes({kind: value})[kind]
        return members_known_by(connection_of(session), self.desk.program_key, kind, hashed)

    def profile(self, session: Host, member_ref: str, *, at: datetime | None = None) -> MemberProfile:
        """All that the shop knows of a member, for staff; raises UnknownMember, NoLiveProgram.

        What is due by then counts, booked or not; movements of points are in `shop.history`.
        """
        return profile_of(self.desk, session, member_ref, at=self.desk.at(at))

    def block(self, session: Host, member_ref: str, *, actor: Actor, reason: str) -> None:
        """Nothing is booked for the member until `unblock`; points go on expiring."""
        self._move(session, member_ref, "block", actor, reason, states=("active",), to="blocked")

    def unblock(self, session: Host, member_ref: str, *, actor: Actor, reason: str) -> None:
        """Let a blocked member go on."""
        self._move(session, member_ref, "unblock", actor, reason, states=("blocked",), to="active")

    def close(self, session: Host, member_ref: str, *, actor: Actor, reason: str) -> None:
        """End a membership; what is booked stays booked."""
        self._move(session, member_ref, "close", actor, reason, states=("active", "blocked"), to="closed")

    def erase(self, session: Host, member_ref: str, *, actor: Actor, reason: str) -> None:
        """Remove what identifies the person; ledger and claims stay: figures and limits still hold."""
        actor.must("erase", ADMINS)
        with self._working(session, "erase", member_ref) as work:
            known = lock_stored(work, member_ref)
            if known.state in {"erased", "merged"}:
                raise MemberStateWrong(member=member_ref, state=known.state, act="erase")
            erase_member(work, known)
            _told(work, actor, "erase", member_ref, reason)

    def merge(  # noqa: PLR0913 - one act, all named
        self,
        session: Host,
        source: str,
        *,
        into: str,
        actor: Actor,
        reason: str,
        at: datetime | None = None,
    ) -> Figures:
        """Make one member of two: all that `source` has is `into`'s, and its orders are returned there.

        What it moved and wrote over is in the audit, from which two persons can be parted by hand
        (docs/how-to/part-merged-members.md). Raises MergeRefused, UnknownMember, MemberInactive.
        """
        actor.must("merge", STAFF)
        instant = self.desk.at(at)
        request = Request(
            verb="merge_members", named=(source, into), content={}, actor=actor.name, reason=reason
        )
        return self.desk.once(
            session,
            request,
            instant,
            lambda work: merge_live(
                work, self.desk.plans, request, source=source, into=into, actor=actor, at=instant
            ),
        )

    def _move(  # noqa: PLR0913 - one act, all named
        self,
        session: Host,
        member_ref: str,
        act: str,
        actor: Actor,
        reason: str,
        *,
        states: tuple[str, ...],
        to: str,
    ) -> None:
        actor.must(act, STAFF)
        with self._working(session, act, member_ref) as work:
            known = lock_stored(work, member_ref)
            if known.state not in states:
                raise MemberStateWrong(member=member_ref, state=known.state, act=act)
            move_member(work, member_ref, to)
            _told(work, actor, act, member_ref, reason)

    def _working(self, session: Host, act: str, member_ref: str) -> AbstractContextManager[Work]:
        return self.desk.working(session, f"{act}:{reference('member', member_ref)}", self.desk.at(None))

    def _hashes(self, identities: Mapping[str, str] | None) -> dict[str, str]:
        named = by_name("identities", identities)
        secret = self.desk.secret_kept() if named else b""
        found = {
            reference("identity", kind, longest=KIND_MAX): identity_hash(
                secret, self.desk.program_key, kind, free_text(f"identity {kind}", value)
            )
            for kind, value in named.items()
        }
        return dict(sorted(found.items()))


def _told(work: Work, actor: Actor, act: str, member_ref: str, reason: str) -> None:
    write_act(work, actor.name, act, subject=f"member {member_ref}", details={"reason": reason})
    announce(work, f"member.{act}", {"member": member_ref})
