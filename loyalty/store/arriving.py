"""Members who arrive in numbers from an older system: looked up, added, and given what they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.member import FOREVER, Member
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.store.accounts import POINTS, Account
from loyalty.store.claims import FIRST_ORDER, ORDERED_TOO, known_as, too
from loyalty.store.operations import Work
from loyalty.store.portions import portions
from loyalty.store.standings import Loaded, standing_of
from loyalty.store.state_reading import State
from loyalty.store.tables import (
    ACCOUNT,
    CLAIM,
    HELD_COUPON,
    IDENTITY,
    MEMBER,
    OFFER_SWITCH,
    PLACED_ORDER,
    TIER_STANDING,
)
from loyalty.store.upserting import insert_unless_there


def states_of(connection: sa.Connection, program_key: str, refs: Collection[str]) -> dict[str, str]:
    """In which state each of these members is, of those who are members."""
    return {
        row.ref: row.state for told in _told(program_key, refs) for row in connection.execute(_STATES, told)
    }


def levels_of(
    connection: sa.Connection, program_key: str, refs: Collection[str]
) -> dict[str, dict[str, tuple[str, str]]]:
    """By member and track the level that is stored, with its reaches."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for told in _told(program_key, refs):
        for row in connection.execute(_LEVELS, told):
            found.setdefault(row.member_ref, {})[row.track] = (row.level, row.reaches)
    return found


def coupons_known(connection: sa.Connection, program_key: str, coupon_ids: Collection[str]) -> set[str]:
    """Those of the ids that a coupon has."""
    told = _told(program_key, coupon_ids)
    return {one for some in told for one in connection.execute(_COUPONS, some).scalars()}


def orders_known(connection: sa.Connection, program_key: str, order_ids: Collection[str]) -> set[str]:
    """Those of the ids that an order has."""
    told = _told(program_key, order_ids)
    return {one for some in told for one in connection.execute(_ORDERS, some).scalars()}


def offers_void(connection: sa.Connection, program_key: str) -> set[str]:
    """Offers whose coupons are void."""
    return set(connection.execute(_VOID, {"program": program_key}).scalars())


def account_ids(connection: sa.Connection, program_key: str, refs: Collection[str]) -> dict[str, int]:
    """The number of each member's account."""
    return {
        row.member_ref: row.id
        for told in _told(program_key, refs)
        for row in connection.execute(_ACCOUNTS, told | {"wallet": POINTS})
    }


def loaded_new(plan: Plan, account_id: int, who: Member) -> Loaded:
    """A member whose account was just added: nothing is in it."""
    always, never = -FOREVER, FOREVER
    account = Account(account_id, who, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, always, never, always, always, 0, 0)
    state = State()
    standing: Standing = standing_of(plan, account, state)
    return Loaded(account, state, standing)


def write_identities(
    work: Work, member_ref: str, hashes: Sequence[tuple[str, str]], *, account_id: int, ordered: bool
) -> None:
    """By what a member is known, unless known; who has ordered has had the first order by each of them."""
    identities = [
        {"program_key": work.program_key, "kind": kind, "hash": hashed, "member_ref": member_ref}
        for kind, hashed in hashes
    ]
    if identities:
        work.write(insert_unless_there(IDENTITY, work.dialect), identities)
    claims = [
        {
            "program_key": work.program_key,
            "kind": claimed,
            "identity": name,
            "op_key": work.op_key,
            "account_id": account_id,
            "recorded_us": work.recorded_us,
        }
        for kind, hashed in hashes
        for claimed, name in (
            (FIRST_ORDER, known_as(kind, hashed)),
            (ORDERED_TOO, too(known_as(kind, hashed), account_id)),
        )
    ]
    if claims and ordered:
        work.write(insert_unless_there(CLAIM, work.dialect), claims)


def _told(program_key: str, names: Collection[str]) -> Iterator[dict[str, Any]]:
    for some in portions(sorted(names)):
        yield {"program": program_key, "named": some}


_NAMED: Final[Any] = sa.bindparam("named", expanding=True)
_STATES: Final = sa.select(MEMBER.c.ref, MEMBER.c.state).where(
    MEMBER.c.program_key == sa.bindparam("program"), MEMBER.c.ref.in_(_NAMED)
)
_COUPONS: Final = sa.select(HELD_COUPON.c.coupon_id).where(
    HELD_COUPON.c.program_key == sa.bindparam("program"), HELD_COUPON.c.coupon_id.in_(_NAMED)
)
_ORDERS: Final = sa.select(PLACED_ORDER.c.order_id).where(
    PLACED_ORDER.c.program_key == sa.bindparam("program"), PLACED_ORDER.c.order_id.in_(_NAMED)
)
_LEVELS: Final = (
    sa.select(ACCOUNT.c.member_ref, TIER_STANDING.c.track, TIER_STANDING.c.level, TIER_STANDING.c.reaches)
    .join_from(TIER_STANDING, ACCOUNT, ACCOUNT.c.id == TIER_STANDING.c.account_id)
    .where(ACCOUNT.c.program_key == sa.bindparam("program"), ACCOUNT.c.member_ref.in_(_NAMED))
)
_VOID: Final = sa.select(OFFER_SWITCH.c.offer_id).where(
    OFFER_SWITCH.c.program_key == sa.bindparam("program"), OFFER_SWITCH.c.state == "void"
)
_ACCOUNTS: Final = sa.select(ACCOUNT.c.member_ref, ACCOUNT.c.id).where(
    ACCOUNT.c.program_key == sa.bindparam("program"),
    ACCOUNT.c.wallet == sa.bindparam("wallet"),
    ACCOUNT.c.member_ref.in_(_NAMED),
)
