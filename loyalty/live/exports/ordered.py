"""What members ordered, as files that another shop takes in: orders as they stand, credit, uses, open holds.

Members are read a page at a time, because what an order is called is told by its record alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from loyalty.facts.hold import Hold
from loyalty.facts.member import FOREVER, PlacedOrder, SpentFrom
from loyalty.facts.order import Cart
from loyalty.live.exports.records import instant
from loyalty.live.request_content import spelled
from loyalty.plan.eligibility import Goods
from loyalty.plan.lower import lower
from loyalty.rules.program import Program
from loyalty.rules.tiers import Track
from loyalty.store.accounts import POINTS, SAME_MEMBER
from loyalty.store.documents import decode
from loyalty.store.holds import LIVE
from loyalty.store.tables import (
    ACCOUNT,
    HOLD,
    MEMBER,
    MEMBER_COUNTER,
    PLACED_ORDER,
    POINT_LOT,
    TIER_CREDIT,
)

NAMES: Final = {
    "credit": ("member", "track", "amount", "at", "ends", "order"),
    "orders": (
        "member", "order", "paid", "state", "delivered", "earned", "bonus", "expired", "points_worth",
        "shipping_paid", "shipping_tendered", "shipping_tax", "return_ids",
    ),
    "lines": (
        "member", "order", "line", "sku", "quantity", "net", "list", "points_worth", "tendered", "tax",
        "category", "brand", "seller", "unit_cost",
    ),
    "spent": ("member", "order", "points", "lot", "earned", "available_from", "expires"),
    "uses": ("member", "counter", "window", "uses"),
    "holds": ("member", "order", "ends"),
}  # fmt: skip
"""The columns of each file."""
GOES_ON: Final = ("active", "blocked", "closed")
NEVER: Final = "forever"
PAGE: Final = 500
Rows: TypeAlias = Iterator[tuple[list[object], int]]
"""Rows with what each adds to its file's total."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some members by the numbers of their accounts, and their orders."""

    members: Mapping[int, str]
    orders: tuple[tuple[Any, PlacedOrder], ...]


class Ordered:
    """Rows of each file by its name, of a programme as it is now."""

    def __init__(self, connection: sa.Connection, program_key: str, program: Program) -> None:
        """Read by pages of members."""
        self._connection = connection
        self._key = program_key
        self._tracks = {track.id: track for track in program.tiers}
        self._counters = set(lower(program).own)
        self._decimals = program.points.decimals if program.points else 0
        self._exponent = program.unit.exponent

    def rows(self, name: str) -> Rows:
        """The rows of one file."""
        made = {
            "credit": self._credit,
            "orders": self._orders,
            "lines": self._lines,
            "spent": self._spent,
            "uses": self._uses,
            "holds": self._holds,
        }[name]
        for page in self._pages(orders=name in {"credit", "orders", "lines", "spent"}):
            yield from made(page)

    def _pages(self, *, orders: bool) -> Iterator[Page]:
        after = 0
        while True:
            asked = {"program": self._key, "wallet": POINTS, "after": after}
            members = {row.id: row.member_ref for row in self._connection.execute(_MEMBERS, asked)}
            if not members:
                return
            found = self._of(_PLACED, members) if orders else []
            yield Page(members, tuple((row, decode(PlacedOrder, row.record)) for row in found))
            after = max(members)

    def _orders(self, page: Page) -> Rows:
        gone = {(row.account_id, row.lot_key): row.expired for row in self._of(_EXPIRED, page.members)}
        for row, order in page.orders:
            terms = order.terms
            base = sum(award.base for award in order.awards)
            bonus = sum(award.bonus for award in order.awards)
            before = 1 if order.told else 0
            expired = sum(
                gone.get((row.account_id, award.key), before * award.expired) for award in order.awards
            )
            yield [
                page.members[row.account_id],
                row.order_id,
                instant(terms.at),
                row.state,
                instant(terms.delivered),
                self._points(base),
                self._points(bonus),
                self._points(min(expired, base + bonus)),
                self._money(terms.points_minor - terms.minor_back),
                self._money(terms.shipping_paid),
                self._money(order.shipping_tendered),
                self._money(order.shipping_tax),
                ";".join(order.return_ids),
            ], 1  # fmt: skip

    def _lines(self, page: Page) -> Rows:
        for row, order in page.orders:
            taxes = order.taxes or (0,) * len(order.lines)
            costs = {one.id: one.unit_cost for one in decode(Cart, row.cart).lines}
            for name, line, bought, tax in zip(order.line_ids, order.lines, order.goods, taxes, strict=True):
                goods, cost = Goods(*bought), costs.get(name) if line.units else None
                yield [
                    page.members[row.account_id],
                    row.order_id,
                    name,
                    goods.sku,
                    line.units,
                    self._money(line.net),
                    self._money(line.listed),
                    self._money(line.points_minor),
                    self._money(line.tendered),
                    self._money(tax),
                    goods.category,
                    goods.brand,
                    goods.seller,
                    None if cost is None else spelled(cost),
                ], 1  # fmt: skip

    def _spent(self, page: Page) -> Rows:
        for row, order in page.orders:
            for one in still_spent(order):
                yield [
                    page.members[row.account_id],
                    row.order_id,
                    self._points(one.points),
                    one.key,
                    instant(one.earned),
                    "" if one.available >= FOREVER else instant(one.available),
                    NEVER if one.expires >= FOREVER else instant(one.expires),
                ], one.points  # fmt: skip

    def _credit(self, page: Page) -> Rows:
        orders = {(row.account_id, order.terms.credit): row.order_id for row, order in page.orders}
        for row in self._of(_CREDIT, page.members):
            track, order_id = self._tracks.get(row.track), orders.get((row.account_id, row.credit_key))
            at = instant(row.at_us)
            if track is not None and at is not None and (row.amount != 0 or order_id is not None):
                amount = f"{Decimal(row.amount).scaleb(-self._places(track)):f}"
                ends = NEVER if row.ends_us is None or row.ends_us >= FOREVER else instant(row.ends_us)
                yield [page.members[row.account_id], track.id, amount, at, ends, order_id], 1

    def _uses(self, page: Page) -> Rows:
        held: Counter[tuple[int, str, int]] = Counter()
        for row in self._of(_HOLDS, page.members):
            counted = decode(Hold, row.record).order.counted
            held.update((row.account_id, one.counter, one.key) for one in counted if not one.shared)
        for row in self._of(_COUNTERS, page.members):
            # what a checkout counts comes free with it
            used = row.used - held[row.account_id, row.name, row.window_key]
            if row.name in self._counters and used > 0:
                yield [page.members[row.account_id], row.name, row.window_key, used], used

    def _holds(self, page: Page) -> Rows:
        for row in self._of(_HOLDS, page.members):
            yield [page.members[row.account_id], row.order_id, instant(row.ends_us)], 1

    def _of(self, statement: Any, members: Mapping[int, str]) -> list[Any]:  # noqa: ANN401 - a select
        return list(self._connection.execute(statement, {"program": self._key, "accounts": list(members)}))

    def _places(self, track: Track) -> int:
        """Decimals of a track's credit."""
        return {"spend": self._exponent, "base_points": self._decimals}.get(track.credit.of, 0)

    def _points(self, value: int) -> str:
        return f"{Decimal(value).scaleb(-self._decimals):f}"

    def _money(self, value: int) -> str:
        return f"{Decimal(value).scaleb(-self._exponent):f}"


def still_spent(order: PlacedOrder) -> list[SpentFrom]:
    """What an order has spent of each lot and may still give back: the last taken goes back first."""
    left = order.terms.points_spent - order.terms.points_back
    found = []
    for one in reversed(order.trail):
        points = min(one.points, left)
        left -= points
        if points > 0:
            found.append(one._replace(points=points))
    return found[::-1]


_THEIRS: Final[Any] = sa.bindparam("accounts", expanding=True)
_MEMBERS: Final = (
    sa.select(ACCOUNT.c.id, ACCOUNT.c.member_ref)
    .join_from(ACCOUNT, MEMBER, SAME_MEMBER)
    .where(
        ACCOUNT.c.program_key == sa.bindparam("program"),
        ACCOUNT.c.wallet == sa.bindparam("wallet"),
        ACCOUNT.c.id > sa.bindparam("after"),
        MEMBER.c.state.in_(GOES_ON),
    )
    .order_by(ACCOUNT.c.id)
    .limit(PAGE)
)
_PLACED: Final = (
    sa.select(
        PLACED_ORDER.c.account_id,
        PLACED_ORDER.c.order_id,
        PLACED_ORDER.c.state,
        PLACED_ORDER.c.record,
        PLACED_ORDER.c.cart,
    )
    .where(PLACED_ORDER.c.program_key == sa.bindparam("program"), PLACED_ORDER.c.account_id.in_(_THEIRS))
    .order_by(PLACED_ORDER.c.account_id, PLACED_ORDER.c.placed_us, PLACED_ORDER.c.order_id)
)
_EXPIRED: Final = sa.select(POINT_LOT.c.account_id, POINT_LOT.c.lot_key, POINT_LOT.c.expired).where(
    POINT_LOT.c.account_id.in_(_THEIRS), POINT_LOT.c.expired > 0
)
_CREDIT: Final = (
    sa.select(TIER_CREDIT)
    .where(TIER_CREDIT.c.account_id.in_(_THEIRS))
    .order_by(*TIER_CREDIT.primary_key.columns)
)
_COUNTERS: Final = (
    sa.select(MEMBER_COUNTER)
    .where(MEMBER_COUNTER.c.account_id.in_(_THEIRS))
    .order_by(*MEMBER_COUNTER.primary_key.columns)
)
_HOLDS: Final = (
    sa.select(HOLD.c.account_id, HOLD.c.order_id, HOLD.c.ends_us, HOLD.c.record)
    .where(
        HOLD.c.program_key == sa.bindparam("program"), HOLD.c.account_id.in_(_THEIRS), HOLD.c.state == LIVE
    )
    .order_by(HOLD.c.account_id, HOLD.c.order_id)
)
