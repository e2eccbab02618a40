"""One event from start to end: what is due first, then the sale or return, then the sums it adds to.

`quote_order`, `place_order`, `return_goods` and `bring_up_to_date` are the engine's verbs for one cart;
`step` runs a stretch of a history. Both go through the same rules.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.choosing import price
from loyalty.kernels.lots import advance_points
from loyalty.kernels.returns import clear_return, return_order, return_unlinked
from loyalty.kernels.rows import Table
from loyalty.kernels.settling import count_offers, credit_order, earn_quote, place_points, record_order
from loyalty.kernels.tally import month_noted
from loyalty.kernels.tiers import advance_track, open_standing


def bring_up_to_date(who: int, at: int, plan: Table, zone: Table, tracks: Table, levels: Table,
                     members: Table, lots: Table, standings: Table, reaches: Table, credits_: Table,
                     awards: Table, by_month: Table, moves: Table, journal: Table, meters: Table) -> None:
    """Whatever is due for a member at or before an instant holds from it on."""
    advance_points(who, at, plan, zone, members, lots, awards, by_month, journal, meters)
    for track in range(plan[0].tracks):
        advance_track(who, track, at, plan, zone, members, tracks, levels, standings, reaches, credits_,
                      moves)


def tally_sale(order: int, who: int, plan: Table, zone: Table, orders: Table, standings: Table,
               verdicts: Table, offers: Table, work: Table, by_month: Table, by_offer: Table,
               by_offer_month: Table, by_level: Table, by_item: Table, refusals: Table, outcomes: Table,
               applied: Table, meters: Table, quote: Table) -> None:
    """Add a placed order to the sums: month, offers, levels, refusals, its own outcome."""
    month = month_noted(orders[order].at, plan, zone, meters)
    points = quote[0].base + quote[0].bonus
    cost = quote[0].off + quote[0].shipping_off + quote[0].points_minor
    outcomes[order].revenue = quote[0].gross
    outcomes[order].off = quote[0].off
    outcomes[order].shipping = quote[0].shipping_off
    outcomes[order].points_minor = quote[0].points_minor
    outcomes[order].points = quote[0].points
    outcomes[order].earned = points
    outcomes[order].paid = quote[0].paid
    outcomes[order].level = codes.NONE
    if who >= 0 and plan[0].tracks > 0:
        outcomes[order].level = standings[who * plan[0].tracks].level
    note_applied(order, plan, verdicts, applied)
    if month < 0:
        return
    by_month[month].orders += 1
    by_month[month].revenue += quote[0].gross
    by_month[month].off += quote[0].off
    by_month[month].shipping += quote[0].shipping_off
    by_month[month].points_minor += quote[0].points_minor
    by_month[month].bonus += quote[0].bonus
    by_month[month].with_shipping += 1 if quote[0].shipping_off > 0 else 0
    by_month[month].with_points += 1 if quote[0].points > 0 else 0
    given = tally_offers(month, plan, offers, verdicts, by_month, by_offer, by_offer_month, refusals)
    by_month[month].benefits += 1 if cost > 0 or given == 1 else 0
    tally_goods(quote[0].lines, work, by_item)
    for track in range(plan[0].tracks):
        level = codes.NONE if who < 0 else standings[who * plan[0].tracks + track].level
        place = track * (plan[0].levels + 2) + (0 if who < 0 else level + 2)
        by_level[place].orders += 1
        by_level[place].revenue += quote[0].gross
        by_level[place].cost += cost
        by_level[place].earned += points


def note_applied(order: int, plan: Table, verdicts: Table, applied: Table) -> None:
    """Which offers an order took, one bit each, 31 to a word."""
    words = (plan[0].offers + 30) // 31
    for word in range(words):
        bits = 0
        for offer in range(31 * word, min(31 * word + 31, plan[0].offers)):
            if verdicts[offer].state == codes.APPLIED:
                bits |= 1 << ((offer - 31 * word) & 31)
        applied[order * words + word].bits = bits


def tally_goods(lines: int, work: Table, by_item: Table) -> None:
    """What each item sold for, and what came off it."""
    for line in range(lines):
        item = work[line].item
        by_item[item].units += work[line].quantity
        by_item[item].revenue += work[line].amount
        by_item[item].off += work[line].amount - work[line].net - work[line].points_minor
        by_item[item].points_minor += work[line].points_minor


def tally_offers(month: int, plan: Table, offers: Table, verdicts: Table, by_month: Table, by_offer: Table,
                 by_offer_month: Table, refusals: Table) -> int:
    """Count what applied with its cost, and what was refused by reason; 1 when anything applied."""
    offered = 0
    priced = 0
    for offer in range(plan[0].offers):
        if verdicts[offer].state == codes.APPLIED:
            by_offer[offer].count += 1
            by_offer[offer].cost += verdicts[offer].amount
            by_offer_month[month * plan[0].offers + offer].count += 1
            by_offer_month[month * plan[0].offers + offer].cost += verdicts[offer].amount
            if offers[offer].price == 1:
                priced = 1
            elif offers[offer].kind != codes.FREE_SHIPPING:
                offered = 1
        else:
            refusals[offer * codes.REASONS + verdicts[offer].reason].count += 1
    by_month[month].with_offers += offered
    by_month[month].with_prices += priced
    return 1 if offered + priced > 0 else 0


def tally_return(order: int, plan: Table, zone: Table, orders: Table, kept_orders: Table, by_month: Table,
                 outcomes: Table, meters: Table, quote: Table) -> None:
    """Add what came back to the month of the return; cost that was not measured cannot come back."""
    back = quote[0].offers_back + quote[0].points_minor_back
    outcomes[order].back = back
    outcomes[order].revenue = quote[0].returned
    month = month_noted(orders[order].at, plan, zone, meters)
    if month < 0:
        return
    if orders[order].kind == codes.RETURN and kept_orders[orders[order].kept].at >= plan[0].measure_from:
        by_month[month].back += back
    by_month[month].returned += quote[0].returned
    by_month[month].unlinked += quote[0].taken_unlinked
    by_month[month].shortfall += quote[0].shortfall
    by_month[month].base_taken += quote[0].taken_base


def quote_order(order: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table, steps: Table,
                limits: Table, rules: Table, multipliers: Table, caps: Table, tracks: Table, levels: Table,
                items: Table, prices: Table, orders: Table, order_lines: Table, eligible: Table,
                members: Table, lots: Table, standings: Table, reaches: Table, credits_: Table, own: Table,
                shared: Table, funds: Table, awards: Table, work: Table, sums: Table, verdicts: Table,
                rivals: Table, choices: Table, opens: Table, ranked: Table, picks: Table, adjusts: Table,
                grants: Table, quote: Table, meters: Table, journal: Table, by_month: Table,
                moves: Table) -> None:
    """Bring the member up to date, then price the order and say what it would earn."""
    who = orders[order].member
    if who >= 0:
        bring_up_to_date(who, orders[order].at, plan, zone, tracks, levels, members, lots, standings, reaches,
                         credits_, awards, by_month, moves, journal, meters)
    price(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders, order_lines,
          eligible, members, lots, standings, own, shared, funds, work, sums, verdicts, rivals, choices,
          opens, ranked, picks, adjusts, meters, quote)
    earn_quote(order, who, plan, rules, multipliers, caps, tracks, levels, nodes, items,
               orders, eligible, members, standings, own, work, sums, verdicts, grants, quote)


def place_order(order: int, plan: Table, zone: Table, offers: Table, limits: Table, caps: Table,
                groups: Table, expiries: Table, tracks: Table, levels: Table, orders: Table, members: Table,
                lots: Table, standings: Table, reaches: Table, credits_: Table, own: Table, shared: Table,
                drained: Table, funds: Table, kept_orders: Table, kept_lines: Table, awards: Table,
                trail: Table, shares: Table, work: Table, verdicts: Table, adjusts: Table, grants: Table,
                quote: Table, meters: Table, journal: Table, by_month: Table, moves: Table) -> None:
    """Book what `quote_order` found for the same order."""
    who = orders[order].member
    count_offers(order, who, plan, offers, limits, orders, own, shared, drained, funds, verdicts, quote)
    if orders[order].kept >= 0:
        record_order(order, who, orders, kept_orders, kept_lines, shares, work, adjusts, meters, quote)
    if who >= 0:
        place_points(order, who, plan, zone, groups, expiries, caps, tracks, levels, orders, members, lots,
                     standings, own, awards, trail, kept_orders, grants, by_month, journal, meters, quote)
        credit_order(order, who, plan, zone, orders, members, tracks, levels, standings, reaches, credits_,
                     moves, quote)
        members[who].orders += 1
        members[who].last_order = max(members[who].last_order, orders[order].at)


def return_goods(order: int, plan: Table, zone: Table, nodes: Table, rules: Table, multipliers: Table,
                 caps: Table, tracks: Table, levels: Table, items: Table, orders: Table, order_lines: Table,
                 eligible: Table, members: Table, lots: Table, standings: Table, reaches: Table,
                 credits_: Table, own: Table, kept_orders: Table, kept_lines: Table, awards: Table,
                 trail: Table, shares: Table, work: Table, sums: Table, grants: Table, quote: Table,
                 meters: Table, journal: Table, by_month: Table, by_offer: Table, moves: Table) -> None:
    """Book a return or a refund of money, of a kept order or of none."""
    who = orders[order].member
    clear_return(quote)
    if who >= 0:
        bring_up_to_date(who, orders[order].at, plan, zone, tracks, levels, members, lots, standings, reaches,
                         credits_, awards, by_month, moves, journal, meters)
    if orders[order].kind == codes.RETURN:
        return_order(order, who, plan, zone, nodes, rules, multipliers, caps, tracks, levels, items, orders,
                     order_lines, eligible, members, lots, standings, reaches, credits_, own, kept_orders,
                     kept_lines, awards, trail, shares, work, sums, grants, by_month, by_offer, moves,
                     journal, meters, quote)
    else:
        return_unlinked(order, who, orders[order].at, plan, zone, rules, multipliers, nodes, eligible,
                        members, standings, items, orders, order_lines, lots, work, sums, grants, by_month,
                        journal, meters, quote)


def step(first: int, last: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
         steps: Table, limits: Table, rules: Table, multipliers: Table, caps: Table, groups: Table,
         expiries: Table, tracks: Table, levels: Table, items: Table, prices: Table, orders: Table,
         order_lines: Table, eligible: Table, members: Table, lots: Table, standings: Table, reaches: Table,
         credits_: Table, own: Table, shared: Table, drained: Table, funds: Table, kept_orders: Table,
         kept_lines: Table, awards: Table, trail: Table, shares: Table, work: Table, sums: Table,
         verdicts: Table, rivals: Table, choices: Table, opens: Table, ranked: Table, picks: Table,
         adjusts: Table, grants: Table, quote: Table, meters: Table, journal: Table, by_month: Table,
         by_offer: Table, by_offer_month: Table, by_level: Table, by_item: Table, refusals: Table,
         moves: Table, outcomes: Table, applied: Table) -> int:
    """Run events first … last − 1; the event that needs more room in `trail` or `shares`, or `last`."""
    for order in range(first, last):
        who = orders[order].member
        if orders[order].kind == codes.SALE:
            if orders[order].kept >= 0 and short_of_room(order, who, plan, orders, members, meters) == 1:
                return order
            quote_order(order, plan, zone, lanes, offers, nodes, steps, limits, rules, multipliers, caps,
                        tracks, levels, items, prices, orders, order_lines, eligible, members, lots,
                        standings, reaches, credits_, own, shared, funds, awards, work, sums, verdicts,
                        rivals, choices, opens, ranked, picks, adjusts, grants, quote, meters, journal,
                        by_month, moves)
            tally_sale(order, who, plan, zone, orders, standings, verdicts, offers, work, by_month, by_offer,
                       by_offer_month, by_level, by_item, refusals, outcomes, applied, meters, quote)
            place_order(order, plan, zone, offers, limits, caps, groups, expiries, tracks, levels, orders,
                        members, lots, standings, reaches, credits_, own, shared, drained, funds, kept_orders,
                        kept_lines, awards, trail, shares, work, verdicts, adjusts, grants, quote, meters,
                        journal, by_month, moves)
        else:
            return_goods(order, plan, zone, nodes, rules, multipliers, caps, tracks, levels, items, orders,
                         order_lines, eligible, members, lots, standings, reaches, credits_, own, kept_orders,
                         kept_lines, awards, trail, shares, work, sums, grants, quote, meters, journal,
                         by_month, by_offer, moves)
            tally_return(order, plan, zone, orders, kept_orders, by_month, outcomes, meters, quote)
    return last


def short_of_room(order: int, who: int, plan: Table, orders: Table, members: Table, meters: Table) -> int:
    """1 when the order's trail or shares might not fit."""
    lines = orders[order].line_end - orders[order].line_start
    touched = 0 if who < 0 else members[who].lot_tail - members[who].lot_head
    if meters[0].shares + lines * plan[0].offers > meters[0].shares_room:
        return 1
    return 1 if meters[0].trail + touched > meters[0].trail_room else 0


def finish(first: int, last: int, at: int, plan: Table, zone: Table, tracks: Table, levels: Table,
           members: Table, lots: Table, standings: Table, reaches: Table, credits_: Table, awards: Table,
           by_month: Table, moves: Table, journal: Table, meters: Table) -> int:
    """Bring members first … last − 1 up to the end of the history."""
    for who in range(first, last):
        bring_up_to_date(who, at, plan, zone, tracks, levels, members, lots, standings, reaches, credits_,
                         awards, by_month, moves, journal, meters)
    return last


def begin(first: int, last: int, plan: Table, zone: Table, tracks: Table, levels: Table, members: Table,
          standings: Table) -> int:
    """Open the standings of members first … last − 1 at the instant they joined."""
    for who in range(first, last):
        for track in range(plan[0].tracks):
            open_standing(who, track, members[who].joined, plan, zone, members, tracks, levels, standings)
    return last
