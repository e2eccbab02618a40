"""What all of the runner knows of the case format, and what is said of a file or a case outside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

Case: TypeAlias = Mapping[str, Any]
"""One case as the file has it."""
Told: TypeAlias = Mapping[str, Any]
"""A part of a case: a line, an effect, a condition, goods."""

SUMS: Final = ("subtotal", "discount_total", "total", "shipping_discount", "points_earned")
"""Expectations that are a single figure."""


class Said(Exception):
    """A refusal in one sentence, made of a template and its facts."""

    def __init__(self, template: str, **facts: object) -> None:
        """Keep the sentence."""
        super().__init__(template.format(**facts))


class NotOfTheFormat(Said):
    """A file that holds no cases: says where it stops being of the format, and how."""


class Unsupported(Said):
    """A case that asks for something the library or this runner does not know: says what."""
