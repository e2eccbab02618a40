"""One cell of a workbook: the number format of its value, and how it is written so that it stays what it is.

A text from outside is written as a text whatever it looks like. An amount is written as a decimal with at
most fifteen digits, which is all a spreadsheet keeps; a longer one stays a text.
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from unicodedata import east_asian_width

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from loyalty.money import Currency, show, to_major
from loyalty.reports.drawing import WIDE
from loyalty.reports.figures import DASH, moment
from loyalty.reports.html import legible
from loyalty.reports.tables import Cell
from loyalty.reports.values import Instant, Money, Month, Share, Value, Whole

DIGITS_MAX: Final = 15
SHARE_UNIT: Final = Decimal("0.000000001")
LEAST_SHOWN: Final = 2_000
"""One part in so many is the least share that one decimal of a percent shows."""
YEAR_LEAST: Final = 1900
"""A spreadsheet knows no day before this year."""

FONT: Final = {"en": "Calibri", "zh": "Microsoft YaHei"}
INK, SOFT, LINE_COLOUR, WASH = "#14212E", "#52616F", "#C9D1D8", "#EEF2F5"


@dataclass(slots=True)
class Styles:
    """The workbook's formats, each made once."""

    book: Workbook
    unit: Currency
    language: str
    made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def style(self, **properties: Any) -> Format:  # noqa: ANN401 - what a format takes
        """A format with these properties on top of the font."""
        whole = {"font_name": FONT[self.language], "font_size": 10, "font_color": INK, "valign": "top"}
        whole |= properties
        key = tuple(sorted(whole.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(whole)
        return self.made[key]

    def number_format(self, value: Value) -> str:
        """How a spreadsheet shows a value of this kind."""
        match value:
            case Money():
                return money_format(self.unit, self.language)
            case Whole():
                return "#,##0"
            case Share(part, whole):
                return _share_format(part, whole)
            case Month():
                return month_format(self.language)
            case Instant():
                return "yyyy-mm-dd hh:mm"


def _share_format(part: int, whole: int) -> str:
    """As the page writes it: a share too near nothing or the whole is not rounded to it."""
    if 0 < LEAST_SHOWN * part < whole:
        return '"<0.1%"'
    return '">99.9%"' if 0 < LEAST_SHOWN * (whole - part) <= whole and part < whole else "0.0%"


def month_format(language: str) -> str:
    """`Nov 2025` or `2025年11月`."""
    return 'yyyy"年"m"月"' if language == "zh" else "mmm yyyy"


def money_format(unit: Currency, language: str) -> str:
    """`"¥"#,##0.00` for yuan: the symbol people know, all decimals of the currency."""
    symbol = show(0, unit, language=language).rstrip("0.").replace('"', "")
    decimals = f".{'0' * unit.exponent}" if unit.exponent else ""
    return f'"{symbol}"#,##0{decimals}'


def number_of(value: Value, unit: Currency) -> Decimal | int | datetime | None:
    """What a spreadsheet holds for it, or None where it cannot hold it exactly."""
    match value:
        case Money(minor):
            return _kept(minor, to_major(minor, unit))
        case Whole(number):
            return _kept(number, number)
        case Share(part, whole):
            return (Decimal(part) / Decimal(whole)).quantize(SHARE_UNIT) if whole else None
        case Month(name):
            return _dated(datetime(int(name[:4]), int(name[5:]), 1))  # noqa: DTZ001 - a spreadsheet has no zones
        case Instant(text):
            return _dated(moment(text).replace(tzinfo=None, microsecond=0))


def put(sheet: Worksheet, at: tuple[int, int], cell: Cell, styles: Styles, **properties: Any) -> bool:  # noqa: ANN401
    """Write the cell; False when its figure is too long for a spreadsheet and stands as a text."""
    number = None if cell.value is None else number_of(cell.value, styles.unit)
    if cell.value is None or number is None:
        lean = {} if cell.value is None else {"align": "right"}
        text = "" if cell.text == DASH else cell.text
        write_text(sheet, at, text, styles.style(**(lean | properties)))
        return cell.value is None or text == ""
    look = {"num_format": styles.number_format(cell.value), **properties}
    if isinstance(number, datetime):
        sheet.write_datetime(*at, number, styles.style(**({"align": "left"} | look)))
    else:
        sheet.write_number(*at, number, styles.style(**look))  # a Decimal is written digit by digit
    return True


def write_text(sheet: Worksheet, at: tuple[int, int], text: str, style: Format) -> None:
    """A text as a text; an empty one leaves an empty cell."""
    if text:
        sheet.write_string(*at, plain(text), style)
    else:
        sheet.write_blank(*at, None, style)


def plain(text: str) -> str:
    """The text without characters that hide, and never taken for rich text by the writer."""
    shown = str(legible(text))
    return f"{shown} " if shown.startswith("<r>") and shown.endswith("</r>") else shown


def width_of(text: str) -> int:
    """How many columns of a narrow letter the text takes."""
    return sum(2 if east_asian_width(letter) in WIDE else 1 for letter in text)


def _kept(digits: int, number: Decimal | int) -> Decimal | int | None:
    return number if len(str(abs(digits))) <= DIGITS_MAX else None


def _dated(at: datetime) -> datetime | None:
    return at if at.year >= YEAR_LEAST else None
