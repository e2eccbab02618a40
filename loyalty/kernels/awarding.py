"""What a priced order earns, and which offers of points bring it none.

Points are known when all is paid. An offer whose points then bring none is not applied (`idle`), as one that
takes nothing off is not, and the order is priced again without it: what it kept out may apply.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.earning import (
    active_multipliers,
    active_rules,
    award,
    cap_room,
    clip,
    counting_day,
    multipliers_of_offers,
    rules_of_offers,
    tier_factor,
)
from loyalty.kernels.lanes import refuse
from loyalty.kernels.rows import Table
from loyalty.kernels.seller_points import mark_sold
from loyalty.kernels.taxing import tax_of
from loyalty.kernels.tenders import shipping_paid


def earn_quote(order: int, who: int, plan: Table, offers: Table, rules: Table, multipliers: Table,
               caps: Table, tracks: Table, levels: Table, nodes: Table, items: Table, orders: Table,
               eligible: Table, members: Table, standings: Table, own: Table, work: Table, sums: Table,
               verdicts: Table, adjusts: Table, meters: Table, grants: Table, quote: Table) -> int:
    """What the priced order would earn: wanted and granted, base and bonus.

    1 when offers of points bring none: without them the order is to be priced again.
    """
    quote[0].rules = 0
    quote[0].multipliers = 0
    quote[0].base = 0
    quote[0].bonus = 0
    quote[0].base_wanted = 0
    quote[0].bonus_wanted = 0
    quote[0].tier_factor = plan[0].factor_den
    quote[0].room = codes.FOREVER
    quote[0].counted = quote[0].day
    quote[0].shipping_tax = 0
    for group in range(plan[0].groups):
        grants[group].base = 0
        grants[group].bonus = 0
    if who < 0:
        return 0
    rules_given = rules_of_offers(plan, rules, verdicts)
    multipliers_given = multipliers_of_offers(plan, multipliers, verdicts)
    if plan[0].earns == 0:
        return refuse_points(plan, offers, verdicts) if rules_given | multipliers_given != 0 else 0
    lines = quote[0].lines
    quote[0].tier_factor = tier_factor(who, plan, tracks, levels, standings)
    rules_on = active_rules(order, who, lines, plan, rules, nodes, eligible, members, standings, items,
                            work, sums)
    multipliers_on = active_multipliers(order, who, lines, plan, multipliers, nodes, eligible, members,
                                        standings, items, work, sums)
    if plan[0].seller_points > 0:
        mark_sold(lines, plan, rules, multipliers, adjusts, meters, work)
    quote[0].shipping_tax = tax_of(shipping_paid(quote), orders[order].shipping_rate)
    quote[0].counted = counting_day(who, quote[0].day, plan, caps, own)
    grant(who, rules_on | rules_given, multipliers_on | multipliers_given, plan, rules, multipliers, caps,
          items, members, own, work, grants, quote)
    if rules_given | multipliers_given == 0:
        return 0
    return leave_idle(who, plan, rules, multipliers, caps, items, members, own, work, verdicts, grants, quote)


def grant(who: int, rules_on: int, multipliers_on: int, plan: Table, rules: Table, multipliers: Table,
          caps: Table, items: Table, members: Table, own: Table, work: Table, grants: Table,
          quote: Table) -> int:
    """What these rules and multipliers would earn the priced order, wanted and granted; granted in all."""
    quote[0].rules = rules_on
    quote[0].multipliers = multipliers_on
    award(quote[0].lines, rules_on, multipliers_on, quote[0].tier_factor, shipping_paid(quote),
          quote[0].shipping_tax, plan, rules, multipliers, items, work, grants)
    quote[0].base_wanted = 0
    quote[0].bonus_wanted = 0
    for group in range(plan[0].groups):
        quote[0].base_wanted += grants[group].base
        quote[0].bonus_wanted += grants[group].bonus
    wanted = quote[0].base_wanted + quote[0].bonus_wanted
    quote[0].room = cap_room(who, wanted, quote[0].points, quote[0].counted, plan, caps, members, own)
    clip(quote[0].room, plan, grants)
    quote[0].base = 0
    quote[0].bonus = 0
    for group in range(plan[0].groups):
        quote[0].base += grants[group].base
        quote[0].bonus += grants[group].bonus
    return int(quote[0].base + quote[0].bonus)


def rules_of(offer: int, plan: Table, rules: Table) -> int:
    """One bit for each rule that is points of the offer."""
    mask = 0
    for rule in range(plan[0].rules):
        if rules[rule].offer == offer:
            mask |= 1 << rule
    return mask


def multipliers_of(offer: int, plan: Table, multipliers: Table) -> int:
    """One bit for each multiplier of the offer."""
    mask = 0
    for multiplier in range(plan[0].multipliers):
        if multipliers[multiplier].offer == offer:
            mask |= 1 << multiplier
    return mask


def leave_out(offer: int, verdicts: Table) -> int:
    """An offer whose points bring none is refused, and stays so when the order is priced again. Always 1."""
    refuse(offer, codes.NO_EFFECT, 0, verdicts)
    verdicts[offer].idle = 1
    return 1


def refuse_points(plan: Table, offers: Table, verdicts: Table) -> int:
    """Refuse every offer of points, where orders earn none at all. Always 1."""
    for offer in range(plan[0].offers):
        if offers[offer].kind == codes.POINTS and verdicts[offer].state == codes.APPLIED:
            leave_out(offer, verdicts)
    return 1


def leave_idle(who: int, plan: Table, rules: Table, multipliers: Table, caps: Table, items: Table,
               members: Table, own: Table, work: Table, verdicts: Table, grants: Table, quote: Table) -> int:
    """Refuse the offers without which the order earns as much; 1 when there are any.

    From the last one in the order of application on, each beside those that stay: of two that bring what one
    brings the first applies.
    """
    rules_on = int(quote[0].rules)
    multipliers_on = int(quote[0].multipliers)
    granted = quote[0].base + quote[0].bonus
    found = 0
    for back in range(plan[0].offers):
        offer = plan[0].offers - 1 - back
        own_rules = rules_of(offer, plan, rules) & rules_on
        own_multipliers = multipliers_of(offer, plan, multipliers) & multipliers_on
        if own_rules | own_multipliers != 0:
            left = grant(who, rules_on - own_rules, multipliers_on - own_multipliers, plan, rules,
                         multipliers, caps, items, members, own, work, grants, quote)
            if left >= granted:
                granted = left
                rules_on -= own_rules
                multipliers_on -= own_multipliers
                found = leave_out(offer, verdicts)
    if found == 0:
        grant(who, rules_on, multipliers_on, plan, rules, multipliers, caps, items, members, own, work,
              grants, quote)
    return found
