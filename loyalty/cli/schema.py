"""Print the JSON Schema of programme documents, for editors that complete and check while one types."""

import argparse
import json

from loyalty.rules.document import json_schema

HELP = "print the JSON Schema of programme documents"


def add_options(options: argparse.ArgumentParser) -> None:
    """None of its own."""
    del options


def run(options: argparse.Namespace) -> int:
    """Print it."""
    del options
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0
