"""Versions of a programme: which one is live at an instant, and the programme that a hash names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.errors import NoLiveProgram
from loyalty.facts.member import FOREVER
from loyalty.plan.tables import Pauses
from loyalty.rules.document import dump_json, load_program
from loyalty.rules.program import Program
from loyalty.store.operations import Work
from loyalty.store.tables import OFFER_SWITCH, PROGRAM, PROGRAM_VERSION
from loyalty.store.together import Asked
from loyalty.store.upserting import insert_unless_there, is_mysql
from loyalty.when import too_early


@dataclass(frozen=True, slots=True)
class Live:
    """The version that is live at an instant."""

    number: int
    hash: str
    pauses: Pauses


def live_version(
    connection: sa.Connection, program_key: str, at: datetime, *, at_us: int, locking: bool = False
) -> Live:
    """The version that is live at an instant, and what of it is paused now; raises NoLiveProgram.

    `locking` is for operations that write: where reads show an older view of the database, it reads what is
    committed now, so that nothing paused before is granted.
    """
    asked = asked_live(connection, program_key, at_us, locking=locking)
    return live_from(connection.execute(*asked).all(), program_key, at)


def asked_live(connection: sa.Connection, program_key: str, at_us: int, *, locking: bool = False) -> Asked:
    """The question for the version that is live at an instant, and what of it is paused now."""
    statement = _live(locking=locking and is_mysql(connection.dialect.name))
    return Asked(statement, {"program": program_key, "at": at_us})


def live_from(rows: Sequence[Any], program_key: str, at: datetime) -> Live:
    """The live version from what the database answered: a row for each paused offer, or one."""
    found = next(iter(rows), None)
    if found is None:
        raise NoLiveProgram(program=program_key, at=at.isoformat(timespec="seconds"))
    offers = frozenset(row.offer_id for row in rows if row.offer_id is not None)
    return Live(found.number, found.hash, Pauses(offers, everything=bool(found.paused)))


def program_of(connection: sa.Connection, program_key: str, program_hash: str) -> Program:
    """The programme of a version; what a hash names never changes."""
    return load_program(_content(connection, program_key, program_hash) or "", format="json")


def program_if_known(connection: sa.Connection, program_key: str, program_hash: str) -> Program | None:
    """The programme of a version; None where no version has the hash."""
    content = _content(connection, program_key, program_hash)
    return None if content is None else load_program(content, format="json")


def _content(connection: sa.Connection, program_key: str, program_hash: str) -> str | None:
    asked = {"program": program_key, "hash": program_hash}
    found: str | None = connection.execute(_CONTENT, asked).scalars().first()
    return found


def live_hashes(connection: sa.Connection, program_key: str) -> list[str]:
    """The hashes of all versions that were, are or will be live."""
    return list(connection.execute(_HASHES, {"program": program_key}).scalars())


def versions_begun(connection: sa.Connection, program_key: str) -> list[tuple[int, bool]]:
    """When each version that was, is or will be live begins, and whether it has issuances."""
    rows = connection.execute(_BEGUN, {"program": program_key})
    return [(row.live_from_us, bool(json.loads(row.content).get("issuances"))) for row in rows]


def program_keys(connection: sa.Connection) -> list[str]:
    """The keys of all programmes in the database."""
    return list(connection.execute(_KEYS).scalars())


def lock_program(work: Work) -> None:
    """Whoever changes versions or switches of a programme has its row; the first one makes it."""
    work.connection.execute(insert_unless_there(PROGRAM, work.dialect), {"program_key": work.program_key})
    work.connection.execute(_LOCK, {"program": work.program_key})


def publish(work: Work, program: Program, *, author: str, live_from_us: int) -> int:
    """Add a version that is live from an instant on; its number. The same programme is no new version.

    Raises OutOfBounds for an instant before the version began that is live now: it would never be live.
    """
    lock_program(work)
    last = work.connection.execute(_LAST, {"program": work.program_key}).first()
    if last is not None and last.hash == program.hash:
        return int(last.number)
    asked = {"program": work.program_key, "now": work.recorded_us}
    began = work.connection.scalar(_LIVE_SINCE, asked)
    if began is not None and live_from_us < began:
        raise too_early("at", live_from_us, first_us=began)
    number = 1 if last is None else last.number + 1
    work.connection.execute(
        sa.insert(PROGRAM_VERSION),
        {
            "program_key": work.program_key,
            "number": number,
            "hash": program.hash,
            "content": dump_json(program),
            "state": "live",
            "author": author,
            "created_us": work.recorded_us,
            "live_from_us": live_from_us,
        },
    )
    return number


@cache
def _live(*, locking: bool) -> Any:  # noqa: ANN401 - a select
    """The newest version that has begun, beside every switch that stands on paused: one round trip."""
    newest = (
        sa.select(PROGRAM.c.program_key, PROGRAM_VERSION.c.number, PROGRAM_VERSION.c.hash, PROGRAM.c.paused)
        .join_from(PROGRAM, PROGRAM_VERSION, PROGRAM.c.program_key == PROGRAM_VERSION.c.program_key)
        .where(
            PROGRAM.c.program_key == sa.bindparam("program"),
            sa.func.coalesce(PROGRAM.c.retired_us, FOREVER) > sa.bindparam("at"),
            PROGRAM_VERSION.c.live_from_us <= sa.bindparam("at"),
        )
        .order_by(PROGRAM_VERSION.c.live_from_us.desc(), PROGRAM_VERSION.c.number.desc())
        .limit(1)
    )
    if locking:
        newest = newest.with_for_update(read=True)
    first = newest.subquery("newest")
    chosen = sa.select(first.c.number, first.c.hash, first.c.paused, OFFER_SWITCH.c.offer_id).join_from(
        first,
        OFFER_SWITCH,
        (OFFER_SWITCH.c.program_key == first.c.program_key) & (OFFER_SWITCH.c.paused == 1),
        isouter=True,
    )
    return chosen.with_for_update(read=True) if locking else chosen


_LIVE_SINCE: Final = sa.select(sa.func.max(PROGRAM_VERSION.c.live_from_us)).where(
    PROGRAM_VERSION.c.program_key == sa.bindparam("program"),
    PROGRAM_VERSION.c.live_from_us <= sa.bindparam("now"),
)
_KEYS: Final = sa.select(PROGRAM.c.program_key).order_by(PROGRAM.c.program_key)
_HASHES: Final = (
    sa.select(PROGRAM_VERSION.c.hash)
    .where(
        PROGRAM_VERSION.c.program_key == sa.bindparam("program"), PROGRAM_VERSION.c.live_from_us.is_not(None)
    )
    .distinct()
)
_BEGUN: Final = sa.select(PROGRAM_VERSION.c.live_from_us, PROGRAM_VERSION.c.content).where(
    PROGRAM_VERSION.c.program_key == sa.bindparam("program"), PROGRAM_VERSION.c.live_from_us.is_not(None)
)
_CONTENT: Final = sa.select(PROGRAM_VERSION.c.content).where(
    PROGRAM_VERSION.c.program_key == sa.bindparam("program"), PROGRAM_VERSION.c.hash == sa.bindparam("hash")
)
_LOCK: Final = (
    sa.select(PROGRAM.c.changes).where(PROGRAM.c.program_key == sa.bindparam("program")).with_for_update()
)
_LAST: Final = (
    sa.select(PROGRAM_VERSION.c.number, PROGRAM_VERSION.c.hash)
    .where(PROGRAM_VERSION.c.program_key == sa.bindparam("program"))
    .order_by(PROGRAM_VERSION.c.number.desc())
    .limit(1)
    .with_for_update()
)
