"""Leaving with everything: a folder that another shop takes in, and every record beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from loyalty.errors import LoyaltyError
from loyalty.live.exports.arrivals import NAMES, Arrivals
from loyalty.live.exports.records import RECORDS, columns_of, instant, rows_of
from loyalty.live.exports.writing_files import Column, Format, new_folder, write_table, write_text
from loyalty.rules.document import dump_yaml, load_program
from loyalty.rules.program import Program
from loyalty.store.tables import PROGRAM_VERSION

TOTALS: Final = "totals"
RECORDS_IN: Final = "records"
PROGRAMS_IN: Final = "programmes"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows by file, and the control totals of what another shop takes in.

    `not_booked` members have something due that the files do not show, since nobody has booked it: after a
    nightly run they are none.
    """

    rows: dict[str, int]
    totals: dict[str, str]
    not_booked: int = 0


def write_export(
    connection: sa.Connection,
    program_key: str,
    folder: Path,
    *,
    formats: Sequence[Format] = ("csv",),
    progress: Callable[[str, int], None] | None = None,
) -> Exported:
    """Write all that a programme's shop owns into an empty folder; `progress` hears each file and its rows.

    Raises OutputUnwritable, MissingExtra.
    """
    new_folder(folder, formats)
    rows: dict[str, int] = {}

    def wrote(name: str, count: int) -> None:
        rows[name] = count
        if progress is not None:
            progress(name, count)

    wrote(PROGRAMS_IN, _write_programs(connection, program_key, folder / PROGRAMS_IN))
    arrivals = Arrivals(connection, program_key, _now(connection, program_key))
    for name in NAMES:
        wrote(name, write_table(folder / name, arrivals.columns(name), arrivals.rows(name), formats))
    figures = arrivals.figures()
    lines = [Column("total"), Column("figure")]
    write_table(folder / TOTALS, lines, list(figures.items()), ("csv",))
    for name, table in RECORDS.items():
        told = rows_of(connection, table, program_key)
        count = write_table(folder / RECORDS_IN / name, columns_of(table), told, formats)
        wrote(f"{RECORDS_IN}/{name}", count)
    return Exported(rows, figures)


def _now(connection: sa.Connection, program_key: str) -> Program | None:
    """The version that was live last, or the newest draft where none ever was."""
    content = connection.execute(_LATEST, {"program": program_key}).scalars().first()
    try:
        return None if content is None else load_program(content, format="json")
    except LoyaltyError:
        return None


def _write_programs(connection: sa.Connection, program_key: str, folder: Path) -> int:
    """Every version as a document of its own; one that this library cannot read stays as it is stored."""
    count = 0
    for row in connection.execute(_VERSIONS, {"program": program_key}).all():
        since = (instant(row.live_from_us) or row.state)[:10]
        path = folder / f"{row.number:04}-{since}.yaml"
        try:
            text = dump_yaml(load_program(row.content, format="json"))
        except LoyaltyError:
            path, text = path.with_suffix(".json"), row.content
        write_text(path, text)
        count += 1
    return count


_MINE: Final = PROGRAM_VERSION.c.program_key == sa.bindparam("program")
_VERSIONS: Final = sa.select(PROGRAM_VERSION).where(_MINE).order_by(PROGRAM_VERSION.c.number)
_LATEST: Final = (
    sa.select(PROGRAM_VERSION.c.content)
    .where(_MINE)
    .order_by(
        PROGRAM_VERSION.c.live_from_us.is_(None), PROGRAM_VERSION.c.live_from_us.desc(),
        PROGRAM_VERSION.c.number.desc(),
    )
    .limit(1)
)  # fmt: skip
