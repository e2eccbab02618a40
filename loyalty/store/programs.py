"""Versions of a programme: which one is live at an instant, and the programme that a hash names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from loyalty.errors import NoLiveProgram
from loyalty.rules.document import dump_json, load_program
from loyalty.rules.program import Program
from loyalty.store.operations import Work
from loyalty.store.tables import PROGRAM, PROGRAM_VERSION
from loyalty.store.upserting import insert_unless_there


@dataclass(frozen=True, slots=True)
class Live:
    """The version that is live at an instant."""

    number: int
    hash: str
    paused: bool


def live_version(connection: sa.Connection, program_key: str, at: datetime, *, at_us: int) -> Live:
    """The version that is live at an instant; raises NoLiveProgram."""
    found = connection.execute(_LIVE, {"program": program_key, "at": at_us}).first()
    if found is None:
        raise NoLiveProgram(program=program_key, at=at.isoformat())
    return Live(found.number, found.hash, bool(found.paused))


def program_of(connection: sa.Connection, program_key: str, program_hash: str) -> Program:
    """The programme of a version; what a hash names never changes."""
    content = connection.execute(_CONTENT, {"program": program_key, "hash": program_hash}).scalars().first()
    return load_program(content or "", format="json")


def live_hashes(connection: sa.Connection, program_key: str) -> list[str]:
    """The hashes of all versions that were, are or will be live."""
    return list(connection.execute(_HASHES, {"program": program_key}).scalars())


def publish(work: Work, program: Program, *, author: str, live_from_us: int) -> int:
    """Add a version that is live from an instant on; its number. The same programme is no new version."""
    work.connection.execute(insert_unless_there(PROGRAM, work.dialect), {"program_key": work.program_key})
    work.connection.execute(_LOCK, {"program": work.program_key})
    last = work.connection.execute(_LAST, {"program": work.program_key}).first()
    if last is not None and last.hash == program.hash:
        return int(last.number)
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


_LIVE: Final = (
    sa.select(PROGRAM_VERSION.c.number, PROGRAM_VERSION.c.hash, PROGRAM.c.paused)
    .join_from(PROGRAM, PROGRAM_VERSION, PROGRAM.c.program_key == PROGRAM_VERSION.c.program_key)
    .where(
        PROGRAM.c.program_key == sa.bindparam("program"),
        PROGRAM_VERSION.c.live_from_us <= sa.bindparam("at"),
        PROGRAM_VERSION.c.state.in_(["live", "scheduled", "retired"]),
    )
    .order_by(PROGRAM_VERSION.c.live_from_us.desc(), PROGRAM_VERSION.c.number.desc())
    .limit(1)
)
_HASHES: Final = (
    sa.select(PROGRAM_VERSION.c.hash)
    .where(
        PROGRAM_VERSION.c.program_key == sa.bindparam("program"), PROGRAM_VERSION.c.live_from_us.is_not(None)
    )
    .distinct()
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
