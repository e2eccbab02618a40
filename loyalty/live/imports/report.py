"""What an import did, or would do: rows, members, sums, and every kind of finding in two languages."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from loyalty.errors import OutputUnwritable
from loyalty.live.cells import defused
from loyalty.live.imports.coming import TOTALS
from loyalty.live.imports.judging import Case, Verdict
from loyalty.live.imports.reasons import REASONS, Action
from loyalty.live.imports.staging import Found, Staged
from loyalty.store.accounts import POINTS

EXAMPLES_MAX: Final = 5
OF_MEMBERS: Final[tuple[Verdict, ...]] = ("new", "member", "already", "refused", "gone")
IN_POINTS: Final = ("points", "debt", "spent")
"""Sums in the wallet's smallest unit."""
COLUMNS: Final = ("file", "row", "column", "action", "code", "value", "en", "mend", "zh", "mend_zh")
"""What is written of each finding; `row` counts from 1, the first row below the header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """How far a pass over the members is."""

    members: int
    members_total: int
    written: int
    already: int
    refused: int


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One kind of finding: how many rows, in words, with up to five places (`file #row column`)."""

    code: str
    action: Action
    rows: int
    en: str
    mend: str
    zh: str
    mend_zh: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A control total that is not what the files bring; figures as the files write them."""

    name: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The account of an import: rows_in = rows_used + rows_refused + rows_left_out.

    `told` is what the rows of members who come sum up to, `left_out` what of it does not come; points and
    debt in the wallet's smallest unit.
    """

    name: str
    wrote: bool
    """False: a dry run."""
    stopped: bool
    files: Mapping[str, int]
    rows_in: int
    rows_used: int
    rows_refused: int
    rows_left_out: int
    written: int
    """Members written now, or who would be; `already` were by this import before."""
    already: int
    refused: int
    gone: int
    decimals: int
    told: Mapping[str, int]
    left_out: Mapping[str, int]
    coupons_by_offer: Mapping[str, int]
    problems: tuple[ImportProblem, ...]
    differences: tuple[Difference, ...]

    @property
    def points_by_wallet(self) -> dict[str, int]:
        """Points that come, in each wallet's smallest unit."""
        return {POINTS: self.told["points"] - self.left_out["points"]}

    def as_dict(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "name": self.name,
            "wrote": self.wrote,
            "stopped": self.stopped,
            "files": dict(self.files),
            "rows": {
                "in": self.rows_in,
                "used": self.rows_used,
                "refused": self.rows_refused,
                "left_out": self.rows_left_out,
            },
            "members": {
                "written": self.written,
                "already": self.already,
                "refused": self.refused,
                "gone": self.gone,
            },
            "decimals": self.decimals,
            "told": dict(self.told),
            "left_out": dict(self.left_out),
            "points_by_wallet": self.points_by_wallet,
            "coupons_by_offer": dict(self.coupons_by_offer),
            "problems": [
                {
                    "code": one.code,
                    "action": one.action,
                    "rows": one.rows,
                    "en": one.en,
                    "mend": one.mend,
                    "zh": one.zh,
                    "mend_zh": one.mend_zh,
                    "examples": list(one.examples),
                }
                for one in self.problems
            ],
            "differences": [
                {"name": one.name, "expected": one.expected, "found": one.found} for one in self.differences
            ],
        }


@dataclass(slots=True)
class Tally:
    """Sums of a pass, member by member."""

    verdicts: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    offers: Counter[str] = field(default_factory=Counter)

    def add(self, cases: Iterable[Case]) -> None:
        """What became of some members."""
        for case in cases:
            self.verdicts[case.verdict] += 1
            if case.verdict not in {"refused", "gone", "for_all_refused"}:
                self.told.update(case.coming.told)
                self.left_out.update(case.coming.left_out)
                self.offers.update(one.offer_id for one in case.coming.coupons if not one.order_id)

    def progress(self, total: int) -> ImportProgress:
        """How far it is."""
        seen = self.verdicts
        return ImportProgress(
            members=sum(seen[one] for one in OF_MEMBERS),
            members_total=total,
            written=seen["new"] + seen["member"],
            already=seen["already"],
            refused=seen["refused"],
        )


def told_report(  # noqa: PLR0913 - a pass, and what it was for
    tally: Tally,
    staged: Staged,
    *,
    name: str,
    decimals: int,
    expected: Mapping[str, str],
    wrote: bool,
    stopped: bool,
) -> ImportReport:
    """The report of a pass that ended."""
    refused, left_out = _codes("refused"), _codes("left_out")
    rows_in = sum(staged.rows_in.values())
    rows_refused = staged.rows_with(refused)
    rows_left_out = staged.rows_with((*refused, *left_out)) - rows_refused
    now = tally.progress(staged.members)
    return ImportReport(
        name=name,
        wrote=wrote,
        stopped=stopped,
        files=staged.rows_in,
        rows_in=rows_in,
        rows_used=rows_in - rows_refused - rows_left_out,
        rows_refused=rows_refused,
        rows_left_out=rows_left_out,
        written=now.written,
        already=now.already,
        refused=now.refused,
        gone=tally.verdicts["gone"],
        decimals=decimals,
        told={total: tally.told[total] for total in TOTALS},
        left_out={total: tally.left_out[total] for total in TOTALS},
        coupons_by_offer=dict(sorted(tally.offers.items())),
        problems=tuple(_problem(staged, code, rows) for code, rows in sorted(staged.counts().items())),
        differences=tuple(_differences(tally, expected, decimals)),
    )


def as_written(total: str, value: int, decimals: int) -> str:
    """A sum as files write it: points with their decimals."""
    return f"{Decimal(value).scaleb(-decimals):f}" if total in IN_POINTS else str(value)


def write_problems(staged: Staged, path: str | Path) -> int:
    """Write every finding as CSV, one a line; how many. Raises OutputUnwritable."""
    count = 0
    try:
        with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for found in staged.found():
                words = REASONS[found.code]
                told = (words.action, found.code, found.value, words.en, words.mend, words.zh, words.mend_zh)
                row = (staged.files[found.file].name, found.number, found.column, *told)
                writer.writerow([defused(cell) for cell in row])
                count += 1
    except OSError as error:
        raise OutputUnwritable(path=path, what=error.strerror or str(error)) from error
    return count


def _codes(action: Action) -> tuple[str, ...]:
    return tuple(code for code, words in REASONS.items() if words.action == action)


def _problem(staged: Staged, code: str, rows: int) -> ImportProblem:
    words = REASONS[code]
    places = tuple(_place(staged, found) for found in staged.found(code=code, most=EXAMPLES_MAX))
    return ImportProblem(code, words.action, rows, words.en, words.mend, words.zh, words.mend_zh, places)


def _place(staged: Staged, found: Found) -> str:
    return f"{staged.files[found.file].name} #{found.number} {found.column}".strip()


def _differences(tally: Tally, expected: Mapping[str, str], decimals: int) -> Iterable[Difference]:
    for total, value in expected.items():
        found = as_written(total, tally.told[total], decimals)
        if Decimal(value) != Decimal(found):
            yield Difference(total, value, found)
