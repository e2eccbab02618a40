"""Uses of offers by all who share an identity: counted on each identity that a member has at that instant.

What a member meets is the most that is known of one of the identities: what was counted on it, also by who
no longer has it, or what those who have it now have used by counters of their own, also before they had it.
A counter must still be as it was read when it is counted on; its locked row decides between two members of
one person who order at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from loyalty.errors import Drained
from loyalty.facts.member import Counted, PlacedOrder, Uses
from loyalty.plan.tables import counts_identity
from loyalty.store.claims import known_as
from loyalty.store.tables import ACCOUNT, HOLD, IDENTITY, IDENTITY_COUNTER, IDENTITY_USE, MEMBER_COUNTER
from loyalty.store.together import Asked, answers, is_one_of
from loyalty.store.upserting import insert_unless_there, is_mysql
from loyalty.store.working import Work

UNUSED: Final = Uses(0, 0)
Place: TypeAlias = tuple[str, str]
"""A counter of an identity: its name, and the identity's kind and hash."""


@dataclass(frozen=True, slots=True)
class Person:
    """All who share an identity with a member, and what was read of what they used."""

    accounts: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """By identity those who have it, the member among them."""
    counted: Mapping[Place, Uses] = field(default_factory=dict)
    """What is counted on the identities."""
    own: Mapping[tuple[str, int], Uses] = field(default_factory=dict)
    """By a member's counter and account."""
    overdue: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    """By counter, identity and window the uses of holds past their end, which hold nothing."""

    def used(self, name: str, own_name: str, mine: Uses) -> Uses:
        """What the member meets of a counter in its newest window; `mine` are the member's own uses."""
        own = {
            by: [self.own.get((own_name, one), UNUSED) for one in accounts]
            for by, accounts in self.accounts.items()
        }
        counted = {by: self.counted.get((name, by), UNUSED) for by in own}
        key = max(
            one.key for one in (mine, *counted.values(), *(one for many in own.values() for one in many))
        )
        most = _in(key, [mine])
        for by, many in own.items():
            together = max(_in(key, [counted[by]]), _in(key, many)) - self.overdue.get((name, by, key), 0)
            most = max(most, together)
        return Uses(key, most)


def _in(key: int, uses: Iterable[Uses]) -> int:
    return sum(one.used for one in uses if one.key == key)


NOBODY_ELSE: Final = Person()


def read_person(  # noqa: PLR0913 - whose uses, and how they are read
    connection: sa.Connection,
    program_key: str,
    member_ref: str,
    counters: Mapping[str, str],
    *,
    late_at: int | None = None,
    locking: bool = False,
) -> Person:
    """What all who share an identity with the member have used; `counters` with those of members beside.

    With `late_at` holds past their end are left out. `locking` reads what is committed now: whoever shares
    the identities then waits. Only for `locking` the counters must be there (`make_counters`).
    """
    told = {"program": program_key, "member": member_ref}
    accounts: dict[str, list[int]] = {}
    for row in connection.execute(_SHARED_BY, told):
        accounts.setdefault(known_as(row.kind, row.hash), []).append(row.id)
    if not accounts:
        return NOBODY_ELSE
    dialect = connection.dialect.name
    places = {"program": program_key, "names": sorted(counters), "identities": sorted(accounts)}
    owners = sorted({one for many in accounts.values() for one in many})
    asked = [
        Asked(_counters(dialect, locking=locking), places),
        Asked(_own(dialect, locking=locking), {"accounts": owners, "names": sorted(set(counters.values()))}),
    ]
    if late_at is not None:
        asked.append(Asked(_late(dialect), places | {"at": late_at}))
    counted, own, *late = answers(connection, asked)
    return Person(
        accounts,
        {(row.name, row.identity): Uses(row.window_key, row.used) for row in counted},
        {(row.name, row.account_id): Uses(row.window_key, row.used) for row in own},
        {(row.name, row.identity, row.window_key): int(row.uses) for row in (late[0] if late else ())},
    )


def make_counters(work: Work, person: Person, counters: Iterable[str]) -> None:
    """Counters of all identities of the member are there, so that they can be locked."""
    _make(work, [(name, by) for name in counters for by in person.accounts])


def count_person(work: Work, person: Person, counted: Sequence[Counted], *, order_id: str) -> None:
    """Count an order on each identity of its member; raises Drained where one is not as it was read."""
    uses = Counter((one.counter, one.key) for one in counted if counts_identity(one.counter))
    places = {(name, by): (key, more) for (name, key), more in uses.items() for by in person.accounts}
    if not places:
        return
    found = _locked(work, places)
    missing = [place for place in places if place not in found]
    if missing:
        _make(work, missing)
        found = _locked(work, places)
    rows = []
    for place, (key, more) in sorted(places.items()):
        now = found[place]
        if now != person.counted.get(place, UNUSED):
            raise Drained(what=place[0])
        told = {"program": work.program_key, "counter": place[0], "by": place[1], "key": key}
        work.write(_SET, told | {"now": more + _in(key, [now])})
        rows.append(_row(work, place) | {"order_id": order_id, "window_key": key, "uses": more})
    work.write(_INSERT_USE, rows)


def free_person(work: Work, order: PlacedOrder) -> None:
    """What an order counted on identities is there again, whoever has them now; windows that ended stay.

    Of a record that tells only a part of what its order counted, that part.
    """
    names = {one.counter for one in order.counted if counts_identity(one.counter)}
    for row in lock_person(work, order):
        if row.name in names and row.key == row.window_key:
            told = {"program": work.program_key, "counter": row.name, "by": row.identity, "key": row.key}
            work.write(_SET, told | {"now": row.used - row.uses})
    for name in sorted(names):
        work.write(_FORGET, {"program": work.program_key, "placed": order.order_id, "of": name})


def lock_person(work: Work, order: PlacedOrder) -> Sequence[Any]:
    """What an order counted on identities, locked: before what all members share, as everywhere."""
    if not any(counts_identity(one.counter) for one in order.counted):
        return ()
    named = {"program": work.program_key, "placed": order.order_id}
    return work.connection.execute(_COUNTED_BY, named).all()


def _make(work: Work, places: Iterable[Place]) -> None:
    statement = insert_unless_there(IDENTITY_COUNTER, work.dialect)
    for place in sorted(places):
        work.write(statement, _row(work, place) | {"window_key": 0, "used": 0})


def _locked(work: Work, places: Iterable[Place]) -> dict[Place, Uses]:
    names, identities = (sorted({place[part] for place in places}) for part in (0, 1))
    told = {"program": work.program_key, "names": names, "identities": identities}
    rows = work.connection.execute(_counters(work.dialect, locking=True), told)
    return {(row.name, row.identity): Uses(row.window_key, row.used) for row in rows}


def _row(work: Work, place: Place) -> dict[str, Any]:
    return {"program_key": work.program_key, "name": place[0], "identity": place[1]}


_MINE: Final = IDENTITY.alias()
_THEIRS: Final = IDENTITY.alias()
_SHARED_BY: Final = (
    sa.select(_THEIRS.c.kind, _THEIRS.c.hash, ACCOUNT.c.id)
    .join_from(
        _MINE,
        _THEIRS,
        (_THEIRS.c.program_key == _MINE.c.program_key)
        & (_THEIRS.c.kind == _MINE.c.kind)
        & (_THEIRS.c.hash == _MINE.c.hash),
    )
    .join(
        ACCOUNT,
        (ACCOUNT.c.program_key == _THEIRS.c.program_key) & (ACCOUNT.c.member_ref == _THEIRS.c.member_ref),
    )
    .where(_MINE.c.program_key == sa.bindparam("program"), _MINE.c.member_ref == sa.bindparam("member"))
)
_COUNTER: Final = IDENTITY_COUNTER.c
_USE: Final = IDENTITY_USE.c


@cache
def _counters(dialect: str, *, locking: bool) -> Any:  # noqa: ANN401 - a select
    chosen = (
        sa.select(_COUNTER.name, _COUNTER.identity, _COUNTER.window_key, _COUNTER.used)
        .where(
            _COUNTER.program_key == sa.bindparam("program"),
            is_one_of(_COUNTER.name, "names", dialect),
            is_one_of(_COUNTER.identity, "identities", dialect),
        )
        .order_by(_COUNTER.name, _COUNTER.identity)
    )
    return chosen.with_for_update() if locking else chosen


@cache
def _own(dialect: str, *, locking: bool) -> Any:  # noqa: ANN401 - a select
    own = MEMBER_COUNTER.c
    chosen = sa.select(own.account_id, own.name, own.window_key, own.used).where(
        is_one_of(own.account_id, "accounts", dialect), is_one_of(own.name, "names", dialect)
    )
    # an older view of the database hides what others committed
    return chosen.with_for_update(read=True) if locking and is_mysql(dialect) else chosen


@cache
def _late(dialect: str) -> Any:  # noqa: ANN401 - a select
    """Uses of holds past their end, by counter and window."""
    return (
        sa.select(_USE.name, _USE.identity, _USE.window_key, sa.func.sum(_USE.uses).label("uses"))
        .join_from(
            IDENTITY_USE, HOLD, (HOLD.c.program_key == _USE.program_key) & (HOLD.c.order_id == _USE.order_id)
        )
        .where(
            _USE.program_key == sa.bindparam("program"),
            is_one_of(_USE.name, "names", dialect),
            is_one_of(_USE.identity, "identities", dialect),
            HOLD.c.state == "live",
            HOLD.c.ends_us <= sa.bindparam("at"),
        )
        .group_by(_USE.name, _USE.identity, _USE.window_key)
    )


_SET: Final = (
    sa.update(IDENTITY_COUNTER)
    .where(
        _COUNTER.program_key == sa.bindparam("program"),
        _COUNTER.name == sa.bindparam("counter"),
        _COUNTER.identity == sa.bindparam("by"),
    )
    .values(window_key=sa.bindparam("key"), used=sa.bindparam("now"))
)
_INSERT_USE: Final = sa.insert(IDENTITY_USE)
_BY_ORDER: Final = (_USE.program_key == sa.bindparam("program")) & (_USE.order_id == sa.bindparam("placed"))
_COUNTED_BY: Final = (
    sa.select(
        _COUNTER.name,
        _COUNTER.identity,
        _COUNTER.window_key,
        _COUNTER.used,
        _USE.window_key.label("key"),
        _USE.uses,
    )
    .join_from(
        IDENTITY_USE,
        IDENTITY_COUNTER,
        (_COUNTER.program_key == _USE.program_key)
        & (_COUNTER.name == _USE.name)
        & (_COUNTER.identity == _USE.identity),
    )
    .where(_BY_ORDER)
    .order_by(_COUNTER.name, _COUNTER.identity)
    .with_for_update()
)
_FORGET: Final = sa.delete(IDENTITY_USE).where(_BY_ORDER, _USE.name == sa.bindparam("of"))
