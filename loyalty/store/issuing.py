"""What issuances leave in the database: how far a member was given what is due, and the coupons given.

How far is kept among the member's counters, which are read with everything else of the member.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa

from loyalty.engine.issuing import coupon_id
from loyalty.facts.giving import Issued
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded
from loyalty.store.tables import HELD_COUPON, MEMBER_COUNTER, PROGRAM_VERSION
from loyalty.store.upserting import insert_or_update
from loyalty.when import to_us

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
    """Coupons that members then hold, with the terms of the version that gives them."""
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
            "cause": f"issuance:{gift.issuance_id}:{gift.cycle}",
            "program_hash": gift.version,
        }
        for gift in gifts
        if gift.offer_id is not None
    ]
    if rows:
        work.write(_INSERT_COUPON, rows)


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


_INSERT_COUPON: Final = sa.insert(HELD_COUPON)
_VERSIONS: Final = (
    sa.select(PROGRAM_VERSION.c.hash, PROGRAM_VERSION.c.live_from_us)
    .where(
        PROGRAM_VERSION.c.program_key == sa.bindparam("program"),
        PROGRAM_VERSION.c.live_from_us <= sa.bindparam("until"),
    )
    .order_by(PROGRAM_VERSION.c.live_from_us.desc(), PROGRAM_VERSION.c.number.desc())
)
