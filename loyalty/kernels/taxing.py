"""Tax in what was paid, for earn rules that count amounts with it or without it whatever prices say.

A rate is in parts per million: below 0 where prices hold the tax, above 0 where it comes on top of them.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.ratio import HALF_UP, scale

MILLION = 1_000_000


def tax_of(amount: int, rate: int) -> int:
    """The tax of an amount, rounded half up: below 0 what the amount holds, above 0 what comes on top."""
    if rate < 0:
        return -scale(amount, -rate, MILLION - rate, HALF_UP)
    return scale(amount, rate, MILLION, HALF_UP) if rate > 0 else 0


def counted(amount: int, tax: int, switch: int) -> int:
    """What a rule counts of an amount with this tax: as it is priced, without the tax or with it."""
    if (switch == codes.TAX_WITHOUT and tax < 0) or (switch == codes.TAX_WITH and tax > 0):
        return amount + tax
    return amount
