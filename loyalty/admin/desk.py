"""Runs of the simulator, each a process of its own: a page that is drawn again or left does not touch it.

A run is a folder: what was asked, how far it is, what came out. The process is the command
`loyalty simulate`, which keeps a status file and ends when this server ends; so a run of an earlier server
that has no answer was interrupted, and nothing needs to be cleaned up.
"""

import json
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from loyalty.errors import RunUnexplained
from loyalty.reports.orders_file import stem_of
from loyalty.rules.document import load_program
from loyalty.when import Clock

RECENT_MAX: Final = 12
PATIENCE: Final = 10
"""Seconds a process gets to end."""
EXPLAIN_PATIENCE: Final = 600
"""Seconds an order's explanation may take; where members share limits, all orders before it are run."""
UNCOUNTED: Final = ("opening", "packing", "compiling", "writing", "writing_orders")
"""Stages that are one piece: a bar that is full at once would say that all is done."""
_STAMP: Final = "%Y%m%d-%H%M%S"
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a run is to simulate: programmes as (file name, text), files, further options of the command."""

    titles: tuple[str, ...]
    programs: tuple[tuple[str, str], ...]
    orders: Path
    members: Path | None
    options: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `running`, `done`, `failed`, `cancelled`, `interrupted`, `broken` (it ended wordless)."""

    id: str
    folder: Path
    state: str
    titles: tuple[str, ...]
    orders: str
    status: Mapping[str, Any]
    source: Path | None = None
    """The file of orders."""

    @property
    def started(self) -> datetime:
        """When it was asked for, to the second, as its id says."""
        return datetime.strptime(self.id[:15], _STAMP).replace(tzinfo=UTC)

    def text(self, language: str) -> str | None:
        """How far it is, or why it failed."""
        return self.status.get(language)

    def share(self) -> float | None:
        """How much of its stage is done; None while that cannot be said."""
        total = 0 if self.status.get("stage") in UNCOUNTED else self.status.get("total") or 0
        return min(self.status["done"] / total, 1) if total else None

    @property
    def json(self) -> Path:
        """The figures."""
        return self.folder / "report.json"

    @property
    def grid(self) -> Path:
        """The figures of a run that moved one figure of a programme; other runs have none."""
        return self.folder / "grid.json"

    def outcomes(self, draft: int, drafts: int) -> Path:
        """Every order under one of so many drafts; runs of earlier versions have none."""
        return self.folder / f"{stem_of(draft, drafts)}.parquet"

    def program(self, draft: int) -> Path | None:
        """The programme of a draft as it was asked for."""
        return next((self.folder / "programs" / str(draft + 1)).glob("*"), None)

    @property
    def html(self) -> Path:
        """The page to print."""
        return self.folder / "report.html"

    @property
    def log(self) -> Path:
        """What the process said for whoever mends it."""
        return self.folder / "log.txt"


class Desk:
    """All runs below one folder, and the processes this server started."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """`folder` need not be there yet."""
        self._folder = folder
        self._clock = clock
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def new_id(self) -> str:
        """An id for a run that may follow: ids sort by time."""
        return f"{self._clock.now().astimezone(UTC):{_STAMP}}-{secrets.token_hex(2)}"

    def start(self, run_id: str, question: Question) -> None:
        """Begin the run; an id that has begun already is left alone, so a second click does nothing."""
        folder = self._folder / run_id
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            return
        files = [str(path) for path in (question.orders, question.members) if path is not None]
        asked = {
            "titles": question.titles,
            "orders": question.orders.name,
            "options": question.options,
            "files": files,
        }
        (folder / "question.json").write_text(json.dumps(asked), encoding="utf-8")
        with (folder / "log.txt").open("wb") as log:
            self._processes[run_id] = subprocess.Popen(  # noqa: S603 - our own interpreter, arguments as a list
                _command(folder, question),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def run(self, run_id: str) -> Run | None:
        """The run as it stands now; None where there is none."""
        folder = self._folder / run_id
        asked = _read(folder / "question.json") if _ID.fullmatch(run_id) else None
        if asked is None:
            return None
        ended = self._ended(run_id)
        status = _read(folder / "status.json") or {}
        state = status.get("state", "running")
        if ended or state != "running":
            self._see_off(run_id)
        if state == "running" and (folder / "cancelled").exists():
            state = "cancelled"
        elif state == "running" and ended:
            state = "broken" if run_id in self._processes else "interrupted"
        files = asked.get("files") or [None]
        source = None if files[0] is None else Path(files[0])
        return Run(run_id, folder, state, tuple(asked["titles"]), asked["orders"], status, source)

    def cancel(self, run_id: str) -> None:
        """End the run; one that has its answer already keeps it."""
        process = self._processes.get(run_id)
        if process is None or process.poll() is not None:
            return
        (self._folder / run_id / "cancelled").touch()
        process.kill()
        self._see_off(run_id)

    def check(
        self, orders: Path, members: Path | None, options: Sequence[str], *, language: str
    ) -> dict[str, Any]:
        """What a simulation would take from order files, as `loyalty orders check` says it, or why not."""
        command = [sys.executable, "-m", "loyalty.cli", "orders", "check", str(orders), "--json", *options]
        if members is not None:
            command.append(f"--members={members}")
        done = subprocess.run(  # noqa: S603 - our own interpreter, arguments as a list
            [*command, f"--language={language}"], capture_output=True, check=False
        )
        try:
            found: dict[str, Any] = json.loads(done.stdout)
        except ValueError:  # an option, or a file that is not there: a sentence and its code
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            return {"usable": False, "files": [], "error": {language: "".join(said)}}
        return found

    def explain(self, run_id: str, draft: int, order_id: str) -> list[dict[str, Any]]:
        """One order of a finished run under one of its programmes, and its returns, step by step.

        Raises RunUnexplained.
        """
        found: list[dict[str, Any]] = self._answer(run_id, draft, [f"--order={order_id}"])["orders"]
        return found

    def part(self, run_id: str, draft: int, which: Mapping[str, str]) -> int:
        """What of its orders' cost belongs to a figure (minor units); `which` as `loyalty explain` takes it.

        Raises RunUnexplained.
        """
        options = [f"--{name}={value}" for name, value in which.items()]
        return int(self._answer(run_id, draft, [*options, "--top=0"])["part_minor"])

    def _answer(self, run_id: str, draft: int, options: list[str]) -> dict[str, Any]:
        """What the command `loyalty explain` says of a run, asked with the run's own options.

        Times without an offset are meant in the first programme's zone, as they were in the run.
        """
        asked = _read(self._folder / run_id / "question.json") or {}
        run = self.run(run_id)
        program = None if run is None else run.program(draft)
        if run is None or program is None or not asked.get("files"):
            raise RunUnexplained(run_id=run_id)
        files = [
            f"--{name}={path}" for name, path in zip(("orders", "members"), asked["files"], strict=False)
        ]
        command = [sys.executable, "-m", "loyalty.cli", "explain", str(program), *files]
        zone = f"--zone={load_program(run.program(0) or program).time_zone}"
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter, arguments as a list
                [*command, zone, *asked["options"], *options, "--json"],
                capture_output=True,
                check=True,
                timeout=EXPLAIN_PATIENCE,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise RunUnexplained(run_id=run_id) from error
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def recent(self) -> tuple[Run, ...]:
        """The latest runs, newest first."""
        names = [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []
        runs = (self.run(name) for name in sorted(names, reverse=True)[:RECENT_MAX])
        return tuple(run for run in runs if run is not None)

    def _ended(self, run_id: str) -> bool:
        """Whether no process of this server works on it; asked before its status is read."""
        process = self._processes.get(run_id)
        return process is None or process.poll() is not None

    def _see_off(self, run_id: str) -> None:
        """A process that has given its answer, or was told to end, is on its way out."""
        process = self._processes.get(run_id)
        if process is not None and process.stdin is not None and not process.stdin.closed:
            process.wait(PATIENCE)
            process.stdin.close()


def _command(folder: Path, question: Question) -> list[str]:
    command = [sys.executable, "-m", "loyalty.cli", "simulate"]
    for number, (name, content) in enumerate(question.programs, start=1):
        path = folder / "programs" / str(number) / name
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
        command.append(str(path))
    command += [f"--orders={question.orders}", f"--out={folder}", f"--language={question.language}"]
    if question.members is not None:
        command.append(f"--members={question.members}")
    return [*command, f"--status={folder / 'status.json'}", "--traceback", *question.options]


def _read(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None
