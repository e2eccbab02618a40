"""Print the JSON Schema of programme or scenario documents, for editors that check while one types."""

import argparse
import json

from loyalty.rules.document import json_schema
from loyalty.scenarios.source import scenarios_schema

HELP = "print the JSON Schema of programme documents"


def add_options(options: argparse.ArgumentParser) -> None:
    """Of which kind of document."""
    options.add_argument(
        "--scenarios", action="store_true", help="of scenario files (see `loyalty check`) instead"
    )


def run(options: argparse.Namespace) -> int:
    """Print it."""
    schema = scenarios_schema() if options.scenarios else json_schema()
    print(json.dumps(schema, ensure_ascii=False, indent=2))
    return 0
