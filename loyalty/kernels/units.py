"""Which units a benefit takes: the dearest or cheapest few, every n-th one, those bought and those given.

Units of a line stand one after the other, dearest first: a line of 10.00 in three units holds 3.34, 3.33 and
3.33. Units that sets have used stand before the others, those a set buys before those it gives. What a set
took off stays with the units it used; the others of the line stand at the price they had without it, so
`set_off` is added back where a later set asks for a unit's price. A benefit for few units asks what is left.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.ratio import units_take
from loyalty.kernels.rows import Table
from loyalty.kernels.select import line_base, selects
from loyalty.kernels.spread import FEW, ahead, sift

FRACTION = 2**22
"""Unit prices are compared to this part of a minor unit; a line holds at most 2^40 minor units."""


def units_worth(line: int, base: int, work: Table) -> int:
    """What all units of a line come to on a base, before sets."""
    worth = line_base(line, base, work)
    return worth + int(work[line].set_off) if base == codes.BASE_RUNNING else worth


def taken_worth(worth: int, quantity: int, units: int, take: int) -> int:
    """What so many of a line's units come to, from its dear or its cheap end."""
    if take == codes.TAKE_CHEAPEST:
        return worth - units_take(worth, quantity, quantity - units)
    return units_take(worth, quantity, units)


def span_worth(start: int, units: int, worth: int, quantity: int) -> int:
    """What so many of a line's units come to from a place on."""
    return units_take(worth, quantity, start + units) - units_take(worth, quantity, start)


def given_worth(offer: int, line: int, offers: Table, work: Table) -> int:
    """What a line's chosen units come to: few at what is left of the line, those of a set by their places."""
    base = offers[offer].benefit_base
    quantity = work[line].quantity
    units = work[line].gets
    if offers[offer].kind == codes.PERCENT:
        return taken_worth(line_base(line, base, work), quantity, units, offers[offer].take)
    return int(units * (units_worth(line, base, work) // quantity) + work[line].dear)


def cheapest_first(lines: int, base: int, sets: int, work: Table) -> int:
    """Write the lines that are on into `rank` by unit price, the cheapest first; how many there are.

    For sets a unit's price is the one before sets.
    """
    count = 0
    for line in range(lines):
        if work[line].on == 1:
            worth = units_worth(line, base, work) if sets == 1 else line_base(line, base, work)
            work[line].rest = worth * FRACTION // work[line].quantity
            work[count].rank = line
            count += 1
    if count > FEW:
        sort_by_heap(count, work)
        return count
    for at in range(1, count):
        line = work[at].rank
        place = at
        while place > 0 and ahead(work[place - 1].rank, line, work) == 1:
            work[place].rank = work[place - 1].rank
            place -= 1
        work[place].rank = line
    return count


def sort_by_heap(count: int, work: Table) -> None:
    """The same for many lines, where sorting by insertion would be slow."""
    top = count // 2 - 1
    while top >= 0:
        sift(top, count, work)
        top -= 1
    last = count - 1
    while last > 0:
        first = work[0].rank
        work[0].rank = work[last].rank
        work[last].rank = first
        sift(0, last, work)
        last -= 1


def take_units(units: int, count: int, take: int, work: Table) -> None:
    """Spread so many units over the ranked lines, at most `share` of each, into `gets`."""
    left = units
    for step in range(count):
        place = step if take == codes.TAKE_CHEAPEST else count - 1 - step
        line = work[place].rank
        units_here = min(left, work[line].share)
        work[line].gets += units_here
        work[line].share -= units_here
        left -= units_here


def choose_units(offer: int, lines: int, offers: Table, work: Table) -> None:
    """The units of the lines that are on which a benefit for few units takes."""
    for line in range(lines):
        work[line].gets = 0
        work[line].share = work[line].quantity if work[line].on == 1 else 0
    count = cheapest_first(lines, offers[offer].benefit_base, 0, work)
    take_units(offers[offer].units_max, count, offers[offer].take, work)


def pool(offer: int, lines: int, words: int, offers: Table, items: Table, work: Table) -> None:
    """Units that may still be bought only (`claim`), bought or given (`share`), given only (`weight`)."""
    apart = offers[offer].unit_use == codes.USE_APART
    for line in range(lines):
        one = work[line]
        buyable = selects(offers[offer].selector, one.item, words, items)
        givable = selects(offers[offer].get_selector, one.item, words, items)
        fresh = one.quantity - one.used
        one.buys = 0
        one.gets = 0
        one.claim = 0
        one.share = 0
        one.weight = 0
        if buyable == 1:
            one.claim = (one.quantity - one.bought if apart else fresh)
        if givable == 1:
            one.weight = (one.quantity - one.got if apart else fresh)
        if buyable == 1 and givable == 1:
            one.share = fresh
            one.claim -= fresh
            one.weight -= fresh
        one.on = 1 if one.claim + one.share + one.weight > 0 else 0


def sets_of(offer: int, lines: int, offers: Table, work: Table) -> int:
    """How many whole sets the pool holds, within the offer's times; below 0 what it is short of one."""
    only = 0
    both = 0
    given = 0
    for line in range(lines):
        only += work[line].claim
        both += work[line].share
        given += work[line].weight
    buy = offers[offer].buy
    get = offers[offer].get
    short = max(buy - only - both, get - given - both, buy + get - only - both - given)
    if short > 0:
        return int(-short)
    sets = min((only + both + given) // (buy + get), (only + both) // buy)
    if get > 0:
        sets = min(sets, (given + both) // get)
    if offers[offer].times_max >= 0:
        sets = min(sets, offers[offer].times_max)
    return int(sets)


def buy_units(units: int, count: int, work: Table) -> None:
    """Buy the dearest units: first those that could not be given, then the others."""
    left = units
    for step in range(count):
        line = work[count - 1 - step].rank
        units_here = min(left, work[line].claim)
        work[line].buys += units_here
        left -= units_here
    for step in range(count):
        line = work[count - 1 - step].rank
        units_here = min(left, work[line].share)
        work[line].buys += units_here
        work[line].share -= units_here
        left -= units_here


def bought_until(place: int, buy: int, size: int) -> int:
    """How many of the units before a place are bought where sets take turns."""
    return place // size * buy + min(place % size, buy)


def in_turns(offer: int, sets: int, count: int, offers: Table, work: Table) -> None:
    """From the dearest unit on: so many bought, so many given, and again."""
    buy = offers[offer].buy
    size = buy + offers[offer].get
    start = 0
    for step in range(count):
        line = work[count - 1 - step].rank
        end = min(start + work[line].share, sets * size)
        before = bought_until(start, buy, size)
        bought = bought_until(end, buy, size) - before
        quantity = work[line].quantity
        odd = units_worth(line, offers[offer].benefit_base, work) % quantity
        dear = min(max(odd - work[line].used, 0), end - start)
        work[line].buys = bought
        work[line].gets = end - start - bought
        work[line].dear = dear - (bought_until(start + dear, buy, size) - before)
        start = end


def place_given(line: int, base: int, take: int, work: Table) -> None:
    """How many of the units given are among those that carry an odd minor unit: a line's first ones."""
    one = work[line]
    quantity = one.quantity
    odd = units_worth(line, base, work) % quantity
    first = quantity - one.gets
    if take == codes.TAKE_DEAREST:
        first = min(one.used + one.buys, first)
    one.dear = min(max(odd - first, 0), one.gets)


def form_sets(offer: int, sets: int, lines: int, offers: Table, work: Table) -> None:
    """Write how many units of each line are bought and given."""
    count = cheapest_first(lines, offers[offer].benefit_base, 1, work)
    same = 1
    for line in range(lines):
        if work[line].claim + work[line].weight > 0:
            same = 0
    if same == 1 and offers[offer].take == codes.TAKE_DEAREST:
        in_turns(offer, sets, count, offers, work)
        return
    buy_units(sets * offers[offer].buy, count, work)
    for line in range(lines):
        work[line].share += work[line].weight
    take_units(sets * offers[offer].get, count, offers[offer].take, work)
    for line in range(lines):
        if work[line].gets > 0:
            place_given(line, offers[offer].benefit_base, offers[offer].take, work)


def use_units(offer: int, lines: int, offers: Table, work: Table) -> None:
    """What a set took: its units are used, and its discount is theirs.

    Counted apart, units that were given already are bought first, and the other way round.
    """
    if offers[offer].kind != codes.BUY_GET and offers[offer].kind != codes.BUNDLE:
        return
    apart = offers[offer].unit_use == codes.USE_APART
    for line in range(lines):
        one = work[line]
        given_only = one.used - one.bought if apart else 0
        bought_only = one.used - one.got if apart else 0
        one.used += max(one.buys - given_only, 0) + max(one.gets - bought_only, 0)
        one.bought += one.buys
        one.got += one.gets
        if work[line].on == 1:
            work[line].set_off += work[line].share
