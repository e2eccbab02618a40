"""Whether amounts are minor units (cents) or major ones: by the mapping, the name, or the figures themselves.

Decimals that count make a column major. Whole figures under our own names are minor, as documented. Whole
figures under other names follow the file's other amounts; where those say nothing either, the shop is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from loyalty.money import Currency
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.deciding_figures import FiguresQuestion
from loyalty.simulate.orders.mapping import DecimalMark, MoneyUnit
from loyalty.simulate.orders.spelling import minor_by_name

PRICES: Final = frozenset(("unit_price", "unit_cost"))
"""Prices of one unit are major units wherever nobody says otherwise."""

APART: Final = frozenset(("line_cost", "unit_price", "unit_cost"))
"""Columns that often come from another system and speak for themselves only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The money columns of a file and what they look like, by our name."""

    columns: Mapping[str, Column]
    looked: Mapping[str, FiguresQuestion]
    own: frozenset[str]
    """Those under our own name."""
    mark: DecimalMark

    def decimal(self, name: str) -> bool:
        """Whether the column holds decimals."""
        return self.looked[name].fraction[self.mark]

    def empty(self, name: str) -> bool:
        """Whether all its amounts are zero or missing."""
        return not (self.looked[name].positive or self.looked[name].negative)


def money_units(figures: Figures, *, said: Mapping[str, MoneyUnit], unit: Currency) -> dict[str, MoneyUnit]:
    """Minor or major, by our name of the column; raises LogUnreadable where it cannot be told."""
    found = {name: said.get(name) or _by_itself(figures, name, unit) for name in figures.columns}
    known = {name: money for name, money in found.items() if money is not None}
    return {name: known.get(name) or _beside(figures, name, known) for name in figures.columns}


def _by_itself(figures: Figures, name: str, unit: Currency) -> MoneyUnit | None:
    """What the column's name and cells tell."""
    minor = minor_by_name(figures.columns[name].name)
    if minor is not None:
        return "minor" if minor else "major"
    if name in PRICES or figures.decimal(name):
        return "major"
    return "minor" if unit.exponent == 0 else None


def _beside(figures: Figures, name: str, known: Mapping[str, MoneyUnit]) -> MoneyUnit:
    """What the other columns tell of one with whole figures only."""
    if name in figures.own:
        decimal = any(figures.decimal(other) for other in figures.own - APART)
        return "major" if decimal and name not in APART else "minor"
    alike = {known[other] for other in known if other not in figures.own and name not in APART}
    alike = alike or {_beside(figures, other, known) for other in figures.own - APART}
    if len(alike) == 1:
        return alike.pop()
    if figures.empty(name):
        return "major"
    raise figures.columns[name].refused(
        "holds whole figures only, which may be minor units (cents) or major ones.",
        "Say it with --money minor or --money major (money in a mapping file).",
        what_zh="全为整数，可能以最小货币单位（分）计，也可能以元计。",
        mend_zh="请用 --money minor（分）或 --money major（元）指明（映射文件中为 money）。",
    )
