"""What a process pays before its first order: compiling on a fresh machine, loading what was compiled."""

from __future__ import annotations

import tempfile

from tests.bench.children import child
from tests.bench.history import Shape, history
from tests.bench.options import Options
from tests.bench.table import Figure

SMALL = Shape(lines=3_000)


def start(options: Options) -> list[Figure]:
    """The same small simulation with an empty cache of kernels, then with a full one."""
    path = str(history(SMALL))
    with tempfile.TemporaryDirectory() as folder:
        first = child("unaudited", path, LOYALTY_CACHE=folder)
        again = [child("totals", path, LOYALTY_CACHE=folder) for _ in range(max(options.rounds, 2))]
        quiet = child("unaudited", path, LOYALTY_CACHE=folder)
    assert first.told["stages"][0] == "compiling"
    assert quiet.told["stages"][0] == "replaying"
    assert first.told["sums"] == quiet.told["sums"] == {"orders": SMALL.orders}
    assert {one.told["sums"]["orders"] for one in again} == {SMALL.orders}
    best = min(again, key=lambda one: one.cpu)
    how = f"a fresh process, imports and a replay of {SMALL.orders} orders included"
    return [
        Figure(
            what="first compile on a fresh machine",
            got=first.cpu,
            must=40,
            aim=20,
            unit=" s",
            notes=(f"{how}; {first.wall:.1f} s by the wall; progress says that it compiles",),
        ),
        Figure(
            what="start from cache",
            got=best.cpu,
            must=3,
            aim=1,
            unit=" s",
            digits=2,
            notes=(f"{how}; {best.wall:.2f} s by the wall; progress says nothing of compiling",),
        ),
    ]
