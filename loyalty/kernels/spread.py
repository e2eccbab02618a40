"""One sum over many lines, to the cent: largest remainder, no line below its floor."""

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.ratio import product_quotient, product_rest
from loyalty.kernels.rows import Table


def weigh(lines: int, by: int, work: Table) -> None:
    """Give each line that is on its weight, and take the others out."""
    for line in range(lines):
        work[line].share = 0
        work[line].rest = 0
        weight = 0
        if work[line].on == 1:
            if by == codes.BY_NET:
                weight = work[line].net
            elif by == codes.BY_QUANTITY:
                weight = work[line].quantity
            else:
                weight = work[line].claim
        work[line].weight = weight


def floor_lines(lines: int, total: int, work: Table) -> int:
    """Lines that would fall below their floor give what they can; what is left for the others."""
    left = total
    floored = 1
    while floored == 1 and left > 0:
        floored = 0
        weights = 0
        for line in range(lines):
            weights += work[line].weight
        fixed = 0
        for line in range(lines):
            weight = work[line].weight
            if weight > 0:
                room = work[line].net - work[line].floor
                whole = product_quotient(left, weight, weights)
                if whole > room or (whole == room and product_rest(left, weight, weights) > 0):
                    work[line].share = room
                    work[line].weight = 0
                    fixed += room
                    floored = 1
        left -= fixed
    return left


def ahead(a: int, b: int, work: Table) -> int:
    """1 when line `a` takes a spare unit before line `b`: larger remainder, larger amount, position."""
    if work[a].rest != work[b].rest:
        return 1 if work[a].rest > work[b].rest else 0
    if work[a].net != work[b].net:
        return 1 if work[a].net > work[b].net else 0
    return 1 if a < b else 0


def sift(top: int, count: int, work: Table) -> None:
    """Restore the heap of line numbers in `rank` below `top`."""
    root = top
    while True:
        child = 2 * root + 1
        if child >= count:
            return
        if child + 1 < count and ahead(work[child + 1].rank, work[child].rank, work) == 1:
            child += 1
        if ahead(work[child].rank, work[root].rank, work) == 0:
            return
        kept = work[root].rank
        work[root].rank = work[child].rank
        work[child].rank = kept
        root = child


def spare_largest(lines: int, spare: int, work: Table) -> None:
    """Hand out the spare units, one each, to the lines ahead of the others."""
    count = 0
    for line in range(lines):
        if work[line].rest > 0:
            work[count].rank = line
            count += 1
    top = count // 2 - 1
    while top >= 0:
        sift(top, count, work)
        top -= 1
    left = spare
    while left > 0:
        work[work[0].rank].share += 1
        count -= 1
        work[0].rank = work[count].rank
        sift(0, count, work)
        left -= 1


def spare_ends(lines: int, spare: int, last: int, work: Table) -> None:
    """Hand the whole remainder to the last (or first) line that has room for it, then to its neighbour."""
    left = spare
    for step in range(lines):
        line = lines - 1 - step if last == 1 else step
        if left > 0 and work[line].weight > 0:
            take = min(left, work[line].net - work[line].floor - work[line].share)
            work[line].share += take
            left -= take


def spread(lines: int, total: int, by: int, remainder: int, work: Table) -> None:
    """Write each line's `share` of `total`.

    Lines that are on take part, in proportion to their remaining net, quantity or claim; `total` is at
    most what they can give down to their floors. Largest remainder method (Hamilton).
    """
    weigh(lines, by, work)
    left = floor_lines(lines, total, work)
    if left <= 0:
        return
    weights = 0
    for line in range(lines):
        weights += work[line].weight
    spare = left
    for line in range(lines):
        weight = work[line].weight
        if weight > 0:
            share = product_quotient(left, weight, weights)
            work[line].share = share
            work[line].rest = product_rest(left, weight, weights)
            spare -= share
    if spare > 0:
        if remainder == codes.REST_LARGEST:
            spare_largest(lines, spare, work)
        else:
            spare_ends(lines, spare, 1 if remainder == codes.REST_LAST else 0, work)
