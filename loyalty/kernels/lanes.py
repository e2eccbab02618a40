"""Lanes: in which order offers are tried, and who keeps whom out."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.benefits import claim, share_out, spread_claims
from loyalty.kernels.conditions import refusal, shortfall
from loyalty.kernels.limits import limit_refusal, within_budget
from loyalty.kernels.rows import Table
from loyalty.kernels.select import lower
from loyalty.kernels.sellers import claim_by_seller
from loyalty.kernels.units import use_units


def refuse(offer: int, reason: int, amount: int, verdicts: Table) -> int:
    """Write a refusal; what it would have brought stays in the verdict. Always 0."""
    verdicts[offer].state = codes.REFUSED
    verdicts[offer].reason = reason
    verdicts[offer].amount = amount
    return 0


def refuse_node(offer: int, node: int, who: int, lines: int, plan: Table, nodes: Table, members: Table,
                standings: Table, items: Table, work: Table, sums: Table, verdicts: Table) -> int:
    """Refuse because of a condition, and say what is short of a minimum. Always 0."""
    verdicts[offer].node = node
    verdicts[offer].short_by = shortfall(node, who, lines, plan, nodes, members, standings, items, work, sums)
    return refuse(offer, nodes[node].reason, 0, verdicts)


def attempt(offer: int, order: int, who: int, lines: int, plan: Table, offers: Table, nodes: Table,
            steps: Table, limits: Table, prices: Table, items: Table, eligible: Table, members: Table,
            standings: Table, own: Table, shared: Table, funds: Table, work: Table, sums: Table,
            verdicts: Table, rivals: Table, quote: Table) -> int:
    """What the offer would take off now, or GIVEN; 0 with the reason in its verdict when it is refused."""
    held = verdicts[offer].held
    if held == codes.JUDGED:
        return 0
    verdicts[offer].node = codes.NONE
    verdicts[offer].short_by = 0
    if held != codes.NO_REASON:
        return refuse(offer, held, 0, verdicts)
    if offers[offer].group >= 0 and rivals[offers[offer].group].taken == 1:
        return refuse(offer, codes.GROUP_TAKEN, 0, verdicts)
    if offers[offer].clashes & rivals[0].classes != 0:
        return refuse(offer, codes.NOT_COMBINABLE, 0, verdicts)
    if offers[offer].needs_member == 1 and who < 0:
        return refuse(offer, codes.MEMBER_REQUIRED, 0, verdicts)
    if offers[offer].by_seller == 1:
        amount = claim_by_seller(offer, order, who, lines, plan, offers, nodes, steps, prices, items,
                                 eligible, members, standings, work, sums, verdicts, quote)
    else:
        node = refusal(offers[offer].entry, order, who, lines, plan, nodes, eligible, members, standings,
                       items, work, sums)
        if node != codes.PASS:
            return refuse_node(offer, node, who, lines, plan, nodes, members, standings, items, work, sums,
                               verdicts)
        verdicts[offer].reason = codes.NO_REASON
        amount = claim(offer, lines, plan, offers, steps, prices, items, work, sums, verdicts, quote)
    if amount == 0:
        inside = verdicts[offer].reason
        return refuse(offer, inside if inside != codes.NO_REASON else codes.NO_EFFECT, 0, verdicts)
    if offers[offer].kind >= codes.GIFT:
        amount = 0
    reached = limit_refusal(offer, who, quote[0].day, plan, offers, limits, own, shared)
    if reached != codes.NO_REASON:
        return refuse(offer, reached, amount, verdicts)
    if offers[offer].kind >= codes.GIFT:
        return codes.GIVEN
    granted = within_budget(offer, amount, offers, funds)
    if granted == 0:
        return refuse(offer, codes.BUDGET_SPENT, amount, verdicts)
    return granted


def mark_applied(offer: int, amount: int, offers: Table, funds: Table, verdicts: Table,
                 rivals: Table) -> None:
    """The offer applied: it draws on its budget, its group is taken, and its class is there."""
    verdicts[offer].state = codes.APPLIED
    verdicts[offer].reason = codes.NO_REASON
    verdicts[offer].amount = amount
    if offers[offer].budget >= 0:
        funds[offers[offer].budget].drawn += amount
    if offers[offer].group >= 0:
        rivals[offers[offer].group].taken = 1
    rivals[0].classes |= offers[offer].class_bit


def take_off(offer: int, lines: int, amount: int, adjusts: Table, meters: Table, offers: Table, funds: Table,
             work: Table, sums: Table, verdicts: Table, rivals: Table, quote: Table) -> None:
    """Take the shares of `amount` off the lines that are listed in `nth`, and note each as an adjustment."""
    count = meters[0].adjusts
    for place in range(lines):
        line = work[place].nth
        if line < 0:
            break
        one = work[line]
        if one.share > 0:
            one.net -= one.share
            noted = adjusts[count]
            noted.line = line
            noted.offer = offer
            noted.amount = one.share
            count += 1
    meters[0].adjusts = count
    use_units(offer, lines, offers, work)
    lower(amount, sums)
    mark_applied(offer, amount, offers, funds, verdicts, rivals)
    quote[0].off += amount


def note_given(offer: int, lines: int, adjusts: Table, meters: Table, work: Table) -> None:
    """Note the lines of the sellers that a gift or points are given for, as adjustments of 0."""
    count = meters[0].adjusts
    for line in range(lines):
        if work[line].on == 1:
            noted = adjusts[count]
            noted.line = line
            noted.offer = offer
            noted.amount = 0
            count += 1
    meters[0].adjusts = count


def apply(offer: int, lines: int, amount: int, adjusts: Table, meters: Table, offers: Table, funds: Table,
          items: Table, plan: Table, work: Table, sums: Table, verdicts: Table, rivals: Table,
          quote: Table) -> None:
    """Place what an attempt just claimed on its lines (or on the fee); gifts and points take nothing."""
    if amount == codes.GIVEN:
        if offers[offer].by_seller == 1:
            note_given(offer, lines, adjusts, meters, work)
        mark_applied(offer, 0, offers, funds, verdicts, rivals)
        return
    if offers[offer].kind == codes.FREE_SHIPPING:
        quote[0].shipping_off += amount
        mark_applied(offer, amount, offers, funds, verdicts, rivals)
        return
    if offers[offer].by_seller == 1:
        spread_claims(lines, amount, offers[offer].remainder, work)
    else:
        share_out(offer, lines, amount, plan, offers, items, work)
    take_off(offer, lines, amount, adjusts, meters, offers, funds, work, sums, verdicts, rivals, quote)


def run_all(lane: int, order: int, who: int, lines: int, plan: Table, lanes: Table, offers: Table,
            nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, eligible: Table,
            members: Table, standings: Table, own: Table, shared: Table, funds: Table, work: Table,
            sums: Table, verdicts: Table, rivals: Table, adjusts: Table, meters: Table, quote: Table) -> None:
    """Every offer in turn; in an exclusive lane the first that applies keeps the others out."""
    taken = 0
    start = lanes[lane].offer_start
    for offer in range(start, start + lanes[lane].offer_count):
        if taken == 1 and verdicts[offer].held == codes.NO_REASON:
            verdicts[offer].node = codes.NONE
            verdicts[offer].short_by = 0
            refuse(offer, codes.LANE_TAKEN, 0, verdicts)
        elif lanes[lane].rule != codes.LANE_BEST or offers[offer].stack == 1:
            amount = attempt(offer, order, who, lines, plan, offers, nodes, steps, limits, prices, items,
                             eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
                             quote)
            if amount != 0:
                apply(offer, lines, amount, adjusts, meters, offers, funds, items, plan, work, sums, verdicts,
                      rivals, quote)
                if lanes[lane].rule == codes.LANE_EXCLUSIVE:
                    taken = 1


def run_best_of_order(lane: int, order: int, who: int, lines: int, plan: Table, lanes: Table, offers: Table,
                      nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, eligible: Table,
                      members: Table, standings: Table, own: Table, shared: Table, funds: Table, work: Table,
                      sums: Table, verdicts: Table, rivals: Table, adjusts: Table, meters: Table,
                      quote: Table) -> None:
    """The one offer that saves most on the order; ties go to priority, then id."""
    best = codes.NONE
    most = 0
    start = lanes[lane].offer_start
    for offer in range(start, start + lanes[lane].offer_count):
        amount = attempt(offer, order, who, lines, plan, offers, nodes, steps, limits, prices, items,
                         eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
                         quote)
        if amount != 0:
            refuse(offer, codes.BETTER_IN_LANE, 0, verdicts)
            if best < 0 or amount > most:
                most = amount
                best = offer
    if best >= 0:
        amount = attempt(best, order, who, lines, plan, offers, nodes, steps, limits, prices, items,
                         eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
                         quote)
        apply(best, lines, amount, adjusts, meters, offers, funds, items, plan, work, sums, verdicts, rivals,
              quote)
