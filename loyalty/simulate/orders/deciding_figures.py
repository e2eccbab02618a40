"""How a file writes figures: the decimal mark, minor or major units, and the sign of its discounts.

`12,50` settles the mark, `1,234` does not. Amounts with decimals are major units; whole figures under our own
names are minor units, as documented; whole figures under other names are not guessed.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.mapping import DecimalMark


class FiguresQuestion:
    """What the cells of one column of figures look like."""

    def __init__(self, column: str, *, whole_is_enough: bool) -> None:
        """`whole_is_enough`: whether whole figures in the first rows settle the unit."""
        self.columns = (column,)
        self.settled = False
        self.negative = self.positive = False
        self.fraction: dict[str, bool] = {".": False, ",": False}
        """Under each mark, whether some figure has decimals that count, or two that do not."""
        self.above_one = False
        self.part: str | None = None
        """Whether some figure is more than 1, and the first one between 0 and 1."""
        self.percent: str | None = None
        """The first cell that is a percentage."""
        self.examples: dict[str, str] = {}
        """The first cell that settles a mark, or that leaves it open."""
        self._whole_is_enough = whole_is_enough

    def see(self, frame: pl.DataFrame) -> None:
        """Look at the distinct cells."""
        data = frame[self.columns[0]]
        if data.dtype == pl.String:
            self._see_text(data.drop_nulls().unique(maintain_order=True))
            undecided = {"open.", "open,"} & self.examples.keys() and not {".", ","} & self.examples.keys()
        else:
            self._see_numbers(data)
            undecided = False
        told = self._whole_is_enough or any(self.fraction.values()) or data.dtype.is_integer()
        self.settled = not undecided and told and (self.positive or self.negative or self._whole_is_enough)

    def _see_numbers(self, data: pl.Series) -> None:
        if not data.dtype.is_numeric():
            return
        self.negative |= bool((data < 0).any())
        self.positive |= bool((data > 0).any())
        self.above_one |= bool((data.abs() > 1).any())
        parts = data.filter((data.abs() > 0) & (data.abs() < 1))
        if self.part is None and parts.len():
            self.part = str(parts[0])
        if data.dtype.is_float():
            self._fractions(bool((data.fill_nan(None) % 1 != 0).any()))
        elif data.dtype.is_decimal():
            self._fractions(getattr(data.dtype, "scale", 0) > 0)

    def _fractions(self, found: bool) -> None:  # noqa: FBT001 - the one thing there is to say
        for mark in self.fraction:
            self.fraction[mark] |= found

    def _see_text(self, cells: pl.Series) -> None:
        core = cells.str.extract(r"([.,]?[0-9][0-9.,'’ \x{a0}\x{202f}]*)").str.strip_chars()
        some = core.str.contains("[1-9]").fill_null(value=False)
        minus = cells.str.contains(r"^[^0-9]*[-−－]|^ *[(（].*[)）] *$|[0-9][-−－] *$")
        self.negative |= bool((minus & some).any())
        self.positive |= bool((~minus & some).any())
        self.above_one |= bool(core.str.contains(r"^0*(?:1[.,]0*[1-9]|[2-9]|[1-9][0-9])").any())
        parts = cells.filter(core.str.contains(r"^0*[.,][0-9]*[1-9]").fill_null(value=False))
        if self.part is None and parts.len():
            self.part = str(parts[0])
        shares = cells.filter(cells.str.contains(r"[0-9] *[%％] *$"))
        if self.percent is None and shares.len():
            self.percent = str(shares[0])
        for mark, other in ((".", ","), (",", ".")):
            flags = _shapes(core, mark, other)
            self.fraction[mark] |= bool(flags["fraction"].any())
            for name in (mark, f"open{mark}"):
                if flags[name].any():
                    self.examples.setdefault(name, str(cells.filter(flags[name])[0]))


def refuse_shares(question: FiguresQuestion, column: Column) -> None:
    """A discount told as a share of the price is no amount; raises LogUnreadable."""
    if question.percent is None and (question.part is None or question.above_one):
        return
    told = repr(question.percent or question.part)
    what = f"looks like shares of the price (such as {told}), not amounts."
    mend = "Leave it out with --map '~=discount', or, if amounts they are, say so: "
    what_zh = f"像是折扣比例（例如 {told}），而不是金额。"
    mend_zh = "请用 --map '~=discount' 不使用该列；若确为金额，请指明："
    typed = f"--map '{column.name}=line_discount'"
    raise column.refused(what, f"{mend}{typed}.", what_zh=what_zh, mend_zh=f"{mend_zh}{typed}。")


def decimal_mark(
    questions: Sequence[FiguresQuestion], columns: Sequence[Column], *, separator: str
) -> DecimalMark:
    """The mark of the whole file; raises LogUnreadable where its cells contradict each other."""
    told: dict[str, tuple[Column, str]] = {}
    for question, column in zip(questions, columns, strict=True):
        for name, cell in question.examples.items():
            told.setdefault(name, (column, cell))
    if "." in told and "," in told:
        (column, point), (_, comma) = told["."], told[","]
        what = f"holds {point!r} while another cell is {comma!r}: the decimal mark changes."
        what_zh = f"中有 {point!r}，而另有单元格为 {comma!r}：小数点写法不一致。"
        raise column.refused(what, _SAY_MARK, what_zh=what_zh, mend_zh=_SAY_MARK_ZH)
    if "," in told:
        return ","
    either = "open," in told and "open." in told
    if "." not in told and (either or (separator == ";" and ("open," in told or "open." in told))):
        column, cell = told.get("open,", told.get("open.", (columns[0], "")))
        what = f"holds {cell!r}, which may be a whole number or one with three decimals."
        what_zh = f"中的 {cell!r} 可能是整数，也可能带三位小数。"
        raise column.refused(what, _SAY_MARK, what_zh=what_zh, mend_zh=_SAY_MARK_ZH)
    return "."


def _shapes(core: pl.Series, mark: str, other: str) -> dict[str, pl.Series]:
    """Which figures show that this is the decimal mark, which leave it open, which have decimals under it."""
    point, comma = (rf"\{each}" if each == "." else each for each in (mark, other))
    alone = rf"^[0-9{comma}'’ \x{{a0}}\x{{202f}}]*{point}(?:[0-9]{{1,2}}|[0-9]{{4,}})$"
    grouped = rf"{comma}[0-9]{{3}}{point}[0-9]+$|^0*{point}[0-9]+$|^[0-9]{{1,3}}(?:{comma}[0-9]{{3}}){{2,}}$"
    settles = core.str.contains(f"{alone}|{grouped}")
    return {
        mark: settles,
        f"open{mark}": core.str.contains(rf"^[1-9][0-9]{{0,2}}{point}[0-9]{{3}}$"),
        "fraction": core.str.contains(rf"{point}(?:[0-9]*[1-9]|[0-9]{{2,}})[0-9]*$"),
    }


_SAY_MARK: Final = 'Say it with --decimal-mark "." or "," (decimal_mark in a mapping file).'
_SAY_MARK_ZH: Final = '请用 --decimal-mark "." 或 "," 指明（映射文件中为 decimal_mark）。'
