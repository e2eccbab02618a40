"""Replay past orders through one or more programmes and write down what each would have cost."""

import argparse
from pathlib import Path

from loyalty.cli import options as typed
from loyalty.cli.extras import need

HELP = "replay past orders through programmes: what would each have cost?"


def add_options(options: argparse.ArgumentParser) -> None:
    """The programmes, the orders, where to write, and what the orders cannot tell."""
    options.add_argument(
        "programs", nargs="+", type=Path, metavar="PROGRAM", help="programmes (YAML or JSON)"
    )
    options.add_argument(
        "--orders", type=Path, required=True, metavar="FILE", help="order lines (Parquet, CSV)"
    )
    options.add_argument("--members", type=Path, metavar="FILE", help="members (Parquet, CSV)")
    options.add_argument(
        "--out", type=Path, metavar="DIR", help="folder of the report (out; none with --json)"
    )
    options.add_argument("--json", action="store_true", help="print the result as JSON, and nothing else")
    options.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="what a column of the file means, as 'Order No=order_id'; =CNY=currency: the same in all rows",
    )
    options.add_argument(
        "--zone", metavar="NAME", help="zone of times without an offset (default: the first programme's)"
    )
    options.add_argument("--status", type=Path, help=argparse.SUPPRESS)
    typed.add_settings(options)


def run(options: argparse.Namespace) -> int:
    """Simulate, write the report, print the headline."""
    need("simulate", "report")
    from loyalty.cli.running import Request, simulated
    from loyalty.cli.status import StatusFile

    with StatusFile(options.status) as status:
        programs = typed.programs(options.programs)
        request = Request(
            programs=programs,
            orders=options.orders,
            members=options.members,
            mapping=typed.mapping(options.map),
            zone=options.zone or programs[0].time_zone,
            settings=typed.settings(options, programs[0]),
            out=options.out if options.out or options.json else Path("out"),
            language=options.language,
        )
        simulated(request, status=status, as_json=options.json)
    return 0
