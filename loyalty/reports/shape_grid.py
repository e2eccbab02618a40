"""The shape of a grid's answer: `loyalty.simulate.varying.outcome_grid` says what each part means."""

from typing import TypedDict

from loyalty.reports.shape import AssumptionPart, LogPart, ProblemsPart, ProgramPart
from loyalty.reports.shape_costs import TotalsPart


class AxisPart(TypedDict):
    """A field that was varied."""

    path: str
    field: str
    thing: str | None
    thing_name: str | None
    thing_name_zh: str | None
    current: str | None
    values: list[str | None]


class VariantPart(TypedDict):
    """One variant's figures."""

    values: list[str | None]
    hash: str
    as_it_stands: bool
    totals: TotalsPart
    points_earned: int
    points_outstanding_minor: int
    change_minor: int
    change_ppm: int | None


class GridParityPart(TypedDict):
    """How the sampled orders of all variants came out of the live engine."""

    programs: int
    orders: int
    members: int
    member_orders: int
    differences: int
    sentence_en: str
    sentence_zh: str


class GridPart(TypedDict):
    """Everything a grid answers."""

    schema: int
    kind: str
    log: LogPart
    settings: dict[str, object]
    assumptions: list[AssumptionPart]
    problems: ProblemsPart
    program: ProgramPart
    parity: GridParityPart
    axes: list[AxisPart]
    current: VariantPart
    variants: list[VariantPart]
