"""What sets of units save: every n-th unit, buy some and get some, so many together at a price."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.ratio import product_within, scale, units_take
from loyalty.kernels.rows import Table
from loyalty.kernels.units import (
    buy_units,
    cheapest_first,
    form_sets,
    given_worth,
    pool,
    sets_of,
    span_worth,
    units_worth,
)

MILLION = 1_000_000


def off_units(worth: int, units: int, ppm: int, rounding: int, by_unit: int) -> int:
    """A percentage of so many units, rounded once on all of them or for each."""
    if by_unit == 0 or units == 0:
        return scale(worth, ppm, MILLION, rounding)
    each = worth // units
    dearer = worth % units
    off_dearer = scale(each + 1, ppm, MILLION, rounding)
    return int(dearer * off_dearer + (units - dearer) * scale(each, ppm, MILLION, rounding))


def given_off(offer: int, lines: int, offers: Table, work: Table) -> int:
    """What comes off the units that are given, rounded on the sum, by line or by unit."""
    ppm = offers[offer].ppm
    rounding = offers[offer].rounding
    by_unit = 1 if offers[offer].rounding_unit == codes.UNIT_UNIT else 0
    total = 0
    worth = 0
    for line in range(lines):
        units = work[line].gets
        if units > 0:
            here = given_worth(offer, line, offers, work)
            worth += here
            total += off_units(here, units, ppm, rounding, by_unit)
    if offers[offer].rounding_unit == codes.UNIT_SUM:
        return scale(worth, ppm, MILLION, rounding)
    return total


def weigh_sets(offer: int, lines: int, offers: Table, work: Table) -> int:
    """Weigh each line by its units that bear the discount (`claim`); the most that can come off them."""
    room = 0
    weights = 0
    for line in range(lines):
        one = work[line]
        units = one.gets
        if offers[offer].allocate == codes.ALLOCATE_SET:
            units += one.buys
        one.on = 0
        one.claim = 0
        if units > 0 and one.net > one.floor:
            one.on = 1
            worth = one.net
            if offers[offer].kind != codes.PERCENT:
                worth = units_worth(line, codes.BASE_RUNNING, work)
            one.claim = min(units_take(worth, one.quantity, units), one.net)
            room += one.net - one.floor
            weights += one.claim
    return int(min(room, weights))


def bundles(offer: int, count: int, offers: Table, work: Table) -> int:
    """How many bundles save something: the dearest units first, as long as one is dearer than its price."""
    size = offers[offer].buy
    most = offers[offer].times_max
    sets = 0
    begun = 0
    begun_worth = 0
    for step in range(count):
        line = work[count - 1 - step].rank
        worth = units_worth(line, offers[offer].benefit_base, work)
        quantity = work[line].quantity
        gone = work[line].used
        left = work[line].share
        used = 0
        if begun > 0:
            used = min(size - begun, left)
            begun_worth += span_worth(gone, used, worth, quantity)
            begun += used
            if begun == size:
                if begun_worth <= offers[offer].amount or sets == most:
                    return int(sets)
                sets += 1
                begun = 0
        if begun == 0:
            whole = (left - used) // size
            if most >= 0:
                whole = min(whole, most - sets)
            fits = 0
            over = whole
            price = offers[offer].amount
            while fits < over:
                middle = (fits + over) // 2
                if saves(gone + used + middle * size, size, worth, quantity, price) == 1:
                    fits = middle + 1
                else:
                    over = middle
            sets += fits
            if fits < whole or sets == most:
                return int(sets)
            used += fits * size
            begun = left - used
            begun_worth = span_worth(gone + used, begun, worth, quantity)
    return int(sets)


def saves(start: int, size: int, worth: int, quantity: int, price: int) -> int:
    """1 when a line's units from `start` on are together dearer than the price."""
    return 1 if span_worth(start, size, worth, quantity) > price else 0


def claim_bundles(offer: int, lines: int, offers: Table, work: Table) -> int:
    """The difference between the units of all bundles and their price."""
    count = cheapest_first(lines, offers[offer].benefit_base, 1, work)
    sets = bundles(offer, count, offers, work)
    buy_units(sets * offers[offer].buy, count, work)
    worth = 0
    for line in range(lines):
        if work[line].buys > 0:
            whole = units_worth(line, offers[offer].benefit_base, work)
            worth += span_worth(work[line].used, work[line].buys, whole, work[line].quantity)
    return int(worth - product_within(offers[offer].amount, sets, worth))


def claim_sets(offer: int, lines: int, plan: Table, offers: Table, items: Table, work: Table,
               verdicts: Table) -> int:
    """What the offer's sets save, at most what their lines can give; the verdict says what one lacks."""
    pool(offer, lines, plan[0].item_words, offers, items, work)
    sets = sets_of(offer, lines, offers, work)
    if sets < 0:
        verdicts[offer].reason = codes.TOO_FEW
        verdicts[offer].short_by = -sets
        return 0
    if offers[offer].kind == codes.BUNDLE:
        total = claim_bundles(offer, lines, offers, work)
    else:
        form_sets(offer, sets, lines, offers, work)
        total = given_off(offer, lines, offers, work)
    return min(total, weigh_sets(offer, lines, offers, work))
