"""Where an axis puts its marks: round numbers, in whole units, for any range.

All arithmetic is on Python's integers, so a chart of one jiao and a chart of a trillion rupiah follow the
same rule and no mark is ever a hair beside its label.
"""

ROUND = ((1, 1), (2, 1), (5, 2), (5, 1), (10, 1))  # 1, 2, 2.5, 5, 10 as ratios


def ticks(low: int, high: int, *, about: int = 5) -> tuple[int, ...]:
    """Round marks from at or below `low` (and zero) to at or above `high` (and zero), about `about` steps."""
    low, high = min(low, 0), max(high, 0)
    if low == high:
        high = low + 1
    step = _step(high - low, about)
    first = low // step
    last = -(-high // step)
    return tuple(mark * step for mark in range(first, last + 1))


def spaced(count: int, at_most: int) -> int:
    """The n of "show each n-th of `count` labels, at most `at_most`": 1, 2, 3, 6 or whole dozens."""
    for every in (1, 2, 3, 6):
        if -(-count // every) <= at_most:
            return every
    dozens = -(-count // (12 * at_most))
    return 12 * max(dozens, 1)


def _step(span: int, about: int) -> int:
    """The smallest round step (1, 2, 2.5, 5 times a power of ten, whole) that needs at most `about` steps."""
    least = -(-span // about)
    power = int("1" + "0" * (len(str(least)) - 1))
    return next(
        power * over // under
        for over, under in ROUND
        if power * over % under == 0 and power * over >= least * under
    )
