"""What offers that are open to choice can bring at most, so that not every combination need be priced.

A combination is not priced when all it could take off is less than what another took off. Nothing before the
first lane with a choice depends on the choice. From there on each offer is weighed on the order as it stands
when that lane begins. No later offer raises a line: no minimum is met later that is not met now, and most
claims only fall. Three do not: steps of which a lower one gives more, benefits for chosen units, which are
others after an earlier offer, and offers whose condition asks for less than a sum. The first two claim their
most while `quote[0].weighing` is 1 (`benefits.py`); the third gets all there is.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.lanes import attempt
from loyalty.kernels.rows import Table
from loyalty.kernels.select import room_of


def weigh_offers(first: int, order: int, who: int, lines: int, plan: Table, lanes: Table, offers: Table,
                 nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, eligible: Table,
                 members: Table, standings: Table, own: Table, shared: Table, funds: Table, work: Table,
                 sums: Table, verdicts: Table, rivals: Table, quote: Table) -> None:
    """Weigh every offer from a lane on; what came off before stays in `quote[0].settled`.

    An offer that its group holds back and that cannot apply is held back no longer: it says its own reason.
    """
    quote[0].settled = quote[0].off + quote[0].shipping_off
    quote[0].weighing = 1
    for offer in range(lanes[first].offer_start, plan[0].offers):
        held = verdicts[offer].held
        verdicts[offer].most = 0
        verdicts[offer].may = 0
        if held != codes.JUDGED:
            verdicts[offer].held = codes.NO_REASON
            amount = attempt(offer, order, who, lines, plan, offers, nodes, steps, limits, prices, items,
                             eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
                             quote)
            weigh_offer(offer, amount, lines, plan, offers, items, work, sums, verdicts, quote)
            if held != codes.GROUP_TAKEN or verdicts[offer].may == 1:
                verdicts[offer].held = held
    quote[0].weighing = 0


def weigh_offer(offer: int, amount: int, lines: int, plan: Table, offers: Table, items: Table, work: Table,
                sums: Table, verdicts: Table, quote: Table) -> None:
    """What an offer may bring at most, from what it would bring now.

    A budget that has no room for the whole may have room for less. A condition that asks for less than a sum
    may come true.
    """
    if amount == codes.GIVEN:
        verdicts[offer].may = 1
        return
    most = amount
    if amount == 0 and verdicts[offer].reason == codes.BUDGET_SPENT:
        most = verdicts[offer].amount
    if offers[offer].rises == 1:
        if offers[offer].kind == codes.FREE_SHIPPING:
            most = quote[0].shipping - quote[0].shipping_off
        else:
            selector = codes.NONE if offers[offer].kind == codes.BUY_GET else offers[offer].selector
            most = room_of(selector, lines, plan[0].item_words, items, work, sums)
    if most > 0:
        verdicts[offer].may = 1
        verdicts[offer].most = most


def at_most(first: int, plan: Table, lanes: Table, offers: Table, verdicts: Table, quote: Table) -> int:
    """What no order with the offers held back at present can pass: of goods and shipping together."""
    total = int(quote[0].settled)
    for lane in range(first, plan[0].lanes):
        every = 0
        best = 0
        start = lanes[lane].offer_start
        for offer in range(start, start + lanes[lane].offer_count):
            if verdicts[offer].held == codes.NO_REASON:
                most = verdicts[offer].most
                alone = lanes[lane].rule == codes.LANE_EXCLUSIVE or (
                    lanes[lane].rule == codes.LANE_BEST and lanes[lane].scope == codes.SCOPE_ORDER
                    and offers[offer].stack == 0
                )
                if alone:
                    best = max(best, most)
                else:
                    every += most
        total += every + best
    return total
