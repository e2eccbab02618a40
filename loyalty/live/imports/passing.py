"""A pass over the members of an import, batch by batch: judged only, or judged and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final, TypeAlias

from loyalty.live.desk import Desk, Host
from loyalty.live.imports.coming import Setting
from loyalty.live.imports.for_all import judged_for_all, write_for_all
from loyalty.live.imports.judging import Case, judged
from loyalty.live.imports.report import ImportProgress, ImportReport, Tally, told_report
from loyalty.live.imports.staging import Bundle, Staged
from loyalty.live.imports.writing import write_cases
from loyalty.store.arriving import offers_void
from loyalty.store.operations import Work
from loyalty.when import to_us

BATCH: Final = 500
"""Members of one transaction."""
Tell: TypeAlias = Callable[[ImportProgress], bool | None]
"""Hears how far it is; answering False ends the pass after the batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one pass is asked for."""

    desk: Desk
    staged: Staged
    name: str
    at: datetime
    actor: str = ""
    expected: Mapping[str, str] = field(default_factory=dict)
    batch: int = BATCH
    progress: Tell | None = None

    def go(
        self, each: Callable[[Sequence[Bundle]], list[Case]], *, decimals: int, wrote: bool
    ) -> ImportReport:
        """Hand every member to `each`, a batch at a time."""
        self.staged.begin()
        tally, total, stopped = Tally(), self.staged.members, False
        coming = self.staged.bundles()
        while bundles := list(islice(coming, max(self.batch, 1))):
            tally.add(each(bundles))
            if self.progress is not None and self.progress(tally.progress(total)) is False:
                stopped = True
                break
        return told_report(
            tally,
            self.staged,
            name=self.name,
            decimals=decimals,
            expected=self.expected,
            wrote=wrote,
            stopped=stopped,
        )

    def decimals(self, session: Host) -> int:
        """Decimals of the live programme's points; raises NoLiveProgram."""
        with self._working(session) as work:
            return self._setting(work).decimals

    def judge(self, session: Host, bundles: Sequence[Bundle]) -> list[Case]:
        """What would become of some members."""
        with self._working(session) as work:
            return self._judged(work, bundles)

    def bring(self, session: Host, bundles: Sequence[Bundle]) -> list[Case]:
        """Some members brought in, in the session's transaction."""
        with self._working(session) as work:
            cases = self._judged(work, bundles, locking=True)
            setting = self._setting(work)
            members = [one for one in cases if not one.coming.bundle.of_all]
            if members:
                write_cases(work, self.desk.plans, members, setting, actor=self.actor)
            for one in cases:  # last, as in an order: counters that all wait for
                if one.coming.bundle.of_all:
                    write_for_all(work, one, setting, actor=self.actor)
            return cases

    def _judged(self, work: Work, bundles: Sequence[Bundle], *, locking: bool = False) -> list[Case]:
        setting = self._setting(work, locking=locking)
        members = [one for one in bundles if not one.of_all]
        cases = judged(work.connection, members, setting, self.staged, actor=self.actor)
        return cases + [
            judged_for_all(work.connection, one, setting, self.staged, actor=self.actor)
            for one in bundles
            if one.of_all
        ]

    def _working(self, session: Host) -> AbstractContextManager[Work]:
        return self.desk.working(session, f"import:{self.name}", self.at)

    def _setting(self, work: Work, *, locking: bool = False) -> Setting:
        desk, kinds = self.desk, {source.kind for source in self.staged.files}
        return Setting(
            plan=desk.plans.live(work.connection, self.at, locking=locking),
            program_key=desk.program_key,
            name=self.name,
            at_us=to_us(self.at),
            secret=desk.secret,
            void_offers=frozenset(offers_void(work.connection, desk.program_key)),
            holds_told="holds" in kinds,
            credit_told="credit" in kinds,
        )
