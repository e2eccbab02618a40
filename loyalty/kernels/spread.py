"""One sum over many lines, to the cent: largest remainder, no line below its floor."""

# `nth` lists the lines that take part; below 0 the list has ended

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.ratio import NARROW, product_quotient, product_rest
from loyalty.kernels.rows import Table

FEW = 32
"""Up to so many lines are sorted by insertion."""


def weigh(lines: int, by: int, work: Table) -> int:
    """Give each line that is on its weight, and list these lines in `nth`; the sum of the weights.

    It comes back below zero where a line may reach its floor: shares by net or claim cannot where no line
    has one. The list is what all below go through: live, most offers take few of the lines.
    """
    weights = 0
    count = 0
    floors = 1 if by == codes.BY_QUANTITY else 0
    for line in range(lines):
        one = work[line]
        one.share = 0
        if one.on == 1:
            if by == codes.BY_NET:
                weight = one.net
            elif by == codes.BY_QUANTITY:
                weight = one.quantity
            else:
                weight = one.claim
            if one.floor > 0:
                floors = 1
            one.rest = 0
            one.weight = weight
            weights += weight
            work[count].nth = line
            count += 1
    if count < lines:
        work[count].nth = codes.NONE
    return -weights if floors == 1 else weights


def weights_left(lines: int, work: Table) -> int:
    """The weights of the listed lines together."""
    weights = 0
    for place in range(lines):
        line = work[place].nth
        if line < 0:
            break
        weights += work[line].weight
    return int(weights)


def floor_lines(lines: int, total: int, work: Table) -> int:
    """Lines that would fall below their floor give what they can; what is left for the others."""
    left = total
    floored = 1
    while floored == 1 and left > 0:
        floored = 0
        weights = weights_left(lines, work)
        fixed = 0
        for place in range(lines):
            line = work[place].nth
            if line < 0:
                break
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
    if lines > FEW:
        spare_by_heap(lines, spare, work)
        return
    count = 0
    for listed in range(lines):
        line = work[listed].nth
        if line < 0:
            break
        rest = work[line].rest
        if rest > 0:
            net = work[line].net
            place = count
            moving = 1
            while moving == 1 and place > 0:
                before = work[work[place - 1].rank]
                if rest > before.rest or (rest == before.rest and net > before.net):
                    if place < spare:
                        work[place].rank = work[place - 1].rank
                    place -= 1
                else:
                    moving = 0
            if place < spare:
                work[place].rank = line
                count = min(count + 1, spare)
    for place in range(spare):
        work[work[place].rank].share += 1


def spare_by_heap(lines: int, spare: int, work: Table) -> None:
    """The same for many lines, where sorting by insertion would be slow."""
    count = 0
    for place in range(lines):
        line = work[place].nth
        if line < 0:
            break
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
    count = 0
    while count < lines and work[count].nth >= 0:
        count += 1
    for step in range(count):
        line = work[count - 1 - step if last == 1 else step].nth
        if left > 0 and work[line].weight > 0:
            take = min(left, work[line].net - work[line].floor - work[line].share)
            work[line].share += take
            left -= take


def share_by_weight(lines: int, total: int, weights: int, work: Table) -> int:
    """Write each weighted line's share rounded down and what rounding left of it; the spare units."""
    spare = total
    if total < NARROW and weights < NARROW:
        for place in range(lines):
            line = work[place].nth
            if line < 0:
                break
            one = work[line]
            if one.weight > 0:
                product = total * one.weight
                share = product // weights
                one.share = share
                one.rest = product - share * weights
                spare -= share
        return spare
    for place in range(lines):
        line = work[place].nth
        if line < 0:
            break
        one = work[line]
        if one.weight > 0:
            share = product_quotient(total, one.weight, weights)
            one.share = share
            one.rest = product_rest(total, one.weight, weights)
            spare -= share
    return spare


def spread(lines: int, total: int, by: int, remainder: int, work: Table) -> None:
    """Write each line's `share` of `total`.

    Lines that are on take part, in proportion to their remaining net, quantity or claim; `total` is at
    most what they can give down to their floors. Largest remainder method (Hamilton).
    """
    weights = weigh(lines, by, work)
    left = total
    if weights < 0:
        left = floor_lines(lines, total, work)
        weights = weights_left(lines, work)
    if left <= 0:
        return
    spare = share_by_weight(lines, left, weights, work)
    if spare > 0:
        if remainder == codes.REST_LARGEST:
            spare_largest(lines, spare, work)
        else:
            spare_ends(lines, spare, 1 if remainder == codes.REST_LAST else 0, work)


def spread_freely(lines: int, total: int, work: Table) -> None:
    """Write each line's `share` of `total` in proportion to its net, floors or not, by largest remainder.

    `total` is above 0 and at most what the lines come to.
    """
    weights = 0
    for line in range(lines):
        work[line].share = 0
        work[line].rest = 0
        work[line].weight = work[line].net
        work[line].nth = line
        weights += work[line].net
    spare = share_by_weight(lines, total, weights, work)
    if spare > 0:
        spare_largest(lines, spare, work)
