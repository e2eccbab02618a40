"""What the bench is told on its command line, and the history that follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.history import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How large the history is and how often a figure is taken."""

    lines: int = 10_000_000
    rounds: int = 3

    @property
    def shape(self) -> Shape:
        """The history of the reference rules."""
        return Shape(lines=self.lines)

    @property
    def shape20(self) -> Shape:
        """The history of the twenty offers: three lines an order, not more of them than the figure needs."""
        return Shape(lines=min(self.lines, 3_000_000), mean_lines=(3, 1))
