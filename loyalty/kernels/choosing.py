"""What may be chosen between: exclusive offers, groups of which an order gets the best, coupons and codes.

An order is priced once for each combination that could be the best, with the others held back, by the same
kernels; the last time with the one that saves most. Nothing but scratch is written.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
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


def hold_decided(decided: int, plan: Table, choices: Table, opens: Table, ranked: Table, picks: Table,
                 verdicts: Table) -> None:
    """Hold back what the first so many decisions leave out; what they say nothing of is not held back.

    Of a group also those are not held back that cannot apply: each says its own reason.
    """
    for offer in range(plan[0].offers):
        if verdicts[offer].held != codes.JUDGED:
            verdicts[offer].held = codes.NO_REASON
    for choice in range(min(decided, plan[0].choices)):
        start = choices[choice].start
        for place in range(start, start + choices[choice].count):
            offer = ranked[place].offer
            if place != start + picks[choice].chosen and verdicts[offer].may == 1:
                if verdicts[offer].held != codes.JUDGED:
                    verdicts[offer].held = codes.GROUP_TAKEN
    for number in range(plan[0].opens):
        place = plan[0].choices + number
        left = 1 if opens[number].state == codes.LEFT_OUT else 0
        if place < decided and picks[place].chosen == 1:
            left = 1
        if left == 1:
            verdicts[opens[number].offer].held = codes.NOT_CHOSEN


def hold_for_one(plan: Table, offers: Table, opens: Table, verdicts: Table) -> int:
    """1 when an exclusive coupon is used: all other offers are held back."""
    for number in range(plan[0].opens):
        alone = opens[number].offer
        if offers[alone].exclusive == 1 and verdicts[alone].held == codes.NO_REASON and (
            verdicts[alone].may == 1
        ):
            for offer in range(plan[0].offers):
                if offer != alone and verdicts[offer].held == codes.NO_REASON:
                    verdicts[offer].held = codes.EXCLUSIVE_TAKEN
            return 1
    return 0


def list_options(plan: Table, choices: Table, opens: Table, picks: Table, verdicts: Table) -> int:
    """How many ways each decision may go: the offers of a group, a coupon used or not; how many are open."""
    open_ = 0
    for choice in range(plan[0].choices):
        picks[choice].options = choices[choice].count
    for number in range(plan[0].opens):
        may = verdicts[opens[number].offer].may == 1 and opens[number].state == codes.OPEN
        picks[plan[0].choices + number].options = 2 if may else 1
    for place in range(plan[0].choices + plan[0].opens):
        picks[place].best = 0
        if picks[place].options > 1:
            open_ += 1
    return open_


def rank_of(plan: Table, choices: Table, opens: Table, ranked: Table, picks: Table, verdicts: Table) -> int:
    """What decides between combinations that save as much: more picks of groups apply, then fewer coupons."""
    rank = 0
    for choice in range(plan[0].choices):
        if verdicts[ranked[choices[choice].start + picks[choice].chosen].offer].state == codes.APPLIED:
            rank += plan[0].opens + 1
    for number in range(plan[0].opens):
        if verdicts[opens[number].offer].state == codes.APPLIED:
            rank -= 1
    return rank


def first_used(plan: Table, opens: Table, verdicts: Table) -> int:
    """What decides between equals of one rank: a bit for each coupon used, the first one highest."""
    used = 0
    for number in range(min(plan[0].opens, 62)):
        used = used * 2 + (1 if verdicts[opens[number].offer].state == codes.APPLIED else 0)
    return used


def keep_picks(plan: Table, picks: Table) -> None:
    """The present combination is the best so far."""
    for place in range(plan[0].choices + plan[0].opens):
        picks[place].best = picks[place].chosen


def search(order: int, who: int, lonely: int, plan: Table, zone: Table, lanes: Table, offers: Table,
           nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, orders: Table,
           order_lines: Table, eligible: Table, members: Table, standings: Table, own: Table, shared: Table,
           funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table,
           opens: Table, ranked: Table, picks: Table, adjusts: Table, meters: Table, quote: Table) -> int:
    """Branch and bound over the decisions; 1 when the order stands priced with the best combination.

    The first combination is the one that is priced already, unless an exclusive coupon takes part (`lonely`).
    """
    last = plan[0].choices + plan[0].opens - 1
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
            hold_decided(level + 1, plan, choices, opens, ranked, picks, verdicts)
            if at_most(plan[0].first_lane, plan, lanes, offers, verdicts, quote) < most:
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
                saved = quote[0].off + quote[0].shipping_off
                rank = rank_of(plan, choices, opens, ranked, picks, verdicts)
                used = first_used(plan, opens, verdicts)
                if saved > most or (saved == most and (
                    rank > rank_most or (rank == rank_most and used > used_most)
                )):
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
    for offer in range(plan[0].offers):
        verdicts[offer].may = 1
    hold_decided(decisions, plan, choices, opens, ranked, picks, verdicts)
    quote[0].weighs = 1
    price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
               order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
               adjusts, meters, quote)
    lonely = hold_for_one(plan, offers, opens, verdicts)
    if list_options(plan, choices, opens, picks, verdicts) + lonely == 0:
        return
    stands = search(order, who, lonely, plan, zone, lanes, offers, nodes, steps, limits, prices, items,
                    orders, order_lines, eligible, members, standings, own, shared, funds, work, sums,
                    verdicts, rivals, choices, opens, ranked, picks, adjusts, meters, quote)
    if stands == 0:
        for place in range(decisions):
            picks[place].chosen = picks[place].best
        hold_decided(decisions, plan, choices, opens, ranked, picks, verdicts)
        hold_for_one(plan, offers, opens, verdicts)
        price_once(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                   order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                   rivals, adjusts, meters, quote)


def price(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
          steps: Table, limits: Table, prices: Table, items: Table, orders: Table, order_lines: Table,
          eligible: Table, members: Table, lots: Table, standings: Table, own: Table, shared: Table,
          funds: Table, work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table,
          opens: Table, ranked: Table, picks: Table, adjusts: Table, meters: Table, quote: Table) -> None:
    """Every offer applied or refused, points spent, tenders taken, for one order and the state it meets."""
    quote[0].cut = 0
    quote[0].weighs = 0
    for offer in range(plan[0].offers):
        verdicts[offer].held = codes.NO_REASON
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
