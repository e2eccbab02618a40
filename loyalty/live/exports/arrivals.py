"""The files that another shop takes in: members who may go on there, and what they have.

Levels and credit are those of the tracks, coupons those of the offers, that the programme has now.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.member import FOLLOWING, FOREVER
from loyalty.live.exports.for_all import NAMES as FOR_ALL
from loyalty.live.exports.for_all import budgets, shared
from loyalty.live.exports.ordered import GOES_ON, NEVER, Ordered, Rows
from loyalty.live.exports.ordered import NAMES as ORDERED
from loyalty.live.exports.records import STREAMED, instant
from loyalty.live.exports.writing_files import Column
from loyalty.rules.program import Program
from loyalty.store.accounts import POINTS, SAME_MEMBER
from loyalty.store.holds import LIVE
from loyalty.store.standings import held_on, place_on
from loyalty.store.tables import (
    ACCOUNT,
    HELD_COUPON,
    HOLD,
    IDENTITY,
    MEMBER,
    PLACED_ORDER,
    POINT_LOT,
    TIER_STANDING,
)

NAMES: Final = {
    "members": (
        "member", "joined", "status", "birthday", "birthday_before", "birthday_from_year", "consent",
        "attributes", "identity_hashes", "orders", "last_order", "debt", "active_until",
    ),
    "points": (
        "member", "lot", "wallet", "points", "granted", "earned", "available_from", "expires", "order",
    ),
    "levels": ("member", "track", "level", "since", "until", "grace_since", "source"),
    "coupons": ("member", "coupon", "offer", "granted", "starts", "ends", "state", "order"),
    **ORDERED,
    **FOR_ALL,
}  # fmt: skip
"""The columns of each file."""
COMPUTED: Final = "computed"


class Arrivals:
    """Rows of each file by its name, streamed; `totals` sums up what was handed out so far."""

    def __init__(self, connection: sa.Connection, program_key: str, program: Program | None) -> None:
        """Of a programme as it is now; without one there are no tracks and offers."""
        self._connection = connection
        self._told = {"program": program_key, "wallet": POINTS}
        self._program = program
        self._tracks = {track.id: track for track in program.tiers} if program else {}
        self._offers = {offer.id for offer in program.offers if offer.coupon} if program else set()
        self._decimals = program.points.decimals if program and program.points else 0
        self._ordered = Ordered(connection, program_key, program) if program else None
        self.totals: Counter[str] = Counter(dict.fromkeys(NAMES, 0) | {"debt": 0})

    def columns(self, name: str) -> list[Column]:
        """What a file holds: texts, as a table of an import does."""
        return [Column(one) for one in NAMES[name]]

    def rows(self, name: str) -> Iterator[list[object]]:
        """The rows of one file."""
        for row, count in self._made(name):
            self.totals[name] += count
            yield row

    def _made(self, name: str) -> Rows:
        if name in ORDERED:
            return self._ordered.rows(name) if self._ordered else iter(())
        if name in FOR_ALL:
            made = {"shared": shared, "budgets": budgets}[name]
            return made(self._connection, self._told["program"], self._program) if self._program else iter(())
        own = {
            "members": self._members,
            "points": self._lots,
            "levels": self._levels,
            "coupons": self._coupons,
        }
        return own[name]()

    def figures(self) -> dict[str, str]:
        """The control totals, as an import compares them."""
        in_points = {"points", "debt", "spent"}
        return {
            name: self._points(value) if name in in_points else str(value)
            for name, value in self.totals.items()
        }

    def _members(self) -> Iterator[tuple[list[object], int]]:
        rows = self._ask(_MEMBERS)
        for _, same in groupby(rows, key=lambda row: row.ref):
            found = list(same)
            one = found[0]
            known = ";".join(f"{row.kind}:{row.hash}" for row in found if row.kind is not None)
            self.totals["debt"] += one.debt
            yield [
                one.ref,
                instant(one.joined_us),
                one.state,
                _day(one.birthday),
                _day(one.birthday_before),
                one.birthday_from_year,
                instant(one.consent_us),
                one.attributes,
                known,
                one.orders - one.held_orders,
                instant(one.last_order_us),
                self._points(one.debt),
                instant(one.active_until_us),
            ], 1  # fmt: skip

    def _levels(self) -> Iterator[tuple[list[object], int]]:
        for row in self._ask(_LEVELS):
            track = self._tracks.get(row.track)
            if track is None:
                continue
            for level, source, starts, ends in held_on(track, row.held_levels):
                yield [row.member_ref, track.id, level, instant(starts), _end(ends), None, source], 1
            if track.term.kind == "follows_credit" or row.ends_us == FOLLOWING:
                continue
            place = place_on(track, row.reaches, row.level)
            yield [
                row.member_ref,
                track.id,
                track.levels[place].id if place >= 0 else "",
                instant(_reached(row)),
                _end(row.ends_us),
                instant(row.floor_ends_us) if row.grace else None,
                COMPUTED,
            ], 1  # fmt: skip

    def _coupons(self) -> Iterator[tuple[list[object], int]]:
        for row in self._ask(_COUPONS):
            if row.offer_id in self._offers:
                instants = [instant(row.granted_us), instant(row.starts_us), instant(row.ends_us)]
                yield [row.member_ref, row.coupon_id, row.offer_id, *instants, row.state, row.own_order], 1

    def _lots(self) -> Iterator[tuple[list[object], int]]:
        for row in self._ask(_LOTS):
            waits = row.available_us is None or row.available_us >= FOREVER
            yield [
                row.member_ref,
                row.lot_key,
                row.wallet,
                self._points(row.remaining),
                self._points(row.granted),
                instant(row.earned_us),
                "pending" if waits else instant(row.available_us),
                _end(row.expires_us),
                row.own_order,
            ], row.remaining  # fmt: skip

    def _points(self, value: int) -> str:
        return f"{Decimal(value).scaleb(-self._decimals):f}"

    def _ask(self, statement: Any) -> Any:  # noqa: ANN401 - rows
        return self._connection.execute(statement, self._told, execution_options=dict(STREAMED))


def _day(stored: int | None) -> str | None:
    return None if stored is None else f"{stored // 100:02}-{stored % 100:02}"


def _end(us: int | None) -> str | None:
    return NEVER if us is None or us >= FOREVER else instant(us)


def _reached(row: Any) -> int | None:  # noqa: ANN401 - a row
    """When the level was reached, if that is kept."""
    found = next((at for name, at, *_ in json.loads(row.reaches) if name == row.level), 0)
    return found or None


_MINE: Final = (ACCOUNT.c.program_key == sa.bindparam("program")) & (
    ACCOUNT.c.wallet == sa.bindparam("wallet")
)
_ON: Final = MEMBER.c.state.in_(GOES_ON)


def _of(table: sa.Table, *columns: Any) -> Any:  # noqa: ANN401 - columns in, a select out
    """Rows of accounts whose members go on, member by member."""
    return (
        sa.select(ACCOUNT.c.member_ref, *columns)
        .join_from(table, ACCOUNT, ACCOUNT.c.id == table.c.account_id)
        .join(MEMBER, SAME_MEMBER)
        .where(_MINE, _ON)
        .order_by(*table.primary_key.columns)
    )


_HELD_ORDERS: Final = (
    sa.select(sa.func.count())
    .select_from(HOLD)
    .where(
        HOLD.c.program_key == ACCOUNT.c.program_key,
        HOLD.c.account_id == ACCOUNT.c.id,
        HOLD.c.state == LIVE,
    )
    .correlate(ACCOUNT)
    .scalar_subquery()
)
_MEMBERS: Final = (
    sa.select(
        MEMBER,
        ACCOUNT.c.orders,
        _HELD_ORDERS.label("held_orders"),
        ACCOUNT.c.last_order_us,
        ACCOUNT.c.debt,
        ACCOUNT.c.active_until_us,
        IDENTITY.c.kind,
        IDENTITY.c.hash,
    )
    .join_from(MEMBER, ACCOUNT, SAME_MEMBER)
    .join(
        IDENTITY,
        (IDENTITY.c.program_key == MEMBER.c.program_key) & (IDENTITY.c.member_ref == MEMBER.c.ref),
        isouter=True,
    )
    .where(_MINE, _ON)
    .order_by(MEMBER.c.ref, IDENTITY.c.kind, IDENTITY.c.hash)
)


def _with_order(table: sa.Table, *columns: Any) -> Any:  # noqa: ANN401 - columns in, a select out
    """Rows with the member's own order that earned or used them."""
    order = PLACED_ORDER.c
    return _of(table, *columns, order.order_id.label("own_order")).outerjoin(
        PLACED_ORDER,
        (order.program_key == ACCOUNT.c.program_key)
        & (order.order_id == table.c.order_id)
        & (order.account_id == table.c.account_id),
    )


_LOTS: Final = _with_order(POINT_LOT, ACCOUNT.c.wallet, POINT_LOT).where(POINT_LOT.c.remaining > 0)
_LEVELS: Final = _of(TIER_STANDING, TIER_STANDING)
_OPEN: Final = HELD_COUPON.c.state.in_(("open", "locked"))
_MAY_COME_BACK: Final = (HELD_COUPON.c.state == "used") & (PLACED_ORDER.c.state == "placed")
_COUPONS: Final = _with_order(HELD_COUPON, HELD_COUPON).where(
    HELD_COUPON.c.voided == 0, _OPEN | _MAY_COME_BACK
)
