"""Sets of units, listed one by one: what is bought, what is given, and what that comes to."""

from collections import Counter
from fractions import Fraction

from tests.differential.by_hand.numbers import rounded, split, spread


def ranked(lines, base):
    """Lines by unit price, the dearest first; ties to the larger line, then position."""
    return sorted(
        lines,
        key=lambda one: (
            -Fraction(one.before_sets(base), one.quantity),
            -one.before_sets(base),
            one.number,
        ),
    )


class Units:
    """Units of lines that are free, by the base their price is asked on."""

    def __init__(self, lines, base):
        self.lines = {one.number: one for one in lines}
        self.listed = [one.number for one in ranked(lines, base) for _ in range(one.quantity - one.used)]
        self.bought, self.given = Counter(), Counter()
        self.places = {one.number: [] for one in lines}

    def in_turns(self, sets, buy, get):
        """From the dearest on: so many bought, so many given, and again."""
        for place, number in enumerate(self.listed[: sets * (buy + get)]):
            if place % (buy + get) < buy:
                self.bought[number] += 1
            else:
                before = self.bought[number] + self.given[number]
                self.places[number].append(self.lines[number].used + before)
                self.given[number] += 1

    def apart(self, bought, given, *, cheapest):
        """These bought and those given; a line's units given stand behind those bought, or last."""
        self.bought, self.given = Counter(bought), Counter(given)
        for number, units in self.given.items():
            line = self.lines[number]
            first = line.quantity - units if cheapest else line.used + self.bought[number]
            self.places[number] = list(range(first, first + units))

    def worth_given(self, base):
        """By line what each unit given is worth."""
        return {
            number: [split(line.before_sets(base), line.quantity)[place] for place in self.places[number]]
            for number, line in self.lines.items()
        }

    def bearing(self, *, given_only):
        """By line what the units that bear the discount come to, counted from the line's dearest."""
        weights = {}
        for number, line in self.lines.items():
            units = self.given[number] + (0 if given_only else self.bought[number])
            weights[number] = min(sum(split(line.before_sets("running"), line.quantity)[:units]), line.net)
        return weights

    def use(self, got):
        """The set took so much off each line: its units are used."""
        for number, line in self.lines.items():
            line.used += self.bought[number] + self.given[number]
            line.set_off += got.get(number, 0)


def formed(offer, pool, gives):
    """The units of an offer's sets; `pool` may be bought, `gives` may be given."""
    benefit = offer.benefit
    buy, get = (benefit.nth - 1, 1) if benefit.kind == "nth_item" else (benefit.buy, benefit.get)
    cheapest = benefit.take == "cheapest"
    both = [one for one in pool if one in gives]
    lines = [*pool, *(one for one in gives if one not in pool)]
    units = Units(lines, offer.benefit_base)
    free = {one.number: one.quantity - one.used for one in lines}
    only, shared, given = (
        sum(free[one.number] for one in some)
        for some in (
            [one for one in pool if one not in gives],
            both,
            [one for one in gives if one not in pool],
        )
    )
    sets = min((only + shared + given) // (buy + get), (only + shared) // buy, (given + shared) // get)
    if benefit.times_max is not None:
        sets = min(sets, benefit.times_max)
    if only + given == 0 and not cheapest:
        units.in_turns(sets, buy, get)
        return units
    mine = {one.number for one in pool if one not in gives}
    common = {one.number for one in both}
    wanted = [n for n in units.listed if n in mine] + [n for n in units.listed if n in common]
    bought = wanted[: sets * buy]
    left = Counter(n for n in units.listed if n not in mine)
    left.subtract(n for n in bought if n in common)
    rest = [n for one in ranked(lines, offer.benefit_base) for n in [one.number] * max(left[one.number], 0)]
    few = rest[::-1] if cheapest else rest
    units.apart(bought, few[: sets * get], cheapest=cheapest)
    return units


def off_given(offer, units):
    """The percentage of the units given, rounded where the offer says."""
    share = Fraction(offer.benefit.percent) / 100
    worth = units.worth_given(offer.benefit_base).values()
    if offer.rounding_unit == "sum":
        return rounded(share * sum(map(sum, worth)), offer.rounding)
    if offer.rounding_unit == "line":
        return sum(rounded(share * sum(one), offer.rounding) for one in worth)
    return sum(rounded(share * each, offer.rounding) for one in worth for each in one)


def bundled(offer, pool, price):
    """Units of the bundles that save something, and what all of them save."""
    size, most = offer.benefit.units, offer.benefit.times_max
    units = Units(pool, "running")
    worth = {one.number: split(one.before_sets("running"), one.quantity)[one.used :] for one in pool}
    taken, saved = Counter(), 0
    for start in range(0, len(units.listed) - size + 1, size):
        if most is not None and start // size == most:
            break
        then, cost = Counter(taken), 0
        for number in units.listed[start : start + size]:
            cost += worth[number][then[number]]
            then[number] += 1
        if cost <= price:
            break
        taken, saved = then, saved + cost - price
    units.apart(taken, (), cheapest=False)
    return units, saved


def landed(total, units, *, given_only):
    """Where a set's discount stands."""
    weights = units.bearing(given_only=given_only)
    rooms = {number: line.room for number, line in units.lines.items()}
    nets = {number: line.net for number, line in units.lines.items()}
    on = {number: weight for number, weight in weights.items() if rooms[number] > 0}
    return spread(min(total, sum(on.values())), on, rooms, nets)
