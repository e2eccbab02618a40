"""In which order a column writes day, month and year, decided by the whole column.

One date with a first figure above 12 settles it, and one that settles it the other way is a contradiction
that is told. A column of days up to 12 only is not guessed: the shop is asked.
"""

from typing import Final

import polars as pl

from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.mapping import DateOrder
from loyalty.simulate.orders.times import NUMBERED, is_count, year_first


class DateOrderQuestion:
    """Whether a column writes the day first, the month first, or the year first."""

    def __init__(self, column: str) -> None:
        """Nothing is known yet."""
        self.columns = (column,)
        self.settled = False
        self._seen: dict[str, str] = {}
        """The first cell of each shape."""

    @property
    def told(self) -> bool:
        """Whether some date settles it."""
        return bool(self._seen.keys() & {"day", "month"})

    @property
    def open(self) -> bool:
        """Whether there are dates that leave it open, and none that settles it."""
        return not self.told and bool(self._seen.keys() & {"open", "short"})

    def see(self, frame: pl.DataFrame) -> None:
        """Sort the distinct cells by their shape."""
        data = frame[self.columns[0]]
        if data.dtype != pl.String:
            if data.dtype.is_numeric() and data.null_count() < data.len():
                self._seen.setdefault("count", str(data.drop_nulls()[0]))
            self.settled = not isinstance(data.dtype, pl.Null)
            return
        cells = data.drop_nulls().str.strip_chars().unique(maintain_order=True)
        for shape, cell in _shapes(cells.filter(cells != "")):
            self._seen.setdefault(shape, cell)
        shapes = self._seen.keys()
        self.settled = bool(shapes) and not shapes & {"open", "day", "month", "count", "short"}

    def answer(self, column: Column) -> DateOrder:
        """The order; raises LogUnreadable where the column contradicts itself or cannot tell."""
        seen = self._seen
        if "day" in seen and "month" in seen:
            what = f"holds both {seen['day']!r} (day first) and {seen['month']!r} (month first)."
            what_zh = f"中既有 {seen['day']!r}（日在前）又有 {seen['month']!r}（月在前）。"
            raise column.refused(what, _SPLIT, what_zh=what_zh, mend_zh=_SPLIT_ZH)
        for shape in ("day", "month"):
            if shape in seen:
                return "day_first" if shape == "day" else "month_first"
        for shape in ("open", "short"):
            if shape in seen:
                what = f"may be day first or month first: {seen[shape]!r} can be both."
                what_zh = f"无法判断日在前还是月在前：{seen[shape]!r} 两者皆可。"
                raise column.refused(what, _SAY_ORDER, what_zh=what_zh, mend_zh=_SAY_ORDER_ZH)
        if "count" in seen and not seen.keys() & {"year", "same"}:
            what, what_zh = (
                f"holds bare numbers such as {seen['count']!r}.",
                f"为数字，例如 {seen['count']!r}。",
            )
            raise column.refused(what, _SAY_COUNT, what_zh=what_zh, mend_zh=_SAY_COUNT_ZH)
        return "day_first" if "same" in seen else "year_first"


def _shapes(cells: pl.Series) -> list[tuple[str, str]]:
    """Each shape that occurs, with its first cell."""
    even = year_first(cells)
    parts = even.str.extract_groups(
        r"^(?<a>[0-9]{1,2})(?<mark>[-/.])(?<b>[0-9]{1,2})[-/.](?<y>[0-9]{4})"
    ).struct
    first, second = (parts.field(name).cast(pl.Int32) for name in ("a", "b"))
    dotted = parts.field("mark") == "."
    numbered = even.str.contains(NUMBERED)
    flags = {
        "year": even.str.contains(r"^[0-9]{4}[-/.]"),
        "day": numbered & ((first > _MONTHS) | (dotted & (second <= _MONTHS))),
        "month": numbered & (second > _MONTHS),
        "same": numbered & (first == second) & ~dotted,
        "open": numbered & (first <= _MONTHS) & (second <= _MONTHS) & (first != second) & ~dotted,
        "short": even.str.contains(r"^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}(?:[^0-9]|$)"),
    }
    found = [(shape, str(cells.filter(flag)[0])) for shape, flag in flags.items() if flag.any()]
    rest = cells.filter(cells.str.contains(r"^[0-9]+(?:\.[0-9]+)?$"))
    counts = [cell for cell in rest.head(_SAMPLE).to_list() if is_count(cell)]
    return found + ([("count", counts[0])] if counts else [])


_MONTHS: Final = 12
_SAMPLE: Final = 100
_SAY_ORDER: Final = "Say it with --date-order day_first or month_first (date_order in a mapping file)."
_SAY_ORDER_ZH: Final = "请用 --date-order day_first 或 month_first 指明（映射文件中为 date_order）。"
_SPLIT: Final = (
    "Export it in one form, year first. With --date-order, rows that cannot be read so are left out, and all "
    "others are taken as you say."
)
_SPLIT_ZH: Final = (
    "请统一导出为年月日格式。若用 --date-order 指明，无法按此读取的行将被排除，其余均按指明的顺序读取。"
)
_SAY_COUNT: Final = (
    "Say what they count with --date-order excel, unix_s or unix_ms (date_order in a mapping file)."
)
_SAY_COUNT_ZH: Final = "请用 --date-order excel、unix_s 或 unix_ms 指明其含义（映射文件中为 date_order）。"
