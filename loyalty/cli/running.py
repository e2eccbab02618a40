"""A simulation from files to a report, its progress on stderr; the commands differ only in what they ask."""

import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar

from loyalty.cli.headline import print_headline
from loyalty.cli.options import present
from loyalty.cli.progress import Step
from loyalty.cli.status import StatusFile
from loyalty.errors import OutputUnwritable
from loyalty.reports import ReportPaths, write_report
from loyalty.rules.program import Program
from loyalty.simulate import OrderLog, Progress, Settings, simulate

STATUS_EVERY = 0.25
"""Seconds between two states of a status file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything a run needs; without `out` no report is written."""

    programs: tuple[Program, ...]
    orders: Path
    members: Path | None
    mapping: Mapping[str, str]
    zone: str
    settings: Settings
    out: Path | None
    language: str


def simulated(request: Request, *, status: StatusFile, as_json: bool = False) -> ReportPaths | None:
    """Run it, write the report, print the headline or the JSON; raises LoyaltyError."""
    present(request.orders)
    if request.out is not None:
        _check_writable(request.out)
    with Watch(request.language, status) as watch:
        watch.at("reading")
        log = OrderLog.read(
            request.orders, members=request.members, mapping=request.mapping, zone=request.zone
        )
        outcome = simulate(log, request.programs, settings=request.settings, progress=watch)
        result = outcome.as_dict()
        paths = None
        if request.out is not None:
            watch.at("writing")
            paths = write_report(result, request.out, language=request.language)
    if as_json:
        _print_json(result)
    else:
        print_headline(result, language=request.language, paths=paths)
    return paths


class Watch:
    """Takes the run's progress: a line on stderr for people, a status file for programs."""

    def __init__(self, language: str, status: StatusFile) -> None:
        """Nothing is shown before the run begins."""
        self._language = language
        self._status = status
        self._console = Console(stderr=True, highlight=False)
        columns = (SpinnerColumn(), BarColumn(24), TextColumn("{task.description}", markup=False))
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task("", total=None)
        self._stage = ("", "")
        self._since = self._written = 0.0

    def __enter__(self) -> Self:
        """Show the line; where stderr is no terminal, one line a stage."""
        if self._console.is_terminal:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the line away again."""
        if self._console.is_terminal:
            self._bar.stop()

    def __call__(self, progress: Progress) -> None:
        """The simulator is here."""
        self.at(progress.stage, program=progress.program, done=progress.done, total=progress.total)

    def at(self, stage: str, *, program: str = "", done: int = 0, total: int = 0) -> None:
        """The run is here."""
        now = time.monotonic()
        fresh = self._stage != (stage, program)
        if fresh:
            self._stage, self._since = (stage, program), now
        step = Step(stage, program, done, total, now - self._since)
        text = step.text(self._language)
        self._bar.update(self._task, description=text, completed=step.done, total=step.total or None)
        if fresh and not self._console.is_terminal:
            bare = Step(stage, program, 0, 0, 0.0).text(self._language)
            self._console.print(bare, markup=False, soft_wrap=True)
        if fresh or now - self._written >= STATUS_EVERY:
            self._written = now
            self._status.at(step)


def _print_json(result: Mapping[str, Any]) -> None:
    plain = (sys.stdout.encoding or "").lower() != "utf-8"
    json.dump(result, sys.stdout, ensure_ascii=plain, allow_nan=False, indent=1)
    print()


def _check_writable(folder: Path) -> None:
    """A folder that cannot be written is told before the run, not after it."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    if not place.is_dir():
        raise OutputUnwritable(path=folder, what=f"{place} is a file.", what_zh=f"{place} 是文件。")
    if not os.access(place, os.W_OK):
        what, what_zh = f"{place} may not be written.", f"{place} 没有写入权限。"
        raise OutputUnwritable(path=folder, what=what, what_zh=what_zh)
