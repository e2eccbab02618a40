"""Goods or money that come back: each unit's real cost, spent points to their lots, the award recomputed."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of
from loyalty.kernels.conditions import days_since_order
from loyalty.kernels.earning import active_rules, award
from loyalty.kernels.lots import advance_points, take
from loyalty.kernels.ratio import units_take
from loyalty.kernels.rechecking import return_credit
from loyalty.kernels.restoring import restore_or_keep
from loyalty.kernels.rows import Table
from loyalty.kernels.select import rebase
from loyalty.kernels.taking_back import fall_short, recompute, take_back


def give_back_lines(order: int, plan: Table, orders: Table, order_lines: Table, kept_orders: Table,
                    kept_lines: Table, shares: Table, by_offer: Table, quote: Table) -> None:
    """Units (or a sum of money) come off the order's lines; what they were worth goes to the quote.

    Units carry their parts of net, points, tenders and discounts, dearest first; a refund of money alone
    lowers the net it was paid for, cash before tenders, and nothing else.
    """
    slot = orders[order].kept
    for line in range(orders[order].line_start, orders[order].line_end):
        target = order_lines[line].target
        units = min(order_lines[line].quantity, kept_lines[target].units)
        if units > 0:
            give_back_shares(target - kept_orders[slot].line_start, units, slot, kept_orders, shares,
                             by_offer, plan, quote)
            net = units_take(kept_lines[target].net, kept_lines[target].units, units)
            listed = units_take(kept_lines[target].listed, kept_lines[target].units, units)
            points = units_take(kept_lines[target].points_minor, kept_lines[target].units, units)
            tendered = units_take(kept_lines[target].tendered, kept_lines[target].units, units)
            kept_lines[target].net -= net
            kept_lines[target].listed -= listed
            kept_lines[target].points_minor -= points
            after = units_take(kept_lines[target].after_items, kept_lines[target].units, units)
            kept_lines[target].after_items -= after
            kept_lines[target].tendered -= tendered
            kept_lines[target].units -= units
            quote[0].returned += net
            quote[0].points_minor_back += points
            quote[0].tendered_back += tendered
        if order_lines[line].quantity == 0 and order_lines[line].amount > 0:
            refund = min(order_lines[line].amount, kept_lines[target].net)
            kept_lines[target].net -= refund
            kept_lines[target].after_items -= refund
            tendered = max(kept_lines[target].tendered - kept_lines[target].net, 0)
            kept_lines[target].tendered -= tendered
            quote[0].returned += refund
            quote[0].tendered_back += tendered
    kept_orders[slot].minor_back += quote[0].points_minor_back


def give_back_shares(line: int, units: int, slot: int, kept_orders: Table, shares: Table, by_offer: Table,
                     plan: Table, quote: Table) -> None:
    """The offers' shares of the returned units are no longer given."""
    start = kept_orders[slot].share_start
    for row in range(start, start + kept_orders[slot].share_count):
        if shares[row].line == line:
            back = units_take(shares[row].amount, shares[row].units, units)
            shares[row].amount -= back
            shares[row].units -= units
            quote[0].offers_back += back
            if kept_orders[slot].at >= plan[0].measure_from:
                by_offer[shares[row].offer].back += back


def clear_return(quote: Table) -> None:
    """Nothing has come back yet."""
    quote[0].returned = 0
    quote[0].offers_back = 0
    quote[0].points_minor_back = 0
    quote[0].restored = 0
    quote[0].taken_base = 0
    quote[0].taken_bonus = 0
    quote[0].shortfall = 0
    quote[0].debt = 0
    quote[0].taken_unlinked = 0
    quote[0].tendered_back = 0


def return_order_credit(slot: int, who: int, at: int, plan: Table, zone: Table, members: Table, tracks: Table,
                        levels: Table, standings: Table, reaches: Table, credits_: Table, moves: Table,
                        kept_orders: Table, kept_lines: Table, quote: Table) -> None:
    """Credit lowered by what came back; an order counts no more once nothing of it is left."""
    units = 0
    first = kept_orders[slot].line_start
    for line in range(first, first + kept_orders[slot].line_count):
        units += kept_lines[line].units
    for track in range(plan[0].tracks):
        amount = quote[0].returned
        if tracks[track].metric == codes.METRIC_ORDERS:
            amount = 1 if units == 0 and kept_orders[slot].placed == 1 else 0
        elif tracks[track].metric == codes.METRIC_BASE_POINTS:
            amount = quote[0].taken_base
        if amount > 0:
            return_credit(who, track, kept_orders[slot].credit, amount, at, plan, zone, members, tracks,
                          levels, standings, reaches, credits_, moves)
    if units == 0 and kept_orders[slot].placed == 1:
        kept_orders[slot].placed = 2


def return_unlinked(order: int, who: int, at: int, plan: Table, zone: Table, rules: Table, multipliers: Table,
                    nodes: Table, eligible: Table, members: Table, standings: Table, items: Table,
                    orders: Table, order_lines: Table, lots: Table, work: Table, sums: Table, grants: Table,
                    by_month: Table, journal: Table, meters: Table, quote: Table) -> None:
    """A return that names no order takes now what its value would earn now by base rules, finally."""
    first = orders[order].line_start
    count = orders[order].line_end - first
    for line in range(count):
        work[line].item = order_lines[first + line].item
        work[line].quantity = order_lines[first + line].quantity
        work[line].basis = order_lines[first + line].amount
        work[line].listed = order_lines[first + line].listed
        work[line].net = order_lines[first + line].amount
        work[line].after_items = order_lines[first + line].amount
        quote[0].returned += order_lines[first + line].amount
    if who < 0 or plan[0].earns == 0:
        return
    rebase(sums)
    if plan[0].asks_days == 1:
        sums[0].days = days_since_order(who, day_of(zone, at), zone, members)
    rules_on = active_rules(order, who, count, plan, rules, nodes, eligible, members,
                            standings, items, work, sums)
    award(count, rules_on, 0, plan[0].factor_den, 0, 0, plan, rules, multipliers, items, work, grants)
    points = 0
    for group in range(plan[0].groups):
        points += grants[group].base
    taken = take(who, points, at, plan, zone, members, lots, by_month, journal, meters)
    quote[0].taken_unlinked = taken
    fall_short(who, points - taken, at, plan, zone, members, by_month, journal, meters, quote)


def return_order(order: int, who: int, plan: Table, zone: Table, nodes: Table, rules: Table,
                 multipliers: Table, caps: Table, tracks: Table, levels: Table, items: Table, orders: Table,
                 order_lines: Table, eligible: Table, members: Table, lots: Table, standings: Table,
                 reaches: Table, credits_: Table, own: Table, kept_orders: Table, kept_lines: Table,
                 awards: Table, trail: Table, shares: Table, work: Table, sums: Table, grants: Table,
                 by_month: Table, by_offer: Table, moves: Table, journal: Table, meters: Table,
                 quote: Table) -> None:
    """Units or money of a kept order come back: cost, spent points, award, credit."""
    slot = orders[order].kept
    at = orders[order].at
    give_back_lines(order, plan, orders, order_lines, kept_orders, kept_lines, shares, by_offer, quote)
    if who < 0:
        return
    restore_or_keep(slot, who, at, plan, zone, members, lots, kept_orders, awards, trail, by_month, journal,
                    meters, quote)
    if plan[0].earns == 1:
        recompute(order, slot, who, plan, nodes, rules, multipliers, items, eligible, members,
                  standings, kept_orders, kept_lines, shares, work, sums, grants)
        take_back(slot, who, at, plan, zone, caps, members, lots, own, kept_orders, awards, grants, by_month,
                  journal, meters, quote)
    if plan[0].tracks > 0:
        return_order_credit(slot, who, at, plan, zone, members, tracks, levels, standings, reaches, credits_,
                            moves, kept_orders, kept_lines, quote)
    advance_points(who, at, plan, zone, members, lots, awards, by_month, journal, meters)
