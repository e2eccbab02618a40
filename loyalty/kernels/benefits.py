"""What each benefit claims: per line where it counts by line or unit, else as one sum."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.ratio import product_within, scale
from loyalty.kernels.rows import Table
from loyalty.kernels.select import line_base, quantity, room_of, selects, subtotal

MILLION = 1_000_000


def by_line(offer: int, offers: Table) -> int:
    """1 when the benefit is counted line by line, 0 when one sum is spread."""
    kind = offers[offer].kind
    if kind == codes.PRICE_LIST:
        return 1
    if kind == codes.AMOUNT:
        return 1 if offers[offer].each != codes.EACH_ORDER else 0
    if kind == codes.PERCENT:
        return 1 if offers[offer].rounding_unit != codes.UNIT_SUM else 0
    return 0


def line_claim(offer: int, line: int, plan: Table, offers: Table, prices: Table, work: Table) -> int:
    """What a benefit counted by line or unit takes off one line, before cap and budget."""
    kind = offers[offer].kind
    units = work[line].quantity
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
    dearer = base % units
    each = base // units
    off_dearer = scale(each + 1, ppm, MILLION, rounding)
    return int(dearer * off_dearer + (units - dearer) * scale(each, ppm, MILLION, rounding))


def claim_lines(offer: int, lines: int, plan: Table, offers: Table, prices: Table, items: Table,
                work: Table) -> int:
    """Switch on the selected lines that can still give, and write their claims; the sum."""
    selector = offers[offer].selector
    words = plan[0].item_words
    total = 0
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


def claim_steps(offer: int, lines: int, plan: Table, offers: Table, steps: Table, items: Table, work: Table,
                sums: Table, verdicts: Table) -> int:
    """The highest step that is reached; below the first one the verdict says what is short."""
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
    if steps[step].ppm > 0:
        base = on_base(offer, lines, offers[offer].benefit_base, plan, offers, items, work, sums)
        return scale(base, steps[step].ppm, MILLION, offers[offer].rounding)
    return int(steps[step].amount)


def claim_sum(offer: int, lines: int, room: int, plan: Table, offers: Table, steps: Table, items: Table,
              work: Table, sums: Table, verdicts: Table) -> int:
    """The sum of a benefit that is counted on the order as a whole, before cap and budget."""
    kind = offers[offer].kind
    if kind == codes.PERCENT:
        base = on_base(offer, lines, offers[offer].benefit_base, plan, offers, items, work, sums)
        return scale(base, offers[offer].ppm, MILLION, offers[offer].rounding)
    if kind == codes.AMOUNT:
        return int(offers[offer].amount)
    if kind == codes.STEPS:
        return claim_steps(offer, lines, plan, offers, steps, items, work, sums, verdicts)
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

    A refusal inside the benefit (a first step not reached) leaves its reason in the verdict.
    """
    if offers[offer].kind == codes.FREE_SHIPPING:
        left = quote[0].shipping - quote[0].shipping_off
        return int(left if offers[offer].amount < 0 else min(left, offers[offer].amount))
    if by_line(offer, offers) == 1:
        total = claim_lines(offer, lines, plan, offers, prices, items, work)
    else:
        room = room_of(offers[offer].selector, lines, plan[0].item_words, items, work, sums)
        total = min(claim_sum(offer, lines, room, plan, offers, steps, items, work, sums, verdicts), room)
    if offers[offer].cap >= 0:
        total = min(total, offers[offer].cap)
    return int(total)
