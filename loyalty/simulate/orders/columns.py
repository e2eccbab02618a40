"""Which column of a shop's file means what: by its name, or by the mapping the caller gives.

Names are recognised whatever their case, spaces and punctuation (`names` lists them). A mapping says
`{"our column": "their column"}`; a value that starts with `=` is the same for every row
(`{"currency": "=CNY"}`), for shops whose export leaves out what never changes. Two columns that could mean
one thing are refused with the choices: a wrong guess would be a wrong amount.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.column_refusals import both, missing, name_it, unknown_name
from loyalty.simulate.orders.exports import IGNORED, export_of
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.orders.names import ORDER_NAMES, Ranks
from loyalty.simulate.orders.spelling import bare, plain

NEEDED: Final = ("order_id", "ordered_at", "sku", "quantity", "currency")
MONEY: Final = ("line_gross", "line_net", "unit_price", "gross", "net")
"""At least one of these is needed."""

AS_LINE: Final = {
    f"{level}{figure}": f"line_{figure}"
    for level in ("", "order_")
    for figure in ("gross", "net", "discount", "refund")
}
"""Figures of an order, or of what the name does not tell, and what they are where an order is one line."""

OF_LINES: Final = frozenset(
    ("sku", "item_name", "quantity", "unit_price", "line_gross", "line_net", "line_no")
)
"""A file with any of these has one row per order line."""

KNOWN: Final = (*tuple(ORDER_NAMES), "order_gross", "order_net")
ALIASES: Final = {"customer_id": "member_id"}
"""Second names of ours: as good as the first."""

ATTRIBUTE: Final = "attribute_"
"""A column `attribute_colour` is the items' attribute `colour`."""

ORDER_ITEM: Final = "ORDER"
"""The one item of an order that is told as a whole."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the file holds it, with what is needed to speak about it."""

    path: Path
    name: str
    data: pl.Series

    def refused(self, what: str, mend: str, *, what_zh: str, mend_zh: str) -> LogUnreadable:
        """The error that says why this column cannot be used."""
        return LogUnreadable(
            path=self.path,
            what=f"the column {self.name!r} {what}",
            mend=mend,
            what_zh=f"列 {self.name!r} {what_zh}",
            mend_zh=mend_zh,
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Our names and the file's columns (`sources`), or the one value for all rows (`constants`)."""

    sources: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)
    whole_orders: bool = False
    """One row per order, without items."""
    export: str | None = None
    """The shop system whose export this is, where it shows."""

    def columns(self) -> list[str]:
        """The file's columns that are to be loaded, each once."""
        named = (*self.sources.values(), *self.attributes.values(), *self.extras.values())
        return list(dict.fromkeys(named))

    def has(self, *names: str) -> bool:
        """Whether the file says any of these, by a column or by one value for all rows."""
        return any(name in self.sources or name in self.constants for name in names)

    def own(self, name: str) -> bool:
        """Whether the column stands in the file under our own name."""
        return ALIASES.get(plain(self.sources[name]), plain(self.sources[name])) == name


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows of a file together with what their columns mean."""

    path: Path
    frame: pl.DataFrame
    choice: Choice

    def get(self, name: str) -> Column | None:
        """The column with our name, or None when the file has none."""
        constants, sources = self.choice.constants, self.choice.sources
        if name in constants:
            same = pl.repeat(constants[name], self.frame.height, dtype=pl.String, eager=True)
            return Column(self.path, name, same)
        return Column(self.path, sources[name], self.frame[sources[name]]) if name in sources else None

    def need(self, name: str) -> Column:
        """The column with our name, which `choose` has made sure of."""
        column = self.get(name)
        if column is None:
            raise KeyError(name)
        return column


def choose(
    found: Sequence[str],
    *,
    path: Path,
    mapping: FileMapping | Mapping[str, str | None] | None = None,
    extras: Sequence[str] = (),
) -> Choice:
    """What to load from an order file with these columns; raises ColumnMissing or LogUnreadable."""
    given = mapping if isinstance(mapping, FileMapping) else FileMapping.of(mapping or {})
    said = {ALIASES.get(plain(ours), plain(ours)): theirs for ours, theirs in given.columns.items()}
    constants = {ALIASES.get(plain(ours), plain(ours)): value for ours, value in given.constants.items()}
    for ours in (*said, *constants):
        if ours not in KNOWN and not ours.startswith(ATTRIBUTE):
            raise unknown_name(ours, KNOWN, path=path)
    mapped = {
        ours: theirs_of(theirs, found, path=path) for ours, theirs in said.items() if theirs is not None
    }
    taken, export = {*said, *constants}, export_of(found)
    sources = by_name(found, ORDER_NAMES, path=path, taken=taken, used=frozenset(mapped.values()))
    sources |= {ours: theirs for ours, theirs in mapped.items() if not ours.startswith(ATTRIBUTE)}
    if "ordered_at" not in {*sources, *constants} and "paid_at" in sources:
        sources["ordered_at"] = sources.pop("paid_at")
    _settle_amounts(sources, constants, named=export is not None or "item_name" in mapped)
    lines = sources.keys() & OF_LINES or constants.keys() & OF_LINES - {"sku", "quantity"}
    whole = not lines and bool(sources.keys() & AS_LINE)
    if whole:
        sources = {AS_LINE.get(ours, ours): theirs for ours, theirs in sources.items()}
        constants = {"sku": ORDER_ITEM, "quantity": "1", "line_no": "1"} | constants
    _check_needed({*sources, *constants}, found, path=path)
    attributes = _starting(found, ATTRIBUTE) | _cut(mapped, ATTRIBUTE)
    return Choice(
        sources,
        constants,
        attributes,
        {name: theirs_of(name, found, path=path) for name in extras},
        whole_orders=whole,
        export=export.name if export else None,
    )


def by_name(
    found: Sequence[str],
    known: Mapping[str, Ranks],
    *,
    path: Path,
    taken: set[str] | frozenset[str] = frozenset(),
    used: frozenset[str] = frozenset(),
) -> dict[str, str]:
    """Our names for the columns recognised by name; two equal names for one thing are refused.

    `taken`: our names that need no column any more; `used`: columns that already have a meaning.
    """
    sources: dict[str, str] = {}
    free = [theirs for theirs in found if theirs not in used]
    export = export_of(found) if known is ORDER_NAMES else None
    special = {bare(theirs): ours for theirs, ours in export.columns.items()} if export else {}
    ordinary = [theirs for theirs in free if bare(theirs) not in special]
    for ours, ranks in known.items():
        if ours in taken:
            continue
        own = [theirs for theirs in free if ALIASES.get(plain(theirs), plain(theirs)) == ours]
        named = [theirs for theirs in free if special.get(bare(theirs), IGNORED) == ours]
        equals = [own, named, *(_among(ordinary, rank) for rank in (_ours(ours), *ranks))]
        hits = next((hits for hits in equals if hits), [])
        if len(hits) > 1:
            raise both(hits[0], hits[1], ours, path=path)
        if hits:
            sources[ours] = hits[0]
    return sources


def _ours(name: str) -> tuple[str, ...]:
    return (name, *(second for second, first in ALIASES.items() if first == name))


def _among(found: Sequence[str], names: Sequence[str]) -> list[str]:
    wanted = {bare(name) for name in names}
    return [theirs for theirs in found if bare(theirs) in wanted]


def _settle_amounts(sources: dict[str, str], constants: Mapping[str, str], *, named: bool) -> None:
    """Figures that say the same twice: what is a line's for sure, then prices, then the rest.

    `named`: an item's name stands for its code where a row has none.
    """
    present = {*sources, *constants}
    twice = {
        "gross": present & {"line_gross", "unit_price"},
        "net": present & {"line_net"}
        or (present & {"line_gross", "unit_price"} and present & {"line_discount", "order_discount"}),
        "discount": present & {"line_discount", "order_discount"},
        "refund": present & {"line_refund", "order_refund"},
        "unit_price": present & {"line_gross"} or present >= {"line_net", "line_discount"},
        "item_name": present & {"sku"} if not named else set(),
    }
    for ours, otherwise in twice.items():
        if otherwise:
            sources.pop(ours, None)
    if "item_name" in sources and "sku" not in present:
        sources["sku"] = sources.pop("item_name")


def theirs_of(name: str, found: Sequence[str], *, path: Path) -> str:
    """The file's own spelling of a column the caller asked for."""
    if name in found:
        return name
    alike = [column for column in found if plain(column) == plain(name)]
    if len(alike) == 1:
        return alike[0]
    raise missing(name, found, path=path, otherwise=("Check the spelling.", "请检查列名。"))


def _check_needed(present: set[str], found: Sequence[str], *, path: Path) -> None:
    for name in NEEDED:
        if name not in present:
            raise missing(name, found, path=path, otherwise=name_it(name))
    if not present & set(MONEY):
        otherwise = (
            "One of line_gross, line_net (whole minor units) or unit_price (major units) is needed.",
            "line_gross、line_net（最小货币单位整数）或 unit_price（单价）至少需要一列。",
        )
        raise missing("line_gross", found, path=path, otherwise=otherwise)


def _starting(found: Sequence[str], prefix: str) -> dict[str, str]:
    return _cut({plain(column): column for column in found}, prefix)


def _cut(columns: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): column
        for name, column in columns.items()
        if name.startswith(prefix) and name != prefix
    }
