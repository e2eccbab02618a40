"""A lane that picks by line: each line goes to the offer that saves most there.

What an offer asks of each line (`won`) is counted once, before any winner is paid: which units it takes does
not depend on who is paid first.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.benefits import by_line, claim_units, share_out, spread_claims
from loyalty.kernels.lanes import attempt, refuse, take_off
from loyalty.kernels.limits import within_budget
from loyalty.kernels.rows import Table
from loyalty.kernels.spread import spread


def run_best_of_line(lane: int, order: int, who: int, lines: int, plan: Table, lanes: Table, offers: Table,
                     nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, eligible: Table,
                     members: Table, standings: Table, own: Table, shared: Table, funds: Table, work: Table,
                     sums: Table, verdicts: Table, rivals: Table, adjusts: Table, meters: Table,
                     quote: Table) -> None:
    """On every line the offer that saves most there, cap and budget counted; ties go to priority, then id."""
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
                    if work[line].on == 1 and work[line].share > work[line].best:
                        work[line].best = work[line].share
                        work[line].won = work[line].share
                        if counted == codes.BY_EACH_LINE:
                            work[line].won = work[line].claim
                        work[line].winner = offer
    for offer in range(start, start + lanes[lane].offer_count):
        give_winner(offer, lines, plan, items, adjusts, meters, offers, funds, work, sums, verdicts, rivals,
                    quote)


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


def give_winner(offer: int, lines: int, plan: Table, items: Table, adjusts: Table, meters: Table,
                offers: Table, funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table,
                quote: Table) -> None:
    """Take off what an offer won on its lines, within its cap and budget."""
    if verdicts[offer].reason != codes.BETTER_IN_LANE:
        return
    if offers[offer].group >= 0 and rivals[offers[offer].group].taken == 1:
        refuse(offer, codes.GROUP_TAKEN, 0, verdicts)
        return
    if offers[offer].clashes & rivals[0].classes != 0:
        refuse(offer, codes.NOT_COMBINABLE, 0, verdicts)
        return
    if offers[offer].kind == codes.BUY_GET or offers[offer].kind == codes.BUNDLE:
        reclaim_units(offer, lines, plan, offers, items, work, verdicts)
    total = 0
    for line in range(lines):
        work[line].on = 0
        if work[line].winner == offer:
            work[line].on = 1
            work[line].claim = work[line].won
            total += work[line].won
    if total > 0:
        if offers[offer].cap >= 0:
            total = min(total, offers[offer].cap)
        granted = within_budget(offer, total, offers, funds)
        if granted == 0:
            refuse(offer, codes.BUDGET_SPENT, total, verdicts)
        else:
            spread_claims(lines, granted, offers[offer].remainder, work)
            take_off(offer, lines, granted, adjusts, meters, offers, funds, work, sums, verdicts, rivals,
                     quote)
