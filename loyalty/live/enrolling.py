"""Becoming a member in the host's transaction."""

from __future__ import annotations

from loyalty.facts.member import Member
from loyalty.store.documents import decode, encode
from loyalty.store.enrolling import write_member
from loyalty.store.members import lock_stored
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.outbox import announce


def enrol_live(work: Work, member: Member, request: Request) -> Member:
    """Add a member; whoever is one already comes back as first enrolled."""
    first = claim(work, request)
    if first is not None:
        return decode(Member, first)
    write_member(work, member)
    announce(work, "member.enrolled", {"member": member.id})
    finish(work, account_id=lock_stored(work, member.id).account_id, program_hash=None, result=encode(member))
    return member
