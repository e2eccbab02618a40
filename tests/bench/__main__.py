"""`python -m tests.bench [FIGURE ...]`: the table of what must be reached, and what was got."""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tests.bench.figures_growth import growth
from tests.bench.figures_hot import hot
from tests.bench.figures_live import live
from tests.bench.figures_quote import quote
from tests.bench.figures_reference import cold, memory, warm, whole
from tests.bench.figures_replay import plain20, replay20
from tests.bench.figures_start import start
from tests.bench.figures_threads import threads
from tests.bench.options import Options
from tests.bench.table import Figure, keep, show

FIGURES: Final[dict[str, Callable[[Options], list[Figure]]]] = {
    "warm": warm,
    "cold": cold,
    "plain20": plain20,
    "replay20": replay20,
    "memory": memory,
    "threads": threads,
    "start": start,
    "quote": quote,
    "live": live,
    "hot": hot,
    "growth": growth,
    "whole": whole,
}


def versions() -> dict[str, str]:
    """What the figures were taken with."""
    named = {name: version(name) for name in ("numba", "numpy", "polars", "duckdb")}
    return {"python": platform.python_version(), "machine": platform.machine(), **named}


def main() -> int:
    """Measure, print, keep; 1 when something that must be reached is not."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "figures", nargs="*", metavar="FIGURE", help=f"some of {', '.join(FIGURES)}; else all"
    )
    parser.add_argument("--lines", type=int, default=Options().lines, help="order lines of the history")
    parser.add_argument("--rounds", type=int, default=Options().rounds, help="runs of which the least counts")
    parser.add_argument("--out", type=Path, default=Path(".benchmarks/table.json"), help="the table as JSON")
    chosen = parser.parse_args()
    if unknown := set(chosen.figures) - set(FIGURES):
        parser.error(f"no such figure: {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    options = Options(lines=chosen.lines, rounds=chosen.rounds)
    measured: list[Figure] = []
    for name in chosen.figures or FIGURES:
        sys.stderr.write(f"{name} ...\n")
        measured += FIGURES[name](options)
    conditions = {"lines": options.lines, "rounds": options.rounds, "seed": options.shape.seed, **versions()}
    sys.stdout.write("\n" + ", ".join(f"{name} {value}" for name, value in conditions.items()) + "\n\n")
    show(measured)
    keep(measured, chosen.out, **conditions)
    return int(any(figure.ok is False for figure in measured))


if __name__ == "__main__":
    sys.exit(main())
