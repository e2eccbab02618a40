"""The workbook's first sheet: what was replayed, the answer in words, the large figures, what lies where."""

from collections.abc import Sequence
from typing import Final

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from loyalty.reports.page import Draft, Page
from loyalty.reports.sheet_cells import INK, LINE_COLOUR, SOFT, Styles, put, width_of, write_text
from loyalty.reports.sheets import Sheet
from loyalty.reports.tables import Cell
from loyalty.reports.words import Words

WIDTHS: Final = (26, 24, 62)
WARN: Final = "#8A5A00"
LINE: Final = 16
"""Points of one line of text."""


def draw_summary(
    book: Workbook, view: Page, facts: Sequence[Sheet], *, styles: Styles, words: Words
) -> Worksheet:
    """Draw it as the first sheet."""
    page = book.add_worksheet(words("sheet.summary"))
    page.hide_gridlines(2)
    for at, width in enumerate(WIDTHS):
        page.set_column(at, at, width)
    write_text(page, (0, 0), words("title"), styles.style(font_size=18, bold=True))
    page.set_row(0, 30)
    at = _sentence(page, 1, view.cover, styles, tone=SOFT)
    for draft in view.drafts:
        at = _draft(page, at + 1, draft, styles, several=len(view.drafts) > 1)
    at += 1
    for sentence in (*view.foundation, view.problems):
        at = _sentence(page, at, sentence, styles, tone=SOFT)
    write_text(page, (at + 1, 0), words("sheet.contents"), styles.style(font_size=12, bold=True))
    link = styles.style(font_color="#173F5F", underline=1)
    for place, sheet in enumerate(facts, start=at + 2):
        page.write_url(place, 0, f"internal:'{sheet.name}'!A1", link, sheet.name)
        page.merge_range(place, 1, place, 2, "", styles.style(font_color=SOFT))
        write_text(page, (place, 1), sheet.title, styles.style(font_color=SOFT))
    return page


def _draft(page: Worksheet, at: int, draft: Draft, styles: Styles, *, several: bool) -> int:
    """The headline of one draft; the row after it."""
    write_text(page, (at, 0), draft.title if several else draft.name, styles.style(font_size=13, bold=True))
    page.set_row(at, 22)
    at += 1
    for caution in draft.cautions:
        at = _sentence(page, at, caution, styles, tone=WARN)
    for sentence in draft.summary:
        at = _sentence(page, at, f"• {sentence}", styles)
    line = {"bottom": 1, "bottom_color": LINE_COLOUR}
    for figure in draft.figures:
        write_text(page, (at, 0), figure.name, styles.style(font_color=SOFT, **line))
        large = {"bold": True, "font_size": 12, "align": "left", **line}
        put(page, (at, 1), Cell(figure.value, value=figure.exact), styles, **large)
        write_text(
            page, (at, 2), figure.note, styles.style(font_color=SOFT, text_wrap=True, indent=1, **line)
        )
        page.set_row(at, 18 * (width_of(figure.note) // WIDTHS[2] + 1))
        at += 1
    tone = "#1D6B4F" if draft.agrees else "#A4262C"
    return _sentence(page, at, draft.parity, styles, tone=tone)


def _sentence(page: Worksheet, at: int, text: str, styles: Styles, *, tone: str = INK) -> int:
    """A sentence over all columns, as high as it needs; the next row."""
    style = styles.style(text_wrap=True, font_color=tone)
    page.merge_range(at, 0, at, len(WIDTHS) - 1, "", style)
    write_text(page, (at, 0), text, style)
    page.set_row(at, LINE * (width_of(text) // (sum(WIDTHS) - 6) + 1))
    return at + 1
