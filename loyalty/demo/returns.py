"""What comes back: whole orders, single units, some without a receipt, and some money alone."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from loyalty.demo.orders import SECONDS_OF_HOUR, STORE
from loyalty.demo.seasons import DAYS

DAY = 24 * SECONDS_OF_HOUR
SHARE_ONLINE = 0.062
SHARE_STORE = 0.022
WHOLE = 0.38  # of returns bring everything back
DELAY_MEDIAN_DAYS = 4.5
DELAY_SPREAD = 0.7
DELAY_MAX_DAYS = 40
OPEN_AT, OPEN_HOURS = 9, 12  # the desk that takes returns
WITHOUT_RECEIPT = 70
MONEY_ALONE = 45
MONEY_PERCENT = (10, 40)
MONEY_FROM_MINOR = 1_000

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sold:
    """What returns need to know of the sales: lines with their money, orders with their time."""

    order: Ints
    quantity: Ints
    gross: Ints
    net: Ints
    second: Ints
    channel: Ints


@dataclass(frozen=True, slots=True)
class Returned:
    """Lines that came back: the line they give back, units, money, and when."""

    line: Ints
    quantity: Ints
    gross: Ints
    net: Ints
    second: Ints


def returns(rng: Generator, sold: Sold) -> Returned:
    """Linked returns, in whole or of some units of one line, some days later at the desk."""
    online = sold.channel != STORE
    chance = np.where(online, SHARE_ONLINE, SHARE_STORE)
    back = rng.random(sold.second.size) < chance
    delay = np.exp(np.log(DELAY_MEDIAN_DAYS) + DELAY_SPREAD * rng.standard_normal(sold.second.size))
    day = sold.second // DAY + 1 + np.minimum(delay, DELAY_MAX_DAYS).astype(np.int64)
    second = day * DAY + OPEN_AT * SECONDS_OF_HOUR + rng.integers(0, OPEN_HOURS * SECONDS_OF_HOUR, day.size)
    back &= day < DAYS
    whole = rng.random(sold.second.size) < WHOLE
    starts = np.flatnonzero(np.diff(sold.order, prepend=-1))
    counts = np.diff(np.append(starts, sold.order.size))
    picked = starts + (rng.random(starts.size) * counts).astype(np.int64)
    is_picked = np.zeros(sold.order.size, np.bool_)
    is_picked[picked] = True
    line = np.flatnonzero(back[sold.order] & (whole[sold.order] | is_picked) & (sold.net > 0))
    units = np.where(
        whole[sold.order[line]],
        sold.quantity[line],
        1 + (rng.random(line.size) * sold.quantity[line]).astype(np.int64),
    )
    return Returned(
        line,
        units,
        sold.gross[line] // sold.quantity[line] * units,
        _dearest(sold, line, units),
        second[sold.order[line]],
    )


def refunds(rng: Generator, sold: Sold, returned: Returned) -> Returned:
    """Money back without goods, for single units of orders of which nothing came back."""
    untouched = ~np.isin(sold.order, sold.order[returned.line])
    day = sold.second[sold.order] // DAY + 2
    candidates = np.flatnonzero(
        untouched & (sold.quantity == 1) & (sold.net >= MONEY_FROM_MINOR) & (day < DAYS)
    )
    line = np.sort(rng.choice(candidates, MONEY_ALONE, replace=False))
    amount = sold.net[line] * rng.integers(*MONEY_PERCENT, line.size) // 100
    second = (
        day[line] * DAY + OPEN_AT * SECONDS_OF_HOUR + rng.integers(0, OPEN_HOURS * SECONDS_OF_HOUR, line.size)
    )
    return Returned(line, np.ones_like(line), amount, amount, second)


def without_receipt(rng: Generator, sold: Sold, returned: Returned) -> Returned:
    """Single units that somebody brings back without saying of which order."""
    untouched = np.flatnonzero(~np.isin(sold.order, sold.order[returned.line]) & (sold.net > 0))
    line = np.sort(rng.choice(untouched, WITHOUT_RECEIPT, replace=False))
    day = np.minimum(sold.second[sold.order[line]] // DAY + rng.integers(3, 60, line.size), DAYS - 1)
    second = day * DAY + OPEN_AT * SECONDS_OF_HOUR + rng.integers(0, OPEN_HOURS * SECONDS_OF_HOUR, line.size)
    price = sold.gross[line] // sold.quantity[line]
    return Returned(line, np.ones_like(line), price, price, second)


def _dearest(sold: Sold, line: Ints, units: Ints) -> Ints:
    """What so many units of a line cost after its discount, the dearest units first."""
    share, rest = np.divmod(sold.net[line], sold.quantity[line])
    return np.asarray(share * units + np.minimum(rest, units), np.int64)
