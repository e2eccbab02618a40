"""One way to price an order: lanes in turn; and points as money. Nothing but scratch is written."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of
from loyalty.kernels.conditions import days_since_order
from loyalty.kernels.lanes import run_all, run_best_of_order
from loyalty.kernels.lots import available_at
from loyalty.kernels.ratio import product_quotient
from loyalty.kernels.rows import Table
from loyalty.kernels.select import mark, rebase, room_of, subtotal
from loyalty.kernels.spread import spread
from loyalty.kernels.weighing import weigh_offers
from loyalty.kernels.winners import forget_winners, run_best_of_line

MILLION = 1_000_000


def open_order(order: int, plan: Table, zone: Table, orders: Table, order_lines: Table, funds: Table,
               work: Table, sums: Table, verdicts: Table, rivals: Table, meters: Table,
               quote: Table) -> None:
    """Lay the order's lines on the work bench and clear what the last one left there."""
    first = orders[order].line_start
    count = orders[order].line_end - first
    gross = 0
    for line in range(count):
        bought = order_lines[first + line]
        one = work[line]
        amount = bought.amount
        one.item = bought.item
        one.quantity = bought.quantity
        one.amount = amount
        one.listed = bought.listed
        one.floor = bought.floor
        one.after_items = amount
        one.net = amount
        one.basis = amount
        one.points_minor = 0
        one.claim = 0
        one.share = 0
        one.bought = 0
        one.got = 0
        one.used = 0
        one.set_off = 0
        gross += amount
    rebase(sums)
    for offer in range(plan[0].offers):
        verdict = verdicts[offer]
        if verdict.held != codes.JUDGED:
            verdict.state = codes.UNTRIED
            verdict.reason = codes.NO_REASON
            verdict.node = codes.NONE
            verdict.amount = 0
            verdict.short_by = 0
            verdict.line = 0
    for rival in range(plan[0].rivals):
        rivals[rival].taken = 0
    rivals[0].classes = 0
    for budget in range(plan[0].budgets):
        funds[budget].drawn = 0
    meters[0].adjusts = 0
    quote[0].lines = count
    quote[0].day = day_of(zone, orders[order].at)
    quote[0].gross = gross
    quote[0].off = 0
    quote[0].shipping = orders[order].shipping
    quote[0].shipping_off = 0
    quote[0].points = 0
    quote[0].points_minor = 0
    quote[0].points_max = 0


def run_lane(lane: int, order: int, who: int, lines: int, plan: Table, lanes: Table, offers: Table,
             nodes: Table, steps: Table, limits: Table, prices: Table, items: Table, eligible: Table,
             members: Table, standings: Table, own: Table, shared: Table, funds: Table, work: Table,
             sums: Table, verdicts: Table, rivals: Table, adjusts: Table, meters: Table,
             quote: Table) -> int:
    """One lane by its rule; after the item lane the bases of thresholds stand.

    1 when a winner of a line stood in another's way: the order is to be priced again.
    """
    if lanes[lane].rule == codes.LANE_BEST:
        if lanes[lane].scope == codes.SCOPE_LINE:
            if run_best_of_line(lane, order, who, lines, plan, lanes, offers, nodes, steps, limits, prices,
                                items, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                                rivals, adjusts, meters, quote) == 1:
                return 1
        else:
            run_best_of_order(lane, order, who, lines, plan, lanes, offers, nodes, steps, limits, prices,
                              items, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                              rivals, adjusts, meters, quote)
    run_all(lane, order, who, lines, plan, lanes, offers, nodes, steps, limits, prices, items, eligible,
            members, standings, own, shared, funds, work, sums, verdicts, rivals, adjusts, meters, quote)
    if lanes[lane].items == 1:
        for line in range(lines):
            work[line].after_items = work[line].net
        rebase(sums)
    return 0


def points_as_money(order: int, who: int, lines: int, plan: Table, orders: Table, members: Table, lots: Table,
                    items: Table, work: Table, sums: Table, quote: Table) -> None:
    """Spend points up to what the order allows, in whole steps, spread like money."""
    if plan[0].redeem == 0 or who < 0:
        return
    held = max(available_at(who, orders[order].at, members, lots) - members[who].debt, 0)
    if held < plan[0].step_points:
        return
    words = plan[0].item_words
    room = room_of(plan[0].redeem_selector, lines, words, items, work, sums)
    goods = subtotal(plan[0].redeem_selector, codes.BASE_RUNNING, lines, words, items, work, sums)
    left = quote[0].shipping - quote[0].shipping_off if plan[0].redeem_shipping == 1 else 0
    money = min(product_quotient(goods + left, plan[0].redeem_ppm, MILLION), room + left)
    if plan[0].redeem_minor_max >= 0:
        money = min(money, plan[0].redeem_minor_max)
    steps = min(held // plan[0].step_points, money // plan[0].step_minor)
    if steps * plan[0].step_points < plan[0].redeem_points_min:
        steps = 0
    quote[0].points_max = steps * plan[0].step_points
    if orders[order].points_wanted >= 0:
        steps = min(steps, orders[order].points_wanted // plan[0].step_points)
        if steps * plan[0].step_points < plan[0].redeem_points_min:
            steps = 0
    quote[0].points = steps * plan[0].step_points
    quote[0].points_minor = steps * plan[0].step_minor
    if steps == 0:
        return
    on_goods = min(quote[0].points_minor, room)
    mark(plan[0].redeem_selector, lines, words, items, work)
    spread(lines, on_goods, codes.BY_NET, codes.REST_LARGEST, work)
    for line in range(lines):
        if work[line].on == 1:
            work[line].points_minor = work[line].share
            work[line].net -= work[line].share


def run_lanes(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
              steps: Table, limits: Table, prices: Table, items: Table, orders: Table, order_lines: Table,
              eligible: Table, members: Table, standings: Table, own: Table, shared: Table, funds: Table,
              work: Table, sums: Table, verdicts: Table, rivals: Table, adjusts: Table, meters: Table,
              quote: Table) -> int:
    """The order lane by lane from the start; 1 when that is to be done again."""
    open_order(order, plan, zone, orders, order_lines, funds, work, sums, verdicts, rivals, meters, quote)
    if plan[0].asks_days == 1:
        sums[0].days = days_since_order(who, quote[0].day, zone, members)
    for lane in range(plan[0].lanes):
        if quote[0].weighs == 1 and lane == plan[0].first_lane:
            quote[0].weighs = 0
            weigh_offers(lane, order, who, quote[0].lines, plan, lanes, offers, nodes, steps, limits, prices,
                         items, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                         rivals, quote)
        if run_lane(lane, order, who, quote[0].lines, plan, lanes, offers, nodes, steps, limits, prices,
                    items, eligible, members, standings, own, shared, funds, work, sums, verdicts, rivals,
                    adjusts, meters, quote) == 1:
            return 1
    return 0


def price_once(order: int, who: int, plan: Table, zone: Table, lanes: Table, offers: Table, nodes: Table,
               steps: Table, limits: Table, prices: Table, items: Table, orders: Table, order_lines: Table,
               eligible: Table, members: Table, standings: Table, own: Table, shared: Table, funds: Table,
               work: Table, sums: Table, verdicts: Table, rivals: Table, adjusts: Table, meters: Table,
               quote: Table) -> int:
    """Every offer that is not held back applied or refused, lane by lane; what the order saves."""
    again = 0
    quote[0].left = 0
    while run_lanes(order, who, plan, zone, lanes, offers, nodes, steps, limits, prices, items, orders,
                    order_lines, eligible, members, standings, own, shared, funds, work, sums, verdicts,
                    rivals, adjusts, meters, quote) == 1:
        again = 1
    if again == 1:
        forget_winners(plan, verdicts)
    return int(quote[0].off + quote[0].shipping_off)
