"""Compare two programmes: every change by section, as a sentence, with its path and both values.

0: they are the same programme; 1: they differ; 2: a file cannot be used. The same codes as diff(1).
"""

import argparse
import json
from pathlib import Path

from loyalty.cli.options import programs
from loyalty.cli.paint import print_painted
from loyalty.rules.diff import diff
from loyalty.rules.diff_text import diff_document, diff_lines

HELP = "compare two programmes: what changes, in plain sentences"


def add_options(options: argparse.ArgumentParser) -> None:
    """The old programme and the new one."""
    options.add_argument("old", type=Path, metavar="OLD", help="programme file (YAML or JSON)")
    options.add_argument("new", type=Path, metavar="NEW", help="programme file (YAML or JSON)")
    options.add_argument("--json", action="store_true", help="print the changes as JSON, and nothing else")


def run(options: argparse.Namespace) -> int:
    """Print the changes; 1 when there are any."""
    found = diff(*programs([options.old, options.new]))
    if options.json:
        print(json.dumps(diff_document(found), ensure_ascii=False, indent=1))
    else:
        print_painted(diff_lines(found, options.language))
    return int(not found.same)
