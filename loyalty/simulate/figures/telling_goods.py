"""Cost by goods: what the categories, the brands and the dearest items got of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from loyalty.simulate.figures.measured import largest, sums
from loyalty.simulate.figures.outcome_costs import GoodsCost
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.replay import Replay

TOP: Final = 20
COLUMNS: Final = ("units", "revenue", "off", "points_minor")


def by_category(replay: Replay) -> tuple[GoodsCost, ...]:
    """Every category as the file writes it, dearest first."""
    return _by_name(replay, replay.log.item_category)


def by_brand(replay: Replay) -> tuple[GoodsCost, ...]:
    """Every brand, dearest first; nothing where the file names none."""
    brands = replay.log.item_brand
    return _by_name(replay, brands) if any(brand is not None for brand in brands) else ()


def top_items(replay: Replay) -> tuple[GoodsCost, ...]:
    """The SKUs that cost most, dearest first."""
    skus = replay.log.item_sku
    table = _by_item(replay)
    dearest = largest(table["off"] + table["points_minor"], TOP)
    rows = (_goods(skus[item], [int(table[name][item]) for name in COLUMNS]) for item in dearest.tolist())
    return tuple(row for row in rows if row.cost_minor > 0)


def named(names: Sequence[str | None]) -> tuple[list[str | None], Ints]:
    """The distinct names in their first order, and each item's place among them."""
    places: dict[str | None, int] = {}
    group = np.array([places.setdefault(name, len(places)) for name in names], np.int64)
    return list(places), group


def _by_name(replay: Replay, names: Sequence[str | None]) -> tuple[GoodsCost, ...]:
    distinct, group = named(names)
    table = _by_item(replay)
    columns = [sums(group, table[column], len(distinct)).tolist() for column in COLUMNS]
    rows = [_goods(name, [column[place] for column in columns]) for place, name in enumerate(distinct)]
    sold = [row for row in rows if row.units]
    return tuple(sorted(sold, key=lambda row: (-row.cost_minor, row.name is None, row.name or "")))


def _by_item(replay: Replay) -> NDArray[np.void]:
    """What each item of the log sold for, whatever articles it was told apart as."""
    return replay.feed.articles.by_item(replay.tables["by_item"], len(replay.log.item_sku))


def _goods(name: str | None, figures: list[int]) -> GoodsCost:
    units, revenue, off, points = figures
    return GoodsCost(
        name=name,
        units=units,
        revenue_minor=revenue,
        off_minor=off,
        points_minor=points,
        cost_minor=off + points,
    )
