"""What each benefit takes off each line, as the reference page says."""

from collections import Counter
from fractions import Fraction

from tests.differential.by_hand.numbers import rounded, split, spread
from tests.differential.by_hand.sets import bundled, formed, landed, off_given


class Claim:
    """What an offer asks: by line, the units of its sets, and how a smaller sum would stand."""

    def __init__(self, got, lines, *, again=None, sets=()):
        self.got = {number: taken for number, taken in got.items() if taken > 0}
        self.nets = {one.number: one.net for one in lines}
        self.again, self.sets = again, sets
        self.by_line = again is None

    @property
    def total(self):
        """All of it."""
        return sum(self.got.values())

    def cut(self, most):
        """The same within a sum: what is one sum is spread again, what is counted by line in proportion."""
        if self.total <= most:
            return self
        got = self.again(most) if self.again else spread(most, self.got, self.got, self.nets)
        made = Claim(got, (), again=self.again, sets=self.sets)
        made.nets = self.nets
        return made


def claim_of(offer, lines, gives, minor):
    """What an offer takes of these lines; `minor` makes minor units of an amount."""
    benefit = offer.benefit
    if benefit.kind in {"nth_item", "buy_get", "bundle"}:
        return of_sets(offer, lines, gives, minor)
    if getattr(benefit, "units_max", None) is not None:
        claim = of_few(offer, lines, minor)
    elif benefit.kind in {"percent", "member_price"} and benefit.percent is not None:
        claim = of_percent(offer, lines)
    elif benefit.kind in {"per_each", "steps"} or (benefit.kind == "amount" and benefit.each == "order"):
        claim = of_sum(offer, lines, sum_off(offer, lines, minor))
    else:
        claim = Claim({one.number: min(one.room, of_line(benefit, one, minor)) for one in lines}, lines)
    return claim


def of_sum(offer, lines, total):
    """One sum over lines."""

    def over(amount):
        by = {one.number: one.net if offer.spread_by == "net" else one.quantity for one in lines}
        rooms = {one.number: one.room for one in lines}
        return spread(amount, by, rooms, {one.number: one.net for one in lines})

    return Claim(over(total), lines, again=over)


def of_percent(offer, lines):
    """A percentage, rounded on the sum, by line or by unit."""
    share, how, base = Fraction(offer.benefit.percent) / 100, offer.rounding, offer.benefit_base
    if offer.rounding_unit == "sum":
        return of_sum(offer, lines, rounded(share * sum(one.on(base) for one in lines), how))
    return Claim(
        {one.number: min(one.room, off_split(offer, split(one.on(base), one.quantity))) for one in lines},
        lines,
    )


def off_split(offer, units):
    """A percentage of these units of one line, rounded on all of them or on each."""
    share = Fraction(offer.benefit.percent) / 100
    if offer.rounding_unit == "unit":
        return sum(rounded(share * each, offer.rounding) for each in units)
    return rounded(share * sum(units), offer.rounding)


def sum_off(offer, lines, minor):
    """The sum of a benefit that is one."""
    benefit = offer.benefit
    if benefit.kind == "amount":
        return minor(benefit.amount)
    reached = sum(one.on(offer.threshold_base) for one in lines)
    if benefit.kind == "per_each":
        times = reached // minor(benefit.every)
        most = times if benefit.times_max is None else benefit.times_max
        return min(times, most) * minor(benefit.amount)
    by_money = benefit.measure == "subtotal"
    units = sum(one.quantity for one in lines)
    steps = [
        one for one in benefit.steps if (minor(one.from_) <= reached if by_money else one.from_ <= units)
    ]
    if not steps:
        return 0
    step = max(steps, key=lambda one: one.from_)
    if step.amount is not None:
        return minor(step.amount)
    base = sum(one.on(offer.benefit_base) for one in lines)
    return rounded(Fraction(step.percent) / 100 * base, offer.rounding)


def of_line(benefit, line, minor):
    """What comes off a line that is counted by itself."""
    if benefit.kind == "amount":
        return minor(benefit.amount) * (line.quantity if benefit.each == "unit" else 1)
    if benefit.kind == "fixed_price":
        return line.net - minor(benefit.price) * line.quantity
    prices = dict(benefit.prices)
    if line.sku not in prices:
        return 0
    return line.net - minor(prices[line.sku]) * line.quantity


def of_few(offer, lines, minor):
    """A benefit for few units: of the lines ranked by unit price, from the dear or the cheap end."""
    benefit = offer.benefit
    base = offer.benefit_base if benefit.kind != "fixed_price" else "running"
    can = [one for one in lines if one.room > 0]
    if benefit.kind == "fixed_price":
        can = [one for one in can if split(one.net, one.quantity)[0] > minor(benefit.price)]
    order = sorted(can, key=lambda one: (-Fraction(one.on(base), one.quantity), -one.on(base), one.number))
    if benefit.take == "cheapest":
        order.reverse()
    chosen = Counter([one.number for one in order for _ in range(one.quantity)][: benefit.units_max])
    end = slice(None) if benefit.take == "dearest" else slice(None, None, -1)

    def units(one, base):
        return split(one.on(base), one.quantity)[end][: chosen[one.number]]

    if benefit.kind == "percent" and offer.rounding_unit == "sum":
        share = Fraction(benefit.percent) / 100
        total = rounded(share * sum(sum(units(one, base)) for one in can), offer.rounding)
        weights = {one.number: sum(split(one.net, one.quantity)[: chosen[one.number]]) for one in can}
        rooms = {one.number: one.room for one in can}
        nets = {one.number: one.net for one in can}

        def over(amount):
            return spread(min(amount, sum(weights.values())), weights, rooms, nets)

        return Claim(over(total), can, again=over)
    if benefit.kind == "percent":
        got = {one.number: off_split(offer, units(one, base)) for one in can}
    elif benefit.kind == "amount":
        got = {
            one.number: min(minor(benefit.amount) * chosen[one.number], sum(units(one, "running")))
            for one in can
        }
    else:
        got = {
            one.number: sum(units(one, "running")) - minor(benefit.price) * chosen[one.number] for one in can
        }
    return Claim({one.number: min(one.room, got[one.number]) for one in can}, can)


def of_sets(offer, lines, gives, minor):
    """A benefit for whole sets of units."""
    benefit = offer.benefit
    given_only = benefit.kind != "bundle" and benefit.allocate == "reward"
    if benefit.kind == "bundle":
        units, total = bundled(offer, lines, minor(benefit.price))
    else:
        units = formed(offer, lines, gives)
        total = off_given(offer, units)

    def over(amount):
        return landed(amount, units, given_only=given_only)

    got = over(total)
    return Claim(got, units.lines.values(), again=over, sets=(units,) if got else ())
