"""Which column of a shop's file means what: by its name, or by the mapping the caller gives.

Names are recognised whatever their case, and spaces or hyphens count as underscores. A mapping says
`{"our column": "their column"}`; a value that starts with `=` is the same for every row
(`{"currency": "=CNY"}`), for shops whose export leaves out what never changes. Nothing is guessed beyond
that: a wrong guess would be a wrong amount.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import polars as pl

from loyalty.errors import ColumnMissing, LogUnreadable

NEEDED: Final = ("order_id", "ordered_at", "sku", "quantity", "currency")
MONEY: Final = ("line_gross", "line_net", "unit_price")
"""At least one of these is needed."""

OPTIONAL: Final = (
    "member_id",
    "line_no",
    "category",
    "brand",
    "line_discount",
    "kind",
    "coupon_code",
    "channel",
    "original_order_id",
    "return_id",
    "shipping_fee",
)
KNOWN: Final = (*NEEDED, *MONEY, *OPTIONAL)
ALIASES: Final = {"customer_id": "member_id"}
ATTRIBUTE: Final = "attribute_"
"""A column `attribute_colour` is the items' attribute `colour`."""


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

    def columns(self) -> list[str]:
        """The file's columns that are to be loaded, each once."""
        named = (*self.sources.values(), *self.attributes.values(), *self.extras.values())
        return list(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's rows together with what its columns mean."""

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
    found: Sequence[str], *, path: Path, mapping: Mapping[str, str] | None = None, extras: Sequence[str] = ()
) -> Choice:
    """What to load from an order file with these columns; raises ColumnMissing or LogUnreadable."""
    given = {ALIASES.get(plain(ours), plain(ours)): theirs for ours, theirs in (mapping or {}).items()}
    for ours in given:
        if ours not in KNOWN and not ours.startswith(ATTRIBUTE):
            raise _unknown_name(ours, path=path)
    constants = {
        ours: theirs[1:].strip() for ours, theirs in given.items() if ours in KNOWN and theirs.startswith("=")
    }
    mapped = {
        ours: _theirs(theirs, found, path=path) for ours, theirs in given.items() if ours not in constants
    }
    sources = by_name(found, KNOWN, path=path, taken={*mapped, *constants})
    sources |= {ours: theirs for ours, theirs in mapped.items() if not ours.startswith(ATTRIBUTE)}
    _check_needed({*sources, *constants}, found, path=path)
    if sources.keys() & {"line_gross", "line_net"} or constants.keys() & {"line_gross", "line_net"}:
        sources.pop("unit_price", None)
    attributes = _starting(found, ATTRIBUTE) | _cut(mapped, ATTRIBUTE)
    chosen_extras = {name: _theirs(name, found, path=path) for name in extras}
    return Choice(sources, constants, attributes, chosen_extras)


def by_name(
    found: Sequence[str], known: Sequence[str], *, path: Path, taken: set[str] | frozenset[str] = frozenset()
) -> dict[str, str]:
    """Our names for the columns recognised by name; two columns for one name are refused."""
    sources: dict[str, str] = {}
    for theirs in found:
        ours = ALIASES.get(plain(theirs), plain(theirs))
        if ours not in known or ours in taken:
            continue
        if ours in sources:
            raise LogUnreadable(
                path=path,
                what=f"the columns {sources[ours]!r} and {theirs!r} both mean {ours!r}.",
                what_zh=f"列 {sources[ours]!r} 与 {theirs!r} 含义相同（{ours!r}）。",
                mend="Say which one counts with a mapping.",
                mend_zh="请用列映射指明以哪一列为准。",
            )
        sources[ours] = theirs
    return sources


def plain(name: str) -> str:
    """A column's name without case, outer spaces, byte order mark; inner spaces and hyphens as `_`."""
    return re.sub(r"[\s\-]+", "_", name.replace("\ufeff", "").strip().casefold())


def _unknown_name(ours: str, *, path: Path) -> LogUnreadable:
    near, near_zh = _nearest(ours, KNOWN)
    return LogUnreadable(
        path=path,
        what=f"the mapping speaks of {ours!r}, which is no column the library knows.",
        what_zh=f"列映射中的 {ours!r} 不是系统认识的列。",
        mend=near or f"Known are {', '.join(KNOWN)}.",
        mend_zh=near_zh or f"可用的列：{', '.join(KNOWN)}。",
    )


def _theirs(name: str, found: Sequence[str], *, path: Path) -> str:
    """The file's own spelling of a column the caller asked for."""
    if name in found:
        return name
    alike = [column for column in found if plain(column) == plain(name)]
    if len(alike) == 1:
        return alike[0]
    raise _missing(name, found, path=path, otherwise=("Check the spelling.", "请检查列名。"))


def _check_needed(present: set[str], found: Sequence[str], *, path: Path) -> None:
    for name in NEEDED:
        if name not in present:
            otherwise = (
                f"Add it, or name the column that holds it with a mapping {{{name!r}: 'their column'}}.",
                f"请补上该列，或用列映射 {{{name!r}: '文件中的列名'}} 指明。",
            )
            raise _missing(name, found, path=path, otherwise=otherwise)
    if not present & set(MONEY):
        otherwise = (
            "One of line_gross, line_net (whole minor units) or unit_price (major units) is needed.",
            "line_gross、line_net（最小货币单位整数）或 unit_price（单价）至少需要一列。",
        )
        raise _missing("line_gross", found, path=path, otherwise=otherwise)


def _missing(name: str, found: Sequence[str], *, path: Path, otherwise: tuple[str, str]) -> ColumnMissing:
    near, near_zh = _nearest(name, found)
    return ColumnMissing(
        path=path,
        column=name,
        found=", ".join(found) or "-",
        mend=f"{near} {otherwise[0]}".strip(),
        mend_zh=f"{near_zh}{otherwise[1]}",
    )


def _nearest(name: str, among: Sequence[str]) -> tuple[str, str]:
    """A question in two languages, empty where nothing is near."""
    spelled = {plain(column): column for column in among}
    near = get_close_matches(plain(name), spelled, n=1, cutoff=0.6)
    if not near:
        return "", ""
    return f"Did you mean {spelled[near[0]]!r}?", f"您是否指 {spelled[near[0]]!r}？"


def _starting(found: Sequence[str], prefix: str) -> dict[str, str]:
    return _cut({plain(column): column for column in found}, prefix)


def _cut(columns: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): column
        for name, column in columns.items()
        if name.startswith(prefix) and name != prefix
    }
