"""A shop whose lanes apply every offer in turn, and an order's units told one by one."""

from fractions import Fraction

from tests.engine.till import Till, line

LANES = [
    {"id": "item", "rule": "all"},
    {"id": "order", "rule": "all"},
    {"id": "shipping", "rule": "all"},
]
DAY = "2024-01-05"


def offer(kind, offer_id="o", *, around=None, **benefit):
    """An offer of one kind of benefit."""
    return {"id": offer_id, "benefit": {"kind": kind, **benefit}} | (around or {})


def quoted(offers, *lines, sections=None, **cart):
    """The quote of an order; lines are (price, quantity) of articles A, B, …, or whole cart lines."""
    goods = [
        line("abcdefgh"[n], str(one[0]), one[1]) if isinstance(one, tuple) else one
        for n, one in enumerate(lines)
    ]
    return Till(guest=True, lanes=LANES, offers=offers, **(sections or {})).quote(DAY, *goods, **cart)


def cents(lines):
    """Cart lines of whole amounts (minor units) in so many units."""
    return [
        line("abcdefgh"[n], None, quantity, amount=f"{amount // 100}.{amount % 100:02d}")
        for n, (amount, quantity) in enumerate(lines)
    ]


def told(quote):
    """By offer: what it took (minor units) and why not."""
    return {one.offer_id: (one.amount_minor, one.reason.name, one.short_by) for one in quote.decisions}


def off(quote):
    """What came off each line."""
    return [one.discount_minor for one in quote.lines]


def units(lines):
    """Every unit as (line, worth), from the dearest on: ties to the larger line, then position.

    A line's units are dearest first; the line is ranked by its price for a unit.
    """
    ranked = sorted(range(len(lines)), key=lambda n: (-Fraction(lines[n][0], lines[n][1]), -lines[n][0], n))
    listed = []
    for n in ranked:
        worth, quantity = lines[n]
        listed += [(n, worth // quantity + (1 if unit < worth % quantity else 0)) for unit in range(quantity)]
    return listed
