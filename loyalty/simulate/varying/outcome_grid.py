"""What a grid of variants found: one row of totals for each, beside the programme as it stands."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from loyalty.simulate.figures.outcome import SCHEMA, LogFigures, ProgramName, settings_as_dict
from loyalty.simulate.figures.outcome_costs import Totals
from loyalty.simulate.orders.problems import Problems
from loyalty.simulate.replaying.settings import Assumption, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisFigures:
    """A field that varies; values are written as in a document, None where the field is taken out."""

    path: str
    field: str
    """The field's own name: the last step of the path."""
    thing: str | None
    """The id of what it belongs to (an offer, a level, a budget); None for the points policy."""
    thing_name: str | None
    thing_name_zh: str | None
    current: str | None
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFigures:
    """One variant and its difference from the programme as it stands."""

    values: tuple[str | None, ...]
    hash: str
    as_it_stands: bool
    totals: Totals
    points_earned: int
    points_outstanding_minor: int
    change_minor: int
    """Of the net cost."""
    change_ppm: int | None
    """None where the programme as it stands costs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridParity:
    """How much of how many programmes was re-run through the live engine, and how much differed."""

    programs: int
    orders: int
    members: int
    member_orders: int
    differences: int
    sentence_en: str
    sentence_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridResult:
    """A history, the assumptions it was read with, and what each variant of one programme would have cost."""

    log: LogFigures
    settings: Settings
    assumptions: tuple[Assumption, ...]
    problems: Problems
    program: ProgramName
    parity: GridParity
    axes: tuple[AxisFigures, ...]
    current: VariantFigures
    """The programme as it stands, whether or not the axes pass through it."""
    variants: tuple[VariantFigures, ...]
    """Every combination, the last axis fastest."""

    def as_dict(self) -> dict[str, Any]:
        """The result as plain data: what the JSON report holds."""
        told = asdict(self)
        told["settings"] = settings_as_dict(self.settings)
        return {"schema": SCHEMA, "kind": "grid", **told}
