"""Points that pay for an order and points that it earns, as the rules of the domain say them."""

from fractions import Fraction
from math import floor

from tests.differential.by_hand.goods import takes
from tests.differential.by_hand.numbers import rounded, spread


def redeemed(till, available, wanted):
    """Points spent and what they pay, spread like money: goods first, then the fee where they may."""
    rate = till.program.points.redeem
    unit = 10**till.program.points.decimals
    if rate is None:
        return 0, 0
    step = int(rate.step_points * unit)
    worth = Fraction(step, int(rate.points * unit)) * till.minor(rate.worth)
    goods = [one for one in till.lines if takes(rate.of, one, till.coin)]
    fee = till.fee - till.shipping_off if rate.cover_shipping else 0
    most = sum(one.room for one in goods) + fee
    if rate.max_percent is not None:
        most = min(most, floor(Fraction(rate.max_percent) / 100 * (sum(one.net for one in goods) + fee)))
    if rate.max_amount is not None:
        most = min(most, till.minor(rate.max_amount))
    have = available if wanted == "max" else min(available, wanted)
    steps = min(have // step, floor(most / worth))
    if steps * step < int(rate.minimum_points * unit):
        return 0, 0
    paid = int(steps * worth)
    on_goods = min(paid, sum(one.room for one in goods))
    nets = {one.number: one.net for one in goods}
    for number, part in spread(on_goods, nets, {one.number: one.room for one in goods}, nets).items():
        till.lines[number].points_minor = part
    return steps * step, paid


def rate_of(rule, coin):
    """Points for a minor unit, exactly."""
    if rule.kind == "per_amount":
        return Fraction(rule.points) / (Fraction(rule.per) * coin)
    return Fraction(rule.rate) / coin


def shared_rules(policy, lines, coin):
    """By rule the lines it earns on: each rule's own, or each line for the best or the first rule alone."""
    rules = list(policy.rules)
    if policy.on_overlap == "max":
        rules.sort(key=lambda one: (-rate_of(one, coin), -one.priority, one.id))
    elif policy.on_overlap == "first":
        rules.sort(key=lambda one: (-one.priority, one.id))
    taken = set()
    for rule in rules:
        mine = [one for one in lines if takes(rule.of, one, coin) and one.number not in taken]
        if policy.on_overlap != "sum":
            taken |= {one.number for one in mine}
        yield rule, mine


def factor_of(policy, line, coin):
    """The combined multiplier on a line."""
    factors = [Fraction(one.factor) for one in policy.multipliers if takes(one.of, line, coin)]
    if policy.combine == "highest":
        return max([Fraction(1), *factors])
    total = Fraction(1)
    for one in factors:
        total = total * one if policy.combine == "multiply" else total + one - 1
    return total


def awarded(till, lines, now=None, *, room=None):
    """Base and bonus points of lines, in the wallet's smallest unit, after caps on orders.

    `now` is by number what is left of lines; goods are told by what they cost when they were sold. `room` is
    what was granted once: an award that is worked out again is no more.
    """
    policy, coin = till.program.points, till.coin
    unit = 10**policy.decimals
    left = now or {one.number: one for one in lines}
    base = total = 0
    for rule, mine in shared_rules(policy, lines, coin):
        worth = {
            one.number: left[one.number].listed
            if rule.basis == "list"
            else left[one.number].net - left[one.number].tendered
            for one in mine
        }
        basis = sum(worth.values())
        if basis <= 0:
            continue
        raised = sum(worth[one.number] * factor_of(policy, one, coin) for one in mine)
        if rule.kind == "per_amount":
            points = basis // till.minor(rule.per) * int(rule.points * unit)
            base += points
            total += rounded(points * raised / basis, policy.rounding)
        else:
            base += rounded(basis * rate_of(rule, coin) * unit, rule.rounding)
            total += rounded(raised * rate_of(rule, coin) * unit, rule.rounding)
    most = total if room is None else min(total, room)
    for cap in policy.caps:
        cut = int(cap.points * unit)
        most = min(most, 0 if room is None and cap.over == "reject" and total > cut else cut)
    granted = min(base, most)
    return granted, min(total - base, most - granted)
