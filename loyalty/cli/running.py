"""A simulation from files to a report, its progress on stderr; the commands differ only in what they ask."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loyalty.cli.headline import print_headline
from loyalty.cli.source import Source, read
from loyalty.cli.status import StatusFile
from loyalty.cli.watch import Watch
from loyalty.errors import OutputUnwritable
from loyalty.handed_in.files import is_there
from loyalty.reports import FORMATS, ReportPaths, write_report
from loyalty.reports.orders_file import stem_of, write_orders
from loyalty.rules.program import Program
from loyalty.simulate import Settings, simulate
from loyalty.simulate.replaying.replay import Replay


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything a run needs; without `out` nothing is written.

    `formats` are the report's and `csv`, which is every order of every draft.
    """

    programs: tuple[Program, ...]
    baseline: Program | None = None
    source: Source
    settings: Settings
    switches: bool = True
    out: Path | None
    formats: tuple[str, ...] = FORMATS
    language: str


def simulated(request: Request, *, status: StatusFile, as_json: bool = False) -> ReportPaths | None:
    """Run it, write the report, print the headline or the JSON; raises LoyaltyError."""
    ready(request.source, request.out)
    with Watch(request.language, status) as watch:
        log = read(request.source, watch)
        result = simulate(
            log,
            request.programs,
            settings=request.settings,
            baseline=request.baseline,
            switches=request.switches,
            keep=_keeper(request, watch),
            progress=watch,
        ).as_dict()
        paths = None
        if request.out is not None:
            watch.at("writing")
            formats = [one for one in FORMATS if one in request.formats]
            paths = write_report(result, request.out, language=request.language, formats=formats)
    if as_json:
        print_json(result)
    else:
        print_headline(result, language=request.language, paths=paths)
    return paths


def ready(source: Source, out: Path | None) -> None:
    """Raises FileMissing or OutputUnwritable before the run what would otherwise fail after it."""
    source.there()
    if out is not None:
        _check_writable(out)


def print_json(result: Mapping[str, Any]) -> None:
    """The result and nothing else, in letters that the terminal has."""
    plain = (sys.stdout.encoding or "").lower() != "utf-8"
    json.dump(result, sys.stdout, ensure_ascii=plain, allow_nan=False, indent=1)
    print()


def _keeper(request: Request, watch: Watch) -> Callable[[int, Replay], None] | None:
    """Writes every order of a draft beside the report: for whoever looks behind its figures."""
    out = request.out
    if out is None:
        return None
    wanted = ("csv", "parquet") if "csv" in request.formats else ("parquet",)

    def keep(place: int, replay: Replay) -> None:
        watch.at("writing_orders")
        stem = stem_of(place, len(request.programs))
        write_orders(replay, out, stem=stem, formats=wanted, language=request.language)  # type: ignore[arg-type]

    return keep


def _check_writable(folder: Path) -> None:
    place = folder.absolute()
    while not is_there(place):
        place = place.parent
    if not place.is_dir():
        raise OutputUnwritable(path=folder, what=f"{place} is a file", what_zh=f"{place} 是文件")
    if not os.access(place, os.W_OK):
        what, what_zh = f"{place} may not be written", f"{place} 没有写入权限"
        raise OutputUnwritable(path=folder, what=what, what_zh=what_zh)
