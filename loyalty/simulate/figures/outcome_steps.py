"""The arithmetic of one order as a result keeps it: steps in words of both languages, with their figures.

The amounts of the steps `goods`, `shipping`, `offer` and `points` of an order add up to that of its step
`paid`; the points of its steps `rule` are what the step `earned` grants, unless a cap cut it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

StepKind: TypeAlias = Literal[
    "goods",
    "shipping",
    "due",
    "offer",
    "refused",
    "points",
    "paid",
    "rule",
    "earned",
    "tier",
    "returned",
    "given_back",
    "points_back",
    "taken_back",
    "shortfall",
    "gift_void",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One line's part of a step: the line's number from 1, and an amount signed like its step's."""

    line: int
    sku: str
    units: int
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it is about (`subject`: an offer, earn rule or track), a sentence, its figures.

    `amount_minor` and `points` are signed from the order's side: what comes off is negative. `left_minor` is
    what is still to pay after the step. None where a step moves no money, or no points.
    """

    step: StepKind
    subject: str | None
    en: str
    zh: str
    amount_minor: int | None = None
    left_minor: int | None = None
    points: int | None = None
    lines: tuple[StepLine, ...] = ()

    def text(self, language: str) -> str:
        """The sentence in one language."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOrder:
    """An order on which an offer applied, with its arithmetic."""

    offer: str
    order_id: str
    at: str
    steps: tuple[Step, ...]
