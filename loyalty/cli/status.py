"""A file that says how far a run is, for a program that started it and draws its own progress.

Each state is written whole and moved into place, so a reader never meets half of one. Texts stand in both
languages, because the reader may switch while the run goes on. The run belongs to whoever started it: when
its standard input closes, it ends.
"""

import json
import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from loyalty.cli.progress import Step
from loyalty.errors import LoyaltyError

ORPHANED: Final = 130


class StatusFile:
    """Writes `running`, `done` or `failed`; without a path it does nothing."""

    def __init__(self, path: Path | None) -> None:
        """A path starts the watch over standard input."""
        self._path = path
        if path is not None:
            threading.Thread(target=_end_with_the_caller, daemon=True).start()

    def __enter__(self) -> Self:
        """A run begins."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A run ends; an error goes on its way after it was written down."""
        if error is None:
            self._write({"state": "done"})
        elif isinstance(error, LoyaltyError):
            texts = {language: error.text(language) for language in ("en", "zh")}
            self._write({"state": "failed", "code": error.code, **texts})

    def at(self, step: Step) -> None:
        """The run is here."""
        texts = {language: step.text(language) for language in ("en", "zh")}
        self._write(
            {"state": "running", "stage": step.stage, "done": step.done, "total": step.total, **texts}
        )

    def _write(self, state: dict[str, object]) -> None:
        if self._path is None:
            return
        passing = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        passing.write_text(json.dumps(state), encoding="utf-8")
        passing.replace(self._path)


def _end_with_the_caller() -> None:
    """Reports are moved into place whole, so a run may end at any moment."""
    while sys.stdin.buffer.read(1):
        pass
    os._exit(ORPHANED)
