"""`python -m tests.cases PATH...`: cases of other engines, live and compiled, against what they assert."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.cases.format import NotOfTheFormat
from tests.cases.reading import read_cases
from tests.cases.running import Score, judge


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those of the folders named."""
    for path in paths:
        yield from sorted(path.glob("*.json")) if path.is_dir() else (path,)


def main() -> int:
    """Print the counts of each file with every difference; 1 when anything failed or was left out."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases", description=__doc__)
    parser.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="a file of cases, or a folder of such files"
    )
    total, unread = Score(), 0
    for path in files(parser.parse_args().paths):
        try:
            score = judge(read_cases(path))
        except NotOfTheFormat as error:
            print(f"{path.name}: not a file of cases. {error}")
            unread += 1
            continue
        print(f"{path.name}: {score}")
        for one in score.verdicts:
            for line in one.lines():
                print(f"  {line}")
        total.verdicts += score.verdicts
    told = f", {unread} not read" if unread else ""
    print(f"total: {total}{told}")
    return 0 if total.good and not unread else 1


if __name__ == "__main__":
    sys.exit(main())
