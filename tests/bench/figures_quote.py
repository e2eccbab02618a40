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
FEW, MANY, GROWTH_MAX, GROWTH_AIM = 20, 1_000, 100, 50
"""Lines of an ordinary cart and of a big one, and how many times the cost of the one the other may take."""


def quote(options: Options) -> list[Figure]:
    """Twenty lines with ten and with fifty automatic offers live, and a thousand lines against twenty."""
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
    few = [run for run in runs if run["params"]["lines"] == FEW]
    (many,) = (run for run in runs if run["params"]["lines"] == MANY)
    (base,) = (run for run in few if run["params"]["offers"] == many["params"]["offers"])
    return [*(_figure(run) for run in few), _growth(base["stats"], many["stats"])]


def _growth(few: dict[str, float], many: dict[str, float]) -> Figure:
    return Figure(
        what="quote, 50 automatic offers, live: 1,000 lines ÷ 20 lines",
        got=many["min"] / few["min"],
        must=GROWTH_MAX,
        aim=GROWTH_AIM,
        unit=" ×",
        notes=(
            f"{1e3 * many['min']:.1f} ms ÷ {1e3 * few['min']:.2f} ms, least of {many['rounds']:,} rounds",
        ),
    )


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
