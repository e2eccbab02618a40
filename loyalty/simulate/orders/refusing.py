"""The sentences that refuse a file as a whole, in both languages: what is wrong and how to mend it."""

from pathlib import Path
from typing import Final

import polars as pl

from loyalty.errors import LogUnreadable

BROKEN: Final = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""How the reader gives up on a file."""

EXPORT: Final = (
    "Give one Parquet file or one CSV file of order lines.",
    "请提供一个 Parquet 或 CSV 订单行文件。",
)
AGAIN: Final = ("Export or copy it again.", "请重新导出或重新复制该文件。")


def refused(path: Path, what: str, what_zh: str, *, mend: tuple[str, str]) -> LogUnreadable:
    """A file that cannot be read, with the way out."""
    return LogUnreadable(path=path, what=what, what_zh=what_zh, mend=mend[0], mend_zh=mend[1])


def damaged(path: Path, error: BaseException) -> LogUnreadable:
    """The sentence for what the reader stumbled over."""
    if "found more fields" in str(error):
        what, what_zh = "a line has more cells than the header.", "有一行的单元格多于表头。"
        quote = ("Put cells that hold the separator in double quotes.", "含分隔符的单元格请加双引号。")
        return refused(path, what, what_zh, mend=quote)
    return refused(path, "it is cut off or damaged.", "文件不完整或已损坏。", mend=AGAIN)
