"""Rounding and spreading as the rules of the domain say them, in fractions."""

from fractions import Fraction
from math import floor


def rounded(number, how):
    """A number as a whole one; `how` is a rounding's name."""
    low = floor(number)
    over = Fraction(number) - low
    if over == 0 or how == "down":
        return low
    if how == "up":
        return low + 1
    if over == Fraction(1, 2):
        return low + (1 if how == "half_up" else low % 2)
    return low + (over > Fraction(1, 2))


def spread(total, weights, rooms, ties):
    """A sum over lines by largest remainder in proportion to weights; all are by the line's number.

    What a line has no room for is spread again over the rest; ties go to the larger of `ties`, then position.
    """
    got, left = {}, min(total, sum(rooms[n] for n in weights if weights[n] > 0))
    lines = [n for n in weights if weights[n] > 0 and rooms[n] > 0]
    while True:
        whole = sum(weights[n] for n in lines)
        full = [n for n in lines if left * weights[n] > rooms[n] * whole]
        if not full:
            break
        for n in full:
            got[n] = rooms[n]
            left -= rooms[n]
            lines.remove(n)
    exact = {n: Fraction(left * weights[n], whole) for n in lines}
    got |= {n: floor(exact[n]) for n in lines}
    first = sorted(lines, key=lambda n: (floor(exact[n]) - exact[n], -ties[n], n))
    for n in first[: left - sum(got[n] for n in lines)]:
        got[n] += 1
    return {n: taken for n, taken in got.items() if taken}


def split(amount, units):
    """What each unit of an amount is worth, the dearest first."""
    return [amount // units + (place < amount % units) for place in range(units)]
