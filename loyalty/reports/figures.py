"""How figures are written: money with its symbol, counts with separators, shares of a whole, dates as read.

Everything is exact until the last digit shown: integers and decimals, never floats. A minus is a true minus
sign and stands before the currency's symbol.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from loyalty.money import Currency, show

PPM = 1_000_000
DIGITS = 3  # significant, in short forms
SHORT_EN = ((12, "tn"), (9, "bn"), (6, "m"), (3, "k"))
SHORT_ZH = ((12, "万亿"), (8, "亿"), (4, "万"))
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DASH = "–"
MINUS = "\u2212"
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figures:
    """Writes figures in one currency and one language (`en` or `zh`)."""

    unit: Currency
    language: str

    def money(self, minor: int) -> str:
        """`¥1,234.50`."""
        return show(minor, self.unit, language=self.language).replace("-", MINUS)

    def money_change(self, minor: int) -> str:
        """`+¥1,234.50`, the sign always written."""
        return f"+{self.money(minor)}" if minor > 0 else self.money(minor)

    def short_money(self, minor: int) -> str:
        """`1.23k`, three digits and no symbol, for axes and crowded charts."""
        return self._short(Decimal(minor).scaleb(-self.unit.exponent))

    def short_count(self, number: int) -> str:
        """`1.23k` or `1.23万`."""
        return self._short(Decimal(number))

    def share(self, part: int, whole: int) -> str:
        """`7.8%` of a whole, `>99.9%` of one that is not quite reached, or a dash where there is none."""
        if whole == 0:
            return DASH
        shown = percent(Decimal(100 * part) / Decimal(whole))
        return ">99.9%" if shown == "100.0%" and abs(part) < abs(whole) else shown

    def share_change(self, new: int, old: int) -> str:
        """`+3.2%` against an old figure, `≈0%` where too small to show, or a dash where there is none."""
        if old == 0:
            return DASH
        exact = Decimal(100 * (new - old)) / Decimal(abs(old))
        if new != old and exact.quantize(TENTH, ROUND_HALF_UP) == 0:
            return "≈0%"
        change = percent(exact)
        return f"+{change}" if new > old else change

    def ppm(self, parts: int) -> str:
        """`7.8%` from parts per million."""
        return self.share(parts, PPM)

    def month(self, month: str) -> str:
        """`Nov 2025` or `2025年11月` from `2025-11`."""
        year, number = month.split("-")
        return f"{year}年{int(number)}月" if self.language == "zh" else f"{self.month_tick(month)} {year}"

    def month_tick(self, month: str) -> str:
        """`Nov` or `11月` from `2025-11`."""
        number = int(month.split("-")[1])
        return f"{number}月" if self.language == "zh" else MONTHS_EN[number - 1]

    def _short(self, number: Decimal) -> str:
        size = abs(number)
        steps = SHORT_ZH if self.language == "zh" else SHORT_EN
        for index, (power, word) in enumerate(steps):
            if size >= Decimal(1).scaleb(power):
                shown = _rounded(number.scaleb(-power))
                larger = steps[index - 1] if index else None
                if larger and abs(shown) >= Decimal(1).scaleb(larger[0] - power):
                    return f"{_plain(shown.scaleb(power - larger[0]))}{larger[1]}"
                return f"{_plain(shown)}{word}"
        return _plain(_rounded(number))


def count(number: int) -> str:
    """`1,234`."""
    return f"{number:,}".replace("-", MINUS)


def percent(value: Decimal) -> str:
    """One decimal; a share too small to show is `<0.1%`, not nothing."""
    tenth = value.quantize(TENTH, ROUND_HALF_UP)
    if tenth == 0 and value != 0:
        return "<0.1%" if value > 0 else f">{MINUS}0.1%"
    return f"{tenth:,}%".replace("-", MINUS)


def instant(text: str | None) -> str:
    """`2025-11-11 00:03` from an ISO 8601 instant, in the offset it was written with."""
    if text is None:
        return DASH
    return f"{moment(text):%Y-%m-%d %H:%M}"


def moment(text: str) -> datetime:
    """The instant an ISO 8601 text names; without an offset it is UTC."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def day(text: str) -> str:
    """`2025-11-11` from an ISO 8601 instant."""
    return instant(text)[:10]


def _rounded(number: Decimal) -> Decimal:
    """Three significant digits, or whole where the number is longer than that."""
    if number == 0:
        return number
    return number.quantize(Decimal(1).scaleb(min(number.adjusted() - DIGITS + 1, 0)), ROUND_HALF_UP)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)
