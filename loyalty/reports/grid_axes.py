"""How a grid's axes and variants are called in sentences, heads and marks of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from loyalty.reports.figures import MINUS
from loyalty.reports.pen import Pen
from loyalty.reports.shape_grid import AxisPart, VariantPart

FEW: Final = 3
"""So many values are told one by one."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numeric values of an axis as whole numbers: `places` decimals moved before the point."""

    places: int
    whole: tuple[int, ...]
    marked: int | None

    def text(self, number: int) -> str:
        """A whole number as it was written."""
        return f"{Decimal(number).scaleb(-self.places):,f}".replace("-", MINUS)


def axis_name(axis: AxisPart, pen: Pen) -> str:
    """`First order 10% off: cap`, `Points: share that points may pay`."""
    section = axis["path"].replace("[", ".").split(".")[0]
    named = pen.words.either(axis["thing_name"], axis["thing_name_zh"]) or axis["thing"]
    field = pen.words.named("field", axis["field"])
    return pen.words("grid.name", of=named or pen.words.named("section", section), field=field)


def value_name(value: str | None, pen: Pen) -> str:
    """A value, or the word for there being none."""
    if value is None:
        return pen.words("grid.none")
    number = decimal(value)
    return value if number is None else f"{number:,f}".replace("-", MINUS)


def values_of(variant: VariantPart, axes: Sequence[AxisPart], pen: Pen) -> str:
    """`cap 20`, `cap 20, minimum 300`: what makes this variant."""
    named = zip(axes, variant["values"], strict=True)
    return pen.words("grid.and").join(
        pen.words("grid.value", field=pen.words.named("field", axis["field"]), value=value_name(value, pen))
        for axis, value in named
    )


def axes_line(axes: Sequence[AxisPart], pen: Pen) -> str:
    """Every axis from its first to its last value."""
    return pen.words("grid.times").join(
        pen.words("grid.axis", axis=axis_name(axis, pen), values=_extent(axis, pen)) for axis in axes
    )


def numbers(axis: AxisPart) -> Numbers | None:
    """The axis as numbers to draw along; None where its values are words, or fewer than two are numbers."""
    found = [decimal(value) for value in axis["values"] if value is not None]
    known = [number for number in found if number is not None]
    if len(known) < len(found) or len(known) < 2:  # noqa: PLR2004 - a line needs two ends
        return None
    now = decimal(axis["current"]) if axis["current"] is not None else None
    places = max(_places(number) for number in (*known, *([] if now is None else [now])))
    whole = tuple(int(number.scaleb(places)) for number in known)
    return Numbers(places, whole, None if now is None else int(now.scaleb(places)))


def decimal(text: str) -> Decimal | None:
    """The number a text says, if it says one."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _places(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


def _extent(axis: AxisPart, pen: Pen) -> str:
    given = [value for value in axis["values"] if value is not None]
    if len(axis["values"]) <= FEW or numbers(axis) is None:
        return pen.words("grid.list").join(value_name(value, pen) for value in axis["values"])
    span = pen.words("grid.span", first=value_name(given[0], pen), last=value_name(given[-1], pen))
    return span if None not in axis["values"] else pen.words("grid.list").join((span, value_name(None, pen)))
