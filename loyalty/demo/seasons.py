"""When the sample shop's members buy: by day of the year, by day of the week, by hour.

Two calendar years, so that every season and both big sales days (18 June, 11 November) occur twice. The
lunar holidays are the real ones of those years.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from loyalty.demo.catalogue import DEMAND

FIRST_DAY = date(2024, 1, 1)
LAST_DAY = date(2025, 12, 31)
DAYS = (LAST_DAY - FIRST_DAY).days + 1
MONTHS = 24

BY_WEEKDAY = (92, 90, 92, 96, 112, 138, 130)
BY_MONTH = (104, 88, 94, 96, 100, 106, 98, 97, 103, 100, 112, 106)
GROWTH_PERCENT = 12  # from the first to the last day
SALES = {(6, 18): 310, (11, 11): 520, (12, 12): 170}
RUN_UPS = (((6, 10), (6, 17), 125), ((11, 1), (11, 10), 130))
SPRING_FESTIVALS = (date(2024, 2, 10), date(2025, 1, 29))
MOON_FESTIVALS = (date(2024, 9, 17), date(2025, 10, 6))
BEFORE_FESTIVAL = 170
CLOSED_MOOD = 45  # the days after new year

SHOP_HOURS = (0,) * 8 + (5, 8, 9, 10, 9, 6, 6, 7, 8, 10, 12, 10, 7, 4) + (0,) * 2
SCREEN_HOURS = (3, 1, 0, 0, 0, 0, 1, 3, 5, 6, 7, 7, 8, 6, 5, 5, 5, 6, 7, 9, 12, 14, 11, 7)
SALES_NIGHT = (30, *SCREEN_HOURS[1:])  # on 11 November many wait for midnight


@dataclass(frozen=True, slots=True)
class Demand:
    """How likely each day is, and how far the sum has come by its end (the last is 1)."""

    weights: NDArray[np.float64]
    reached: NDArray[np.float64]


def demand() -> Demand:
    """The weight of every day from FIRST_DAY to LAST_DAY."""
    weights = np.array([_weight(FIRST_DAY + timedelta(days=number)) for number in range(DAYS)], np.float64)
    weights *= 1 + GROWTH_PERCENT / 100 * np.arange(DAYS) / DAYS
    weights /= weights.sum()
    return Demand(weights, np.cumsum(weights))


def months_of_days() -> NDArray[np.int64]:
    """For every day the number of its month, 0 to 23."""
    days = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
    return np.array([12 * (day.year - FIRST_DAY.year) + day.month - 1 for day in days])


def is_sale(month: int, day: int) -> bool:
    """Whether the shop sells everything cheaper on that day of the year."""
    return (6, 16) <= (month, day) <= (6, 18) or (11, 9) <= (month, day) <= (11, 11)


def category_shares() -> NDArray[np.float64]:
    """For each of the 12 months where each category's share of it ends, plus the month's number."""
    table = np.array([[base * by_month[month] for base, by_month in DEMAND.values()] for month in range(12)])
    ends = np.cumsum(table, axis=1) / table.sum(axis=1, keepdims=True)
    return np.asarray(ends + np.arange(12)[:, None], np.float64)


def hour_shares(weights: tuple[int, ...]) -> NDArray[np.float64]:
    """Where each hour's share of the day ends."""
    ends = np.cumsum(weights)
    return np.asarray(ends / ends[-1], np.float64)


def _weight(day: date) -> int:
    weight = BY_WEEKDAY[day.weekday()] * BY_MONTH[day.month - 1] * SALES.get((day.month, day.day), 100)
    for first, last, percent in RUN_UPS:
        if first <= (day.month, day.day) <= last:
            weight = weight * percent // 100
    for feast in SPRING_FESTIVALS:
        if timedelta(days=1) <= feast - day <= timedelta(days=12):
            weight = weight * BEFORE_FESTIVAL // 100
        elif timedelta() <= day - feast <= timedelta(days=6):
            weight = weight * CLOSED_MOOD // 100
    for feast in MOON_FESTIVALS:
        if timedelta(days=1) <= feast - day <= timedelta(days=9):
            weight = weight * BEFORE_FESTIVAL // 100
    return weight
