"""The sums an event adds to: months, offers, levels, goods, refusals, and its own outcome."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import month_noted
from loyalty.kernels.tiers import effective


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
        outcomes[order].level = effective(who * plan[0].tracks, standings)
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
        level = codes.NONE if who < 0 else effective(who * plan[0].tracks + track, standings)
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
