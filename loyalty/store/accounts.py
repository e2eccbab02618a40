"""A member's row and account: found for a quote, locked for a write.

The account's row is the member's lock: whoever writes anything of a member has it, so that what is read
behind it stays true until the host commits.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from loyalty.errors import MemberInactive, UnknownMember
from loyalty.facts.member import FOREVER, Member
from loyalty.handed_in import known
from loyalty.store.inputs import reference
from loyalty.store.tables import ACCOUNT, MEMBER
from loyalty.store.together import Asked, answers
from loyalty.when import utc_of

SAME_MEMBER: Final = (MEMBER.c.program_key == ACCOUNT.c.program_key) & (MEMBER.c.ref == ACCOUNT.c.member_ref)
"""Joins an account with the member whose it is."""
POINTS: Final = "points"
"""The wallet of a programme that has one."""
ACTIVE: Final = "active"
"""The state of a member for whom something new may be booked."""
_MEMBER: Final = known(Member)


@dataclass(frozen=True, slots=True)
class Account:
    """One member's account as it is stored: what its caches say, and who it belongs to."""

    id: int
    who: Member
    booked: int
    held: int
    promised: int
    debt: int
    debt_at: int
    seq: int
    changes: int
    orders: int
    sequence: int
    next_lot_key: int
    last_order: int
    active_until: int
    wiped_at: int
    matured_until: int
    first_earned: int
    first_active: int
    state: str = ACTIVE

    def must_be_active(self) -> None:
        """Raise MemberInactive where nothing new may be booked for the member."""
        if self.state != ACTIVE:
            raise MemberInactive(member=self.who.id, state=self.state)


def ends(us: int | None) -> int:
    """A stored end as an instant; none is one that never comes."""
    return FOREVER if us is None else us


def starts(us: int | None) -> int:
    """A stored start as an instant; none lies before everything."""
    return -FOREVER if us is None else us


def stored(us: int) -> int | None:
    """An instant as it is stored; what never comes, or always was, is null."""
    return None if abs(us) >= FOREVER else us


def find_account(connection: sa.Connection, program_key: str, member_ref: str) -> Account:
    """The account as it stands, for a quote; raises UnknownMember, MemberInactive."""
    return _found(connection, asked_account(program_key, member_ref, locking=False), member_ref)


def lock_account(connection: sa.Connection, program_key: str, member_ref: str) -> Account:
    """The account, locked until the host's transaction ends; raises UnknownMember, MemberInactive."""
    return _found(connection, asked_account(program_key, member_ref, locking=True), member_ref)


def asked_account(program_key: str, member_ref: str, *, locking: bool) -> Asked:
    """The question for a member's account; raises BadReference."""
    told = {"program": program_key, "member": reference("member", member_ref)}
    return Asked(_select(locking=locking), told)


def account_of_member() -> Any:  # noqa: ANN401 - a subquery
    """The id of the account of the member that a statement's binds `program` and `member` name."""
    return (
        sa.select(ACCOUNT.c.id)
        .where(
            ACCOUNT.c.program_key == sa.bindparam("program"),
            ACCOUNT.c.member_ref == sa.bindparam("member"),
            ACCOUNT.c.wallet == POINTS,
        )
        .scalar_subquery()
    )


def account_id_of(connection: sa.Connection, program_key: str, member_ref: str) -> int | None:
    """The number by which accounts are locked in one order everywhere; None for who is no member."""
    told = {"program": program_key, "member": reference("member", member_ref)}
    found: int | None = connection.scalar(_ID, told)
    return found


_ID: Final = sa.select(ACCOUNT.c.id).where(
    ACCOUNT.c.program_key == sa.bindparam("program"),
    ACCOUNT.c.member_ref == sa.bindparam("member"),
    ACCOUNT.c.wallet == POINTS,
)


def _found(connection: sa.Connection, asked: Asked, member_ref: str) -> Account:
    return account_from(connection.execute(*asked).all(), member_ref)


def lock_many(connection: sa.Connection, program_key: str, member_refs: Sequence[str]) -> dict[str, Account]:
    """Accounts by member, locked in the order of their numbers; raises UnknownMember, MemberInactive."""
    told = {"program": program_key, "members": list(member_refs)}
    (rows,) = answers(connection, [Asked(_many(connection.dialect.name), told)])
    found = {row.member_ref: row for row in rows}
    return {one: account_from([found[one]] if one in found else [], one) for one in member_refs}


def account_from(rows: Sequence[Any], member_ref: str, *, inactive: bool = False) -> Account:
    """The account from what the database answered; raises UnknownMember, MemberInactive.

    With `inactive` the account of whoever is blocked, closed or erased is one too.
    """
    found = next(iter(rows), None)
    if found is None:
        raise UnknownMember(member=member_ref)
    account = Account(
        found.id,
        _MEMBER(
            id=member_ref,
            joined_at=utc_of(found.joined_us),
            birthday=_day(found.birthday),
            attributes=json.loads(found.attributes) if found.attributes != "{}" else {},
            birthday_before=_day(found.birthday_before),
            birthday_from_year=found.birthday_from_year or 0,
        ),
        found.booked,
        found.held,
        found.promised,
        found.debt,
        found.debt_at_us,
        found.seq,
        found.changes,
        found.orders,
        found.sequence,
        found.next_lot_key,
        starts(found.last_order_us),
        ends(found.active_until_us),
        starts(found.wiped_at_us),
        starts(found.matured_until_us),
        found.first_earned_us or 0,
        found.first_active_us or 0,
        found.state,
    )
    if not inactive:
        account.must_be_active()
    return account


def _day(stored_as: int | None) -> tuple[int, int] | None:
    """Month and day of a stored birthday."""
    return None if stored_as is None else divmod(stored_as, 100)


def _chosen() -> Any:  # noqa: ANN401 - a select
    """Accounts of a programme with who they belong to."""
    return (
        sa.select(ACCOUNT, *(one for one in MEMBER.c if one.name not in {"program_key", "ref"}))
        .join_from(ACCOUNT, MEMBER, SAME_MEMBER)
        .where(ACCOUNT.c.program_key == sa.bindparam("program"), ACCOUNT.c.wallet == POINTS)
    )


@cache
def _select(*, locking: bool) -> Any:  # noqa: ANN401 - a select
    chosen = _chosen().where(ACCOUNT.c.member_ref == sa.bindparam("member"))
    return chosen.with_for_update(of=ACCOUNT) if locking else chosen


@cache
def _many(dialect: str) -> Any:  # noqa: ANN401 - a select
    if dialect == "postgresql":
        # joined to both, so that each is found by its whole key, whatever the server knows of the tables
        given = sa.func.unnest(sa.cast(sa.bindparam("members"), ARRAY(sa.Text())))
        asked = given.table_valued("ref", name="asked").render_derived()
        chosen = (
            _chosen()
            .join(asked, ACCOUNT.c.member_ref == asked.c.ref)
            .where(MEMBER.c.ref == asked.c.ref, MEMBER.c.program_key == sa.bindparam("program"))
        )
    else:
        chosen = _chosen().where(ACCOUNT.c.member_ref.in_(sa.bindparam("members", expanding=True)))
    return chosen.order_by(ACCOUNT.c.id).with_for_update(of=ACCOUNT)
