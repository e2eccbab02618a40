"""Fresh processes: what a start, a first compile and a whole run cost with nothing warm in memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Child:
    """What a process told of itself, and the CPU and wall seconds it took from its start to its end."""

    told: dict[str, Any]
    cpu: float
    wall: float


def child(*arguments: str, **environment: str) -> Child:
    """Run `python -m tests.bench.fresh` with these arguments; no other child may end meanwhile."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.fresh", *arguments],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Child(json.loads(done.stdout), cpu, wall)


def cheapest(*arguments: str, rounds: int, **environment: str) -> Child:
    """The child that took the least CPU; all of them must tell the same figures."""
    runs = [child(*arguments, **environment) for _ in range(rounds)]
    assert len({json.dumps(one.told["sums"], sort_keys=True) for one in runs}) == 1
    return min(runs, key=lambda one: one.cpu)
