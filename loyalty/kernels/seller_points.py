"""Points of offers for each seller apart: which lines have them, and what a return leaves of that.

Such an offer notes the lines of the sellers it is given for, with an amount of 0. When the order earns, and
when some of it comes back, each line says which rules (`ruled`) and multipliers (`raised`) count on it, by a
bit each; those that are nobody's in particular count on every line.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.conditions import refusal
from loyalty.kernels.rows import Table
from loyalty.kernels.select import rebase, selects
from loyalty.kernels.sellers import one_seller, put_line, take_seat


def open_lines(lines: int, plan: Table, rules: Table, multipliers: Table, work: Table) -> None:
    """No seller has anything yet."""
    ruled = -1
    raised = -1
    for rule in range(plan[0].rules):
        if rules[rule].by_seller == 1:
            ruled -= 1 << rule
    for multiplier in range(plan[0].multipliers):
        if multipliers[multiplier].by_seller == 1:
            raised -= 1 << multiplier
    for line in range(lines):
        work[line].ruled = ruled
        work[line].raised = raised


def mark_line(line: int, offer: int, plan: Table, rules: Table, multipliers: Table, work: Table) -> None:
    """The line's seller has the points of the offer."""
    for rule in range(plan[0].rules):
        if rules[rule].by_seller == 1 and rules[rule].offer == offer:
            work[line].ruled |= 1 << rule
    for multiplier in range(plan[0].multipliers):
        if multipliers[multiplier].by_seller == 1 and multipliers[multiplier].offer == offer:
            work[line].raised |= 1 << multiplier


def mark_sold(lines: int, plan: Table, rules: Table, multipliers: Table, adjusts: Table, meters: Table,
              work: Table) -> None:
    """Which points each line of the order just priced has."""
    open_lines(lines, plan, rules, multipliers, work)
    for noted in range(meters[0].adjusts):
        mark_line(adjusts[noted].line, adjusts[noted].offer, plan, rules, multipliers, work)


def mark_kept(slot: int, lines: int, plan: Table, rules: Table, multipliers: Table, kept_orders: Table,
              shares: Table, work: Table) -> None:
    """Which points each line of a kept order was given."""
    open_lines(lines, plan, rules, multipliers, work)
    start = kept_orders[slot].share_start
    for noted in range(start, start + kept_orders[slot].share_count):
        mark_line(shares[noted].line, shares[noted].offer, plan, rules, multipliers, work)


def rules_lost(rules_on: int, order: int, who: int, lines: int, plan: Table, rules: Table, nodes: Table,
               eligible: Table, members: Table, standings: Table, items: Table, work: Table,
               sums: Table) -> int:
    """A bit for each rule whose minimums the lines at the front no longer reach."""
    lost = 0
    for rule in range(plan[0].rules):
        if rules[rule].by_seller == 1 and (rules_on >> rule) & 1 == 1 and refusal(
            rules[rule].retest, order, who, lines, plan, nodes, eligible, members, standings, items, work,
            sums
        ) != codes.PASS:
            lost |= 1 << rule
    return lost


def multipliers_lost(multipliers_on: int, order: int, who: int, lines: int, plan: Table, multipliers: Table,
                     nodes: Table, eligible: Table, members: Table, standings: Table, items: Table,
                     work: Table, sums: Table) -> int:
    """A bit for each multiplier whose minimums the lines at the front no longer reach."""
    lost = 0
    for multiplier in range(plan[0].multipliers):
        if multipliers[multiplier].by_seller == 1 and (multipliers_on >> multiplier) & 1 == 1 and refusal(
            multipliers[multiplier].retest, order, who, lines, plan, nodes, eligible, members, standings,
            items, work, sums
        ) != codes.PASS:
            lost |= 1 << multiplier
    return lost


def retest_sellers(rules_on: int, multipliers_on: int, order: int, who: int, lines: int, plan: Table,
                   rules: Table, multipliers: Table, nodes: Table, eligible: Table, members: Table,
                   standings: Table, items: Table, work: Table, sums: Table) -> None:
    """Take the points of a seller off its lines where what remains of them no longer reaches the minimums."""
    words = plan[0].item_words
    alone = one_seller(lines, words, items, work)
    for line in range(lines):
        put_line(line, lines + line, work)
        work[lines + line].on = 0
    for line in range(lines):
        if work[lines + line].on == 0:
            seller = items[work[lines + line].item * words].seller
            count = lines
            if alone == 0:
                count = take_seat(seller, lines, words, items, work, sums)
            lost = rules_lost(rules_on, order, who, count, plan, rules, nodes, eligible, members, standings,
                              items, work, sums)
            fallen = multipliers_lost(multipliers_on, order, who, count, plan, multipliers, nodes, eligible,
                                      members, standings, items, work, sums)
            for other in range(line, lines):
                if items[work[lines + other].item * words].seller == seller:
                    work[lines + other].on = 1
                    work[other].ruled -= work[other].ruled & lost
                    work[other].raised -= work[other].raised & fallen
    if alone == 0:
        for line in range(lines):
            put_line(lines + line, line, work)
        rebase(sums)


def sellers_paid(rule: int, lines: int, plan: Table, rules: Table, items: Table, work: Table) -> int:
    """How many sellers have the points of a rule and were paid something for its goods."""
    words = plan[0].item_words
    count = 0
    for line in range(lines):
        if (work[line].ruled >> rule) & 1 == 1:
            seller = items[work[line].item * words].seller
            first = 1
            paid = 0
            for other in range(lines):
                if items[work[other].item * words].seller == seller:
                    if other < line:
                        first = 0
                    if selects(rules[rule].selector, work[other].item, words, items) == 1:
                        paid += work[other].basis
            if first == 1 and paid > 0:
                count += 1
    return count
