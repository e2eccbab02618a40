"""Prices of the plain shop: three offers, points as money, and what units carry of a line."""

from dataclasses import dataclass, replace
from datetime import timedelta

from tests.live.shops import START

PROGRAM = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
points:
  rules: [{{kind: per_amount, id: base, points: "1", per: "1"}}]
  actions: [{{id: check_in, action: check_in, points: "30", at_most: [{{times: 2}}]}}]
  expiry: {{kind: rolling, days: 30, from: earning, round_up: none}}
  redeem: {{points: "100", worth: "1", max_percent: "20"}}
offers:
  - id: first
    when: [{{kind: first_order}}]
    benefit: {{kind: amount, amount: "10"}}
    limits: [{{per: member, uses: 1}}, {{per: program, uses: 2}}]
  - id: monthly
    benefit: {{kind: amount, amount: "5"}}
    limits: [{{per: member, uses: 2, each: month}}]
  - id: ten
    lane: coupon
    benefit: {{kind: amount, amount: "10"}}
    coupon: {{valid_days: 20}}
"""
DAY_US = 86_400_000_000
LOT_LASTS = 30 * DAY_US
FIRST_USES, MONTHLY_USES, CHECKS_IN, CHECK_IN_POINTS = 2, 2, 2, 30
OFF = {"first": 1000, "monthly": 500, "ten": 1000}
ZONE_US = 8 * 3_600_000_000


def local(at_us):
    """The civil date and time in the shop's zone, which never changes its clocks."""
    return START.replace(tzinfo=None, year=1970, month=1, day=1, hour=0) + timedelta(
        microseconds=at_us + ZONE_US
    )


def day_end(at_us):
    """The instant after the last one of a day in the shop's zone."""
    return (at_us + ZONE_US) // DAY_US * DAY_US + DAY_US - ZONE_US


@dataclass(frozen=True)
class Line:
    """Units of a line that are left, and what they carry of its money and of the points' money."""

    units: int
    net: int
    points_minor: int = 0


@dataclass(frozen=True)
class Price:
    """What an order gets."""

    lines: tuple
    applied: tuple
    points: int = 0

    @property
    def to_pay(self):
        """What is left to pay."""
        return sum(line.net for line in self.lines)

    @property
    def earned(self):
        """A point for each whole unit of money."""
        return self.to_pay // 100

    @property
    def told(self):
        """As a quote of the shop is read."""
        return self.applied, self.points, self.to_pay, self.earned


def spread(total, nets):
    """A sum over lines in proportion, the spare cents to the largest remainders."""
    whole = sum(nets)
    shares = [total * net // whole for net in nets]
    ahead = sorted(range(len(nets)), key=lambda n: (-(total * nets[n] % whole), -nets[n], n))
    for place in ahead[: total - sum(shares)]:
        shares[place] += 1
    return shares


def carried(amount, units, count):
    """What `count` of so many units carry of a line's amount: the dearest go first."""
    each, more = divmod(amount, units)
    return count * each + min(count, more)


def price(cart, offers, usable, wanted):
    """Offers that hold, one after the other, then points for at most a fifth of what is left."""
    nets = [minor for _, minor in cart]
    for offer in offers:
        for place, share in enumerate(spread(OFF[offer], nets)):
            nets[place] -= share
    steps = min(usable // 100, sum(nets) // 5 // 100)
    if wanted is not None:
        steps = min(steps, wanted // 100)
    paid = spread(steps * 100, nets) if steps else [0] * len(nets)
    lines = [Line(units, net - share, share) for (units, _), net, share in zip(cart, nets, paid, strict=True)]
    return Price(tuple(lines), tuple(offers), steps * 100)


def without(line, count):
    """A line with units fewer, and what went with them: money and points' money."""
    net, points = carried(line.net, line.units, count), carried(line.points_minor, line.units, count)
    left = replace(
        line, units=line.units - count, net=line.net - net, points_minor=line.points_minor - points
    )
    return left, net, points
