"""A lane that picks by line: each line goes to the offer that saves most there.

What an offer asks of each line (`won`) is counted once, before any winner is paid: which units it takes does
not depend on who is paid first. A winner that cannot be paid, because of one that was paid before it, leaves
the lane (`out`), and the order is priced again without it, so that the next best offer has its lines. One
that is paid less than it won is compared by that (`paid` of `due`) when its lines are picked again. Orders in
which nobody is in another's way are priced once.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.benefits import by_line, claim_units, share_out, spread_claims
from loyalty.kernels.lanes import attempt, refuse, take_off
from loyalty.kernels.limits import within_budget
from loyalty.kernels.ratio import product_quotient
from loyalty.kernels.rows import Table
from loyalty.kernels.spread import spread

LEFT_MAX = 64
"""After so many winners of an order that left, none comes back."""


def run_best_of_line(lane: int, order: int, who: int, lines: int, plan: Table, lanes: Table, offers: Table,
                     nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, eligible: Table,
                     members: Table, standings: Table, own: Table, shared: Table, funds: Table, work: Table,
                     sums: Table, verdicts: Table, rivals: Table, adjusts: Table, meters: Table,
                     quote: Table) -> int:
    """On every line the offer that saves most there, cap and budget counted; ties go to priority, then id.

    1 when a winner could not be paid what it won: the order is to be priced again.
    """
    for line in range(lines):
        work[line].best = 0
        work[line].winner = codes.NONE
    start = lanes[lane].offer_start
    for offer in range(start, start + lanes[lane].offer_count):
        if offers[offer].stack == 0:
            amount = attempt(offer, order, who, lines, plan, offers, nodes, steps, limits, prices, items,
                             eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
                             quote)
            if amount > 0:
                refuse(offer, codes.BETTER_IN_LANE, 0, verdicts)
                share_out(offer, lines, amount, plan, offers, items, work)
                counted = by_line(offer, offers)
                for line in range(lines):
                    share = work[line].share
                    if work[line].on == 1 and share > work[line].best and verdicts[offer].due > 0:
                        share = max(product_quotient(share, verdicts[offer].paid, verdicts[offer].due), 1)
                    if work[line].on == 1 and share > work[line].best:
                        work[line].best = share
                        work[line].won = work[line].share
                        if counted == codes.BY_EACH_LINE:
                            work[line].won = work[line].claim
                        work[line].winner = offer
    for offer in range(start, start + lanes[lane].offer_count):
        if give_winner(offer, lines, plan, items, adjusts, meters, offers, funds, work, sums, verdicts,
                       rivals, quote) == 1:
            return 1
    return 0


def reclaim_units(offer: int, lines: int, plan: Table, offers: Table, items: Table, work: Table,
                  verdicts: Table) -> None:
    """Form the offer's sets again; where an earlier winner used units, a line gives at most what is left."""
    used = 0
    for line in range(lines):
        used += work[line].used
    total = claim_units(offer, lines, plan, offers, items, work, verdicts)
    if used == 0:
        return
    spread(lines, total, codes.BY_CLAIM, offers[offer].remainder, work)
    for line in range(lines):
        if work[line].winner == offer:
            work[line].won = min(work[line].won, work[line].share)


def leave_lane(offer: int, plan: Table, verdicts: Table, quote: Table) -> int:
    """A winner leaves its lane with the reason it has. Always 1.

    Who was cut is judged anew, and so is who left behind it: that may have been on its account. More than
    `LEFT_MAX` of an order do not come back, so that offers which take turns in keeping each other out end.
    """
    quote[0].left += 1
    for other in range(plan[0].offers):
        verdicts[other].due = 0
        if other > offer and verdicts[other].out == 1 and quote[0].left <= LEFT_MAX:
            stay_in_lane(other, verdicts)
    verdicts[offer].out = 1
    verdicts[offer].held = codes.JUDGED
    return 1


def stay_in_lane(offer: int, verdicts: Table) -> None:
    """An offer that had left its lane is judged like any other."""
    verdicts[offer].out = 0
    verdicts[offer].held = codes.NO_REASON


def forget_winners(plan: Table, verdicts: Table) -> None:
    """The next pricing knows of nobody who left a lane."""
    for offer in range(plan[0].offers):
        verdicts[offer].due = 0
        if verdicts[offer].out == 1:
            stay_in_lane(offer, verdicts)


def give_winner(offer: int, lines: int, plan: Table, items: Table, adjusts: Table, meters: Table,
                offers: Table, funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table,
                quote: Table) -> int:
    """Take off what an offer won on its lines, within its cap and budget; 1 when others come before it.

    Cut a second time it takes what there is.
    """
    if verdicts[offer].reason != codes.BETTER_IN_LANE:
        return 0
    due = 0
    for line in range(lines):
        if work[line].winner == offer:
            due += work[line].best
    kept_out = codes.NO_REASON
    if offers[offer].group >= 0 and rivals[offers[offer].group].taken == 1:
        kept_out = codes.GROUP_TAKEN
    elif offers[offer].clashes & rivals[0].classes != 0:
        kept_out = codes.NOT_COMBINABLE
    if kept_out != codes.NO_REASON:
        refuse(offer, kept_out, 0, verdicts)
    if due == 0:
        return 0
    if kept_out != codes.NO_REASON:
        return leave_lane(offer, plan, verdicts, quote)
    if offers[offer].kind == codes.BUY_GET or offers[offer].kind == codes.BUNDLE:
        reclaim_units(offer, lines, plan, offers, items, work, verdicts)
    total = lay_won(offer, lines, work)
    if offers[offer].cap >= 0:
        total = min(total, offers[offer].cap)
    granted = within_budget(offer, total, offers, funds)
    if granted == 0:
        if total > 0:
            refuse(offer, codes.BUDGET_SPENT, total, verdicts)
        return leave_lane(offer, plan, verdicts, quote)
    if granted < due and verdicts[offer].due == 0:
        verdicts[offer].due = due
        verdicts[offer].paid = granted
        return 1
    spread_claims(lines, granted, offers[offer].remainder, work)
    take_off(offer, lines, granted, adjusts, meters, offers, funds, work, sums, verdicts, rivals, quote)
    return 0


def lay_won(offer: int, lines: int, work: Table) -> int:
    """What an offer won becomes its claim on its lines; the sum."""
    total = 0
    for line in range(lines):
        work[line].on = 0
        if work[line].winner == offer:
            work[line].on = 1
            work[line].claim = work[line].won
            total += work[line].won
    return int(total)
