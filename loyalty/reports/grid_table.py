"""Every variant of a grid as a row: what it is set to, what it costs, and the difference from today."""

from loyalty.reports.figures import PPM
from loyalty.reports.grid_axes import axis_name, decimal, value_name
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape_grid import GridPart, VariantPart
from loyalty.reports.tables import Cell, Column, Graph, Row, Table, numbers, row, table
from loyalty.reports.values import Share, Whole


def grid_table(grid: GridPart, pen: Pen) -> Table:
    """The variants in the order of the axes, what stands marked; today in bold where no axis meets it."""
    note = pen.words("grid.note")
    axes = [
        Column(
            axis_name(axis, pen),
            "number" if _all_numbers(axis["values"]) else "name",
            under="" if place else note,
        )
        for place, axis in enumerate(grid["axes"])
    ]
    measures = [
        pen.words(key)
        for key in (
            "grid.net",
            "grid.change",
            "grid.change_share",
            "share.short",
            "reach",
            "cost",
            "given_back",
        )
    ]
    measures += [pen.words("grid.earned"), pen.words("grid.outstanding")]
    lines = [_line(one, grid, pen) for one in grid["variants"]]
    if not any(one["as_it_stands"] for one in grid["variants"]):
        lines.append(Row(_line(grid["current"], grid, pen).cells, total=True))
    one_axis = len(axes) == 1
    return table(
        [*axes, *numbers(*measures)],
        lines,
        sheet="grid",
        graph=Graph("line", axes[0].name, (measures[0],)) if one_axis else None,
    )


def _line(variant: VariantPart, grid: GridPart, pen: Pen) -> Row:
    """Under the first value stands whether this is today's."""
    sums, change = variant["totals"], variant["change_ppm"]
    before = grid["current"]["totals"]["net_cost_minor"]
    changed = pen.figures.share_change(sums["net_cost_minor"], before)
    values = [_value(value, pen) for value in variant["values"]]
    if variant["as_it_stands"]:
        values[0] = values[0].over(pen.words("grid.now"))
    return row(
        *values,
        pen.money(sums["net_cost_minor"]),
        pen.change(variant["change_minor"]),
        Cell(changed) if change is None else Cell(changed, value=Share(change, PPM)),
        pen.ppm(sums["cost_share_ppm"]),
        whole(sums["orders_with_benefit"]),
        pen.money(sums["cost_minor"]),
        pen.money(sums["given_back_minor"]),
        whole(variant["points_earned"]),
        pen.money(variant["points_outstanding_minor"]),
    )


def _value(value: str | None, pen: Pen) -> Cell:
    """A whole number is one in a spreadsheet too."""
    number = None if value is None else decimal(value)
    exact = number is not None and number == number.to_integral_value()
    return Cell(value_name(value, pen), value=Whole(int(number)) if number is not None and exact else None)


def _all_numbers(values: list[str | None]) -> bool:
    return all(value is None or decimal(value) is not None for value in values)
