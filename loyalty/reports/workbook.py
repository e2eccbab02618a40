"""The report as a spreadsheet: typed figures, and texts from outside that can never become a formula.

Money goes in as an exact decimal with the currency's own format. A spreadsheet keeps fifteen digits; a longer
figure is written as a text, with a note, instead of being changed in silence. Equal results give equal bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from loyalty.errors.base import is_chinese
from loyalty.handed_in import looking
from loyalty.money import Currency
from loyalty.reports.earlier import todays
from loyalty.reports.figures import moment
from loyalty.reports.page import page
from loyalty.reports.sheet_cells import LINE_COLOUR, SOFT, WASH, Styles, plain, put, width_of, write_text
from loyalty.reports.sheet_charts import add_charts
from loyalty.reports.sheets import Sheet, sheets
from loyalty.reports.summary_sheet import draw_summary
from loyalty.reports.tables import Cell
from loyalty.reports.words import Words

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
A4: Final = 9
LANDSCAPE_FROM: Final = 6
"""Columns from which a sheet is printed across."""
WIDTH_ALONE, ROWS_ABOVE = 105, 45
"""A wider table of so few rows has its chart below: beside it, both would be printed too small to read."""
WIDTH_LEAST, WIDTH_MOST, WIDTH_TITLE = 9, 58, 90
LINE: Final = 15
"""Points of one line of text."""


@looking()
def workbook(result: Mapping[str, Any], *, language: str = "en") -> bytes:
    """The whole workbook as an .xlsx file; `result` as `shape` describes it, `language` like `zh-CN`."""
    column = "zh" if is_chinese(language) else "en"
    whole = todays(result)
    view, words = page(whole, column), Words(column)
    facts = sheets(view, words)

    def cover(book: Workbook, styles: Styles) -> Worksheet:
        return draw_summary(book, view, facts, styles=styles, words=words)

    log = whole["log"]
    unit = Currency(log["currency"], log["exponent"])
    return book_of(facts, words=words, unit=unit, created=log["last_at"], cover=cover)


def book_of(
    facts: Sequence[Sheet],
    *,
    words: Words,
    unit: Currency,
    created: str,
    cover: Callable[[Workbook, Styles], Worksheet] | None = None,
) -> bytes:
    """Sheets as an .xlsx file, behind a `cover` sheet that draws itself.

    `created` is an ISO 8601 instant of the data, not of the clock: a file of equal figures is an equal file.
    """
    target = BytesIO()
    with Workbook(target, OPTIONS) as book:
        at = moment(created).replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": plain(words("title")), "created": at})
        styles = Styles(book, unit, words.language)
        if cover is not None:
            _arrange(cover(book, styles), across=False)
        for sheet in facts:
            _draw(book, sheet, styles, words)
    return target.getvalue()


def _draw(book: Workbook, sheet: Sheet, styles: Styles, words: Words) -> None:
    page = book.add_worksheet(sheet.name)
    page.hide_gridlines(2)
    widths = _widths(sheet)
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    head = _title(page, sheet, widths, styles)
    _heads(page, head, sheet, widths, styles)
    exact = True
    for at, line in enumerate((*sheet.rows, *sheet.totals)):
        strong = at >= len(sheet.rows)
        page.set_row(head + 1 + at, LINE * _lines(line, widths))
        for place, cell in enumerate(line):
            look = _looks(strong=strong, cell=cell) | _lean(sheet, place, number=cell.value is not None)
            exact &= put(page, (head + 1 + at, place), cell, styles, **look)
    last = head + len(sheet.rows) + len(sheet.totals)
    notes = [sheet.note] if sheet.note else []
    notes += [] if exact else [words("sheet.too_long")]
    for at, note in enumerate(notes):
        _across(page, last + 2 + at, note, widths, styles.style(font_color=SOFT, text_wrap=True))
    if sheet.rows:
        page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    page.freeze_panes(head + 1, 2 if any(one.name for one in sheet.stretches) else 1)
    page.repeat_rows(head)
    under = sum(widths) > WIDTH_ALONE and len(sheet.rows) <= ROWS_ABOVE
    below = last + len(notes) + 3 if under else None
    low, right = add_charts(page, sheet, first_row=head + 1, below=below, styles=styles)
    right = max(right, _title_end(sheet.title, widths))
    page.print_area(0, 0, max(last + 1 + len(notes), low), right)
    _arrange(page, across=right + 1 >= LANDSCAPE_FROM or sum(widths) > WIDTH_TITLE)


def _title(page: Worksheet, sheet: Sheet, widths: list[int], styles: Styles) -> int:
    """The question and its answers above the table; the row of its heads."""
    write_text(page, (0, 0), sheet.title, styles.style(font_size=14, bold=True))
    page.set_row(0, 24)
    for at, answer in enumerate(sheet.answers, start=1):
        _across(page, at, answer, widths, styles.style(font_color=SOFT, text_wrap=True))
    return len(sheet.answers) + 2


def _title_end(title: str, widths: Sequence[int]) -> int:
    """The last column to print so that the title, half as large again as the cells, is not cut."""
    missing = width_of(title) * 3 // 2 - sum(widths)
    return len(widths) - 1 + max(-(-missing // WIDTH_LEAST), 0)


def _across(page: Worksheet, at: int, text: str, widths: list[int], style: Any) -> None:  # noqa: ANN401 - a format
    """A sentence over the columns, as high as it needs."""
    room, columns = 0, 0
    while columns < len(widths) and room < WIDTH_TITLE:
        room += widths[columns]
        columns += 1
    if columns > 1:
        page.merge_range(at, 0, at, columns - 1, "", style)
    write_text(page, (at, 0), text, style)
    page.set_row(at, LINE * (width_of(text) // max(room - 4, 1) + 1))


def _heads(page: Worksheet, at: int, sheet: Sheet, widths: list[int], styles: Styles) -> None:
    # The drop-down of a filter covers the end of the head's last line, so a head leaves it room.
    high = max(_broken(f"{one.name} ▾", width) for one, width in zip(sheet.columns, widths, strict=True))
    page.set_row(at, LINE * high + 3)
    for place, column in enumerate(sheet.columns):
        look: dict[str, Any] = {
            "bold": True,
            "text_wrap": True,
            "bg_color": WASH,
            "bottom": 1,
            "bottom_color": SOFT,
            "valign": "vcenter",
            **_lean(sheet, place, number=False),
        }
        if column.kind == "number":
            look["align"] = "right"
        write_text(page, (at, place), column.name, styles.style(**look))


def _lean(sheet: Sheet, place: int, *, number: bool) -> dict[str, Any]:
    """A text keeps away from the figure to its left."""
    after_figure = place > 0 and sheet.columns[place - 1].kind == "number"
    if number or not after_figure or sheet.columns[place].kind == "number":
        return {}
    return {"align": "left", "indent": 1}


def _lines(line: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the row's longest text takes; a spreadsheet does not work it out by itself."""
    return max(
        1 if cell.value is not None else _broken(cell.text, width)
        for cell, width in zip(line, widths, strict=True)
    )


def _broken(text: str, width: int) -> int:
    """Lines of a text in a column; where it breaks at words, a tenth of each line stays empty."""
    wide = (width_of(part) for part in text.split("\n"))
    return sum(1 if part <= width else -(-11 * part // (10 * width)) for part in wide)


def _looks(*, strong: bool, cell: Cell) -> dict[str, Any]:
    look: dict[str, Any] = {"bottom": 1, "bottom_color": LINE_COLOUR}
    if strong:
        look |= {"bold": True, "top": 1, "top_color": SOFT}
    if cell.value is None:
        look["text_wrap"] = True
    return look


def _widths(sheet: Sheet) -> list[int]:
    """Columns as wide as their longest text, within reason; heads may take several lines."""
    widths = []
    for at, column in enumerate(sheet.columns):
        longest = max((width_of(line[at].text) for line in (*sheet.rows, *sheet.totals)), default=0)
        words = max((width_of(word) for word in column.name.split()), default=0)
        widths.append(min(max(longest + 2, min(words, 16) + 4, WIDTH_LEAST), WIDTH_MOST))
    return widths


def _arrange(page: Worksheet, *, across: bool) -> None:
    """A4, one page wide, the sheet's name and the page at its foot."""
    page.set_paper(A4)
    if across:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&L&8&A&R&8&P / &N")
