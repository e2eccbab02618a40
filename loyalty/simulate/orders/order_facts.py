"""What a row says about more than its own line: its order's status, payment and discount, and later refunds.

Shop systems write such cells on every line of an order or on its first alone, so they are only read here;
what follows from them is settled when all lines of an order are together (`order_level`).
"""

from typing import Final

import numpy as np

from loyalty.errors import LogUnreadable
from loyalty.simulate.orders.amounts import money
from loyalty.simulate.orders.columns import Column, Loaded
from loyalty.simulate.orders.conventions import Conventions
from loyalty.simulate.orders.numerals import whole
from loyalty.simulate.orders.parsing import Ints, coded, texts
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.statuses import CANCELLED, COUNTS, STATUSES, plain_status

SAYS_NOTHING: Final = -1
AT_SOME_TIME: Final = -2
"""A time is there and cannot be read."""


def parts(loaded: Loaded, *, conventions: Conventions, marks: Marks) -> dict[str, Ints]:
    """One figure per row for each of `conventions.parts`; -1 (a status: 0) where the row says nothing."""
    found: dict[str, Ints] = {}
    for name in conventions.parts:
        match name:
            case "status":
                found[name] = _statuses(loaded.need(name), conventions.not_paid)
            case "paid_at" | "refunded_at":
                time = conventions.instants(loaded, name)
                found[name] = np.where(
                    time.known, time.values, np.where(time.bad, AT_SOME_TIME, SAYS_NOTHING)
                )
            case "refunded_quantity":
                pieces = whole(loaded.need(name), floats=True, mark=conventions.decimal_mark)
                marks.exclude("bad_number", pieces.bad)
                found[name] = np.where(pieces.known, abs(pieces.values), SAYS_NOTHING)
            case _:
                amount = money(loaded, name, conventions=conventions, marks=marks)
                marks.exclude("bad_number", amount.bad)
                found[name] = np.where(amount.known, abs(amount.values), SAYS_NOTHING)
    return found


def _statuses(column: Column, not_paid: tuple[str, ...] | None) -> Ints:
    """What each row's status means, 0 where it has none; raises LogUnreadable for one that nobody knows."""
    words = coded(texts(column))
    spelled = [plain_status(word) for word in words.values]
    if not_paid is not None:
        left_out = {plain_status(word) for word in not_paid}
        meanings = [CANCELLED if word in left_out else COUNTS for word in spelled]
    else:
        unknown = [word for word, plain in zip(words.values, spelled, strict=True) if plain not in STATUSES]
        if unknown:
            raise _unknown(column, unknown)
        meanings = [STATUSES[word] for word in spelled]
    return np.array([*meanings, 0], np.int64)[words.codes]


def _unknown(column: Column, words: list[str]) -> LogUnreadable:
    told = ", ".join(repr(word) for word in words[:_TOLD_MAX])
    return column.refused(
        f"holds statuses the library does not know: {told}.",
        "Name those that do not count with --not-paid (not_paid in a mapping file; [] if all count), or "
        "leave the column out with --map '~=status'.",
        what_zh=f"中有系统不认识的状态：{told}。",
        mend_zh="请用 --not-paid 列出不计入的状态（映射文件中为 not_paid；全部计入则写 []），"
        "或用 --map '~=status' 不使用该列。",
    )


_TOLD_MAX: Final = 8
