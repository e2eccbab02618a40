"""Shares and changes in parts per million, half up once, from whole numbers only."""

from __future__ import annotations

from typing import Final

MILLION: Final = 1_000_000


def half_up(numerator: int, denominator: int) -> int:
    """The quotient to the nearest whole number, halves away from zero; 0 where the denominator is 0."""
    if denominator == 0:
        return 0
    size = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return size if (numerator < 0) == (denominator < 0) else -size


def share_of(part: int, whole: int) -> int:
    """A part of a whole in parts per million; 0 of nothing."""
    return half_up(part * MILLION, whole)


def change_of(before: int, now: int) -> int | None:
    """The change from before to now over before, in parts per million; None where there was nothing."""
    return half_up((now - before) * MILLION, abs(before)) if before else None
