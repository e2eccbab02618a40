"""Everything an order asks of a member's state, in one round trip: lots, tiers, credit, counters, coupons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from loyalty.facts.member import FOREVER, HeldCoupon
from loyalty.store.accounts import account_of_member
from loyalty.store.identity_uses import NOBODY_ELSE, Person
from loyalty.store.tables import HELD_COUPON, HOLD, MEMBER_COUNTER, POINT_LOT, TIER_CREDIT, TIER_STANDING
from loyalty.store.tables.columns import KEY
from loyalty.store.together import Asked, answers, is_one_of
from loyalty.store.upserting import is_mysql

LOT, TIER, CREDIT, COUNTER, COUPON, HELD = range(1, 7)
TEXTS: Final = 5
NUMBERS: Final = 11
WHOSE: Final = 1 + TEXTS + NUMBERS
LOT_TEXTS: Final = slice(1, 4)
LOT_NUMBERS: Final = slice(1 + TEXTS, WHOSE)


class LotRow(NamedTuple):
    """A lot as it is stored, with what is held of it."""

    order: str
    """Empty where no order earned it."""
    program_hash: str
    op_key: str
    key: int
    group: int
    expires: int
    available: int
    earned: int
    remaining: int
    held: int
    granted: int
    expired: int
    matured: int
    idle: int


class TierRow(NamedTuple):
    """A track's standing as it is stored, by ids."""

    track: str
    level: str
    floor_level: str
    reaches: str
    held_levels: str
    head: int
    tail: int
    grace: int
    credit: int
    ends: int
    floor_ends: int
    period_ends: int


class CreditRow(NamedTuple):
    """Tier credit of one order."""

    at: int
    key: int
    ends: int
    amount: int


@dataclass(slots=True)
class State:
    """A member's rows."""

    lots: list[LotRow] = field(default_factory=list)
    tiers: dict[str, TierRow] = field(default_factory=dict)
    credits: dict[str, list[CreditRow]] = field(default_factory=dict)
    counters: dict[str, tuple[int, int]] = field(default_factory=dict)
    coupons: list[HeldCoupon] = field(default_factory=list)
    holds: list[tuple[int, str]] = field(default_factory=list)
    """Ends and orders of live holds, the first to end first."""
    person: Person = NOBODY_ELSE
    """What all who share an identity with the member have used, where the programme asks for it."""


def read_state(connection: sa.Connection, account_id: int, *, locking: bool) -> State:
    """The member's rows; `locking` reads what is committed now even where reads show an older view."""
    statement = _statement(connection.dialect.name, locking=locking)
    return state_from(connection.execute(statement, {"account": account_id}))


def read_states(connection: sa.Connection, account_ids: Sequence[int]) -> dict[int, State]:
    """The rows of many members who are locked, by account."""
    rows: dict[int, list[Any]] = {one: [] for one in account_ids}
    statement = _statement(connection.dialect.name, locking=True, whose="accounts")
    (found,) = answers(connection, [Asked(statement, {"accounts": list(account_ids)})])
    for one in found:
        rows[one[WHOSE]].append(one)
    return {account_id: state_from(own) for account_id, own in rows.items()}


def asked_state(connection: sa.Connection, program_key: str, member_ref: str, *, locking: bool) -> Asked:
    """The question for a member's rows by the member's reference, before the account is known."""
    statement = _statement(connection.dialect.name, locking=locking, whose="member")
    return Asked(statement, {"program": program_key, "member": member_ref})


def state_from(rows: Iterable[Any]) -> State:
    """The member's rows from what the database answered."""
    state = State()
    for one in rows:
        if one[0] == LOT:
            state.lots.append(LotRow._make(one[LOT_TEXTS] + one[LOT_NUMBERS]))
        else:
            _sort_in(state, one)
    state.lots.sort(key=IN_ORDER)
    state.holds.sort()
    for credit in state.credits.values():
        credit.sort()
    return state


def _sort_in(state: State, one: Sequence[Any]) -> None:
    part, t1, t2, t3, t4, t5, *n = one[:WHOSE]
    if part == TIER:
        state.tiers[t1] = TierRow(t1, t2, t3, t4, t5, *n[:7])
    elif part == CREDIT:
        state.credits.setdefault(t1, []).append(CreditRow(n[1], n[0], n[2], n[3]))
    elif part == COUNTER:
        state.counters[t1] = (n[0], n[1])
    elif part == HELD:
        state.holds.append((n[0], t1))
    else:
        state.coupons.append(HeldCoupon(t1, t2, n[0], n[1], t3))


IN_ORDER: Final = attrgetter("expires", "earned", "key")
"""Lots by their end, then by when they were earned."""


@cache
def _statement(dialect: str, *, locking: bool, whose: str = "account") -> Any:  # noqa: ANN401 - a union
    """The rows as one union: a part's number, five texts, eleven numbers; of many, whose it is last."""
    one: Any = account_of_member() if whose == "member" else sa.bindparam("account", type_=sa.BigInteger)

    def of(table: Any) -> Any:  # noqa: ANN401 - columns and a condition
        if whose == "accounts":
            return is_one_of(table.account_id, "accounts", dialect)
        return table.account_id == one

    lot, tier, credit, counter, coupon, held = (
        one.c for one in (POINT_LOT, TIER_STANDING, TIER_CREDIT, MEMBER_COUNTER, HELD_COUPON, HOLD)
    )
    lots = (
        "lot_key expiry_group expires_us available_us earned_us remaining held granted expired matured idle",
        lot,
    )
    tiers = ("head tail grace credit ends_us floor_ends_us period_ends_us", tier)
    parts = [
        _part(LOT, [lot.order_id, lot.program_hash, lot.op_key], *lots).where(of(lot), lot.remaining > 0),
        _part(TIER, [tier.track, tier.level, tier.floor_level, tier.reaches, tier.held_levels], *tiers).where(
            of(tier)
        ),
        _part(CREDIT, [credit.track], "credit_key at_us ends_us amount", credit).where(of(credit)),
        _part(COUNTER, [counter.name], "window_key used", counter).where(of(counter)),
        _part(
            COUPON, [coupon.coupon_id, coupon.offer_id, coupon.program_hash], "starts_us ends_us", coupon
        ).where(of(coupon), coupon.state == "open"),
        _part(HELD, [held.order_id], "ends_us", held).where(of(held), held.state == "live"),
    ]
    if whose == "accounts":
        tables = (lot, tier, credit, counter, coupon, held)
        parts = [
            part.with_only_columns(*part.selected_columns, table.account_id)
            for part, table in zip(parts, tables, strict=True)
        ]
    if locking and is_mysql(dialect):
        # an older view of the database hides what others committed; parentheses come with an order
        parts = [part.order_by(sa.literal_column("1")).with_for_update() for part in parts]
    return sa.union_all(*parts)


def _part(number: int, texts: Sequence[Any], named: str, columns: Any) -> Any:  # noqa: ANN401 - a select
    numbers = [columns[name] for name in named.split()]
    no_text: Any = sa.literal_column("''")
    no_number: Any = sa.literal_column("0")
    chosen = [
        sa.literal_column(str(number)).label("part"),
        *(
            sa.type_coerce(sa.func.coalesce(one, no_text), KEY).label(f"t{n}")
            for n, one in enumerate([*texts, *[no_text] * (TEXTS - len(texts))])
        ),
        *((_without(one) if one.nullable else one).label(f"n{n}") for n, one in enumerate(numbers)),
        *(no_number.label(f"n{n}") for n in range(len(numbers), NUMBERS)),
    ]
    return sa.select(*chosen)


def _without(column: Any) -> Any:  # noqa: ANN401 - a column
    """An end that never comes, or a start that always was, as a number: a union has no nulls here."""
    never = -FOREVER if column.name == "starts_us" else FOREVER
    return sa.func.coalesce(column, sa.literal_column(str(never)))
