"""What each benefit claims: per line where it counts by line or unit, else as one sum."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.ratio import product_within, scale
from loyalty.kernels.rows import Table
from loyalty.kernels.select import line_base, mark, quantity, room_of, selects, subtotal
from loyalty.kernels.sets import claim_sets, given_off, off_units, weigh_sets
from loyalty.kernels.spread import spread
from loyalty.kernels.units import choose_units, given_worth, taken_worth

MILLION = 1_000_000


def by_line(offer: int, offers: Table) -> int:
    """Whether the benefit is claimed line by line, as one sum by units, or as one sum that is spread."""
    kind = offers[offer].kind
    if kind == codes.PRICE_LIST or kind == codes.FIXED_PRICE:
        return codes.BY_EACH_LINE
    if kind == codes.BUY_GET or kind == codes.BUNDLE:
        return codes.BY_UNITS
    if kind == codes.AMOUNT:
        return codes.BY_EACH_LINE if offers[offer].each != codes.EACH_ORDER else codes.BY_SUM
    if kind == codes.PERCENT:
        if offers[offer].rounding_unit != codes.UNIT_SUM:
            return codes.BY_EACH_LINE
        return codes.BY_UNITS if offers[offer].units_max >= 0 else codes.BY_SUM
    return codes.BY_SUM


def chooses_units(offer: int, offers: Table) -> int:
    """1 when the benefit is for chosen units, which are others after an earlier offer."""
    return 1 if by_line(offer, offers) == codes.BY_UNITS or offers[offer].units_max >= 0 else 0


def line_claim(offer: int, line: int, plan: Table, offers: Table, prices: Table, work: Table) -> int:
    """What a benefit counted by line or unit takes off one line, before cap and budget."""
    kind = offers[offer].kind
    units = work[line].quantity
    if offers[offer].units_max >= 0:
        return few_units_claim(offer, line, offers, work)
    if kind == codes.FIXED_PRICE:
        return int(work[line].net - product_within(offers[offer].amount, units, work[line].net))
    if kind == codes.PRICE_LIST:
        price = prices[work[line].item * plan[0].price_lists + offers[offer].prices].price
        return int(work[line].net - price * units) if 0 <= price <= work[line].net // units else 0
    if kind == codes.AMOUNT:
        if offers[offer].each == codes.EACH_UNIT:
            return product_within(offers[offer].amount, units, work[line].net)
        return int(offers[offer].amount)
    base = line_base(line, offers[offer].benefit_base, work)
    ppm = offers[offer].ppm
    rounding = offers[offer].rounding
    if offers[offer].rounding_unit == codes.UNIT_LINE:
        return scale(base, ppm, MILLION, rounding)
    return off_units(base, units, ppm, rounding, 1)


def few_units_claim(offer: int, line: int, offers: Table, work: Table) -> int:
    """What a benefit for few units takes off the chosen ones of a line."""
    units = work[line].gets
    if units == 0:
        return 0
    if offers[offer].kind == codes.PERCENT:
        worth = given_worth(offer, line, offers, work)
        by_unit = 1 if offers[offer].rounding_unit == codes.UNIT_UNIT else 0
        return off_units(worth, units, offers[offer].ppm, offers[offer].rounding, by_unit)
    worth = taken_worth(work[line].net, work[line].quantity, units, offers[offer].take)
    asked = product_within(offers[offer].amount, units, worth)
    return int(worth - asked if offers[offer].kind == codes.FIXED_PRICE else asked)


def choose_few(offer: int, lines: int, plan: Table, offers: Table, items: Table, work: Table) -> None:
    """Choose the units of a benefit for few of them; a price takes only what is dearer."""
    mark(offers[offer].selector, lines, plan[0].item_words, items, work)
    if offers[offer].kind == codes.FIXED_PRICE:
        for line in range(lines):
            if (work[line].net - 1) // work[line].quantity < offers[offer].amount:
                work[line].on = 0
    choose_units(offer, lines, offers, work)


def claim_units(offer: int, lines: int, plan: Table, offers: Table, items: Table, work: Table,
                verdicts: Table) -> int:
    """The sum of a benefit on chosen units; each line that bears it has its weight in `claim`."""
    if offers[offer].kind != codes.PERCENT:
        return claim_sets(offer, lines, plan, offers, items, work, verdicts)
    choose_few(offer, lines, plan, offers, items, work)
    total = given_off(offer, lines, offers, work)
    for line in range(lines):
        work[line].buys = 0
    return min(total, weigh_sets(offer, lines, offers, work))


def claim_lines(offer: int, lines: int, plan: Table, offers: Table, prices: Table, items: Table,
                work: Table) -> int:
    """Switch on the selected lines that can still give, and write their claims; the sum."""
    selector = offers[offer].selector
    words = plan[0].item_words
    total = 0
    if offers[offer].units_max >= 0:
        choose_few(offer, lines, plan, offers, items, work)
    for line in range(lines):
        one = work[line]
        one.claim = 0
        one.on = 0
        room = one.net - one.floor
        if room > 0 and (selector < 0 or selects(selector, one.item, words, items) == 1):
            one.on = 1
            amount = min(line_claim(offer, line, plan, offers, prices, work), room)
            one.claim = amount
            total += amount
    return total


def on_base(offer: int, lines: int, base: int, plan: Table, offers: Table, items: Table, work: Table,
            sums: Table) -> int:
    """What the offer's goods amount to on a base."""
    return subtotal(offers[offer].selector, base, lines, plan[0].item_words, items, work, sums)


def claim_steps(offer: int, lines: int, weighing: int, plan: Table, offers: Table, steps: Table, items: Table,
                work: Table, sums: Table, verdicts: Table) -> int:
    """The highest step that is reached; below the first one the verdict says what is short.

    While offers are weighed it is the one that gives most: an earlier offer may bring the order down to it.
    """
    if offers[offer].measure == codes.MEASURE_QUANTITY:
        reached = quantity(offers[offer].selector, lines, plan[0].item_words, items, work, sums)
    else:
        reached = on_base(offer, lines, offers[offer].threshold_base, plan, offers, items, work, sums)
    first = offers[offer].step_start
    step = first + offers[offer].step_count - 1
    while step >= first and steps[step].start > reached:
        step -= 1
    if step < first:
        quantities = offers[offer].measure == codes.MEASURE_QUANTITY
        verdicts[offer].reason = codes.TOO_FEW if quantities else codes.BELOW_MINIMUM
        verdicts[offer].short_by = steps[first].start - reached
        return 0
    base = on_base(offer, lines, offers[offer].benefit_base, plan, offers, items, work, sums)
    most = step_gives(offer, step, base, offers, steps)
    if weighing == 1:
        for below in range(first, step):
            most = max(most, step_gives(offer, below, base, offers, steps))
    return most


def step_gives(offer: int, step: int, base: int, offers: Table, steps: Table) -> int:
    """What one step takes off: a percentage of the base, or its amount."""
    if steps[step].ppm > 0:
        return scale(base, steps[step].ppm, MILLION, offers[offer].rounding)
    return int(steps[step].amount)


def claim_sum(offer: int, lines: int, room: int, weighing: int, plan: Table, offers: Table, steps: Table,
              items: Table, work: Table, sums: Table, verdicts: Table) -> int:
    """The sum of a benefit that is counted on the order as a whole, before cap and budget."""
    kind = offers[offer].kind
    if kind == codes.PERCENT:
        base = on_base(offer, lines, offers[offer].benefit_base, plan, offers, items, work, sums)
        return scale(base, offers[offer].ppm, MILLION, offers[offer].rounding)
    if kind == codes.AMOUNT:
        return int(offers[offer].amount)
    if kind == codes.STEPS:
        return claim_steps(offer, lines, weighing, plan, offers, steps, items, work, sums, verdicts)
    spent = on_base(offer, lines, offers[offer].threshold_base, plan, offers, items, work, sums)
    times = spent // offers[offer].every
    if times == 0:
        verdicts[offer].reason = codes.BELOW_MINIMUM
        verdicts[offer].short_by = offers[offer].every - spent
    if offers[offer].times_max >= 0:
        times = min(times, offers[offer].times_max)
    return product_within(offers[offer].amount, times, room)


def claim(offer: int, lines: int, plan: Table, offers: Table, steps: Table, prices: Table, items: Table,
          work: Table, sums: Table, verdicts: Table, quote: Table) -> int:
    """What the offer would take off now, within its cap and what is left, before its budget.

    A refusal inside the benefit (a first step not reached) leaves its reason in the verdict. A gift and
    points on top take nothing off: a gift comes with any goods, points where something is left of theirs.
    While offers are weighed, chosen units are worth all that is left of the goods: those of now may be at
    their floor, the next ones not.
    """
    if offers[offer].kind == codes.FREE_SHIPPING:
        left = scale(quote[0].shipping - quote[0].shipping_off, offers[offer].ppm, MILLION,
                     offers[offer].rounding)
        return int(left if offers[offer].amount < 0 else min(left, offers[offer].amount))
    if offers[offer].kind == codes.GIFT:
        units = quantity(offers[offer].selector, lines, plan[0].item_words, items, work, sums)
        return 1 if units > 0 else 0
    if offers[offer].kind == codes.POINTS:
        return on_base(offer, lines, codes.BASE_RUNNING, plan, offers, items, work, sums)
    counted = by_line(offer, offers)
    if counted == codes.BY_EACH_LINE:
        total = claim_lines(offer, lines, plan, offers, prices, items, work)
    elif counted == codes.BY_UNITS:
        total = claim_units(offer, lines, plan, offers, items, work, verdicts)
    else:
        room = room_of(offers[offer].selector, lines, plan[0].item_words, items, work, sums)
        total = min(claim_sum(offer, lines, room, quote[0].weighing, plan, offers, steps, items, work, sums,
                              verdicts), room)
    if quote[0].weighing == 1 and chooses_units(offer, offers) == 1 and (
        verdicts[offer].reason == codes.NO_REASON
    ):
        selector = codes.NONE if offers[offer].kind == codes.BUY_GET else offers[offer].selector
        total = room_of(selector, lines, plan[0].item_words, items, work, sums)
    if offers[offer].cap >= 0:
        total = min(total, offers[offer].cap)
    return int(total)


def share_out(offer: int, lines: int, amount: int, plan: Table, offers: Table, items: Table,
              work: Table) -> None:
    """Write each line's share of what an attempt granted."""
    counted = by_line(offer, offers)
    if counted == codes.BY_EACH_LINE:
        spread_claims(lines, amount, offers[offer].remainder, work)
    elif counted == codes.BY_UNITS:
        spread(lines, amount, codes.BY_CLAIM, offers[offer].remainder, work)
    else:
        mark(offers[offer].selector, lines, plan[0].item_words, items, work)
        spread(lines, amount, offers[offer].spread_by, offers[offer].remainder, work)


def spread_claims(lines: int, amount: int, remainder: int, work: Table) -> None:
    """Each line that is on gets its claim, or its part of a sum that was cut; they are listed in `nth`."""
    claimed = 0
    count = 0
    for line in range(lines):
        one = work[line]
        if one.on == 1:
            one.share = one.claim
            claimed += one.claim
            work[count].nth = line
            count += 1
    if count < lines:
        work[count].nth = codes.NONE
    if amount < claimed:
        spread(lines, amount, codes.BY_CLAIM, remainder, work)
