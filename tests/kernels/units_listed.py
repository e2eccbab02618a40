"""A cart whose units stand one by one: the slow second reading of sets."""

from fractions import Fraction

from loyalty.kernels.ratio import scale
from loyalty.money import Rounding


class Units:
    """A cart whose units stand one by one, each used at most once: the slow second reading of sets.

    Lines are an amount and so many units; the first units of a line carry its odd cents.
    """

    def __init__(self, lines):
        self.net = [amount for amount, _quantity in lines]
        self.price = [Fraction(amount, quantity) for amount, quantity in lines]
        self.listed = [
            (n, amount // quantity + (unit < amount % quantity))
            for n, (amount, quantity) in enumerate(lines)
            for unit in range(quantity)
        ]
        self.used = set()

    def play(self, benefit):
        """What the benefit takes off each line now; of equal prices the line that is larger now is first."""
        fresh = [n for n in range(len(self.listed)) if n not in self.used]
        by_line = {n: (-self.price[n], -self.net[n], n) for n in range(len(self.net))}
        fresh.sort(key=lambda n: (by_line[self.listed[n][0]], n))
        bought, given_units, total = self.split(benefit, fresh)
        if total == 0:
            return [0] * len(self.net)
        self.used |= {*bought, *given_units}
        alone = benefit.get("allocate") == "reward"
        shares = self.shares(given_units if alone else bought + given_units, total)
        self.net = [net - share for net, share in zip(self.net, shares, strict=True)]
        return shares

    def split(self, benefit, fresh):
        """Units bought, units given, and what they save."""
        worth = [self.listed[n][1] for n in range(len(self.listed))]
        most = benefit.get("times_max", len(fresh))
        if benefit["kind"] == "bundle":
            size, price, sets = benefit["units"], int(benefit["price"] * 100), 0
            parts = [fresh[at : at + size] for at in range(0, len(fresh) - size + 1, size)]
            while sets < min(most, len(parts)) and sum(worth[n] for n in parts[sets]) > price:
                sets += 1
            together = [n for part in parts[:sets] for n in part]
            return together, [], sum(worth[n] for n in together) - sets * price
        buy, size = benefit["buy"], benefit["buy"] + benefit["get"]
        sets = min(len(fresh) // size, most)
        if benefit["take"] == "dearest":
            places = range(sets * size)
            bought = [fresh[place] for place in places if place % size < buy]
            free = [fresh[place] for place in places if place % size >= buy]
        else:
            bought, free = fresh[: sets * buy], fresh[len(fresh) - sets * benefit["get"] :]
        return bought, free, scale(sum(worth[n] for n in free), benefit["percent"], 100, Rounding.HALF_UP)

    def shares(self, bearing, total):
        """Largest remainder in proportion to the bearing units; ties to the larger line, then position."""
        weights = [0] * len(self.net)
        for n in bearing:
            weights[self.listed[n][0]] += self.listed[n][1]
        exact = [Fraction(total * weight, sum(weights)) for weight in weights]
        shares = [int(share) for share in exact]
        by_rest = sorted(range(len(exact)), key=lambda n: (shares[n] - exact[n], -self.net[n], n))
        for n in by_rest[: total - sum(shares)]:
            shares[n] += 1
        return shares
