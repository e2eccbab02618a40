"""The sample shop's members: when they joined, how often they buy, until when, and where.

A few buy every week and most once or twice: the rate is drawn from a gamma distribution and the time until
a member stays away from an exponential one, as in the buy-till-you-die models that shops' histories fit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from loyalty.demo.catalogue import DEMAND
from loyalty.demo.seasons import DAYS, Demand

MEMBERS = 11_000
OLD_SHARE = 0.52  # joined before the first day
OLD_DAYS = 500
RATE_SHAPE = 0.62
RATE_MEAN = 13.0  # orders in the two years of a member who stays for all of them
STAY_MEAN_DAYS = 800.0
BIRTHDAY_SHARE = 0.82
FIRST_BIRTH = np.datetime64("1954-01-01")
BIRTH_DAYS = 365 * 53
CITIES = ("Hangzhou", "Shanghai", "Suzhou", "Ningbo", "Shaoxing", "Jiaxing")
CITY_SHARES = (0.46, 0.2, 0.12, 0.09, 0.07, 0.06)
STAFF_SHARE = 0.004
CHANNELS = ("app", "web", "store")
CHANNEL_SHARES = (0.48, 0.17, 0.35)


@dataclass(frozen=True, slots=True)
class People:
    """Members by number: days count from the first day and are negative before it."""

    joined: NDArray[np.int64]
    left: NDArray[np.int64]
    orders: NDArray[np.int64]
    channel: NDArray[np.int64]
    favourite: NDArray[np.int64]
    birthday: NDArray[np.datetime64]
    city: NDArray[np.int64]
    staff: NDArray[np.bool_]


def people(rng: Generator, demand: Demand) -> People:
    """All members; whoever joined inside the two years did so with an order."""
    joined = np.where(
        rng.random(MEMBERS) < OLD_SHARE,
        rng.integers(-OLD_DAYS, 0, MEMBERS),
        np.searchsorted(demand.reached, rng.random(MEMBERS)),
    )
    joined.sort()
    left = np.minimum(joined + rng.exponential(STAY_MEAN_DAYS, MEMBERS).astype(np.int64), DAYS - 1)
    rate = rng.gamma(RATE_SHAPE, RATE_MEAN / RATE_SHAPE, MEMBERS)
    active = _reached(demand, left) - _reached(demand, joined)
    born = FIRST_BIRTH + rng.integers(0, BIRTH_DAYS, MEMBERS)
    known = rng.random(MEMBERS) < BIRTHDAY_SHARE
    return People(
        joined=joined,
        left=left,
        orders=rng.poisson(rate * np.maximum(active, 0)) + (joined >= 0),
        channel=_choice(rng, CHANNEL_SHARES),
        favourite=rng.integers(0, len(DEMAND) - 2, MEMBERS),
        birthday=np.where(known, born, np.datetime64("NaT", "D")),
        city=_choice(rng, CITY_SHARES),
        staff=rng.random(MEMBERS) < STAFF_SHARE,
    )


def _reached(demand: Demand, days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Which share of all demand lies up to the end of these days."""
    return np.where(days < 0, 0.0, demand.reached[np.clip(days, 0, DAYS - 1)])


def _choice(rng: Generator, shares: tuple[float, ...]) -> NDArray[np.int64]:
    return np.searchsorted(np.cumsum(shares)[:-1], rng.random(MEMBERS), side="right")
