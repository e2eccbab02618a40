"""Exact products and quotients of integers, each rounded once by a named rounding.

Amounts reach 2^40 and their products 2^80, past what a compiled integer holds, so wide products go
through long division. The rounding codes are `money.Rounding`'s.
"""

from __future__ import annotations

from typing import Final

HALF_UP: Final = 0
DOWN: Final = 1
UP: Final = 2
HALF_EVEN: Final = 3

NARROW: Final = 2**31
WIDE: Final = 2**62


def product_quotient(a: int, b: int, c: int) -> int:
    """The quotient a · b ÷ c, rounded down, for 0 ≤ a, b < 2^62, 1 ≤ c < 2^62 and a result below 2^62.

    No step on the way passes 2^62 either: sums are compared before they are made.
    """
    if a < NARROW and b < NARROW:
        return a * b // c
    whole = b // c
    part = b % c
    quotient = 0
    rest = 0
    bit = 61
    while bit >= 0:
        quotient *= 2
        if rest >= c - rest:
            rest -= c - rest
            quotient += 1
        else:
            rest += rest
        if (a >> bit) & 1:
            quotient += whole
            if rest >= c - part:
                rest -= c - part
                quotient += 1
            else:
                rest += part
        bit -= 1
    return quotient


def product_rest(a: int, b: int, c: int) -> int:
    """What a · b leaves when divided by c, for the same bounds."""
    if a < NARROW and b < NARROW:
        return a * b % c
    part = b % c
    rest = 0
    bit = 61
    while bit >= 0:
        if rest >= c - rest:
            rest -= c - rest
        else:
            rest += rest
        if (a >> bit) & 1:
            if rest >= c - part:
                rest -= c - part
            else:
                rest += part
        bit -= 1
    return rest


def scale(amount: int, num: int, den: int, rounding: int) -> int:
    """The ratio amount · num ÷ den, rounded once; amount, num ≥ 0, den ≥ 1."""
    quotient = product_quotient(amount, num, den)
    if rounding == DOWN:
        return quotient
    rest = product_rest(amount, num, den)
    if rest == 0:
        return quotient
    if rounding == UP:
        return quotient + 1
    if rest > den - rest:
        return quotient + 1
    if rest < den - rest:
        return quotient
    if rounding == HALF_UP:
        return quotient + 1
    return quotient + (quotient & 1)


def product_within(amount: int, times: int, most: int) -> int:
    """The product amount · times, or `most` where the product would pass it."""
    if times > 0 and amount > most // times:
        return most
    return amount * times


def units_take(amount: int, units: int, count: int) -> int:
    """What the next `count` of `units` equal units carry of `amount`: the dearest go first."""
    return count * (amount // units) + min(count, amount % units)
