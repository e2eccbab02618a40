"""The sample shop's orders: who, when, through which channel, and what is in the basket."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from loyalty.demo.catalogue import Catalogue
from loyalty.demo.people import CHANNELS, People
from loyalty.demo.seasons import (
    FIRST_DAY,
    SALES_NIGHT,
    SCREEN_HOURS,
    SHOP_HOURS,
    Demand,
    category_shares,
    hour_shares,
    months_of_days,
)

SECONDS_OF_HOUR = 3_600
HABIT = 0.8  # of a member's orders come through the usual channel
LINES_MEAN_MORE = 1.9  # lines beyond the first
LINES_MAX = 14
FAVOURITE = 0.35  # of a member's lines come from the favourite category
MORE_UNITS = (0.74, 0.92, 0.98)  # shares of lines with 1, up to 2, up to 3 units; the rest has 4
STORE = CHANNELS.index("store")


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders by number, in order of time; seconds count from the first midnight on the shop's clock."""

    member: NDArray[np.int64]
    second: NDArray[np.int64]
    channel: NDArray[np.int64]

    def days(self) -> NDArray[np.int64]:
        """The day of each order."""
        return self.second // (24 * SECONDS_OF_HOUR)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of all orders, each order's together."""

    order: NDArray[np.int64]
    number: NDArray[np.int64]
    goods: NDArray[np.int64]
    quantity: NDArray[np.int64]


def orders(rng: Generator, people: People, demand: Demand) -> Orders:
    """Every member's orders between joining and leaving; the first of a new member on the day of joining."""
    member = np.repeat(np.arange(people.orders.size), people.orders)
    first = np.ones(member.size, np.bool_)
    first[1:] = member[1:] != member[:-1]
    low = np.where(people.joined < 0, 0.0, demand.reached[np.maximum(people.joined, 0)])[member]
    high = demand.reached[np.maximum(people.left, 0)][member]
    days = np.searchsorted(demand.reached, low + rng.random(member.size) * (high - low))
    days = np.where(first & (people.joined[member] >= 0), people.joined[member], days)
    habit = rng.random(member.size) < HABIT
    channel = np.where(habit, people.channel[member], rng.integers(0, len(CHANNELS), member.size))
    made = Orders(member, _seconds(rng, days, channel), channel)
    in_time = np.lexsort((made.member, made.second))
    return Orders(**{field.name: getattr(made, field.name)[in_time] for field in fields(made)})


def lines(rng: Generator, made: Orders, people: People, catalogue: Catalogue) -> Lines:
    """What is in the baskets: goods in season, and what the member likes."""
    counts = 1 + np.minimum(rng.geometric(1 / (1 + LINES_MEAN_MORE), made.member.size) - 1, LINES_MAX - 1)
    order = np.repeat(np.arange(made.member.size), counts)
    number = np.arange(order.size) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    month = months_of_days()[made.days()][order] % 12
    shares = category_shares()
    in_season = np.searchsorted(shares.ravel(), month + rng.random(order.size)) % shares.shape[1]
    liked = people.favourite[made.member[order]]
    category = np.where(rng.random(order.size) < FAVOURITE, liked, in_season)
    goods = np.searchsorted(catalogue.popularity(), category + rng.random(order.size))
    quantity = 1 + np.searchsorted(MORE_UNITS, rng.random(order.size))
    dear = np.array([item.category.startswith(("gifts", "home/kitchen")) for item in catalogue.goods])
    return Lines(order, number, goods, np.where(dear[goods], 1, quantity))


def _seconds(rng: Generator, days: NDArray[np.int64], channel: NDArray[np.int64]) -> NDArray[np.int64]:
    """A second on each day, within the hours of its channel."""
    draw = rng.random(days.size)
    singles_days = [
        (np.datetime64(f"{year}-11-11") - np.datetime64(FIRST_DAY)).astype(int) for year in (2024, 2025)
    ]
    hours = np.searchsorted(hour_shares(SCREEN_HOURS), draw)
    hours = np.where(np.isin(days, singles_days), np.searchsorted(hour_shares(SALES_NIGHT), draw), hours)
    hours = np.where(channel == STORE, np.searchsorted(hour_shares(SHOP_HOURS), draw), hours)
    return (days * 24 + hours) * SECONDS_OF_HOUR + rng.integers(0, SECONDS_OF_HOUR, days.size)
