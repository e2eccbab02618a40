"""The charts of a workbook: the spreadsheet's own, fed by the cells beside them, so that they can be changed.

One chart a draft, to the right of its table; a table of many rows is drawn as far as a chart stays readable.
"""

from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from loyalty.reports.sheet_cells import FONT, INK, LINE_COLOUR, SOFT, Styles, month_format, plain
from loyalty.reports.sheets import Sheet, Stretch
from loyalty.reports.tables import Graph

TONES: Final = ("#173F5F", "#3C8DAD", "#F0B75E", "#A9B4BD", "#1D6B4F", "#A4262C")
ROWS_MAX: Final = {"bar": 20, "column": 120, "line": 120}
WIDTH, HEIGHT, ROW_HEIGHT, COLUMN_WIDTH = 720, 360, 20, 64
BAR_ROOM: Final = 28
"""Pixels of one bar."""


def add_charts(
    page: Worksheet, sheet: Sheet, *, first_row: int, below: int | None, styles: Styles
) -> tuple[int, int]:
    """Draw the sheet's graph for each draft; `first_row` is the row of the first fact.

    Beside the table, or from the row `below` on under a table too wide to have anything beside it in print.

    Returns the last row and column that a chart covers, 0 and 0 without one: they belong to the print.
    """
    graph = sheet.graph
    if graph is None:
        return 0, 0
    names = [column.name for column in sheet.columns]
    columns = {name: at for at, name in enumerate(names)}
    if not {graph.names, *graph.series} <= columns.keys():
        return 0, 0
    top, last = max(first_row - 1, 0) if below is None else below, 0
    left = len(names) + 1 if below is None else 0
    for stretch in sheet.stretches:
        end = min(stretch.end, stretch.first + ROWS_MAX[graph.kind])
        if end == stretch.first:
            continue
        chart = styles.book.add_chart(_kind(graph))
        for tone, series in zip(TONES, graph.series, strict=False):
            at = columns[series]
            span = (first_row + stretch.first, first_row + end - 1)
            chart.add_series(
                {
                    "name": [page.get_name(), first_row - 1, at],
                    "categories": [
                        page.get_name(),
                        span[0],
                        columns[graph.names],
                        span[1],
                        columns[graph.names],
                    ],
                    "values": [page.get_name(), span[0], at, span[1], at],
                    "gap": 45,
                }
                | _drawn(graph, tone)
            )
        height = HEIGHT if graph.kind != "bar" else max(120 + BAR_ROOM * (end - stretch.first), 180)
        _dress(chart, graph, _title(sheet, stretch), styles)
        chart.set_size({"width": WIDTH, "height": height})
        page.insert_chart(top, left, chart, {"description": plain(_title(sheet, stretch))})
        last = top + height // ROW_HEIGHT + 1
        top += height // ROW_HEIGHT + 2
    if not last:
        return 0, 0
    return last, left + WIDTH // COLUMN_WIDTH if below is None else len(names) - 1


def _kind(graph: Graph) -> dict[str, str]:
    return {"type": graph.kind, "subtype": "stacked"} if graph.stacked else {"type": graph.kind}


def _title(sheet: Sheet, stretch: Stretch) -> str:
    return f"{sheet.title} · {stretch.name}" if stretch.name else sheet.title


def _drawn(graph: Graph, tone: str) -> dict[str, Any]:
    if graph.kind == "line":
        return {"line": {"color": tone, "width": 2}}
    return {"fill": {"color": tone}, "border": {"none": True}, "overlap": 100 if graph.stacked else 0}


def _dress(chart: Any, graph: Graph, title: str, styles: Styles) -> None:  # noqa: ANN401 - a chart of any kind
    """Titles, axes and a legend only where there is more than one colour."""
    font = {"name": FONT[styles.language], "size": 9, "color": SOFT}
    chart.set_title(
        {"name": plain(title), "name_font": font | {"size": 11, "color": INK, "bold": True}, "overlay": False}
    )
    names: dict[str, Any] = {"num_font": font, "line": {"color": LINE_COLOUR}, "label_position": "low"}
    figures: dict[str, Any] = {
        "num_font": font,
        "num_format": "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": "#E4E9ED", "width": 0.75}},
        "line": {"none": True},
    }
    names |= {"num_format": month_format(styles.language), "text_axis": True}
    if graph.kind == "bar":  # lies on its side: its names run down, the first one on top
        chart.set_y_axis(names | {"reverse": True})
        chart.set_x_axis(figures | {"label_position": "high"})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(figures)
    if len(graph.series) > 1:
        chart.set_legend({"position": "bottom", "font": font})
    else:
        chart.set_legend({"none": True})
