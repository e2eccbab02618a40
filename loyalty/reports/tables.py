"""A table before it becomes HTML: columns with a side to lean to, rows of cells, totals in bold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loyalty.reports.values import Value

NARROW_COLUMNS = 3
WHOLE_ROWS = 15  # a table of so few rows stays on one page
DENSE_LETTERS = 84  # a line of more letters is set smaller
DENSER_LETTERS = 112
ROOM = {"name": 999, "number": 999, "code": 24}  # letters that a kind of column may need; codes can be broken


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `kind` is `text`, `name` (never broken), `number` or `code` (an id from the data).

    `under` heads the column that a spreadsheet makes of the smaller lines.
    """

    name: str
    kind: str = "text"
    under: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell reads and the value behind it, and a smaller line under it, a `note` or a `code`."""

    text: str
    under: str = ""
    under_kind: str = "note"
    value: Value | None = None
    under_value: Value | None = None

    def over(self, below: "str | Cell", kind: str = "note") -> "Cell":
        """The same cell with a smaller line under it."""
        small = below if isinstance(below, Cell) else Cell(below)
        return replace(self, under=small.text, under_kind=kind, under_value=small.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: `total` is the sum at its foot, `strong` a bold line that keeps its place."""

    cells: tuple[Cell, ...]
    total: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """How a spreadsheet draws the table: `kind` is `column`, `bar` or `line`, the rest are columns' names."""

    kind: str
    names: str
    series: tuple[str, ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows, a sentence below them, and the sheet of a workbook that holds them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    sheet: str = ""
    graph: Graph | None = None

    def groups(self) -> tuple[tuple[Row, ...], ...]:
        """The rows, the first three and the last three apart so that a page never ends or starts with one."""
        first, middle, last = self.rows[:3], self.rows[3:-3], self.rows[max(3, len(self.rows) - 3) :]
        return tuple(group for group in (first, middle, last) if group)

    def style(self) -> str:
        """How it is set: `narrow` with few columns, `whole` with few rows, smaller with long figures."""
        widest = sum(
            min(_widest(column, [line.cells[at].text for line in self.rows]), most)
            for at, column in enumerate(self.columns)
            if (most := ROOM.get(column.kind, 0))
        )
        styles = (
            ("narrow", len(self.columns) <= NARROW_COLUMNS),
            ("whole", len(self.rows) <= WHOLE_ROWS),
            ("dense", DENSE_LETTERS < widest <= DENSER_LETTERS),
            ("denser", widest > DENSER_LETTERS),
        )
        return " ".join(name for name, true in styles if true)


def _widest(column: Column, cells: Sequence[str]) -> int:
    return max(len(column.name) // 2, *(len(text) for text in cells), 0)


def row(*cells: str | Cell) -> Row:
    """A line from plain texts and cells."""
    return Row(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells))


def total(*cells: str | Cell) -> Row:
    """The bold line at the foot."""
    return Row(row(*cells).cells, total=True)


def strong(*cells: str | Cell) -> Row:
    """A bold line among the others."""
    return Row(row(*cells).cells, strong=True)


def texts(*names: str) -> tuple[Column, ...]:
    """Columns that lean left."""
    return tuple(Column(name) for name in names)


def numbers(*names: str) -> tuple[Column, ...]:
    """Columns that lean right."""
    return tuple(Column(name, "number") for name in names)


def table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    note: str = "",
    sheet: str = "",
    graph: Graph | None = None,
) -> Table:
    """A table; every row must have a cell for each column."""
    if any(len(line.cells) != len(columns) for line in rows):
        message = f"a row does not fit the columns {[column.name for column in columns]}"
        raise ValueError(message)
    return Table(tuple(columns), tuple(rows), note, sheet, graph)
