"""Who watches a run: a line on stderr for people, a status file for programs."""

import time
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bar

from loyalty.cli.progress import Step
from loyalty.cli.status import StatusFile
from loyalty.simulate import Progress

STATUS_EVERY: Final = 0.25
"""Seconds between two states of a status file."""


class Watch:
    """Takes the run's progress."""

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
        program = (progress.program_zh if self._language == "zh" else "") or progress.program
        self.at(progress.stage, program=program, done=progress.done, total=progress.total)

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
