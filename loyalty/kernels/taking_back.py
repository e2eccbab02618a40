"""An award recomputed on what remains of its order, and the difference taken back."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.earning import award, clip, count_earned, retested_multipliers, retested_rules
from loyalty.kernels.lots import draw, find_lot, take
from loyalty.kernels.rows import Table
from loyalty.kernels.select import rebase
from loyalty.kernels.seller_points import mark_kept, retest_sellers
from loyalty.kernels.tally import note


def recompute(order: int, slot: int, who: int, plan: Table, nodes: Table, rules: Table, multipliers: Table,
              items: Table, eligible: Table, members: Table, standings: Table, kept_orders: Table,
              kept_lines: Table, shares: Table, work: Table, sums: Table, grants: Table) -> None:
    """The award on what remains of an order, under the terms recorded when it was placed.

    Rules and multipliers, those of offers too, whose minimums of goods are no longer reached fall away;
    nothing new joins.
    """
    first = kept_orders[slot].line_start
    lines = kept_orders[slot].line_count
    for line in range(lines):
        work[line].item = kept_lines[first + line].item
        work[line].quantity = kept_lines[first + line].units
        work[line].basis = kept_lines[first + line].net - kept_lines[first + line].tendered
        work[line].net = kept_lines[first + line].net
        work[line].after_items = kept_lines[first + line].after_items
        work[line].listed = kept_lines[first + line].listed
    rebase(sums)
    rules_on = retested_rules(kept_orders[slot].rules, order, who, lines, plan, rules, nodes, eligible,
                              members, standings, items, work, sums)
    multipliers_on = retested_multipliers(kept_orders[slot].multipliers, order, who, lines, plan,
                                          multipliers, nodes, eligible, members, standings, items, work, sums)
    if plan[0].seller_points > 0:
        mark_kept(slot, lines, plan, rules, multipliers, kept_orders, shares, work)
        retest_sellers(rules_on, multipliers_on, order, who, lines, plan, rules, multipliers, nodes, eligible,
                       members, standings, items, work, sums)
    award(lines, rules_on, multipliers_on, kept_orders[slot].tier_factor, kept_orders[slot].shipping_paid,
          kept_orders[slot].shipping_tax, plan, rules, multipliers, items, work, grants)
    clip(kept_orders[slot].room, plan, grants)


def take_back(slot: int, who: int, at: int, plan: Table, zone: Table, caps: Table, members: Table,
              lots: Table, own: Table, kept_orders: Table, awards: Table, grants: Table, by_month: Table,
              journal: Table, meters: Table, quote: Table) -> None:
    """Take the difference between the award that stands and the recomputed one; nothing is granted anew."""
    left = 0
    for group in range(plan[0].groups):
        place = slot * plan[0].groups + group
        left += awards[place].base + awards[place].bonus - grants[group].base - grants[group].bonus
    short = 0
    for group in range(plan[0].groups):
        place = slot * plan[0].groups + group
        points = awards[place].base + awards[place].bonus - grants[group].base - grants[group].bonus
        points = max(min(points, left), 0)
        base = min(max(awards[place].base - grants[group].base, 0), points)
        bonus = points - base
        left -= points
        awards[place].base -= base
        awards[place].bonus -= bonus
        quote[0].taken_base += base
        quote[0].taken_bonus += bonus
        if points > 0:
            short += take_award(slot, group, who, points, at, plan, zone, members, lots, awards, by_month,
                                journal, meters)
    count_earned(who, -(quote[0].taken_base + quote[0].taken_bonus), kept_orders[slot].counted, plan, caps,
                 own)
    fall_short(who, short, at, plan, zone, members, by_month, journal, meters, quote)


def take_award(slot: int, group: int, who: int, points: int, at: int, plan: Table, zone: Table,
               members: Table, lots: Table, awards: Table, by_month: Table, journal: Table,
               meters: Table) -> int:
    """Take an award back from its own lot, what of it expired, other available lots; what was not found."""
    left = points
    place = slot * plan[0].groups + group
    lot = find_lot(who, awards[place].key, members, lots)
    if lot >= 0 and (plan[0].shortfall != codes.PENDING_ONLY or lots[lot].available > at):
        taken = min(left, lots[lot].left)
        note(codes.TAKEN_BACK, taken, at, lots[lot].key, plan, zone, by_month, journal, meters)
        draw(who, lot, taken, members, lots)
        left -= taken
    gone = min(left, awards[place].expired)
    awards[place].expired -= gone
    left -= gone
    if left > 0 and plan[0].shortfall != codes.PENDING_ONLY:
        left -= take(who, left, at, plan, zone, members, lots, by_month, journal, meters)
    return int(left)


def fall_short(who: int, points: int, at: int, plan: Table, zone: Table, members: Table, by_month: Table,
               journal: Table, meters: Table, quote: Table) -> None:
    """Points that could not be taken back become a debt, or are forgiven and counted."""
    if points == 0:
        return
    if plan[0].shortfall == codes.ALLOW_DEBT:
        members[who].debt += points
        members[who].debt_at = at
        quote[0].debt += points
        note(codes.DEBT_INCURRED, points, at, codes.NONE, plan, zone, by_month, journal, meters)
    else:
        quote[0].shortfall += points
