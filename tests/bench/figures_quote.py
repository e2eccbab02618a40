"""What one live quote costs, measured by pytest-benchmark on CPU time in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.bench.options import Options
from tests.bench.table import Figure

BOUNDS: Final = {
    10: (300, 150, "0.9 ms; django-oscar: 141 ms"),
    50: (1_200, 450, "4.4 ms; django-oscar: 576 ms"),
}
"""By automatic offers: must, aim, and what others take."""


def quote(options: Options) -> list[Figure]:
    """Twenty lines with ten and with fifty automatic offers live."""
    del options
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "quotes.json"
        subprocess.run(
            [
                sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--benchmark-only",
                "--benchmark-timer=time.process_time", "--benchmark-min-rounds=200", "--benchmark-quiet",
                f"--benchmark-json={table}", str(Path(__file__).with_name("test_bench_quote.py")),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        runs = json.loads(table.read_text(encoding="utf-8"))["benchmarks"]
    return [_figure(run) for run in runs]


def _figure(run: dict[str, dict[str, float]]) -> Figure:
    offers = int(run["params"]["offers"])
    must, aim, others = BOUNDS[offers]
    stats, seen = run["stats"], run["extra_info"]
    return Figure(
        what=f"quote, 20 lines, live: {offers} automatic offers",
        got=1e6 * stats["min"],
        must=must,
        aim=aim,
        unit=" µs",
        digits=0,
        notes=(
            f"least of {stats['rounds']:,} rounds, median {1e6 * stats['median']:.0f} µs",
            f"100 % eligible, {100 * seen['applied']:.0f} % applied; Medusa's pure calculation: {others}",
        ),
    )
