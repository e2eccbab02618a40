"""An order file looked at before anything is simulated: what was understood, what it holds, what is wrong.

The files are read exactly as a simulation reads them, so what is told here is what a simulation takes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from loyalty.errors import LoyaltyError
from loyalty.simulate.orders.columns import choose
from loyalty.simulate.orders.conventions import Conventions, decide
from loyalty.simulate.orders.conventions_told import Told, meanings, told
from loyalty.simulate.orders.intake import Listener
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.orders.reading import Table, open_table
from loyalty.when import from_us, load_zone


@dataclass(frozen=True, slots=True)
class FileUnderstood:
    """What one file's columns mean and which conventions were taken."""

    path: Path
    columns: tuple[str, ...]
    conventions: Conventions

    def unused(self) -> list[str]:
        """The columns that mean nothing here."""
        used = set(self.conventions.choice.columns())
        return [column for column in self.columns if column not in used]

    def told(self) -> tuple[Told, ...]:
        """The conventions in words."""
        return told(self.conventions)

    def as_dict(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "file": self.path.name,
            "columns": [
                {
                    "meaning": meaning.ours,
                    "column": None if meaning.constant else meaning.theirs,
                    "value": meaning.theirs if meaning.constant else None,
                }
                for meaning in meanings(self.conventions)
            ],
            "unused": self.unused(),
            "conventions": [{"en": one.en, "zh": one.zh} for one in self.told()],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCheck:
    """What a simulation would take from the files; `log` is None where `error` says why it could not."""

    files: tuple[FileUnderstood, ...]
    log: OrderLog | None
    error: LoyaltyError | None
    zone: str

    def as_dict(self) -> dict[str, Any]:
        """The result for programs: `usable`, then what was found or the error with its code."""
        found: dict[str, Any] = {
            "usable": self.log is not None,
            "files": [file.as_dict() for file in self.files],
            "zone": self.zone,
        }
        if self.error is not None:
            found["error"] = {
                "code": self.error.code,
                "en": self.error.text("en"),
                "zh": self.error.text("zh"),
            }
        if self.log is not None:
            found |= {"found": counts(self.log, self.zone), "problems": _problems(self.log)}
        return found


def check_orders(
    paths: Sequence[Path],
    *,
    mapping: FileMapping,
    zone: str | None = None,
    members: Path | None = None,
    progress: Listener = lambda _reading: None,
) -> OrderCheck:
    """Look at order files that together are one history; raises UnknownZone and nothing else about them.

    `progress` is told how far the reading has come.
    """
    where = zone or mapping.zone or "UTC"
    load_zone(where)
    files: list[FileUnderstood] = []
    try:
        for path in paths:
            table = open_table(path, encoding=mapping.encoding, delimiter=mapping.delimiter)
            files.append(_understood(table, mapping, where))
        log = OrderLog.read(list(paths), members=members, mapping=mapping, zone=where, progress=progress)
    except LoyaltyError as error:
        return OrderCheck(files=tuple(files), log=None, error=error, zone=where)
    return OrderCheck(files=tuple(files), log=log, error=None, zone=where)


def counts(log: OrderLog, zone: str) -> dict[str, Any]:
    """How much there is of what; amounts in minor units."""
    sold = log.doc_kind == 0
    lines = np.repeat(sold, np.diff(log.doc_line_start))
    place = load_zone(zone)
    return {
        "orders": int(np.count_nonzero(sold)),
        "returns": int(np.count_nonzero(~sold)),
        "lines": int(log.line_net.size),
        "members": len(log.member_ids),
        "anonymous": int(np.count_nonzero(sold & (log.doc_member < 0))),
        "items": len(log.item_sku),
        "currency": log.currency.code,
        "exponent": log.currency.exponent,
        "gross_minor": int(log.line_gross[lines].sum(dtype=np.int64)),
        "net_minor": int(log.line_net[lines].sum(dtype=np.int64)),
        "returned_minor": int(log.line_net[~lines].sum(dtype=np.int64)),
        "first_at": from_us(int(log.first_at), place).isoformat(),
        "last_at": from_us(int(log.last_at), place).isoformat(),
        "content_hash": log.content_hash,
    }


def _understood(table: Table, mapping: FileMapping, zone: str) -> FileUnderstood:
    choice = choose(table.columns, path=table.path, mapping=mapping)
    return FileUnderstood(table.path, table.columns, decide(table, choice, mapping=mapping, zone=zone))


def _problems(log: OrderLog) -> Mapping[str, Any]:
    problems = log.problems
    return {
        "rows_in": problems.rows_in,
        "rows_used": problems.rows_used,
        "rows_excluded": problems.rows_excluded,
        "rows_repaired": problems.rows_repaired,
        "entries": [
            {
                "code": entry.code,
                "action": entry.action,
                "rows": entry.rows,
                "en": entry.en,
                "zh": entry.zh,
                "examples": list(entry.examples),
            }
            for entry in problems.entries
        ],
    }
