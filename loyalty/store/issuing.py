"""What issuances leave in the database: how far a member was given what is due, and the coupons given.

How far is kept among the member's counters, which are read with everything else of the member.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from loyalty.engine.issuing import coupon_id
from loyalty.facts.giving import Issued, RiseGift
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded
from loyalty.store.tables import HELD_COUPON, MEMBER_COUNTER, POINT_LOT, PROGRAM_VERSION
from loyalty.store.upserting import insert_or_update
from loyalty.when import to_us

GIVEN_BY: Final = "issuance"
"""What the causes of gifts begin with."""
UNDONE: Final = "undone"
"""What those of points begin with whose rise was undone."""
ISSUED: Final = "issued"
"""The counter whose `used` is the instant up to which a member was given what is due."""


class Span(NamedTuple):
    """A version of the programme and the instants, both included, in which it was live."""

    hash: str
    since: int
    until: int


def issued_until(loaded: Loaded) -> int:
    """Up to when a member was given what is due; at first that is joining."""
    known = loaded.state.counters.get(ISSUED)
    return to_us(loaded.account.who.joined_at) if known is None else known[1]


def write_issued_until(work: Work, account_id: int, at_us: int) -> None:
    """Everything due up to an instant was given."""
    row = {"account_id": account_id, "name": ISSUED, "window_key": 0, "used": at_us}
    work.write(insert_or_update(MEMBER_COUNTER, work.dialect), row)


def write_coupons(work: Work, loaded: Loaded, gifts: Sequence[Issued]) -> None:
    """Coupons that members then hold, with the terms of the version that gives them.

    One that is there was void: a rise at the very instant of one that was undone gives it anew.
    """
    rows = [
        {
            "program_key": work.program_key,
            "coupon_id": coupon_id(loaded.account.who.id, gift),
            "account_id": loaded.account.id,
            "offer_id": gift.offer_id,
            "state": "open",
            "starts_us": gift.at,
            "ends_us": gift.ends,
            "granted_us": gift.at,
            "cause": cause_of(gift),
            "order_id": None,
            "voided": 0,
            "program_hash": gift.version,
        }
        for gift in gifts
        if gift.offer_id is not None
    ]
    if rows:
        work.write(insert_or_update(HELD_COUPON, work.dialect), rows)


def write_lot_causes(work: Work, account_id: int, lots: Iterable[tuple[int, Issued]]) -> None:
    """Lots by key say which issuance gave them."""
    rows = [{"account": account_id, "lot": key, "why": cause_of(gift)} for key, gift in lots]
    if rows:
        work.write(_NAME_CAUSE, rows)


def cause_of(gift: Issued) -> str:
    """How what an issuance gave names it."""
    return f"{GIVEN_BY}:{gift.issuance_id}:{gift.cycle}"


def rises_of(connection: sa.Connection, account_id: int) -> tuple[RiseGift, ...]:
    """What a member was given on rises that were not undone, used or not, the first given first."""
    asked = {"account": account_id}
    found: dict[tuple[str, int], RiseGift] = {}
    for one in connection.execute(_LOTS, asked):
        gift = _rise(found, one.cause, one.earned_us)
        found[one.cause, one.earned_us] = gift._replace(lots=(*gift.lots, (one.lot_key, one.granted)))
    for held in connection.execute(_COUPONS, asked):
        gift = _rise(found, held.cause, held.granted_us)
        found[held.cause, held.granted_us] = gift._replace(coupons=(*gift.coupons, held.coupon_id))
    return tuple(sorted(found.values(), key=lambda gift: (gift.at, gift.issuance_id, gift.cycle)))


def _rise(found: dict[tuple[str, int], RiseGift], cause: str, at_us: int) -> RiseGift:
    """What is known of a gift by now; issuance and cycle are its cause."""
    _, issuance_id, cycle = cause.split(":", 2)
    return found.get((cause, at_us), RiseGift(issuance_id, cycle, at_us))


def part_lots(work: Work, account_id: int, issuance_id: str, cycle: str) -> None:
    """Lots of a rise that was undone are gifts of it no more, and say so."""
    told = {"account": account_id, "was": f"{GIVEN_BY}:{issuance_id}:{cycle}"}
    work.write(_PART, told | {"now": f"{UNDONE}:{issuance_id}:{cycle}"})


def end_locked(work: Work, coupon_ids: Sequence[str]) -> None:
    """Coupons that a checkout holds end now: its order still has them, and one that is let go is over."""
    if coupon_ids:
        told = {"program": work.program_key, "now": work.at_us}
        work.write(_END_LOCKED, [told | {"coupon": one} for one in coupon_ids])


def spans(connection: sa.Connection, program_key: str, since: int, until: int) -> list[Span]:
    """The versions that were live between two instants, each with its part of them."""
    rows = connection.execute(_VERSIONS, {"program": program_key, "until": until}).all()
    found: list[Span] = []
    end = until
    for one in rows:
        if one.live_from_us <= end:
            found.append(Span(one.hash, max(one.live_from_us, since), end))
            end = one.live_from_us - 1
        if end < since:
            break
    return found[::-1]


_RISE: Final = f"{GIVEN_BY}:%:%:%"
"""The causes of gifts on rises: their cycles alone have two parts."""
_NAME_CAUSE: Final = (
    sa.update(POINT_LOT)
    .where(POINT_LOT.c.account_id == sa.bindparam("account"), POINT_LOT.c.lot_key == sa.bindparam("lot"))
    .values(cause=sa.bindparam("why"))
)
_PART: Final = (
    sa.update(POINT_LOT)
    .where(POINT_LOT.c.account_id == sa.bindparam("account"), POINT_LOT.c.cause == sa.bindparam("was"))
    .values(cause=sa.bindparam("now"))
)
_LOTS: Final = (
    sa.select(POINT_LOT.c.cause, POINT_LOT.c.earned_us, POINT_LOT.c.lot_key, POINT_LOT.c.granted)
    .where(POINT_LOT.c.account_id == sa.bindparam("account"), POINT_LOT.c.cause.like(_RISE))
    .order_by(POINT_LOT.c.lot_key)
)
_COUPONS: Final = (
    sa.select(HELD_COUPON.c.cause, HELD_COUPON.c.granted_us, HELD_COUPON.c.coupon_id)
    .where(HELD_COUPON.c.account_id == sa.bindparam("account"), HELD_COUPON.c.cause.like(_RISE))
    .order_by(HELD_COUPON.c.coupon_id)
)
_END_LOCKED: Final = (
    sa.update(HELD_COUPON)
    .where(
        HELD_COUPON.c.program_key == sa.bindparam("program"),
        HELD_COUPON.c.coupon_id == sa.bindparam("coupon"),
        HELD_COUPON.c.state == "locked",
    )
    .values(ends_us=sa.bindparam("now"))
)
_VERSIONS: Final = (
    sa.select(PROGRAM_VERSION.c.hash, PROGRAM_VERSION.c.live_from_us)
    .where(
        PROGRAM_VERSION.c.program_key == sa.bindparam("program"),
        PROGRAM_VERSION.c.live_from_us <= sa.bindparam("until"),
    )
    .order_by(PROGRAM_VERSION.c.live_from_us.desc(), PROGRAM_VERSION.c.number.desc())
)
