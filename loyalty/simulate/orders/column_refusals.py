"""The sentences about an order file's columns: which is missing, which two mean the same, what was meant.

They name the columns as the file spells them, and end with what to type.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from loyalty.errors import ColumnMissing, LogUnreadable
from loyalty.simulate.orders.spelling import plain


def both(first: str, second: str, ours: str, *, path: Path) -> LogUnreadable:
    """Two columns could each be the one."""
    return LogUnreadable(
        path=path,
        what=f"the columns {first!r} and {second!r} both mean {ours!r}.",
        what_zh=f"列 {first!r} 与 {second!r} 含义相同（{ours!r}）。",
        mend=f"Say which one counts with a mapping: --map '{first}={ours}' or --map '{second}={ours}'.",
        mend_zh=f"请用列映射指明以哪一列为准：--map '{first}={ours}' 或 --map '{second}={ours}'。",
    )


def unknown_name(ours: str, known: Sequence[str], *, path: Path) -> LogUnreadable:
    """A mapping speaks of a column that nobody knows."""
    near, near_zh = _nearest(ours, known)
    return LogUnreadable(
        path=path,
        what=f"the mapping speaks of {ours!r}, which is no column the library knows.",
        what_zh=f"列映射中的 {ours!r} 不是系统认识的列。",
        mend=near or f"Known are {', '.join(known)}.",
        mend_zh=near_zh or f"可用的列：{', '.join(known)}。",
    )


_SAME_FOR_ALL: Final = (
    "Add it, or give the ISO 4217 code for all rows: --map '=CNY=currency' (in a mapping file "
    "`constants: {currency: CNY}`)."
)
_SAME_FOR_ALL_ZH: Final = (
    "请补上该列，或统一指定 ISO 4217 货币代码：--map '=CNY=currency'（映射文件中写 "
    "`constants: {currency: CNY}`）。"
)


def name_it(name: str) -> tuple[str, str]:
    """How to say where a needed column is, or what the currency is."""
    if name == "currency":
        return _SAME_FOR_ALL, _SAME_FOR_ALL_ZH
    return (
        f"Add it, or name the column that holds it with a mapping: --map 'THEIRS={name}'.",
        f"请补上该列，或用列映射指明：--map '文件列名={name}'。",
    )


def missing(name: str, found: Sequence[str], *, path: Path, otherwise: tuple[str, str]) -> ColumnMissing:
    """A column is not there; the one that was probably meant, and what else to do."""
    near, near_zh = _nearest(name, found)
    return ColumnMissing(
        path=path,
        column=name,
        found=", ".join(found) or "-",
        mend=f"{near} {otherwise[0]}".strip(),
        mend_zh=f"{near_zh}{otherwise[1]}",
    )


def _nearest(name: str, among: Sequence[str]) -> tuple[str, str]:
    """A question in two languages, empty where nothing is near."""
    spelled = {plain(column): column for column in among}
    near = get_close_matches(plain(name), spelled, n=1, cutoff=0.6)
    if not near:
        return "", ""
    return f"Did you mean {spelled[near[0]]!r}?", f"您是否指 {spelled[near[0]]!r}？"
