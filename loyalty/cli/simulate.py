"""Replay past orders through one or more programmes and write down what each would have cost."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from loyalty.cli import options as typed
from loyalty.cli.extras import need
from loyalty.errors import BadOption
from loyalty.rules.program import Program

if TYPE_CHECKING:
    from loyalty.cli.status import StatusFile

HELP = "replay past orders through programmes: what would each have cost?"
OUT: Final = Path("out")
FORMATS_HELP: Final = (
    "what is written, of html, xlsx, json, csv; csv is every order of a draft, or every variant of a grid "
    "(html,xlsx,json; with --grid all four)"
)


def add_options(options: argparse.ArgumentParser) -> None:
    """The programmes, the orders, where to write, and what the orders cannot tell."""
    options.add_argument(
        "programs", nargs="+", type=Path, metavar="PROGRAM", help="programmes (YAML or JSON)"
    )
    typed.add_orders(options)
    options.add_argument(
        "--out", type=Path, metavar="DIR", help="folder of the report (out; none with --json)"
    )
    options.add_argument("--formats", metavar="A,B", help=FORMATS_HELP)
    options.add_argument("--json", action="store_true", help="print the result as JSON, and nothing else")
    options.add_argument("--status", type=Path, help=argparse.SUPPRESS)
    asked = options.add_argument_group("what to compare")
    asked.add_argument(
        "--baseline", type=Path, metavar="PROGRAM", help="a programme that the drafts are compared with"
    )
    asked.add_argument(
        "--switches",
        choices=("all", "none"),
        default="all",
        help="set each cap, limit and budget otherwise and replay, to see what moves the cost (all)",
    )
    asked.add_argument(
        "--grid",
        action="append",
        default=[],
        metavar="PATH=LOW:HIGH:STEP",
        help="replay variants of one programme with a field set to other values, as "
        "offers.full_reduction.minimum=200:400:20 or =200,300,none; a second --grid makes every combination",
    )
    typed.add_settings(options)


def run(options: argparse.Namespace) -> int:
    """Simulate, write the report, print the headline."""
    need("simulate", "report")
    from loyalty.cli.status import StatusFile

    with StatusFile(options.status) as status:
        programs = typed.programs(options.programs)
        (_grid if options.grid else _simulate)(options, programs, status)
    return 0


def _simulate(options: argparse.Namespace, programs: tuple[Program, ...], status: "StatusFile") -> None:
    from loyalty.cli.running import Request, simulated
    from loyalty.reports import FORMATS

    request = Request(
        programs=programs,
        baseline=typed.programs([options.baseline])[0] if options.baseline else None,
        source=typed.source(options, programs[0]),
        settings=typed.settings(options, programs[0]),
        switches=options.switches == "all",
        out=_out(options),
        formats=typed.formats(options.formats, (*FORMATS, "csv"), FORMATS),
        language=options.language,
    )
    simulated(request, status=status, as_json=options.json)


def _grid(options: argparse.Namespace, programs: tuple[Program, ...], status: "StatusFile") -> None:
    from loyalty.cli.varying import GridRequest, varied
    from loyalty.reports.grid_document import GRID_FORMATS

    if len(programs) > 1 or options.baseline:
        mend = "A grid varies one programme: name a single one, without --baseline."
        mend_zh = "每次只能变动一个方案：请只写一个方案，且不要使用 --baseline。"
        raise BadOption(option="--grid", value=options.grid[0], mend=mend, mend_zh=mend_zh)
    request = GridRequest(
        program=programs[0],
        axes=tuple(options.grid),
        source=typed.source(options, programs[0]),
        settings=typed.settings(options, programs[0]),
        out=_out(options),
        formats=typed.formats(options.formats, GRID_FORMATS, GRID_FORMATS),
        language=options.language,
    )
    varied(request, status=status, as_json=options.json)


def _out(options: argparse.Namespace) -> Path | None:
    """JSON on stdout needs no folder."""
    asked: Path | None = options.out
    return asked if asked or options.json else OUT
