"""The reference rules by hand, one each: what is due, offers, points, levels, and the lives of all members.

The figures of `programs/reference.yaml` stand as constants. Numba puts the small functions into the loop that
calls them, so that nothing is paid for their being apart.
"""

from __future__ import annotations

from typing import Any, Final

import numba

DAY_US: Final = 86_400_000_000
OFFSET_US: Final = 8 * 3_600_000_000
FOREVER: Final = 2**62
MINIMUM: Final = (0, 80_000, 240_000, 800_000)
FACTOR: Final = (10, 12, 15, 20)
BASE, FOOD, TEA, CARE = 0, 1, 2, 3
NUMBA: Final[Any] = numba
compiled: Final[Any] = NUMBA.njit(nogil=True)


@compiled
def spread(total, first, last, net, rest):
    """Largest remainder over the lines' remaining net, straight off it; ties by larger net, then position."""
    if last - first == 1:
        net[0] -= total
        return
    weights = 0
    for line in range(last - first):
        weights += net[line]
    spare = total
    for line in range(last - first):
        share = total * net[line] // weights
        rest[line] = (total * net[line] - share * weights) << 32 | net[line]
        net[line] -= share
        spare -= share
    while spare > 0:
        best = 0
        for line in range(1, last - first):
            if rest[line] > rest[best]:
                best = line
        rest[best] = -1
        net[best] -= 1
        spare -= 1


@compiled
def level_of(credit):
    """The level that so much spending reaches."""
    if credit < 240_000:
        return 1 if credit >= 80_000 else 0
    return 3 if credit >= 800_000 else 2


@compiled
def year_on(at, day_first, year_later):
    """The same clock reading on the same day of the next year."""
    civil = at + OFFSET_US
    day = civil // DAY_US
    return year_later[day - day_first] * DAY_US + (civil - day * DAY_US) - OFFSET_US


@compiled
def expire(at, lots, held, day_first, month_of_day, lot_ends, lot_left, months):
    """Lots past their end leave, in the month of it."""
    head, tail = lots
    while head < tail and lot_ends[head] <= at:
        if lot_left[head] > 0:
            day = (lot_ends[head] + OFFSET_US) // DAY_US - day_first
            months[month_of_day[day], 6] += lot_left[head]
            held -= lot_left[head]
        head += 1
    return (head, tail), held


@compiled
def forget(at, counted, credit, credit_ends, credit_amount):
    """Spending that no longer counts leaves the credit."""
    head, tail = counted
    while head < tail and credit_ends[head] <= at:
        credit -= credit_amount[head]
        head += 1
    return (head, tail), credit


@compiled
def step_down(at, counted, credit, level, ends, day_first, year_later, credit_ends, credit_amount):
    """A level that is not reached again when it ends falls by one or more; the next lasts a year."""
    while ends <= at:
        counted, credit = forget(ends, counted, credit, credit_ends, credit_amount)
        if credit < MINIMUM[level]:
            level = min(level_of(credit), level - 1)
        ends = year_on(ends, day_first, year_later) if level > 0 else FOREVER
    return counted, credit, level, ends


@compiled
def give_offers(start, stop, gross, newcomer, once, net, rest, offers):
    """Ten percent off a first order, then ten off a hundred where it is the month's first; what is paid."""
    paid = gross
    if newcomer:
        off = min((gross * 10 + 50) // 100, 2_000)
        if off > 0:
            spread(off, start, stop, net, rest)
            paid -= off
            offers[0, 0] += 1
            offers[0, 1] += off
    if once:
        spread(1_000, start, stop, net, rest)
        paid -= 1_000
        offers[1, 0] += 1
        offers[1, 1] += 1_000
    return paid


@compiled
def draw(points, lots, lot_left):
    """Points leave the lots, those that end first before the others."""
    head, tail = lots
    while points > 0:
        taken = min(points, lot_left[head])
        lot_left[head] -= taken
        points -= taken
        if lot_left[head] == 0:
            head += 1
    return head, tail


@compiled
def earn(start, stop, level, shelf_of, net):
    """Points of an order's lines: without the level's factor, and with it."""
    plain = food = tea = care = 0
    for line in range(start, stop):
        shelf = shelf_of[line]
        amount = net[line - start]
        if shelf == BASE:
            plain += amount
        elif shelf == FOOD:
            food += amount
        elif shelf == TEA:
            tea += amount
        else:
            care += amount
    plain, food, tea, care = plain // 100, food // 100 * 2, tea // 100 * 3, care // 200 * 3
    by = FACTOR[level]
    base = plain + food + tea + care
    return base, plain * by // 10 + food * by // 10 + tea * by // 10 + care * by // 10


@compiled
def keep(earned, at, later, lots, lot_ends, lot_left):
    """A lot of points that ends with the day a year on."""
    head, tail = lots
    if earned > 0:
        if (at + OFFSET_US) % DAY_US > 0:
            later += 1
        lot_ends[tail] = later * DAY_US - OFFSET_US
        lot_left[tail] = earned
        tail += 1
    return head, tail


@compiled
def add_up(month, level, gross, off, points, base, earned, months, levels):
    """An order's figures, in its month and its member's level."""
    months[month, 0] += 1
    months[month, 1] += gross
    months[month, 2] += off
    months[month, 3] += points
    months[month, 4] += earned
    months[month, 5] += points
    months[month, 7] += earned - base
    months[month, 8] += 1 if off + points > 0 else 0
    levels[level, 0] += 1
    levels[level, 1] += gross
    levels[level, 2] += off + points
    levels[level, 3] += earned


@compiled
def listed(start, stop, net_of, net):
    """The lines' prices, copied to where offers take off them; their sum."""
    gross = 0
    for line in range(start, stop):
        net[line - start] = net_of[line]
        gross += net_of[line]
    return gross


@compiled
def live_all(member_start, at_of, line_start, net_of, shelf_of, month_of_day, year_later, day_first, last_at,
             lot_ends, lot_left, credit_ends, credit_amount, net, rest, months, offers, levels):  # fmt: skip
    """Every member from the first order to the last, then up to the end of the history."""
    for who in range(len(member_start) - 1):
        lots = counted = (0, 0)
        credit = held = level = 0
        ends, coupon_month = FOREVER, -1
        first, last = member_start[who], member_start[who + 1]
        for order in range(first, last + 1):
            at = at_of[order] if order < last else last_at
            lots, held = expire(at, lots, held, day_first, month_of_day, lot_ends, lot_left, months)
            counted, credit, level, ends = step_down(
                at, counted, credit, level, ends, day_first, year_later, credit_ends, credit_amount
            )
            if order == last:
                break
            start, stop = line_start[order], line_start[order + 1]
            day = (at + OFFSET_US) // DAY_US - day_first
            month = month_of_day[day]
            gross = listed(start, stop, net_of, net)
            once = gross >= 10_000 and coupon_month != month
            if once:
                coupon_month = month
            paid = give_offers(start, stop, gross, order == first, once, net, rest, offers)
            points = min(held // 100, paid * 3 // 10 // 100) * 100
            if points > 0:
                spread(points, start, stop, net, rest)
                lots = draw(points, lots, lot_left)
            base, earned = earn(start, stop, level, shelf_of, net)
            lots = keep(earned, at, year_later[day], lots, lot_ends, lot_left)
            held += earned - points
            add_up(month, level, gross, gross - paid, points, base, earned, months, levels)
            counted, credit = forget(at, counted, credit, credit_ends, credit_amount)
            head, tail = counted
            credit_ends[tail] = year_on(at, day_first, year_later)
            credit_amount[tail] = paid - points
            counted, credit = (head, tail + 1), credit + paid - points
            reached = level_of(credit)
            if reached > level:
                level, ends = reached, credit_ends[tail]
