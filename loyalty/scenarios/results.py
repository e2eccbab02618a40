"""What a check found: scenario by scenario and step by step, what was expected and what the engine gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["money", "points", "count", "text"]
Figure: TypeAlias = Decimal | str | None
"""Money in major units, points as members see them, or a word; None where there is none."""
Got: TypeAlias = Mapping[str, object]
"""What a step gave, in the shape in which expectations are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One figure that is not what was expected: its path below `expect`, and the engine's reason."""

    field: str
    unit: Unit
    expected: Figure
    got: Figure
    why: str = ""
    why_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of one offer, in both languages."""

    offer_id: str
    applied: bool
    what: str
    what_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """One step: what it gave, where that differs from the expectation, and how each offer was judged."""

    kind: Literal["order", "return", "refund", "unlinked", "look"]
    name: str
    at: datetime
    got: Got
    mismatches: tuple[Mismatch, ...] = ()
    judged: tuple[Judged, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything came as expected."""
        return not self.mismatches


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioResult:
    """One scenario with its steps; `line` is where it stands in the document."""

    name: str
    name_zh: str
    line: int | None
    steps: tuple[StepResult, ...]

    @property
    def passed(self) -> bool:
        """Whether every step came as expected."""
        return all(step.passed for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """All scenarios of a document, run through one programme."""

    program_key: str
    program_hash: str
    currency: str
    scenarios: tuple[ScenarioResult, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether every scenario passed."""
        return all(scenario.passed for scenario in self.scenarios)

    @property
    def failures(self) -> tuple[ScenarioResult, ...]:
        """The scenarios that did not."""
        return tuple(scenario for scenario in self.scenarios if not scenario.passed)
