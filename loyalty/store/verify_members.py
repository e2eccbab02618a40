"""What members used, hold and are promised, proved by what their orders and checkouts say.

An import may bring uses and orders that no order here is behind, so that these are at least what orders say:
one that is missing is an offer used once more, or a first order twice. An order's instant says its window
mostly; its record says so for certain, and is read only where the counter is not what the instants say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from loyalty.facts.hold import Hold
from loyalty.facts.member import PlacedOrder
from loyalty.kernels.calendar import day_of, window_key
from loyalty.kernels.codes import PER_MEMBER
from loyalty.plan.tables import Plan, counts_identity
from loyalty.store.documents import decode
from loyalty.store.holds import LIVE, held_lots
from loyalty.store.tables import ACCOUNT, HOLD, HOLD_LOT, MEMBER_COUNTER, PLACED_ORDER, REDEMPTION

BATCH: Final = 2_000
"""Accounts that are looked at together."""
Own: TypeAlias = tuple[int, str]
"""A member's counter: the account, and its name."""
Told: TypeAlias = tuple[str, str, int, int]
"""A finding: what, where, what was expected, what was found."""


def member_findings(connection: sa.Connection, program_key: str, plans: Mapping[str, Plan]) -> Iterator[Told]:
    """Counters of members that say less than orders counted, promised points, lots that checkouts hold."""
    checkouts = [
        (row.account_id, decode(Hold, row.record))
        for row in connection.execute(_CHECKOUTS, {"program": program_key})
    ]
    yield from _promised(connection, program_key, checkouts)
    yield from _hold_lots(connection, program_key, checkouts)
    held: dict[Own, Counter[int]] = defaultdict(Counter)
    for account_id, one in checkouts:
        for counter in _counted(one.order):
            held[account_id, counter[0]][counter[1]] += 1
    last = 0
    while True:
        told = {"program": program_key, "after": last, "batch": BATCH}
        accounts = connection.execute(_ACCOUNTS, told).scalars().all()
        if not accounts:
            return
        yield from _used(connection, plans, held, first=accounts[0], last=accounts[-1])
        last = accounts[-1]


def _promised(connection: sa.Connection, program_key: str, checkouts: Sequence[Any]) -> Iterator[Told]:
    expected: Counter[int] = Counter()
    for account_id, held in checkouts:
        expected[account_id] += held.quote.points_earned
    found = {row.id: row.promised for row in connection.execute(_PROMISED, {"program": program_key})}
    for account_id in sorted({*expected, *found} - {None}):
        if expected[account_id] != found.get(account_id, 0):
            yield "promised", str(account_id), expected[account_id], found.get(account_id, 0)


def _hold_lots(connection: sa.Connection, program_key: str, checkouts: Sequence[Any]) -> Iterator[Told]:
    expected = {
        (held.order_id, key): points for _, held in checkouts for key, points in held_lots(held).items()
    }
    rows = connection.execute(_HOLD_LOTS, {"program": program_key})
    found = {(row.order_id, row.lot_key): row.points for row in rows}
    for place in sorted({*expected, *found}):
        if expected.get(place, 0) != found.get(place, 0):
            yield "hold_lots", f"{place[0]}/{place[1]}", expected.get(place, 0), found.get(place, 0)


def _used(
    connection: sa.Connection,
    plans: Mapping[str, Plan],
    held: Mapping[Own, Counter[int]],
    *,
    first: int,
    last: int,
) -> Iterator[Told]:
    """Counters of accounts that say less than their orders and checkouts counted."""
    told = {"first": first, "last": last}
    stored = {(row.account_id, row.name): row for row in connection.execute(_STORED, told)}
    used: dict[Own, Counter[int]] = defaultdict(Counter)
    for own, uses in held.items():
        if first <= (own[0] or 0) <= last:
            used[own] += uses
    for order in connection.execute(_REDEEMED, told):
        for name, each in _limits(plans, order):
            used[order.account_id, name][_window(plans[order.program_hash], each, order.placed_us)] += 1
    for own in sorted(one for one, uses in used.items() if _short(stored.get(one), uses)):
        uses = _by_records(connection, own) + held.get(own, Counter())
        row = stored.get(own)
        if _short(row, uses):
            newest = max(uses)
            found = 0 if row is None or row.window_key < newest else row.used
            yield "member_used", f"{own[0]}, {own[1]}", uses[newest], found


def _short(stored: Any, uses: Counter[int]) -> bool:  # noqa: ANN401 - a counter's row, or none
    """Whether a counter stands in an older window than orders do, or counts fewer of its own."""
    if not uses:
        return False
    return stored is None or stored.window_key < max(uses) or stored.used < uses[stored.window_key]


def _by_records(connection: sa.Connection, own: Own) -> Counter[int]:
    """Uses by window as the records of a member's placed orders tell them."""
    told = {"account": own[0], "offer": own[1].split("/", maxsplit=1)[0]}
    orders = (decode(PlacedOrder, row.record) for row in connection.execute(_RECORDS, told))
    return Counter(key for order in orders for name, key in _counted(order) if name == own[1])


def _counted(order: PlacedOrder) -> list[tuple[str, int]]:
    """What a member's own counters count; those of identities are proved by rows of their own."""
    own = (one for one in order.counted if not one.shared and not counts_identity(one.counter))
    return [(one.counter, one.key) for one in own]


def _limits(plans: Mapping[str, Plan], row: Any) -> list[tuple[str, int]]:  # noqa: ANN401 - a redemption's row
    """The member's counters of a redemption by the terms it had, and their spans."""
    terms = plans.get(row.terms_hash)
    if terms is None or row.program_hash not in plans:
        return []
    named = ((terms.own[one.slot], one.each) for one in terms.tables["limits"] if one.per == PER_MEMBER)
    return [(name, each) for name, each in named if name.split("/", maxsplit=1)[0] == row.offer_id]


def _window(plan: Plan, each: int, at_us: int) -> int:
    return window_key(day_of(plan.tables["zone"], at_us), each, plan.settings().week_start)


_PROGRAM: Final[Any] = sa.bindparam("program")
_CHECKOUTS: Final = sa.select(HOLD.c.account_id, HOLD.c.record).where(
    HOLD.c.program_key == _PROGRAM, HOLD.c.state == LIVE
)
_PROMISED: Final = sa.select(ACCOUNT.c.id, ACCOUNT.c.promised).where(
    ACCOUNT.c.program_key == _PROGRAM, ACCOUNT.c.promised != 0
)
_HOLD_LOTS: Final = sa.select(HOLD_LOT).where(HOLD_LOT.c.program_key == _PROGRAM)
_ACCOUNTS: Final = (
    sa.select(ACCOUNT.c.id)
    .where(ACCOUNT.c.program_key == _PROGRAM, ACCOUNT.c.id > sa.bindparam("after"))
    .order_by(ACCOUNT.c.id)
    .limit(sa.bindparam("batch", type_=sa.Integer))
)


def _between(column: Any) -> Any:  # noqa: ANN401 - a column in, a condition out
    return column.between(sa.bindparam("first"), sa.bindparam("last"))


_STORED: Final = sa.select(MEMBER_COUNTER).where(_between(MEMBER_COUNTER.c.account_id))
_JOINED: Final = PLACED_ORDER.join(
    REDEMPTION,
    (REDEMPTION.c.program_key == PLACED_ORDER.c.program_key)
    & (REDEMPTION.c.order_id == PLACED_ORDER.c.order_id)
    & (REDEMPTION.c.state == "live"),
)
_REDEEMED: Final = (
    sa.select(
        PLACED_ORDER.c.account_id,
        PLACED_ORDER.c.program_hash,
        PLACED_ORDER.c.placed_us,
        REDEMPTION.c.terms_hash,
        REDEMPTION.c.offer_id,
    )
    .select_from(_JOINED)
    .where(_between(PLACED_ORDER.c.account_id))
)
_RECORDS: Final = (
    sa.select(PLACED_ORDER.c.record)
    .select_from(_JOINED)
    .where(
        PLACED_ORDER.c.account_id == sa.bindparam("account"), REDEMPTION.c.offer_id == sa.bindparam("offer")
    )
)
