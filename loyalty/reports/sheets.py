"""The workbook before it becomes a file: sheets in reading order, one flat table each.

Sheets are the report's own tables, so that a figure cannot read otherwise in the workbook than on the page.
Drafts stand below each other with their name in a column of its own, and what the page sets small under a
figure gets its own column: a row is a fact, ready to be filtered or summed up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loyalty.reports.page import Page
from loyalty.reports.tables import Cell, Column, Graph, Row, Table, row, table, texts
from loyalty.reports.words import Words

ORDER = (
    *(
        "comparison",
        "changes",
        "years",
        "months",
        "components",
        "offers",
        "first_orders",
        "offers_months",
        "payers",
        "funders",
        "gifts",
        "tiers",
    ),
    *(
        "categories",
        "brands",
        "items",
        "channels",
        "spread",
        "winners",
        "losers",
        "standing",
        "movement",
        "points",
    ),
    *("points_months", "limits", "run_down", "switches", "break_even", "returns", "stacking", "deep"),
    *("below_cost", "reasons", "top_orders", "steps", "problems", "assumptions", "sources"),
)
"""Sheets as people ask; a sheet that is not named here comes last."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one draft: where they begin, where they end (not included)."""

    name: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its title, sentences above it, heads, rows, totals apart, a note below."""

    key: str
    name: str
    title: str
    answers: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...]
    stretches: tuple[Stretch, ...]
    note: str = ""
    graph: Graph | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One draft's part of a sheet, or the whole of it where no draft is named."""

    draft: str
    title: str
    answer: str
    table: Table


def sheets(page: Page, words: Words) -> tuple[Sheet, ...]:
    """Every sheet that has something to show, the questions in the report's order."""
    found: dict[str, list[Section]] = {}
    for section in _sections(page, words):
        found.setdefault(section.table.sheet, []).append(section)
    keys = sorted(found, key=lambda key: (ORDER.index(key) if key in ORDER else len(ORDER), key))
    return tuple(_sheet(key, found[key], words) for key in keys)


def one_sheet(content: Table, words: Words, *, title: str, answer: str = "") -> Sheet:
    """A single table as a sheet; its name is the phrase of its key."""
    return _sheet(content.sheet, [Section("", title, answer, content)], words)


def _sections(page: Page, words: Words) -> Iterator[Section]:
    yield Section("", words("compare"), "", page.comparison)
    for draft in page.drafts:
        name = draft.title if len(page.drafts) > 1 else ""
        for block in draft.blocks:
            for at, one in enumerate(block.sheets()):
                own = words(f"sheet.{one.sheet}")
                yield Section(name, own if at else block.question, "" if at else block.answer, one)
    if page.problems_table is not None:
        yield Section("", words("problems"), page.problems, page.problems_table)
    yield Section("", words("assumptions"), words("assumptions.why"), _assumptions(page, words))
    yield Section("", words("fine_print"), "", page.fine_print)


def _assumptions(page: Page, words: Words) -> Table:
    rows = [row(one.key, one.value, one.text) for one in page.assumptions]
    heads = texts(words("setting"), words("value"), words("assumption"))
    return table(heads, rows, sheet="assumptions")


def _sheet(key: str, sections: Sequence[Section], words: Words) -> Sheet:
    flat = [(section, _flat(section.table)) for section in sections]
    columns: list[Column] = []
    for _, (heads, _, _) in flat:
        names = {column.name for column in columns}
        columns += [head for head in heads if head.name not in names]
    several = any(section.draft for section in sections)
    rows: list[tuple[Cell, ...]] = []
    totals: list[tuple[Cell, ...]] = []
    stretches = []
    for section, (heads, lines, sums) in flat:
        first = len(rows)
        own = (Cell(section.draft),) if several else ()
        rows += [own + _aligned(line, heads, columns) for line in lines]
        totals += [own + _aligned(line, heads, columns) for line in sums]
        stretches.append(Stretch(section.draft, first, len(rows)))
    titles = list(dict.fromkeys(section.title for section in sections))
    if several:
        columns.insert(0, Column(words("programme")))
    return Sheet(
        key=key,
        name=words(f"sheet.{key}"),
        title=titles[0] if len(titles) == 1 else words(f"sheet.{key}"),
        answers=tuple(_answers(sections)),
        columns=tuple(columns),
        rows=tuple(rows),
        totals=tuple(totals),
        stretches=tuple(stretches),
        note=sections[0].table.note,
        graph=sections[0].table.graph,
    )


def _answers(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        if section.answer:
            yield f"{section.draft}: {section.answer}" if section.draft else section.answer


Lines = list[tuple[Cell, ...]]


def _flat(content: Table) -> tuple[list[Column], Lines, Lines]:
    """Heads, rows and totals, what stood small under a cell in a column of its own."""
    heads = []
    for column in content.columns:
        heads.append(Column(column.name, column.kind))
        if column.under:
            heads.append(Column(column.under, column.kind))
    _distinct(heads)
    rows = [_spread(line, content.columns) for line in content.rows if not line.total]
    totals = [_spread(line, content.columns) for line in content.rows if line.total]
    return heads, rows, totals


def _distinct(heads: Sequence[Column]) -> None:
    """Rows are put together by their heads: two equal ones would show one figure twice."""
    names = [head.name for head in heads]
    if equal := sorted({name for name in names if names.count(name) > 1}):
        message = f"columns of one sheet with the same heading: {equal}"
        raise ValueError(message)


def _spread(line: Row, columns: Sequence[Column]) -> tuple[Cell, ...]:
    cells = []
    for cell, column in zip(line.cells, columns, strict=True):
        cells.append(Cell(cell.text, value=cell.value))
        if column.under:
            cells.append(Cell(cell.under, value=cell.under_value))
    return tuple(cells)


def _aligned(line: Sequence[Cell], heads: Sequence[Column], columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The row's cells under the sheet's columns; what this draft has not stays empty."""
    by_name = {head.name: cell for head, cell in zip(heads, line, strict=True)}
    return tuple(by_name.get(column.name, Cell("")) for column in columns)
