"""Rows of versions: from draft to live. What was live keeps its content for ever."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from loyalty.errors import UnknownVersion
from loyalty.facts.member import FOREVER
from loyalty.rules.document import dump_json, load_program
from loyalty.rules.program import Program
from loyalty.store.operations import Work
from loyalty.store.programs import lock_program
from loyalty.store.tables import PROGRAM, PROGRAM_VERSION

BEGUN: Final = ("live", "scheduled", "retired")
EDITED: Final = ("draft", "changes_requested")


@dataclass(frozen=True, slots=True)
class Simulated:
    """The stamp of a simulation: which programme, on which orders, under which settings, when."""

    program_hash: str
    log_hash: str
    settings: Mapping[str, object]
    at: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it stands at an instant; `state` counts what has begun or ended by then."""

    number: int
    hash: str
    state: str
    author: str
    approver: str | None
    created_us: int
    live_from_us: int | None
    based_on: int | None
    note: str | None
    simulated: Simulated | None


def read_versions(
    connection: sa.Connection, program_key: str, *, at_us: int, locking: bool = False
) -> list[Version]:
    """All versions, the first first; `locking` reads what is committed now even where reads show less."""
    rows = connection.execute(_ALL_LOCKED if locking else _ALL, {"program": program_key}).all()
    begun = [one for one in rows if one.state in BEGUN and one.live_from_us <= at_us]
    last = max(begun, key=lambda one: (one.live_from_us, one.number), default=None)
    head = connection.execute(_HEAD, {"program": program_key}).one_or_none()
    ended = head is not None and (head.retired_us or FOREVER) <= at_us
    now = "retired" if ended else "paused" if head is not None and head.paused else "live"

    def state(one: Any) -> str:  # noqa: ANN401 - a row
        if one.state not in BEGUN:
            return str(one.state)
        if one.live_from_us > at_us:
            return "scheduled"
        return now if one is last else "retired"

    return [_version(one, state(one)) for one in rows]


def lock_version(work: Work, number: int) -> Version:
    """One version as it stands now, behind the programme's lock; raises UnknownVersion."""
    lock_program(work)
    for one in read_versions(work.connection, work.program_key, at_us=work.at_us, locking=True):
        if one.number == number:
            return one
    raise UnknownVersion(number=number)


def content_of(connection: sa.Connection, program_key: str, number: int, *, locking: bool = False) -> Program:
    """The programme of a version; raises UnknownVersion."""
    asked = {"program": program_key, "one": number}
    found = connection.execute(_CONTENT_LOCKED if locking else _CONTENT, asked).scalar_one_or_none()
    if found is None:
        raise UnknownVersion(number=number)
    return load_program(found, format="json")


def add_version(  # noqa: PLR0913 - the columns of one row
    work: Work,
    program: Program,
    *,
    state: str,
    author: str,
    based_on: int | None,
    note: str | None,
    approver: str | None = None,
    live_from_us: int | None = None,
) -> int:
    """A new version; its number. The programme is locked first."""
    lock_program(work)
    last = work.connection.execute(_LAST, {"program": work.program_key}).scalar_one_or_none()
    number = (last or 0) + 1
    row = {
        "program_key": work.program_key,
        "number": number,
        "hash": program.hash,
        "content": dump_json(program),
        "state": state,
        "author": author,
        "approver": approver,
        "created_us": work.recorded_us,
        "live_from_us": live_from_us,
        "based_on": based_on,
        "note": note,
    }
    work.write(_INSERT, row)
    return number


def rewrite_draft(work: Work, number: int, program: Program, *, author: str) -> None:
    """Another content of a draft; what was simulated or approved of the old one no longer counts."""
    told = {
        "program": work.program_key,
        "one": number,
        "new_hash": program.hash,
        "new_content": dump_json(program),
        "by": author,
    }
    work.write(_REWRITE, told)


def move_version(
    work: Work, number: int, state: str, *, approver: str | None, live_from_us: int | None
) -> None:
    """Another state of a version."""
    told = {
        "program": work.program_key,
        "one": number,
        "to": state,
        "by": approver,
        "begins": live_from_us,
    }
    work.write(_MOVE, told)


def stamp_version(work: Work, number: int, stamp: Simulated) -> None:
    """Keep what a version's simulation was of."""
    content = {
        "program_hash": stamp.program_hash,
        "log_hash": stamp.log_hash,
        "settings": dict(stamp.settings),
        "at": stamp.at,
    }
    work.write(_STAMP, {"program": work.program_key, "one": number, "stamp": json.dumps(content)})


def retire_program(work: Work) -> None:
    """Nothing of the programme is live from now on; accounts and returns go on."""
    lock_program(work)
    work.write(_RETIRE, {"program": work.program_key, "ends": work.at_us})


def _version(row: Any, state: str) -> Version:  # noqa: ANN401 - a row
    return Version(
        row.number,
        row.hash,
        state,
        row.author,
        row.approver,
        row.created_us,
        row.live_from_us,
        row.based_on,
        row.note,
        None if row.simulated is None else Simulated(**json.loads(row.simulated)),
    )


_WHERE: Final = (PROGRAM_VERSION.c.program_key == sa.bindparam("program")) & (
    PROGRAM_VERSION.c.number == sa.bindparam("one")
)
_ALL: Final = (
    sa.select(*(one for one in PROGRAM_VERSION.c if one.name != "content"))
    .where(PROGRAM_VERSION.c.program_key == sa.bindparam("program"))
    .order_by(PROGRAM_VERSION.c.number)
)
_ALL_LOCKED: Final = _ALL.with_for_update(read=True)
_HEAD: Final = sa.select(PROGRAM.c.paused, PROGRAM.c.retired_us).where(
    PROGRAM.c.program_key == sa.bindparam("program")
)
_LAST: Final = (
    sa.select(PROGRAM_VERSION.c.number)
    .where(PROGRAM_VERSION.c.program_key == sa.bindparam("program"))
    .order_by(PROGRAM_VERSION.c.number.desc())
    .limit(1)
    .with_for_update()
)
_CONTENT: Final = sa.select(PROGRAM_VERSION.c.content).where(_WHERE)
_CONTENT_LOCKED: Final = _CONTENT.with_for_update(read=True)
_INSERT: Final = sa.insert(PROGRAM_VERSION)
_REWRITE: Final = (
    sa.update(PROGRAM_VERSION)
    .where(_WHERE, PROGRAM_VERSION.c.state.in_(EDITED))
    .values(
        hash=sa.bindparam("new_hash"),
        content=sa.bindparam("new_content"),
        author=sa.bindparam("by"),
        state="draft",
        simulated=sa.null(),
    )
)
_MOVE: Final = (
    sa.update(PROGRAM_VERSION)
    .where(_WHERE)
    .values(state=sa.bindparam("to"), approver=sa.bindparam("by"), live_from_us=sa.bindparam("begins"))
)
_STAMP: Final = sa.update(PROGRAM_VERSION).where(_WHERE).values(simulated=sa.bindparam("stamp"))
_RETIRE: Final = (
    sa.update(PROGRAM)
    .where(PROGRAM.c.program_key == sa.bindparam("program"))
    .values(retired_us=sa.bindparam("ends"), changes=PROGRAM.c.changes + 1)
)
