"""What became of every order of a replay, one row a document: for files, and to look behind a figure.

Orders and returns of the measured window stand in the order of events, so that every sum of the result is a
sum of rows here. Money is in minor units; what a return brings back stands in the return's own row.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.answers import civil_days
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.state import offer_words

ROWS_AT_ONCE: Final = 131_072
"""Rows of a streamed file that are in memory together."""
WORD_OFFERS: Final = 31
"""Offers to a word of the table `applied`."""
SALE: Final = "sale"
RETURN: Final = "return"


class OrderOutcomes:
    """Rows of a finished replay; nothing is built before it is asked for."""

    def __init__(self, replay: Replay) -> None:
        """Look at the replay's tables."""
        self.replay = replay
        self.log = replay.log
        self._rows = replay.tables["outcomes"][: len(replay.log.doc_at)]
        levels = replay.plan.program.tiers[0].levels if replay.plan.program.tiers else ()
        self._levels = pl.Series([level.id for level in levels], dtype=pl.String)

    @cached_property
    def documents(self) -> Ints:
        """The measured documents that the replay processed, in the order of events."""
        measured = self.log.doc_at >= int(self.replay.tables["plan"]["measure_from"][0])
        processed = np.zeros(len(self.log.doc_at), np.bool_)
        processed[self.replay.feed.order] = True
        return np.flatnonzero(measured & processed)

    def frame(self, documents: Ints) -> pl.DataFrame:
        """One row for each of these documents, typed; `offers` is the list of those that applied."""
        log, rows = self.log, self._rows[documents]
        sale = log.doc_kind[documents] == 0
        original = log.doc_original[documents].astype(np.int64)
        measured = log.doc_at[np.maximum(original, 0)] >= int(self.replay.tables["plan"]["measure_from"][0])
        cost = rows["off"] + rows["shipping"] + rows["points_minor"]
        zone = self.replay.plan.program.time_zone
        at = pl.Series(log.doc_at[documents]).cast(pl.Datetime("us", "UTC")).dt.convert_time_zone(zone)
        return pl.DataFrame(
            {
                "order_id": log.doc_ids.gather(documents).cast(pl.String),
                "kind": _named(pl.Series([SALE, RETURN]), np.where(sale, 0, 1)),
                "original_order_id": _named(log.doc_ids, original).cast(pl.String),
                "at": at,
                "month": months(self.replay, documents),
                "member": _named(pl.Series(log.member_ids, dtype=pl.String), log.doc_member[documents]),
                "channel": _named(pl.Series(log.channels, dtype=pl.String), log.doc_channel[documents]),
                "tier": _named(self._levels, np.where(sale, rows["level"], -1)),
                "revenue_minor": np.where(sale, rows["revenue"], 0),
                "offers_minor": rows["off"],
                "shipping_minor": rows["shipping"],
                "points_minor": rows["points_minor"],
                "cost_minor": cost,
                "points_spent": rows["points"],
                "points_earned": rows["earned"],
                "returned_minor": np.where(sale, 0, rows["revenue"]),
                "given_back_minor": np.where((original >= 0) & measured, rows["back"], 0),
                "offers": self.applied(documents),
            }
        )

    def frames(self) -> Iterator[pl.DataFrame]:
        """All rows, so many at once."""
        for first in range(0, max(self.documents.size, 1), ROWS_AT_ONCE):
            yield self.frame(self.documents[first : first + ROWS_AT_ONCE])

    def applied(self, documents: Ints) -> pl.Series:
        """The ids of the offers each document took, in order of application."""
        columns = []
        for place, offer in enumerate(self.replay.plan.offers):
            taken = took(self.replay, place, documents)
            if taken.any():
                names = pl.Series([offer.id], dtype=pl.String)
                columns.append(_named(names, np.where(taken, 0, -1)).alias(offer.id))
        if not columns:
            return pl.Series([[]] * documents.size, dtype=pl.List(pl.String))
        return pl.DataFrame(columns).select(pl.concat_list(pl.all()).list.drop_nulls()).to_series()


def months(replay: Replay, documents: Ints) -> pl.Series:
    """The civil month of each document, `YYYY-MM` in the programme's zone."""
    days = civil_days(replay.plan, replay.log.doc_at[documents])
    found, place = np.unique(days.astype("datetime64[D]").astype("datetime64[M]"), return_inverse=True)
    return _named(pl.Series(found.astype(np.str_).tolist(), dtype=pl.String), place)


def took(replay: Replay, offer: int, documents: Ints) -> NDArray[np.bool_]:
    """Whether each document took an offer (its place in the plan)."""
    words = offer_words(len(replay.plan.offers))
    bits = replay.tables["applied"]["bits"][documents * words + offer // WORD_OFFERS]
    return np.asarray((bits >> (offer % WORD_OFFERS)) & 1 == 1)


def _named(names: pl.Series, places: NDArray[Any]) -> pl.Series:
    """The name at each place; None below 0."""
    wanted = pl.Series(places, dtype=pl.Int64)
    return names.gather(wanted.set(wanted < 0, None))
