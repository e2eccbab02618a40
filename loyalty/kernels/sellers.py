"""What an offer takes off when it is judged for each seller apart: a threshold, and a benefit, to every shop.

One seller's lines come to the front of the work bench, where the offer is tried on them as if they were the
order; the lines themselves wait meanwhile on the rows behind. What each seller's lines would get is written
as the claims of the order's lines, so that limits, budgets and what is taken off see one offer. A gift or
points are a claim of 1 on every line of a seller that gets them.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.benefits import claim, share_out
from loyalty.kernels.conditions import refusal, shortfall
from loyalty.kernels.rows import Table
from loyalty.kernels.select import rebase


def one_seller(lines: int, words: int, items: Table, work: Table) -> int:
    """1 when all lines are of one seller."""
    for line in range(1, lines):
        if items[work[line].item * words].seller != items[work[0].item * words].seller:
            return 0
    return 1


def put_line(source: int, target: int, work: Table) -> None:
    """All that a benefit reads of a line, from one row of the bench to another."""
    one = work[source]
    other = work[target]
    other.item = one.item
    other.quantity = one.quantity
    other.amount = one.amount
    other.listed = one.listed
    other.floor = one.floor
    other.after_items = one.after_items
    other.net = one.net
    other.basis = one.basis
    other.bought = one.bought
    other.got = one.got
    other.used = one.used
    other.set_off = one.set_off


def take_seat(seller: int, lines: int, words: int, items: Table, work: Table, sums: Table) -> int:
    """A seller's lines come to the front; how many they are."""
    count = 0
    for line in range(lines):
        if items[work[lines + line].item * words].seller == seller:
            put_line(lines + line, count, work)
            count += 1
    rebase(sums)
    return count


def note_claims(seller: int, lines: int, words: int, items: Table, work: Table) -> None:
    """What the lines at the front would get goes to the lines that wait behind."""
    count = 0
    for line in range(lines):
        kept = work[lines + line]
        if items[kept.item * words].seller == seller:
            kept.on = 1
            kept.claim = work[count].share
            kept.buys = work[count].buys
            kept.gets = work[count].gets
            count += 1


def claim_here(offer: int, order: int, who: int, lines: int, plan: Table, offers: Table, nodes: Table,
               steps: Table, prices: Table, items: Table, eligible: Table, members: Table, standings: Table,
               work: Table, sums: Table, verdicts: Table, quote: Table) -> int:
    """What the offer would take off the lines at the front, and their shares; 0 with the reason."""
    node = refusal(offers[offer].entry, order, who, lines, plan, nodes, eligible, members, standings, items,
                   work, sums)
    verdicts[offer].node = node if node >= 0 else codes.NONE
    verdicts[offer].reason = codes.NO_REASON
    verdicts[offer].short_by = 0
    for line in range(lines):
        work[line].share = 0
        work[line].buys = 0
        work[line].gets = 0
    if node != codes.PASS:
        verdicts[offer].reason = nodes[node].reason
        verdicts[offer].short_by = shortfall(node, who, lines, plan, nodes, members, standings, items, work,
                                             sums)
        return 0
    amount = claim(offer, lines, plan, offers, steps, prices, items, work, sums, verdicts, quote)
    if offers[offer].kind >= codes.GIFT and amount > 0:
        for line in range(lines):
            work[line].share = 1
        return 1
    if amount > 0 and quote[0].weighing == 1:
        return amount
    if amount > 0:
        share_out(offer, lines, amount, plan, offers, items, work)
    else:
        for line in range(lines):
            work[line].share = 0
            work[line].buys = 0
            work[line].gets = 0
        if verdicts[offer].reason == codes.NO_REASON:
            verdicts[offer].reason = codes.NO_EFFECT
    return amount


def claim_by_seller(offer: int, order: int, who: int, lines: int, plan: Table, offers: Table, nodes: Table,
                    steps: Table, prices: Table, items: Table, eligible: Table, members: Table,
                    standings: Table, work: Table, sums: Table, verdicts: Table, quote: Table) -> int:
    """What the offer would take off all sellers' lines, each judged apart; by line its claim.

    When no seller gets anything, the verdict is that of the one who is least short of a minimum, else of the
    first; `line` is that seller's first line.
    """
    words = plan[0].item_words
    verdict = verdicts[offer]
    alone = one_seller(lines, words, items, work)
    for line in range(lines):
        put_line(line, lines + line, work)
        work[lines + line].on = 0
    total = 0
    reason = codes.NO_REASON
    node = codes.NONE
    short_by = 0
    first = 0
    for line in range(lines):
        if work[lines + line].on == 0:
            seller = items[work[lines + line].item * words].seller
            count = lines
            if alone == 0:
                count = take_seat(seller, lines, words, items, work, sums)
            amount = claim_here(offer, order, who, count, plan, offers, nodes, steps, prices, items, eligible,
                                members, standings, work, sums, verdicts, quote)
            note_claims(seller, lines, words, items, work)
            total += amount
            if amount == 0 and (reason == codes.NO_REASON or (
                verdict.short_by > 0 and (short_by == 0 or verdict.short_by < short_by)
            )):
                reason = verdict.reason
                node = verdict.node
                short_by = verdict.short_by
                first = line
    take_back_seats(lines, alone, work, sums)
    verdict.reason = codes.NO_REASON if total > 0 else reason
    verdict.node = codes.NONE if total > 0 else node
    verdict.short_by = 0 if total > 0 else short_by
    verdict.line = first
    return int(total)


def take_back_seats(lines: int, alone: int, work: Table, sums: Table) -> None:
    """The lines come back to their places, with what each would get as its claim."""
    for line in range(lines):
        if alone == 0:
            put_line(lines + line, line, work)
        one = work[line]
        one.claim = work[lines + line].claim
        one.buys = work[lines + line].buys
        one.gets = work[lines + line].gets
        one.on = 1 if one.claim > 0 else 0
    if alone == 0:
        rebase(sums)
