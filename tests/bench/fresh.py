"""`python -m tests.bench.fresh WHAT FILE`: one run in a process of its own, told as JSON."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

MEGABYTE = 1_000_000


def main(what: str, file: str, kept: str = "") -> None:
    """Run and print; `kept` is the folder of packed files."""
    work = {"totals": totals, "result": result, "unaudited": unaudited}[what]
    told = work(Path(file), Path(kept) if kept else None)
    sys.stdout.write(json.dumps({**told, "peak_mb": peak_mb()}) + "\n")


def totals(file: Path, kept: Path | None) -> dict[str, Any]:
    """From the file to the sums of the reference rules."""
    from tests.bench.logs import packed_bytes, read
    from tests.bench.replays import plan_of, run_out, sums_of, unrun

    log = read(file, kept=kept)
    replay = unrun(plan_of("reference"), log)
    run_out(replay)
    return {"sums": sums_of(replay), "packed_mb": packed_bytes(log, kept) / MEGABYTE}


def result(file: Path, kept: Path | None, *, orders: int = 1000, members: int = 50) -> dict[str, Any]:
    """From the file to a whole result with its audit: what `simulate` gives whoever calls it."""
    from loyalty.simulate import Settings, simulate
    from tests.bench.logs import read
    from tests.bench.replays import plan_of

    stages: list[str] = []

    def hear(progress: Any) -> None:
        if progress.stage not in stages:
            stages.append(progress.stage)

    settings = Settings(parity_orders=orders, parity_members=members)
    told = simulate(read(file, kept=kept), [plan_of("reference").program], settings=settings, progress=hear)
    parity = told.drafts[0].parity
    return {
        "sums": {"orders": told.log.orders},
        "stages": stages,
        "audited": parity.orders + parity.member_orders,
    }


def unaudited(file: Path, kept: Path | None) -> dict[str, Any]:
    """The same without its audit, for what a start costs."""
    return result(file, kept, orders=0, members=0)


def peak_mb() -> float:
    """The most memory this process ever held; where Linux tells, without what its parent held at the fork."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) * 1024 / MEGABYTE
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024) / MEGABYTE


if __name__ == "__main__":
    main(*sys.argv[1:])
