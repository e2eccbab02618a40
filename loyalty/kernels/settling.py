"""What placing an order changes: points spent and earned, credit, uses; and what a return needs to know."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.earning import count_earned
from loyalty.kernels.expiry import expires_at, lapses_at, matures_at
from loyalty.kernels.joining import membership_start, note_first
from loyalty.kernels.limits import count_denied, use_budget, use_limits
from loyalty.kernels.lots import advance_points, insert_lot, spend, stay_active
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import note
from loyalty.kernels.tenders import shipping_paid
from loyalty.kernels.terms import begin_again
from loyalty.kernels.tiers import add_credit, advance_track, effective


def count_offers(order: int, who: int, plan: Table, offers: Table, limits: Table, orders: Table, own: Table,
                 shared: Table, drained: Table, funds: Table, verdicts: Table, quote: Table) -> None:
    """Uses and budgets of what applied; demand denied of what a limit refused."""
    for offer in range(plan[0].offers):
        if verdicts[offer].state == codes.APPLIED:
            use_limits(offer, who, order, quote[0].day, plan, offers, limits, orders, own, shared,
                       drained)
            if offers[offer].budget >= 0:
                use_budget(offers[offer].budget, verdicts[offer].amount, order, quote[0].day, orders, funds)
        elif verdicts[offer].amount > 0 and orders[order].at >= plan[0].measure_from:
            count_denied(offer, verdicts[offer].reason, verdicts[offer].amount, quote[0].day, plan, offers,
                         limits, shared, drained, funds)


def lot_end(group: int, who: int, available: int, earned: int, plan: Table, zone: Table, groups: Table,
            expiries: Table, tracks: Table, levels: Table, members: Table, standings: Table) -> int:
    """The end stamped on a lot: by its rule's expiry, else its tiers' longest, else the programme's.

    One that waits for a delivery ends when the order may wait no longer.
    """
    if available == codes.FOREVER:
        return lapses_at(earned, plan, zone)
    if groups[group].expiry >= 0:
        joined = membership_start(who, plan[0].membership, members)
        return expires_at(groups[group].expiry, available, earned, joined, zone, expiries)
    return usual_end(who, available, earned, plan, zone, expiries, tracks, levels, members, standings)


def usual_end(who: int, available: int, earned: int, plan: Table, zone: Table, expiries: Table,
              tracks: Table, levels: Table, members: Table, standings: Table) -> int:
    """The end of a lot whose rule says none: its tiers' longest, else the programme's."""
    joined = membership_start(who, plan[0].membership, members)
    longest = codes.NONE
    for track in range(plan[0].tracks):
        level = effective(who * plan[0].tracks + track, standings)
        if level >= 0 and levels[tracks[track].level_start + level].expiry >= 0:
            policy = levels[tracks[track].level_start + level].expiry
            longest = max(longest, expires_at(policy, available, earned, joined, zone, expiries))
    if longest >= 0:
        return longest
    return expires_at(plan[0].expiry, available, earned, joined, zone, expiries)


def grant_lots(order: int, who: int, plan: Table, zone: Table, groups: Table, expiries: Table, tracks: Table,
               levels: Table, orders: Table, members: Table, lots: Table, standings: Table, awards: Table,
               grants: Table, by_month: Table, journal: Table, meters: Table) -> None:
    """One lot for each group of grants, pending or at once."""
    at = orders[order].at
    slot = orders[order].kept
    available = matures_at(at, orders[order].delivered, plan, zone)
    for group in range(plan[0].groups):
        points = grants[group].base + grants[group].bonus
        key = orders[order].sequence * plan[0].groups + group
        if slot >= 0:
            awards[slot * plan[0].groups + group].base = grants[group].base
            awards[slot * plan[0].groups + group].bonus = grants[group].bonus
            awards[slot * plan[0].groups + group].key = key
        if points > 0:
            if note_first(who, at, available, members) == 1:
                begin_again(who, at, plan, zone, members, tracks, standings)
            ends = lot_end(group, who, available, at, plan, zone, groups, expiries, tracks, levels, members,
                           standings)
            insert_lot(who, slot, group, points, ends, available, at, key, plan, members, lots)
            note(codes.EARNED, points, at, key, plan, zone, by_month, journal, meters)


def keep_active(who: int, at: int, plan: Table, zone: Table, members: Table, quote: Table) -> None:
    """Listed activities put the end of inactivity off; the first points start its clock."""
    earned = plan[0].extended_by & codes.EXTENDED_BY_EARN > 0 and quote[0].base + quote[0].bonus > 0
    spent = plan[0].extended_by & codes.EXTENDED_BY_SPEND > 0 and quote[0].points > 0
    started = members[who].active_until == codes.FOREVER and quote[0].base + quote[0].bonus > 0
    if earned or spent or started:
        stay_active(who, at, plan, zone, members)


def book_award(order: int, who: int, plan: Table, zone: Table, groups: Table, expiries: Table, tracks: Table,
               levels: Table, orders: Table, members: Table, lots: Table, standings: Table, awards: Table,
               grants: Table, by_month: Table, journal: Table, meters: Table, quote: Table) -> None:
    """What the order earned comes; what comes at once repays a debt first."""
    at = orders[order].at
    grant_lots(order, who, plan, zone, groups, expiries, tracks, levels, orders, members, lots, standings,
               awards, grants, by_month, journal, meters)
    if plan[0].inactivity_months > 0:
        keep_active(who, at, plan, zone, members, quote)
    if members[who].debt > 0:
        advance_points(who, at, plan, zone, members, lots, awards, by_month, journal, meters)


def credit_order(order: int, who: int, plan: Table, zone: Table, orders: Table, members: Table, tracks: Table,
                 levels: Table, standings: Table, reaches: Table, credits_: Table, moves: Table,
                 quote: Table) -> None:
    """Tier credit of the order on every track; it counts at payment or when the points mature."""
    at = orders[order].at
    for track in range(plan[0].tracks):
        amount = 1
        if tracks[track].metric == codes.METRIC_SPEND:
            amount = quote[0].paid
        elif tracks[track].metric == codes.METRIC_BASE_POINTS:
            amount = quote[0].base
        counts_at = at
        if tracks[track].counts_at == codes.COUNTS_MATURED:
            counts_at = matures_at(at, orders[order].delivered, plan, zone)
        add_credit(who, track, amount, counts_at, orders[order].sequence, plan, zone, members, tracks,
                   standings, credits_)
        advance_track(who, track, at, plan, zone, members, tracks, levels, standings, reaches, credits_,
                      moves)


def record_order(order: int, who: int, orders: Table, kept_orders: Table, kept_lines: Table, shares: Table,
                 work: Table, adjusts: Table, meters: Table, quote: Table) -> None:
    """Keep what a later return needs: the terms of the award, and what each line and unit really cost."""
    slot = orders[order].kept
    kept_orders[slot].placed = 1
    kept_orders[slot].member = who
    kept_orders[slot].rules = quote[0].rules
    kept_orders[slot].multipliers = quote[0].multipliers
    kept_orders[slot].tier_factor = quote[0].tier_factor
    kept_orders[slot].room = quote[0].room
    kept_orders[slot].counted = quote[0].counted
    kept_orders[slot].at = orders[order].at
    kept_orders[slot].delivered = orders[order].delivered
    kept_orders[slot].points_spent = quote[0].points
    kept_orders[slot].points_minor = quote[0].points_minor
    kept_orders[slot].shipping_paid = shipping_paid(quote)
    kept_orders[slot].shipping_tax = quote[0].shipping_tax
    kept_orders[slot].credit = orders[order].sequence
    first = kept_orders[slot].line_start
    for line in range(quote[0].lines):
        kept_lines[first + line].item = work[line].item
        kept_lines[first + line].units = work[line].quantity
        kept_lines[first + line].net = work[line].net
        kept_lines[first + line].listed = work[line].listed
        kept_lines[first + line].points_minor = work[line].points_minor
        kept_lines[first + line].tendered = work[line].tendered
        kept_lines[first + line].after_items = work[line].after_items
    kept_orders[slot].share_start = meters[0].shares
    for adjust in range(meters[0].adjusts):
        row = meters[0].shares
        shares[row].line = adjusts[adjust].line
        shares[row].offer = adjusts[adjust].offer
        shares[row].units = work[adjusts[adjust].line].quantity
        shares[row].amount = adjusts[adjust].amount
        meters[0].shares = row + 1
    kept_orders[slot].share_count = meters[0].adjusts


def place_points(order: int, who: int, plan: Table, zone: Table, groups: Table, expiries: Table, caps: Table,
                 tracks: Table, levels: Table, orders: Table, members: Table, lots: Table, standings: Table,
                 own: Table, awards: Table, trail: Table, kept_orders: Table, grants: Table, by_month: Table,
                 journal: Table, meters: Table, quote: Table) -> None:
    """Points leave and come with the order."""
    at = orders[order].at
    slot = orders[order].kept
    start = meters[0].trail
    if quote[0].points > 0:
        spend(who, quote[0].points, at, slot, plan, zone, members, lots, trail, by_month, journal, meters)
    if slot >= 0:
        kept_orders[slot].trail_start = start
        kept_orders[slot].trail_count = meters[0].trail - start
    count_earned(who, quote[0].base + quote[0].bonus, quote[0].counted, plan, caps, own)
    book_award(order, who, plan, zone, groups, expiries, tracks, levels, orders, members, lots, standings,
               awards, grants, by_month, journal, meters, quote)
