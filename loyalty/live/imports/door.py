"""`shop.imports`: members of an older system, judged row by row and brought in whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from loyalty.errors import TotalsDiffer
from loyalty.live.actors import second_person
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.imports.expected import expected_totals
from loyalty.live.imports.files import sources
from loyalty.live.imports.judging import Case
from loyalty.live.imports.passing import BATCH, Pass, Tell
from loyalty.live.imports.report import ImportReport
from loyalty.live.imports.staging import Bundle, Staged
from loyalty.live.running import run
from loyalty.store.operations import reference

NAME: Final = "import"
Expected: TypeAlias = Mapping[str, str | int]
"""Control totals by name, as the files write them."""
Look: TypeAlias = Callable[[Sequence[Bundle]], list[Case]]


@door
@dataclass(frozen=True, slots=True)
class Imports:
    """The door for members who come from an older system.

    A member comes whole or not at all, once for each name of an import: the same rows again write nothing,
    other rows are a finding, and a level told again moves its end. Imported levels bring no gifts.
    """

    desk: Desk
    alone_max: int | None = None
    """More points (smallest unit) than one person may bring in alone."""

    def open(self, *paths: str | Path) -> Staged:
        """Read files (or those of a folder) whose names begin with what they hold; close what comes back.

        `members`, `points`, `levels`, `credit`, `coupons`, `orders`, `lines`, `spent`, `uses`, `holds`,
        `shared`, `budgets`, as CSV or Parquet. Raises FileMissing, BadOption, LogUnreadable, ColumnMissing,
        MissingExtra.
        """
        return Staged(sources([Path(path) for path in paths]))

    def check(  # noqa: PLR0913 - one pass, all named
        self,
        session: Host,
        staged: Staged,
        *,
        name: str = NAME,
        at: datetime | None = None,
        expected: Expected | None = None,
        batch: int = BATCH,
        progress: Tell | None = None,
    ) -> ImportReport:
        """What an import would do; nothing is written. Raises NoLiveProgram, BadOption."""
        asked = self._pass(staged, name, at, expected, batch, progress)
        return asked.go(
            lambda some: asked.judge(session, some), decimals=asked.decimals(session), wrote=False
        )

    def write(  # noqa: PLR0913 - as above
        self,
        session: Host,
        staged: Staged,
        *,
        actor: str,
        approver: str | None = None,
        name: str = NAME,
        at: datetime | None = None,
        expected: Expected | None = None,
        batch: int = BATCH,
        progress: Tell | None = None,
    ) -> ImportReport:
        """Bring in whoever comes whole, in the host's transaction.

        Raises TotalsDiffer and SecondPersonNeeded before anything is written, RetryTransaction,
        NoLiveProgram, BadOption.
        """
        asked = replace(self._pass(staged, name, at, expected, batch, progress), actor=_actor(actor))
        decimals = asked.decimals(session)
        self._must(asked, lambda some: asked.judge(session, some), decimals, approver=approver)
        return asked.go(lambda some: asked.bring(session, some), decimals=asked.decimals(session), wrote=True)

    def run(  # noqa: PLR0913 - as above
        self,
        sessions: Callable[[], Session],
        staged: Staged,
        *,
        actor: str,
        approver: str | None = None,
        name: str = NAME,
        at: datetime | None = None,
        expected: Expected | None = None,
        batch: int = BATCH,
        progress: Tell | None = None,
        dry: bool = False,
    ) -> ImportReport:
        """Bring in whoever comes whole, each batch in a transaction of its own; raises as `write`.

        Called again after it was stopped, it passes by what is written and goes on. `dry` writes nothing, as
        `check`, and holds no transaction for longer than a batch.
        """
        asked = replace(self._pass(staged, name, at, expected, batch, progress), actor=_actor(actor))

        def look(some: Sequence[Bundle]) -> list[Case]:
            return run(sessions, lambda session: asked.judge(session, some))

        def each(some: Sequence[Bundle]) -> list[Case]:
            return run(sessions, lambda session: asked.bring(session, some))

        decimals = run(sessions, asked.decimals)
        if dry:
            return asked.go(look, decimals=decimals, wrote=False)
        self._must(asked, look, decimals, approver=approver)
        return asked.go(each, decimals=decimals, wrote=True)

    def _must(self, asked: Pass, look: Look, decimals: int, *, approver: str | None) -> None:
        """What must hold before anything is written; raises as `write`, BadReference for an approver."""
        second_person(0, self.alone_max, actor=asked.actor, approver=approver)
        if not asked.expected and self.alone_max is None:
            return
        report = replace(asked, progress=None).go(look, decimals=decimals, wrote=False)
        if report.differences:
            told = ", ".join(f"{one.name} {one.expected} ≠ {one.found}" for one in report.differences)
            raise TotalsDiffer(differences=told)
        points = sum(report.points_by_wallet.values())
        second_person(points, self.alone_max, actor=asked.actor, approver=approver)

    def _pass(  # noqa: PLR0913, PLR0917 - one pass
        self,
        staged: Staged,
        name: str,
        at: datetime | None,
        expected: Expected | None,
        batch: int,
        progress: Tell | None,
    ) -> Pass:
        return Pass(
            desk=self.desk,
            staged=staged,
            name=reference("import", name),
            at=self.desk.at(at),
            expected=expected_totals(expected),
            batch=batch,
            progress=progress,
        )


def _actor(actor: str) -> str:
    return reference("actor", actor)
