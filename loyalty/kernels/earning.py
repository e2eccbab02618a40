"""What an order earns: rules on their goods, multipliers on exact shares, caps at the end."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import window_key, window_start
from loyalty.kernels.conditions import refusal
from loyalty.kernels.limits import used_in
from loyalty.kernels.ratio import scale
from loyalty.kernels.rows import Table
from loyalty.kernels.select import selects
from loyalty.kernels.seller_points import sellers_paid
from loyalty.kernels.taxing import counted, tax_of
from loyalty.kernels.tiers import effective


def tier_factor(who: int, plan: Table, tracks: Table, levels: Table, standings: Table) -> int:
    """The best multiplier of the member's tiers, over `factor_den`."""
    best = plan[0].factor_den
    for track in range(plan[0].tracks):
        level = effective(who * plan[0].tracks + track, standings)
        if level >= 0:
            best = max(best, levels[tracks[track].level_start + level].factor)
    return int(best)


def active_rules(order: int, who: int, lines: int, plan: Table, rules: Table, nodes: Table, eligible: Table,
                 members: Table, standings: Table, items: Table, work: Table, sums: Table) -> int:
    """One bit for each earn rule whose condition the order meets; those of offers are not among them."""
    mask = 0
    for rule in range(plan[0].rules):
        if rules[rule].offer < 0 and refusal(rules[rule].entry, order, who, lines, plan, nodes, eligible,
                                             members, standings, items, work, sums) == codes.PASS:
            mask |= 1 << rule
    return mask


def rules_of_offers(plan: Table, rules: Table, verdicts: Table) -> int:
    """One bit for each rule that is points on top, of an offer that applied."""
    mask = 0
    for rule in range(plan[0].rules):
        if rules[rule].offer >= 0 and verdicts[rules[rule].offer].state == codes.APPLIED:
            mask |= 1 << rule
    return mask


def multipliers_of_offers(plan: Table, multipliers: Table, verdicts: Table) -> int:
    """One bit for each multiplier of an offer that applied."""
    mask = 0
    for multiplier in range(plan[0].multipliers):
        offer = multipliers[multiplier].offer
        if offer >= 0 and verdicts[offer].state == codes.APPLIED:
            mask |= 1 << multiplier
    return mask


def active_multipliers(order: int, who: int, lines: int, plan: Table, multipliers: Table, nodes: Table,
                       eligible: Table, members: Table, standings: Table, items: Table, work: Table,
                       sums: Table) -> int:
    """One bit for each multiplier whose condition the order meets; those of offers are not among them."""
    mask = 0
    for multiplier in range(plan[0].multipliers):
        if multipliers[multiplier].offer < 0 and refusal(multipliers[multiplier].entry, order, who, lines,
                                                         plan, nodes, eligible, members, standings, items,
                                                         work, sums) == codes.PASS:
            mask |= 1 << multiplier
    return mask


def factor_on(item: int, active: int, tier: int, plan: Table, multipliers: Table, items: Table) -> int:
    """The combined multiplier on one item, over `factor_den`: a whole number by construction."""
    den = plan[0].factor_den
    factor = tier
    for multiplier in range(plan[0].multipliers):
        if (active >> multiplier) & 1 == 1 and selects(
            multipliers[multiplier].selector, item, plan[0].item_words, items
        ) == 1:
            if plan[0].combine == codes.COMBINE_ADD:
                factor += multipliers[multiplier].factor - den
            elif plan[0].combine == codes.COMBINE_HIGHEST:
                factor = max(factor, multipliers[multiplier].factor)
            else:
                factor = factor * multipliers[multiplier].num // multipliers[multiplier].den
    return int(factor)


def factor_of_line(line: int, active: int, tier: int, plan: Table, multipliers: Table, items: Table,
                   work: Table) -> int:
    """The combined multiplier on one line, over `factor_den`."""
    own = active
    if plan[0].seller_points > 0:
        own = active & work[line].raised
    return factor_on(work[line].item, own, tier, plan, multipliers, items)


def factor_of_fee(active: int, tier: int, plan: Table, multipliers: Table, items: Table) -> int:
    """The combined multiplier on the shipping fee, which is no seller's, over `factor_den`."""
    own = active
    for multiplier in range(plan[0].multipliers):
        if multipliers[multiplier].by_seller == 1 and (active >> multiplier) & 1 == 1:
            own -= 1 << multiplier
    return factor_on(codes.NONE, own, tier, plan, multipliers, items)


def retested_rules(rules_on: int, order: int, who: int, lines: int, plan: Table, rules: Table, nodes: Table,
                   eligible: Table, members: Table, standings: Table, items: Table, work: Table,
                   sums: Table) -> int:
    """The recorded rules whose thresholds what remains of the order still reaches; sellers' stay for now."""
    mask = 0
    for rule in range(plan[0].rules):
        if (rules_on >> rule) & 1 == 1 and (rules[rule].by_seller == 1 or refusal(
            rules[rule].retest, order, who, lines, plan, nodes, eligible, members, standings, items, work,
            sums
        ) == codes.PASS):
            mask |= 1 << rule
    return mask


def retested_multipliers(multipliers_on: int, order: int, who: int, lines: int, plan: Table,
                         multipliers: Table, nodes: Table, eligible: Table, members: Table, standings: Table,
                         items: Table, work: Table, sums: Table) -> int:
    """The recorded multipliers whose thresholds what remains still reaches; sellers' stay for now."""
    mask = 0
    for multiplier in range(plan[0].multipliers):
        if (multipliers_on >> multiplier) & 1 == 1 and (multipliers[multiplier].by_seller == 1 or refusal(
            multipliers[multiplier].retest, order, who, lines, plan, nodes, eligible, members, standings,
            items, work, sums
        ) == codes.PASS):
            mask |= 1 << multiplier
    return mask


def award(lines: int, rules_on: int, multipliers_on: int, tier: int, shipping: int, shipping_tax: int,
          plan: Table, rules: Table, multipliers: Table, items: Table, work: Table, grants: Table) -> None:
    """Write base and bonus of every group of grants, before caps.

    A rule earns base = steps · points (`per_amount`) or basis · rate (`proportional`), rounded once without
    multipliers; with them its total is base · Σ basis·factor ÷ Σ basis, rounded once; bonus is the rest. The
    shipping fee is like one more line, which earns only beside goods of the rule that are still there.
    Points on top (`add_fixed`) are bonus.
    """
    fee = shipping
    for group in range(plan[0].groups):
        grants[group].base = 0
        grants[group].bonus = 0
    for line in range(lines):
        work[line].rule = 0
    den = plan[0].factor_den
    for rule in range(plan[0].rules):
        if (rules_on >> rule) & 1 == 1 and rules[rule].kind != codes.FIXED_POINTS:
            basis = 0
            weighted = 0
            units = 0
            switch = rules[rule].tax
            selector = rules[rule].selector
            for line in range(lines):
                if selector < 0 or selects(selector, work[line].item, plan[0].item_words, items) == 1:
                    units += work[line].quantity
                    if plan[0].overlap == codes.OVERLAP_SUM or work[line].rule == 0:
                        amount = work[line].basis
                        if rules[rule].basis == codes.BASIS_LIST:
                            amount = work[line].listed
                        if switch != codes.TAX_AS_PRICED:
                            tax = tax_of(amount, items[work[line].item * plan[0].item_words].tax)
                            amount = counted(amount, tax, switch)
                        basis += amount
                        factor = tier
                        if multipliers_on != 0:
                            factor = factor_of_line(line, multipliers_on, tier, plan, multipliers, items,
                                                    work)
                        weighted += amount * factor
                        work[line].rule = 1
            if rules[rule].shipping == 1 and units > 0:
                charged = counted(fee, shipping_tax, switch) if fee > 0 else 0
                basis += charged
                weighted += charged * factor_of_fee(multipliers_on, tier, plan, multipliers, items)
                if plan[0].overlap != codes.OVERLAP_SUM:
                    fee = 0
            if basis > 0:
                add_earned(rule, basis, weighted, den, rules, grants)
    add_fixed(lines, rules_on, plan, rules, items, work, grants)


def add_earned(rule: int, basis: int, weighted: int, den: int, rules: Table, grants: Table) -> None:
    """A rule's base, and as bonus what the multipliers make of it, each rounded once."""
    if rules[rule].kind == codes.PER_AMOUNT:
        base = basis // rules[rule].per * rules[rule].points
        total = scale(base, weighted, basis * den, rules[rule].rounding)
    else:
        base = scale(basis, rules[rule].num, rules[rule].den, rules[rule].rounding)
        total = scale(weighted, rules[rule].num, rules[rule].den * den, rules[rule].rounding)
    grants[rules[rule].group].base += base
    grants[rules[rule].group].bonus += total - base


def add_fixed(lines: int, rules_on: int, plan: Table, rules: Table, items: Table, work: Table,
              grants: Table) -> None:
    """Points on top are bonus points, where something was paid for their goods."""
    for rule in range(plan[0].rules):
        if (rules_on >> rule) & 1 == 1 and rules[rule].kind == codes.FIXED_POINTS:
            if rules[rule].by_seller == 1:
                times = sellers_paid(rule, lines, plan, rules, items, work)
                grants[rules[rule].group].bonus += rules[rule].points * times
            else:
                paid = 0
                for line in range(lines):
                    if selects(rules[rule].selector, work[line].item, plan[0].item_words, items) == 1:
                        paid += work[line].basis
                if paid > 0:
                    grants[rules[rule].group].bonus += rules[rule].points


def clip(room: int, plan: Table, grants: Table) -> None:
    """Cut the grants to the room there is: base fills first, bonus is cut first."""
    left = room
    for group in range(plan[0].groups):
        grants[group].base = min(grants[group].base, left)
        left -= grants[group].base
    for group in range(plan[0].groups):
        grants[group].bonus = min(grants[group].bonus, left)
        left -= grants[group].bonus


def counting_day(who: int, day: int, plan: Table, caps: Table, own: Table) -> int:
    """The day under which an order's points count: one that comes late counts in the newest windows seen.

    All caps of a member count the same orders, so the latest start of their windows lies in each of them.
    """
    latest = day
    for cap in range(plan[0].caps):
        per = caps[cap].per
        if per < codes.ORDER:
            row = who * plan[0].own + caps[cap].slot
            latest = max(latest, window_start(own[row].key, per, plan[0].week_start))
    return int(latest)


def cap_room(who: int, wanted: int, spent: int, day: int, plan: Table, caps: Table, members: Table,
             own: Table) -> int:
    """The least room that any cap leaves; 0 when a rejecting cap would be passed.

    Points that the order itself spends no longer count as held.
    """
    room = codes.FOREVER
    for cap in range(plan[0].caps):
        per = caps[cap].per
        if per == codes.ORDER:
            used = 0
        elif per == codes.HOLDINGS:
            used = members[who].booked - spent
        else:
            used = used_in(window_key(day, per, plan[0].week_start), who * plan[0].own + caps[cap].slot, own)
        left = max(caps[cap].points_max - used, 0)
        if caps[cap].over == codes.REJECT and wanted > left:
            left = 0
        room = min(room, left)
    return int(room)


def count_earned(who: int, points: int, day: int, plan: Table, caps: Table, own: Table) -> None:
    """Points granted use up caps; points taken back (negative) free what the same window still counts."""
    for cap in range(plan[0].caps):
        per = caps[cap].per
        if per < codes.ORDER:
            key = window_key(day, per, plan[0].week_start)
            row = who * plan[0].own + caps[cap].slot
            if own[row].key != key and points > 0:
                own[row].key = key
                own[row].used = 0
            if own[row].key == key:
                own[row].used += points
