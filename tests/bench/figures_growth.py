"""How cost grows: CPU a line at one, three and ten million lines, and where few members own most orders."""

from __future__ import annotations

from dataclasses import replace

from tests.bench import by_hand
from tests.bench.clock import timed
from tests.bench.history import Shape, history
from tests.bench.logs import read
from tests.bench.options import Options
from tests.bench.replays import plan_of, replayed
from tests.bench.table import Figure

MILLION = 1_000_000


def growth(options: Options) -> list[Figure]:
    """Reading and the reference replay at tenth, third and whole size, and with pure Zipf skew at a third."""
    shapes = [replace(options.shape, lines=options.lines * part // 10) for part in (1, 3, 10)]
    zipf = replace(shapes[1], skew="zipf")
    costs = {shape: _costs(shape, options) for shape in (*shapes, zipf)}
    sizes = " / ".join(f"{shape.lines / MILLION:g}" for shape in shapes)
    figures = []
    for place, what in enumerate(("reading", "reference replay")):
        each = [1e6 * costs[shape][place] / shape.lines for shape in shapes]
        skewed = 1e6 * costs[zipf][place] / zipf.lines
        told = " / ".join(f"{one:.3f}" for one in each)
        figures.append(
            Figure(
                what=f"{what}: CPU a line, whole ÷ tenth size",
                got=each[-1] / each[0],
                unit=" ×",
                digits=2,
                notes=(
                    f"{told} µs a line at {sizes} M lines",
                    f"pure Zipf skew at {zipf.lines / MILLION:g} M lines: {skewed / each[1]:.2f} × the mix",
                ),
            )
        )
    return figures


def _costs(shape: Shape, options: Options) -> tuple[float, float]:
    """CPU seconds of reading and of the replay, which must agree with the rules written by hand."""
    path = history(shape)
    log = timed(lambda: read(path), rounds=1 if shape.lines > MILLION else options.rounds)
    replay, costs = replayed(plan_of("reference"), log.result, rounds=options.rounds)
    assert by_hand.differences(by_hand.run(by_hand.pack(log.result)), replay) == []
    return log.seconds, costs.whole
