"""What may be chosen between: exclusive offers, groups of which an order gets the best, coupons and codes.

An order is priced once for each combination that could be the best, with the others held back, by the same
kernels; the last time with the one that saves most. Nothing but scratch is written.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.deciding import (
    first_used,
    hold_decided,
    hold_for_one,
    keep_picks,
    leads,
    list_options,
    rank_of,
    wanted_at_most,
    wanted_used,
)
from loyalty.kernels.pricing import points_as_money, price_once
from loyalty.kernels.rows import Table
from loyalty.kernels.select import rebase
from loyalty.kernels.tenders import pay_by_tender
from loyalty.kernels.weighing import at_most

NODES_MAX = 4_096
"""Combinations and parts of them that are looked at; past it the quote says that it need not be the best."""


def try_exclusives(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
                   steps: Table, limits: Table, prices: Table, items: Table, orders: Table,
                   order_lines: Table, eligible: Table, members: Table, standings: Table, own: Table,
                   shared: Table, funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table,
                   ranked: Table, adjusts: Table, meters: Table, quote: Table) -> int:
    """1 when an exclusive offer applies by itself: the first by priority keeps all others out.

    Those that do not apply by themselves keep the verdict of that trial.
    """
    for offer in range(plan[0].offers):
        if verdicts[offer].idle == 0:
            verdicts[offer].held = codes.EXCLUSIVE_TAKEN
    for place in range(plan[0].exclusives):
        offer = ranked[place].offer
        if verdicts[offer].idle == 0:
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


def search(order: int, who: int, lonely: int, plan: Table, zone: Table, lanes: Table, offers: Table,
           nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, orders: Table,
           order_lines: Table, eligible: Table, members: Table, standings: Table, own: Table, shared: Table,
           funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table,
           opens: Table, ranked: Table, picks: Table, adjusts: Table, meters: Table, quote: Table) -> int:
    """Branch and bound over the decisions; 1 when the order stands priced with the best combination.

    The first combination is the one that is priced already, unless an exclusive coupon takes part (`lonely`).
    """
    last = plan[0].choices + plan[0].opens - 1
    wanted_most = -1
    most = -1
    rank_most = 0
    used_most = 0
    tried = 0
    stands = 0
    level = 0
    picks[0].chosen = 0
    while level >= 0:
        if picks[level].chosen == picks[level].options:
            level -= 1
            if level >= 0:
                picks[level].chosen += 1
        elif tried == NODES_MAX:
            quote[0].cut = 1
            level = -1
        else:
            hold_decided(level + 1, plan, offers, choices, opens, ranked, picks, verdicts)
            if wanted_at_most(plan, offers, opens, verdicts) <= wanted_most and (
                at_most(plan[0].first_lane, plan, lanes, offers, verdicts, quote) < most
            ):
                tried += 1
                picks[level].chosen += 1
            elif level < last:
                level += 1
                picks[level].chosen = 0
            else:
                alone = hold_for_one(plan, offers, opens, verdicts)
                if tried > 0 or alone + lonely > 0:
                    price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items,
                               orders, order_lines, eligible, members, standings, own, shared, funds, work,
                               sums, verdicts, rivals, adjusts, meters, quote)
                tried += 1
                stands = 0
                wanted = wanted_used(plan, choices, opens, ranked, picks, verdicts)
                saved = quote[0].off + quote[0].shipping_off
                rank = rank_of(plan, choices, opens, ranked, picks, verdicts)
                used = first_used(plan, opens, verdicts)
                if leads(wanted, wanted_most, saved, most, rank, rank_most, used, used_most) == 1:
                    wanted_most = wanted
                    most = saved
                    rank_most = rank
                    used_most = used
                    stands = 1
                    keep_picks(plan, picks)
                picks[level].chosen += 1
    return stands


def choose_best(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
                steps: Table, limits: Table, prices: Table, items: Table, orders: Table, order_lines: Table,
                eligible: Table, members: Table, standings: Table, own: Table, shared: Table, funds: Table,
                work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table, opens: Table,
                ranked: Table, picks: Table, adjusts: Table, meters: Table, quote: Table) -> None:
    """Price the order with the combination that saves most: goods and shipping together."""
    decisions = plan[0].choices + plan[0].opens
    for place in range(decisions):
        picks[place].chosen = 0
        picks[place].insists = 0
    for offer in range(plan[0].offers):
        verdicts[offer].may = 1
        verdicts[offer].open = 0
    for number in range(plan[0].opens):
        verdicts[opens[number].offer].open = 1
    hold_decided(decisions, plan, offers, choices, opens, ranked, picks, verdicts)
    quote[0].weighs = 1
    price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
               order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
               adjusts, meters, quote)
    lonely = hold_for_one(plan, offers, opens, verdicts)
    if list_options(plan, offers, choices, opens, ranked, picks, verdicts) + lonely == 0:
        return
    stands = search(order, who, lonely, plan, zone, lanes, offers, nodes, steps, limits, prices, items,
                    orders, order_lines, eligible, members, standings, own, shared, funds, work, sums,
                    verdicts, rivals, choices, opens, ranked, picks, adjusts, meters, quote)
    if stands == 0:
        for place in range(decisions):
            picks[place].chosen = picks[place].best
        hold_decided(decisions, plan, offers, choices, opens, ranked, picks, verdicts)
        hold_for_one(plan, offers, opens, verdicts)
        price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                   order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                   rivals, adjusts, meters, quote)


def price(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
          steps: Table, limits: Table, prices: Table, items: Table, orders: Table, order_lines: Table,
          eligible: Table, members: Table, lots: Table, standings: Table, own: Table, shared: Table,
          funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table,
          opens: Table, ranked: Table, picks: Table, adjusts: Table, meters: Table, quote: Table) -> None:
    """Every offer applied or refused, points spent, tenders taken, for one order and the state it meets.

    Offers that are known to be `idle` keep the verdict they have.
    """
    quote[0].cut = 0
    quote[0].weighs = 0
    for offer in range(plan[0].offers):
        verdicts[offer].held = codes.JUDGED if verdicts[offer].idle == 1 else codes.NO_REASON
        verdicts[offer].out = 0
        verdicts[offer].due = 0
    taken = 0
    if plan[0].exclusives > 0:
        taken = try_exclusives(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items,
                               orders, order_lines, eligible, members, standings, own, shared, funds, work,
                               sums, verdicts, rivals, ranked, adjusts, meters, quote)
    if taken == 0:
        if plan[0].choices + plan[0].opens > 0:
            choose_best(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                        order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                        rivals, choices, opens, ranked, picks, adjusts, meters, quote)
        else:
            price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                       order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                       rivals, adjusts, meters, quote)
    count = quote[0].lines
    points_as_money(order, who, count, plan, orders, members, lots, items, work, sums, quote)
    pay_by_tender(order, count, orders, work, quote)
    rebase(sums)
