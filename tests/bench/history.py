"""Order histories of any size for the bench: made from a seed, kept as Parquet outside the repository.

A figure about speed needs a history whose shape is known: how many lines an order has, how unevenly members
buy, how goods spread over categories. There are two skews. `mix` is a shop: most members buy a few times,
some often, a few very often. `zipf` is the hard case: the n-th member buys 1/n as often as the first, so that
one member owns several percent of all orders and a step that is quadratic in a member's history shows.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

SEED: Final = 20_260_501
LINES_A_MEMBER: Final = 50
DAYS: Final = 730
FIRST_DAY: Final = np.datetime64("2024-01-01", "us").astype(np.int64)
DAY_US: Final = 86_400_000_000
GOODS: Final = 8_000
CATEGORIES: Final = tuple(
    f"{room}/{shelf}"
    for room, shelves in {
        "food": ("tea", "rice", "nuts", "fruit", "snacks", "noodles", "sauces", "coffee"),
        "home": ("lamps", "linen", "pans", "tools", "paper", "plants"),
        "care": ("soap", "hair", "skin", "teeth", "baby"),
        "wear": ("shoes", "coats", "shirts", "socks", "bags"),
        "tech": ("cables", "audio", "phones", "games"),
        "gifts": ("cards", "boxes"),
    }.items()
    for shelf in shelves
)
CHANNELS: Final = ("app", "store", "web")

Skew = Literal["mix", "zipf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What history is wanted: its lines, the mean lines of an order, how unevenly members buy, its seed."""

    lines: int = 10_000_000
    mean_lines: tuple[int, int] = (10, 3)
    """As a ratio: 10 lines in 3 orders."""
    skew: Skew = "mix"
    seed: int = SEED

    @property
    def orders(self) -> int:
        """How many orders the lines make."""
        lines, orders = self.mean_lines
        return self.lines * orders // lines

    @property
    def members(self) -> int:
        """How many members there are to draw buyers from."""
        return max(self.lines // LINES_A_MEMBER, 1)

    @property
    def name(self) -> str:
        """The file's name; an edit of this module is another history."""
        made_by = sha256(Path(__file__).read_bytes()).hexdigest()[:8]
        lines, orders = self.mean_lines
        return f"{self.lines}-lines-{lines}-in-{orders}-{self.skew}-{self.seed}-{made_by}"


def history(shape: Shape) -> Path:
    """The Parquet file of a shape; made when it is not there yet."""
    path = folder() / f"{shape.name}.parquet"
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}.part")
        frame(shape).write_parquet(part, compression="snappy", row_group_size=500_000)
        part.replace(path)
    return path


def folder() -> Path:
    """Where histories are kept: LOYALTY_BENCH_DIR, else a folder among the machine's temporary files."""
    named = os.environ.get("LOYALTY_BENCH_DIR")
    place = Path(named) if named else Path(tempfile.gettempdir()) / "loyalty-bench"
    place.mkdir(parents=True, exist_ok=True)
    return place


def frame(shape: Shape) -> pl.DataFrame:
    """The rows of a history, in the order of time, as `OrderLog.read` takes them."""
    rng = np.random.default_rng(shape.seed)
    buyer = _buyers(shape, rng)
    at = _instants(shape, buyer, rng)
    buyer, at = buyer[order := np.argsort(at, kind="stable")], at[order]
    counts = _line_counts(shape, rng)
    place = np.repeat(np.arange(shape.orders, dtype=np.int32), counts)
    starts = np.cumsum(counts) - counts
    item = _items(shape, rng)
    price, category = _catalogue(shape.seed)
    quantity = _drawn(shape.lines, (0.75, 0.17, 0.05, 0.02, 0.01), rng).astype(np.int16) + 1
    gross = price[item] * quantity
    discount = gross * _drawn(shape.lines, (0.8, 0.06, 0.06, 0.05, 0.03), rng) * 6 // 100
    return pl.DataFrame(
        {
            "order_id": place + np.int64(1_000_000_000),
            "member_id": (buyer + 100_000_000).astype(np.int32)[place],
            "ordered_at": pl.Series(at[place]).cast(pl.Datetime("us", "UTC")),
            "line_no": (np.arange(shape.lines, dtype=np.int32) - starts[place] + 1).astype(np.int16),
            "sku": (item + 400_000).astype(np.int32),
            "category": _worded(category[item], CATEGORIES),
            "quantity": quantity,
            "line_gross": gross,
            "line_discount": discount,
            "line_net": gross - discount,
            "currency": _worded(np.zeros(shape.lines, np.uint32), ("CNY",)),
            "channel": _worded(_drawn(shape.orders, (0.5, 0.3, 0.2), rng)[place], CHANNELS),
            "kind": _worded(np.zeros(shape.lines, np.uint32), ("sale",)),
        }
    )


def _buyers(shape: Shape, rng: np.random.Generator) -> NDArray[np.int64]:
    """Each order's member; in the mix everybody buys at least once."""
    if shape.skew == "zipf":
        return _weighted(shape.orders, 1.0 / np.arange(1, shape.members + 1), rng)
    often = rng.gamma(0.9, 1.0, shape.members)
    often *= np.array([1.0, 4.0, 12.0])[_drawn(shape.members, (0.75, 0.2, 0.05), rng)]
    once = min(shape.members, shape.orders)
    return np.concatenate((np.arange(once), _weighted(shape.orders - once, often, rng)))


def _instants(shape: Shape, buyer: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """When each order was placed: after its buyer joined, more at weekends, in the evening, in November."""
    joined = np.maximum(rng.random(shape.members) * 1.4 - 0.5, 0.0)[buyer]
    days = np.arange(DAYS)
    weight = 1.0 + 0.5 * (days % 7 >= 5) + 1.5 * ((days % 365 > 304) & (days % 365 < 320))
    reached = np.cumsum(weight) / weight.sum()
    day = np.searchsorted(reached, joined + rng.random(shape.orders) * (1.0 - joined))
    hours = np.array([1, 1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 9, 10, 8, 7, 7, 8, 10, 13, 15, 15, 12, 7, 3]) * 1.0
    hour = _weighted(shape.orders, hours, rng)
    second = rng.integers(0, 3_600, shape.orders)
    return FIRST_DAY + np.minimum(day, DAYS - 1) * DAY_US + (hour * 3_600 + second) * 1_000_000


def _line_counts(shape: Shape, rng: np.random.Generator) -> NDArray[np.int64]:
    """Lines by order: one and a Poisson number more, brought to the exact total."""
    lines, orders = shape.mean_lines
    counts = 1 + np.minimum(rng.poisson(lines / orders - 1, shape.orders), 39)
    while missing := shape.lines - int(counts.sum()):
        at = np.flatnonzero(counts < 40) if missing > 0 else np.flatnonzero(counts > 1)
        counts[rng.choice(at, min(abs(missing), at.size), replace=False)] += 1 if missing > 0 else -1
    return counts


def _items(shape: Shape, rng: np.random.Generator) -> NDArray[np.int64]:
    """Each line's article: some sell far more than others."""
    return _weighted(shape.lines, 1.0 / np.arange(1, GOODS + 1) ** 0.7, rng)


def _catalogue(seed: int) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Each article's price in minor units and its category."""
    rng = np.random.default_rng(seed + 1)
    price = np.clip(rng.lognormal(7.8, 0.8, GOODS).astype(np.int64), 100, 500_000)
    return price, rng.integers(0, len(CATEGORIES), GOODS).astype(np.uint32)


def _weighted(count: int, weights: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int64]:
    """So many draws of a place, by weight."""
    reached = np.cumsum(weights)
    return np.searchsorted(reached, rng.random(count) * reached[-1], side="right").astype(np.int64)


def _drawn(count: int, shares: tuple[float, ...], rng: np.random.Generator) -> NDArray[np.uint32]:
    """So many draws of a small number, by shares that sum to 1; the last one is the rest."""
    return np.searchsorted(np.cumsum(shares)[:-1], rng.random(count, np.float32), side="right").astype(
        np.uint32
    )


def _worded(codes: NDArray[np.uint32], words: tuple[str, ...]) -> pl.Series:
    """Codes as a dictionary of words: what a warehouse exports for a column of few values."""
    return pl.Series(words, dtype=pl.Enum(words)).gather(codes)
