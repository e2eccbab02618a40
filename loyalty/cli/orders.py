"""Look at order files before a simulation: what is understood, what is wrong, what would be needed."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from loyalty.cli.extras import need
from loyalty.cli.options import present
from loyalty.cli.reading_options import add_reading, reading

if TYPE_CHECKING:
    from loyalty.simulate.orders.checking import OrderCheck
    from loyalty.simulate.orders.intake import Reading

HELP = "check order files: which columns mean what, how much there is, what is wrong"
UNUSABLE = 2


def add_options(options: argparse.ArgumentParser) -> None:
    """The one thing to do with order files, and how they are written."""
    actions = options.add_subparsers(title="actions", metavar="ACTION", required=True)
    check = actions.add_parser("check", help=HELP, description=__doc__)
    check.add_argument("files", nargs="+", type=Path, metavar="FILE", help="order lines (Parquet, CSV)")
    check.add_argument("--members", type=Path, metavar="FILE", help="members (Parquet, CSV)")
    check.add_argument("--zone", metavar="NAME", help="zone of times without an offset (UTC)")
    check.add_argument(
        "--problems", type=Path, metavar="OUT.csv", help="write every row left out or mended to this file"
    )
    check.add_argument("--json", action="store_true", help="print the result as JSON, and nothing else")
    check.add_argument(
        "--language", choices=("en", "zh"), default=argparse.SUPPRESS, help="language of what is printed"
    )
    check.add_argument("--traceback", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    add_reading(check)


def run(options: argparse.Namespace) -> int:
    """Check the files, print what was found, write the rows with problems."""
    need("simulate")
    from rich.console import Console

    from loyalty.cli.orders_view import print_check
    from loyalty.simulate.orders.checking import check_orders

    with Console(stderr=True, highlight=False).status(_WORDS[options.language]["opening"]) as status:

        def tell(now: "Reading") -> None:
            percent = now.done * 100 // max(now.total, 1)
            status.update(_WORDS[options.language]["reading"].format(file=now.file, percent=percent))

        found = check_orders(
            [present(path) for path in options.files],
            mapping=reading(options),
            zone=options.zone,
            members=present(options.members) if options.members else None,
            progress=tell,
        )
    written = _written(found, options.problems)
    if options.json:
        json.dump(found.as_dict(), sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        print_check(found, language=options.language, problems=options.problems, written=written)
    return 0 if found.log is not None else UNUSABLE


def _written(found: "OrderCheck", path: Path | None) -> int | None:
    """How many rows were written to the file that was asked for."""
    if path is None or found.log is None or found.log.problem_rows is None:
        return None
    return found.log.problem_rows.write(path, files=found.log.files)


_WORDS: Final = {
    "en": {"opening": "opening the files", "reading": "reading {file}: {percent} %"},
    "zh": {"opening": "正在打开文件", "reading": "正在读取 {file}：{percent} %"},
}
