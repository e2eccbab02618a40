"""Rows of members: who they are, by what else they are known, and in which state they are."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import sqlalchemy as sa

from loyalty.errors import UnknownMember
from loyalty.store.accounts import POINTS
from loyalty.store.claims import claim_for_identity, known_as
from loyalty.store.operations import Work, reference
from loyalty.store.tables import ACCOUNT, IDENTITY, MEMBER, OPERATION


def programs_of_member(connection: sa.Connection, keys: Sequence[str], ref: str) -> list[str]:
    """Those programmes, of these, that know a member by this reference; by an index."""
    return list(connection.execute(_PROGRAMS, {"keys": list(keys), "ref": ref}).scalars())


@dataclass(frozen=True, slots=True)
class StoredMember:
    """A member's row, locked, with the account's number and whether an order was placed."""

    ref: str
    state: str
    account_id: int
    orders: int
    birthday: int | None
    birthday_before: int | None
    birthday_from_year: int | None
    attributes: str


def identity_hash(secret: bytes, program_key: str, kind: str, value: str) -> str:
    """An identity as it is stored: nobody reads a phone number out of it without the shop's secret."""
    return hmac.new(
        secret, f"{program_key}\0{kind}\0{value}".encode("utf-8", "surrogatepass"), sha256
    ).hexdigest()


def lock_stored(work: Work, member_ref: str) -> StoredMember:
    """The member in whatever state, behind the account's lock; raises UnknownMember."""
    told = {"program": work.program_key, "member": reference("member", member_ref)}
    account = work.connection.execute(_ACCOUNT, told).one_or_none()
    row = work.connection.execute(_MEMBER, told).one_or_none()
    if account is None or row is None:
        raise UnknownMember(member=member_ref)
    return StoredMember(
        member_ref,
        row.state,
        account.id,
        account.orders,
        row.birthday,
        row.birthday_before,
        row.birthday_from_year,
        row.attributes,
    )


def add_identities(work: Work, member: StoredMember, hashes: Mapping[str, str]) -> None:
    """What a member is known by from now on; whoever has ordered has had the first order by each of them."""
    for kind, hashed in sorted(hashes.items()):
        told = {"program": work.program_key, "by": kind, "hashed": hashed, "member": member.ref}
        if work.connection.execute(_IDENTITY, told).first() is None:
            row = {
                "program_key": work.program_key,
                "kind": kind,
                "hash": hashed,
                "member_ref": member.ref,
            }
            work.write(_ADD_IDENTITY, row)
        if member.orders:
            claim_for_identity(work, account_id=member.account_id, identity=known_as(kind, hashed))


def members_known_by(connection: sa.Connection, program_key: str, kind: str, hashed: str) -> list[str]:
    """References of all who are known by an identity."""
    told = {"program": program_key, "by": kind, "hashed": hashed}
    return list(connection.execute(_KNOWN_BY, told).scalars())


def rewrite_member(
    work: Work,
    member: StoredMember,
    *,
    attributes: Mapping[str, str | None],
    birthday: tuple[int, int] | None,
    year: int,
) -> None:
    """Attributes and birthday as they now are; a changed birthday counts from next year on (edge 85)."""
    new = None if birthday is None else birthday[0] * 100 + birthday[1]
    before, from_year = member.birthday_before, member.birthday_from_year
    if new != member.birthday and member.birthday is not None:
        if from_year is None or year >= from_year:
            before = member.birthday
        from_year = year + 1
    told = {
        "program": work.program_key,
        "member": member.ref,
        "now": json.dumps(dict(attributes), ensure_ascii=False, sort_keys=True),
        "day": new,
        "day_before": before,
        "from_year": from_year,
    }
    work.write(_REWRITE, told)


def consent(work: Work, member_ref: str, at_us: int | None) -> None:
    """When the member agreed to be a member, or no longer does (None)."""
    work.write(_CONSENT, {"program": work.program_key, "member": member_ref, "agreed": at_us})


def move_member(work: Work, member_ref: str, state: str, *, into: str | None = None) -> None:
    """Another state of a member."""
    told = {"program": work.program_key, "member": member_ref, "to": state, "other": into}
    work.write(_STATE, told)


def erase_member(work: Work, member: StoredMember) -> None:
    """Remove what identifies the person; ledger, orders' amounts and hashes of claims stay.

    The host's own reference stays too: it says nothing where the host has erased whom it meant.
    """
    told = {"program": work.program_key, "member": member.ref}
    work.write(_ERASE, told)
    work.write(_FORGET, told)
    work.write(_BLANK, {"program": work.program_key, "owner": member.account_id})


_OF_MEMBER: Final = (MEMBER.c.program_key == sa.bindparam("program")) & (
    MEMBER.c.ref == sa.bindparam("member")
)
_ACCOUNT: Final = (
    sa.select(ACCOUNT.c.id, ACCOUNT.c.orders)
    .where(
        ACCOUNT.c.program_key == sa.bindparam("program"),
        ACCOUNT.c.member_ref == sa.bindparam("member"),
        ACCOUNT.c.wallet == POINTS,
    )
    .with_for_update()
)
_MEMBER: Final = sa.select(MEMBER).where(_OF_MEMBER).with_for_update()
_BY: Final = (
    (IDENTITY.c.program_key == sa.bindparam("program"))
    & (IDENTITY.c.kind == sa.bindparam("by"))
    & (IDENTITY.c.hash == sa.bindparam("hashed"))
)
_IDENTITY: Final = (
    sa.select(IDENTITY.c.hash).where(_BY, IDENTITY.c.member_ref == sa.bindparam("member")).with_for_update()
)
_KNOWN_BY: Final = sa.select(IDENTITY.c.member_ref).where(_BY).order_by(IDENTITY.c.member_ref)
_ADD_IDENTITY: Final = sa.insert(IDENTITY)
_REWRITE: Final = (
    sa.update(MEMBER)
    .where(_OF_MEMBER)
    .values(
        attributes=sa.bindparam("now"),
        birthday=sa.bindparam("day"),
        birthday_before=sa.bindparam("day_before"),
        birthday_from_year=sa.bindparam("from_year"),
    )
)
_CONSENT: Final = sa.update(MEMBER).where(_OF_MEMBER).values(consent_us=sa.bindparam("agreed"))
_STATE: Final = (
    sa.update(MEMBER).where(_OF_MEMBER).values(state=sa.bindparam("to"), merged_into=sa.bindparam("other"))
)
_ERASE: Final = (
    sa.update(MEMBER)
    .where(_OF_MEMBER)
    .values(
        state="erased",
        attributes="{}",
        birthday=sa.null(),
        birthday_before=sa.null(),
        birthday_from_year=sa.null(),
        consent_us=sa.null(),
    )
)
_FORGET: Final = sa.delete(IDENTITY).where(
    IDENTITY.c.program_key == sa.bindparam("program"), IDENTITY.c.member_ref == sa.bindparam("member")
)
_BLANK: Final = (
    sa.update(OPERATION)
    .where(
        OPERATION.c.program_key == sa.bindparam("program"),
        OPERATION.c.account_id == sa.bindparam("owner"),
        OPERATION.c.verb.in_(["enrol", "update_member"]),
    )
    .values(request="{}", fingerprint="erased", result="{}")
)
_PROGRAMS: Final = (
    sa.select(MEMBER.c.program_key)
    .where(
        MEMBER.c.program_key.in_(sa.bindparam("keys", expanding=True)), MEMBER.c.ref == sa.bindparam("ref")
    )
    .order_by(MEMBER.c.program_key)
)
