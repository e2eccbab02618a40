"""Becoming a member in the host's transaction."""

from __future__ import annotations

from collections.abc import Mapping

from loyalty.facts.member import Member
from loyalty.store.documents import decode, encode
from loyalty.store.enrolling import write_member
from loyalty.store.members import add_identities, lock_stored
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.outbox import announce


def enrol_live(
    work: Work, member: Member, request: Request, *, hashes: Mapping[str, str], consent_us: int | None
) -> Member:
    """Add a member, known by identities (hashes by kind); whoever is one comes back as first enrolled."""
    first = claim(work, request)
    if first is not None:
        return decode(Member, first)
    write_member(work, member, consent_us=consent_us)
    known = lock_stored(work, member.id)
    add_identities(work, known, hashes)
    announce(work, "member.enrolled", {"member": member.id})
    finish(work, account_id=known.account_id, program_hash=None, result=encode(member))
    return member
