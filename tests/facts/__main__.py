"""`python -m tests.facts FACTS.json --lines DIR`: reproduce independently computed figures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.facts.runner import check_set, read_facts


def main() -> int:
    """Print passed and failed by data set with each difference; 1 when anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.facts", description=__doc__)
    parser.add_argument("facts", type=Path, help="the facts file")
    parser.add_argument(
        "--lines", type=Path, required=True, help="the folder of order lines, one Parquet a set"
    )
    options = parser.parse_args()
    passed = failed = 0
    for name, expected in read_facts(options.facts).items():
        if name.startswith("_"):
            continue
        score = check_set(name, expected, options.lines)
        print(f"{name}: {score.passed} passed, {len(score.failures)} failed")
        for line in score.failures:
            print(f"  {line}")
        for line in score.left_out:
            print(f"  left out: {line}")
        passed += score.passed
        failed += len(score.failures)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
