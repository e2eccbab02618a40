"""What may be chosen between: exclusive offers, and groups of which an order gets the best for the member.

An order is priced once for each combination, with the others held back, by the same kernels; the last time
with the combination that saves most. Nothing but scratch is written.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.pricing import points_as_money, price_once
from loyalty.kernels.rows import Table
from loyalty.kernels.select import rebase

NODES_MAX = 4_096
"""Combinations that are tried for an order; past it the quote says that it need not be the best."""


def try_exclusives(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
                   steps: Table, limits: Table, prices: Table, items: Table, orders: Table,
                   order_lines: Table, eligible: Table, members: Table, standings: Table, own: Table,
                   shared: Table, funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table,
                   ranked: Table, adjusts: Table, meters: Table, quote: Table) -> int:
    """1 when an exclusive offer applies by itself: the first by priority keeps all others out.

    Those that do not apply by themselves keep the verdict of that trial.
    """
    for offer in range(plan[0].offers):
        verdicts[offer].held = codes.EXCLUSIVE_TAKEN
    for place in range(plan[0].exclusives):
        offer = ranked[place].offer
        verdicts[offer].held = codes.NO_REASON
        price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                   order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                   rivals, adjusts, meters, quote)
        if verdicts[offer].state == codes.APPLIED:
            return 1
        verdicts[offer].held = codes.JUDGED
    for offer in range(plan[0].offers):
        if verdicts[offer].held != codes.JUDGED:
            verdicts[offer].held = codes.NO_REASON
    return 0


def hold_rivals(plan: Table, choices: Table, ranked: Table, picks: Table, verdicts: Table) -> None:
    """In every group that is open to choice all but the picked offer are held back."""
    for choice in range(plan[0].choices):
        start = choices[choice].start
        for place in range(start, start + choices[choice].count):
            held = codes.NO_REASON if place == picks[choice].chosen else codes.GROUP_TAKEN
            if verdicts[ranked[place].offer].held != codes.JUDGED:
                verdicts[ranked[place].offer].held = held


def free_untaken(plan: Table, choices: Table, ranked: Table, picks: Table, verdicts: Table) -> None:
    """Where no offer of a group applies, those that applied in no trial are judged, so that each says why."""
    for choice in range(plan[0].choices):
        if picks[choice].taken == 0:
            start = choices[choice].start
            for place in range(start, start + choices[choice].count):
                offer = ranked[place].offer
                if verdicts[offer].held == codes.GROUP_TAKEN and verdicts[offer].able == 0:
                    verdicts[offer].held = codes.NO_REASON


def next_picks(plan: Table, choices: Table, picks: Table) -> int:
    """The next combination of picks; 0 when all were had."""
    for choice in range(plan[0].choices):
        picks[choice].chosen += 1
        if picks[choice].chosen < choices[choice].start + choices[choice].count:
            return 1
        picks[choice].chosen = choices[choice].start
    return 0


def choose_best(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
                steps: Table, limits: Table, prices: Table, items: Table, orders: Table, order_lines: Table,
                eligible: Table, members: Table, standings: Table, own: Table, shared: Table, funds: Table,
                work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table, ranked: Table,
                picks: Table, adjusts: Table, meters: Table, quote: Table) -> None:
    """Of all combinations of picks hold back all but the one that saves most.

    Ties go to the one in which more picks apply, because a gift saves nothing; then to the first.
    """
    for choice in range(plan[0].choices):
        picks[choice].chosen = choices[choice].start
    most = -1
    applied_most = 0
    tried = 0
    going = 1
    while going == 1:
        hold_rivals(plan, choices, ranked, picks, verdicts)
        saved = price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                           order_lines, eligible, members, standings, own, shared, funds, work, sums,
                           verdicts, rivals, adjusts, meters, quote)
        applied = 0
        for choice in range(plan[0].choices):
            picked = ranked[picks[choice].chosen].offer
            if verdicts[picked].state == codes.APPLIED:
                applied += 1
                verdicts[picked].able = 1
        if saved > most or (saved == most and applied > applied_most):
            most = saved
            applied_most = applied
            for choice in range(plan[0].choices):
                picks[choice].best = picks[choice].chosen
                state = verdicts[ranked[picks[choice].chosen].offer].state
                picks[choice].taken = 1 if state == codes.APPLIED else 0
        tried += 1
        going = next_picks(plan, choices, picks)
        if going == 1 and tried == NODES_MAX:
            going = 0
            quote[0].cut = 1
    for choice in range(plan[0].choices):
        picks[choice].chosen = picks[choice].best
    hold_rivals(plan, choices, ranked, picks, verdicts)
    free_untaken(plan, choices, ranked, picks, verdicts)


def price(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
          steps: Table, limits: Table, prices: Table, items: Table, orders: Table, order_lines: Table,
          eligible: Table, members: Table, lots: Table, standings: Table, own: Table, shared: Table,
          funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table,
          ranked: Table, picks: Table, adjusts: Table, meters: Table, quote: Table) -> None:
    """Every offer applied or refused, and points spent, for one order and the state it meets."""
    quote[0].cut = 0
    for offer in range(plan[0].offers):
        verdicts[offer].held = codes.NO_REASON
        verdicts[offer].able = 0
    taken = 0
    if plan[0].exclusives > 0:
        taken = try_exclusives(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items,
                               orders, order_lines, eligible, members, standings, own, shared, funds, work,
                               sums, verdicts, rivals, ranked, adjusts, meters, quote)
    if taken == 0:
        if plan[0].choices > 0:
            choose_best(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                        order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                        rivals, choices, ranked, picks, adjusts, meters, quote)
        price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                   order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                   rivals, adjusts, meters, quote)
    count = quote[0].lines
    points_as_money(order, who, count, plan, orders, members, lots, items, work, sums, quote)
    paid = 0
    for line in range(count):
        work[line].basis = work[line].net
        paid += work[line].net
    quote[0].paid = paid
    rebase(sums)
