"""One event from start to end: what is due first, then the sale or return, then the sums it adds to.

`quote_order`, `place_order` and `return_goods` are the engine's verbs for one cart; `step` runs a stretch of
a history, and gives what issuances give on the way. Both go through the same rules.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.adding_up import tally_return, tally_sale
from loyalty.kernels.advancing import bring_up_to_date
from loyalty.kernels.awarding import earn_quote
from loyalty.kernels.choosing import price
from loyalty.kernels.held import drop_ended, settle_held, show_held
from loyalty.kernels.issuing import give_due
from loyalty.kernels.releasing import release_uses, remember_uses
from loyalty.kernels.returns import clear_return, return_order, return_unlinked
from loyalty.kernels.rows import Table
from loyalty.kernels.settling import count_offers, credit_order, place_points, record_order
from loyalty.kernels.tiers import open_standing
from loyalty.kernels.voiding import note_levels, void_rises


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
    for offer in range(plan[0].offers):
        verdicts[offer].idle = 0
    again = 1
    while again == 1:
        price(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders, order_lines,
              eligible, members, lots, standings, own, shared, funds, work, sums, verdicts, rivals, choices,
              opens, ranked, picks, adjusts, meters, quote)
        again = earn_quote(order, who, plan, offers, rules, multipliers, caps, tracks, levels, nodes, items,
                           orders, eligible, members, standings, own, work, sums, verdicts, adjusts, meters,
                           grants, quote)


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
         expiries: Table, tracks: Table, levels: Table, issuances: Table, named: Table, gifts: Table,
         coupons: Table, frees: Table, items: Table, prices: Table, orders: Table, order_lines: Table,
         eligible: Table,
         members: Table, lots: Table, standings: Table, reaches: Table, credits_: Table, own: Table,
         shared: Table, drained: Table, funds: Table, kept_orders: Table, kept_lines: Table, awards: Table,
         trail: Table, shares: Table, gifted: Table, cycles: Table, held: Table, stubs: Table, freed: Table,
         due: Table,
         risen: Table, work: Table, sums: Table, verdicts: Table, rivals: Table, choices: Table,
         opens: Table, ranked: Table, picks: Table, adjusts: Table, grants: Table, quote: Table,
         meters: Table, journal: Table, by_month: Table, by_offer: Table, by_offer_month: Table,
         by_level: Table, by_item: Table, by_gift: Table, refusals: Table, moves: Table, outcomes: Table,
         applied: Table) -> int:
    """Run events first … last − 1; the event that needs more room in `trail` or `shares`, or `last`."""
    for order in range(first, last):
        who = orders[order].member
        gives = 1 if who >= 0 and plan[0].issuances > 0 else 0
        if gives == 1:
            give_due(who, orders[order].at, 0, orders[order].sequence - plan[0].stride + 1, plan, zone,
                     expiries, tracks, levels, issuances, named, gifts, members, lots, standings, reaches,
                     credits_, awards, gifted, cycles, held, due, risen, by_month, by_gift, moves, journal,
                     meters)
            note_levels(who, plan, tracks, standings, risen)
        if orders[order].kind == codes.SALE:
            if orders[order].kept >= 0 and short_of_room(order, who, plan, orders, members, meters) == 1:
                return order
            if gives == 1:
                show_held(order, who, plan, zone, gifts, coupons, opens, orders, eligible, gifted, held,
                          by_gift)
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
            remember_uses(order, plan, frees, orders, verdicts, freed)
        else:
            return_goods(order, plan, zone, nodes, rules, multipliers, caps, tracks, levels, items, orders,
                         order_lines, eligible, members, lots, standings, reaches, credits_, own, kept_orders,
                         kept_lines, awards, trail, shares, work, sums, grants, quote, meters, journal,
                         by_month, by_offer, moves)
            tally_return(order, plan, zone, orders, kept_orders, by_month, outcomes, meters, quote)
            release_uses(order, who, plan, zone, offers, limits, frees, orders, members, own, shared, drained,
                         funds, kept_orders, kept_lines, freed, by_offer_month, meters)
        if gives == 1:
            settle_held(order, who, plan, zone, gifts, coupons, orders, kept_orders, kept_lines, verdicts,
                        gifted, held, stubs, by_gift)
            if orders[order].kind == codes.RETURN:
                void_rises(who, orders[order].at, plan, zone, tracks, issuances, named, gifts, members, lots,
                           standings, reaches, gifted, cycles, held, risen, by_month, by_gift, journal,
                           meters)
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


def give_out(first: int, last: int, at: int, document: int, plan: Table, zone: Table, expiries: Table,
             tracks: Table, levels: Table, issuances: Table, named: Table, gifts: Table, members: Table,
             lots: Table, standings: Table, reaches: Table, credits_: Table, awards: Table, gifted: Table,
             cycles: Table, held: Table, due: Table, risen: Table, by_month: Table, by_gift: Table,
             moves: Table, journal: Table, meters: Table) -> int:
    """Give members first … last − 1 what is due to them by the end of the history.

    `document` is the number that the next document would have.
    """
    for who in range(first, last):
        give_due(who, at, 0, document * plan[0].stride, plan, zone, expiries, tracks, levels, issuances,
                 named, gifts, members, lots, standings, reaches, credits_, awards, gifted, cycles, held, due,
                 risen, by_month, by_gift, moves, journal, meters)
        drop_ended(who, at, plan, zone, gifted, held, by_gift)
    return last


def begin(first: int, last: int, plan: Table, zone: Table, tracks: Table, levels: Table, members: Table,
          standings: Table) -> int:
    """Open the standings of members first … last − 1 at the instant they joined."""
    for who in range(first, last):
        for track in range(plan[0].tracks):
            open_standing(who, track, members[who].joined, plan, zone, members, tracks, levels, standings)
    return last
