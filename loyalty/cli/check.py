"""Run carts with expectations through a programme: what comes differently is shown as a diff.

The scenarios stand in a YAML file beside the programme (docs/how-to/check-a-programme.md). Every step goes
through the engine that a checkout runs. 0: all as expected; 1: something differs; 2: a file cannot be used.
"""

import argparse
import json
from pathlib import Path

from loyalty.cli.options import present, programs
from loyalty.cli.paint import print_painted

HELP = "run carts with expectations through a programme"


def add_options(options: argparse.ArgumentParser) -> None:
    """A programme, and the scenarios kept beside it."""
    options.add_argument("program", type=Path, metavar="PROGRAM", help="programme file (YAML or JSON)")
    options.add_argument(
        "scenarios",
        type=Path,
        nargs="?",
        metavar="SCENARIOS",
        help="scenario file (YAML or JSON); PROGRAM.scenarios.yaml beside the programme when left out",
    )
    options.add_argument("--json", action="store_true", help="print the result as JSON, and nothing else")
    options.add_argument(
        "--got", action="store_true", help="print what each step gives, as the `expect` that would pass"
    )


def run(options: argparse.Namespace) -> int:
    """Run the scenarios; 1 when one of them differs."""
    from loyalty.errors import DocumentInvalid
    from loyalty.scenarios import check, load_scenarios
    from loyalty.scenarios.telling import document, got, told

    (program,) = programs([options.program])
    path = present(options.scenarios or beside(options.program))
    try:
        result = check(program, load_scenarios(path), bare=options.got)
    except DocumentInvalid as error:
        error.add_note(str(path))
        raise
    if options.json:
        print(json.dumps(document(result), ensure_ascii=False, indent=1))
    elif options.got:
        print_painted(got(result, options.language))
        return 0
    else:
        print_painted(told(result, options.language))
    return int(not result.passed)


def beside(program: Path) -> Path:
    """The scenario file of a programme: `shop.yaml` has `shop.scenarios.yaml`."""
    return program.with_name(f"{program.stem}.scenarios.yaml")
