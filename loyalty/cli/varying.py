"""A grid from files to a report: its table in the terminal, what stands today marked in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from loyalty.cli.running import print_json, ready
from loyalty.cli.source import Source, read
from loyalty.cli.status import StatusFile
from loyalty.cli.watch import Watch
from loyalty.reports.grid_document import GRID_FORMATS, GridPaths, write_grid
from loyalty.reports.grid_page import grid_page
from loyalty.reports.shape_grid import GridPart
from loyalty.reports.tables import Row, Table
from loyalty.rules.program import Program
from loyalty.simulate import Settings
from loyalty.simulate.varying.grid import grid
from loyalty.simulate.varying.variants import Axis, variants

COLUMNS: Final = 5
"""After the axes: net cost, change, change in percent, share of revenue, orders with a benefit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRequest:
    """Everything a grid needs; without `out` nothing is written."""

    program: Program
    axes: tuple[str, ...]
    source: Source
    settings: Settings
    out: Path | None
    formats: tuple[str, ...] = GRID_FORMATS
    language: str


def varied(request: GridRequest, *, status: StatusFile, as_json: bool = False) -> GridPaths | None:
    """Replay the variants, write the report, print the table or the JSON; raises LoyaltyError."""
    ready(request.source, request.out)
    axes = tuple(Axis.parse(axis) for axis in request.axes)
    variants(request.program, axes)  # what cannot be is told before a large file is read
    with Watch(request.language, status) as watch:
        log = read(request.source, watch)
        result = grid(log, request.program, axes, settings=request.settings, progress=watch).as_dict()
        paths = None
        if request.out is not None:
            watch.at("writing")
            formats = [one for one in GRID_FORMATS if one in request.formats]
            paths = write_grid(result, request.out, language=request.language, formats=formats)
    if as_json:
        print_json(result)
    else:
        print_grid(result, language=request.language, paths=paths)
    return paths


def print_grid(result: dict[str, Any], *, language: str, paths: GridPaths | None) -> None:
    """Print it to stdout; `result` as the report takes it."""
    console = Console(highlight=False, soft_wrap=True)
    found = cast("GridPart", result)
    view = grid_page(found, language)
    console.print(Text(view.name, style="bold"))
    console.print(*(Text(f"  {sentence}") for sentence in view.headline.summary), sep="\n")
    console.print()
    console.print(*_table(view.blocks[-1].tables[0], len(found["axes"])), sep="\n")
    console.print()
    mark = Text("  ✓ ", style="green") if view.headline.agrees else Text("  ✗ ", style="bold red")
    console.print(mark.append(view.headline.parity, style="default"))
    if paths is not None:
        console.print()
        console.print(*_report(paths, language), sep="\n")


def _table(table: Table, axes: int) -> Iterable[Text]:
    """The first columns of the report's table, as wide as they need; what stands is bold and marked."""
    shown = range(axes + COLUMNS)
    heads = [table.columns[at].name for at in shown]
    widths = [max(cell_len(heads[at]), *(cell_len(row.cells[at].text) for row in table.rows)) for at in shown]
    yield Text("    " + _line(heads, widths), style="dim")
    for row in table.rows:
        line = _line([row.cells[at].text for at in shown], widths)
        yield Text(f"  > {line}", style="bold") if _stands(row) else Text(f"    {line}")


def _stands(row: Row) -> bool:
    return bool(row.cells[0].under)


def _line(texts: list[str], widths: list[int]) -> str:
    return "  ".join(" " * (width - cell_len(text)) + text for text, width in zip(texts, widths, strict=True))


def _report(paths: GridPaths, language: str) -> Iterable[Text]:
    words = _WORDS[language]
    for word, path in (
        ("report", paths.html),
        ("sheets", paths.xlsx),
        ("rows", paths.csv),
        ("figures", paths.json),
    ):
        if path is not None:
            yield Text.assemble(words[word], (str(path), "bold" if word == "report" else ""))


_WORDS: Final = {
    "en": {"report": "Report   ", "sheets": "Workbook ", "rows": "Rows     ", "figures": "Figures  "},
    "zh": {"report": "报告  ", "sheets": "表格  ", "rows": "明细  ", "figures": "数据  "},
}
