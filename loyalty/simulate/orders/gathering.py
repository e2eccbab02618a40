"""Batches on their way into a log: kept narrow one by one, and put together once at the end.

Where a batch ends inside a stretch the two halves become one again, so that the size of the batches shows
nowhere. Each column of the batches is let go as soon as it is joined.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from loyalty.money import Currency
from loyalty.simulate.orders.dictionaries import Dictionary, IdColumn, grouped, ranked
from loyalty.simulate.orders.gathered import NONE_NAMED, NOT_IN_FILE, Column, Gathered, Lines, Stretches
from loyalty.simulate.orders.items import Items
from loyalty.simulate.orders.parsing import Codes, Ints, names


@dataclass(slots=True)
class Part:
    """One batch: its used lines and its stretches."""

    height: int
    """Its rows."""
    lines: int
    """Its used rows."""
    row_start: Column
    """By stretch: its first row, used or not, counted through all files."""
    line_count: Column
    """By stretch: its used lines."""
    kind: Column
    at: Ints
    shipping: Column
    channel: Codes
    row: Column | None
    """By used line, as all that follows; None where every row is one."""
    number: Column
    item: Column
    quantity: Column
    gross: Column
    discount: Column
    code: Column | None
    cost: Column | None
    parts: dict[str, Ints]


@dataclass(slots=True)
class Gathering:
    """What the batches brought so far."""

    items: Items
    parts: list[Part] = field(default_factory=list)
    order: IdColumn = field(default_factory=IdColumn)
    original: IdColumn = field(default_factory=IdColumn)
    named: list[Column] = field(default_factory=list)
    """The stretches that name an original order, batch by batch."""
    member: IdColumn = field(default_factory=IdColumn)
    channels: Dictionary = field(default_factory=lambda: Dictionary(names))
    codes: Dictionary = field(default_factory=lambda: Dictionary(names))
    stretches: int = 0
    rows: int = 0
    file_start: list[int] = field(default_factory=list)

    def finished(self, unit: Currency, *, numbered: bool) -> Gathered:
        """Everything in one piece; the batches are let go."""
        items, item_rank = self.items.sorted()
        channels, channel_rank = self.channels.sorted()
        codes, code_rank = self.codes.sorted()
        stretches, orders, members = self._stretches(channel_rank)
        size, code = sum(part.lines for part in self.parts), self._told("code")
        lines = Lines(
            row=self._rows(),
            number=self._joined("number"),
            item=item_rank[self._joined("item")],
            quantity=self._joined("quantity"),
            gross=self._joined("gross"),
            discount=self._joined("discount"),
            code=_same(-1, size) if code is None else code_rank[code],
            cost=self._told("cost"),
            parts=self._joined_parts(),
        )
        self.parts.clear()
        return Gathered(lines, stretches, unit, orders, members, channels, codes, items, numbered=numbered)

    def _stretches(self, channel_rank: Codes) -> tuple[Stretches, pl.Series, pl.Series]:
        """The stretches, and the ids of orders and members."""
        sizes = [part.row_start.size for part in self.parts]
        columns = {name: self._joined(name) for name in ("row_start", "kind", "at", "shipping", "channel")}
        line_start = np.append(0, np.cumsum(self._joined("line_count"))).astype(np.int32)
        ids, member = self.order.joined(), self.member.joined()
        named = np.concatenate(self.named) if self.named else np.empty(0, np.int32)
        halves = self._halves(np.cumsum([0, *sizes]), columns, ids, member)
        halves = halves[~np.isin(halves, named) & ~np.isin(halves - 1, named)]
        if halves.size:
            kept = np.ones(self.stretches, np.bool_)
            kept[halves] = False
            columns = {name: column[kept] for name, column in columns.items()}
            line_start = line_start[np.append(kept, np.True_)]
            ids, member = ids.filter(pl.Series(kept)), member.filter(pl.Series(kept))
            named = np.cumsum(kept, dtype=np.int32)[named] - 1
        order, members = grouped(ids), ranked(member)
        orders = ids if order.unique else ids.gather(order.first)
        original = np.full(line_start.size - 1, NONE_NAMED, np.int32)
        if named.size:
            original[named] = places_among(self.original.joined(), orders)
        columns["channel"] = channel_rank[columns["channel"]]
        found = Stretches(
            **columns,
            line_start=line_start,
            member=members.codes,
            order=order,
            original=original,
            rows=self.rows,
            file_start=np.array(self.file_start, np.int64),
        )
        return found, orders, members.values

    def _halves(self, starts: Ints, columns: dict[str, Column], ids: pl.Series, member: pl.Series) -> Ints:
        """The stretches that go on from the batch before; files do not run into each other."""
        places = np.unique(starts[(starts > 0) & (starts < self.stretches)])
        places = places[~np.isin(columns["row_start"][places], self.file_start)]
        same = np.ones(places.size, np.bool_)
        for name in ("kind", "at", "shipping", "channel"):
            same &= columns[name][places] == columns[name][places - 1]
        for cells in (ids, member):
            same &= cells.gather(places).eq_missing(cells.gather(places - 1)).to_numpy()
        return places[same]

    def _joined(self, name: str) -> Column:
        """One column of all batches, which let it go."""
        columns = [getattr(part, name) for part in self.parts]
        for part in self.parts:
            setattr(part, name, None)
        return np.concatenate(columns) if columns else np.empty(0, np.int32)

    def _told(self, name: str) -> Column | None:
        """A column that batches may lack: -1 there, None where all do."""
        if all(getattr(part, name) is None for part in self.parts):
            return None
        for part in self.parts:
            if getattr(part, name) is None:
                setattr(part, name, _same(-1, part.lines))
        return self._joined(name)

    def _rows(self) -> Column:
        """The rows of the used lines."""
        rows, first = [], 0
        if all(part.row is None for part in self.parts):
            return np.arange(self.rows, dtype=np.int32)
        for part in self.parts:
            count = part.lines
            rows.append(np.arange(first, first + count, dtype=np.int32) if part.row is None else part.row)
            first += part.height
        return np.concatenate(rows)

    def _joined_parts(self) -> dict[str, Column]:
        told = dict.fromkeys(name for part in self.parts for name in part.parts)
        sizes = [part.lines for part in self.parts]
        return {
            name: np.concatenate(
                [part.parts.get(name, _same(-1, size)) for part, size in zip(self.parts, sizes, strict=True)]
            )
            for name in told
        }


def _same(number: int, count: int) -> Column:
    return np.broadcast_to(np.int8(number), count)


def places_among(ids: pl.Series, orders: pl.Series) -> Codes:
    """Where these ids stand among the orders; NOT_IN_FILE for those that do not."""
    if ids.dtype != orders.dtype:
        ids, orders = ids.cast(pl.String), orders.cast(pl.String)
    standing = pl.DataFrame({"id": orders, "place": np.arange(orders.len(), dtype=np.int32)})
    wanted = standing.join(ids.unique().alias("id").to_frame(), on="id", how="semi")
    joined = ids.alias("id").to_frame().join(wanted, on="id", how="left", maintain_order="left")
    return joined["place"].fill_null(NOT_IN_FILE).cast(pl.Int32).to_numpy()
