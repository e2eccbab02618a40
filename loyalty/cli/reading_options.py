"""Options that say how an order file is to be read, for every command that reads one.

What is typed counts before what a mapping file says, and both before what the file shows by itself.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from loyalty.cli.options import mapping, present
from loyalty.errors import BadOption

if TYPE_CHECKING:
    from loyalty.simulate import FileMapping

_AS_TYPED: Final = (
    "decimal_mark",
    "discounts",
    "refunds",
    "paid_amount",
    "return_prefix",
    "encoding",
    "delimiter",
)
TAB: Final = "\t"
LEFT_OUT: Final = "~"
"""In place of a column's name: the recognised one is not to be used."""


def add_reading(options: argparse.ArgumentParser) -> None:
    """The options; the library's names for what they choose between."""
    group = options.add_argument_group("how the order file is written (else the file shows it)")
    group.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="what a column of the file means, as 'Order No=order_id'; =CNY=currency: the same in all rows; "
        "~=status: the column that was recognised is not used",
    )
    group.add_argument("--mapping", type=Path, metavar="FILE", help="all of this in one file (YAML or JSON)")
    group.add_argument(
        "--date-order",
        action="append",
        default=[],
        metavar="ORDER",
        help="day_first, month_first, year_first, excel, unix_s or unix_ms; ordered_at=ORDER for one column",
    )
    group.add_argument(
        "--decimal-mark", choices=(".", ","), metavar="MARK", help="what stands before decimals: . or ,"
    )
    group.add_argument(
        "--money",
        action="append",
        default=[],
        metavar="UNIT",
        help="minor (cents) or major; line_net=UNIT for one column",
    )
    group.add_argument("--discounts", choices=("line", "order"), help="whose discount a row tells")
    group.add_argument(
        "--refunds", choices=("rows", "columns"), help="refunds are rows, or columns beside sales"
    )
    group.add_argument(
        "--paid-amount",
        choices=("before_refunds", "after_refunds"),
        help="whether the amount paid still holds what was refunded later",
    )
    group.add_argument(
        "--not-paid", metavar="A,B", help="statuses of orders that do not count (all others do)"
    )
    group.add_argument("--return-prefix", metavar="TEXT", help="order ids that begin so are returns")
    group.add_argument("--encoding", metavar="NAME", help="of a CSV, as gb18030 or windows-1252")
    group.add_argument("--delimiter", metavar="SIGN", help="between the cells of a CSV; tab for a tabulator")


def reading(options: argparse.Namespace) -> "FileMapping":
    """What was typed over what the mapping file says; raises BadOption, FileMissing or LogUnreadable."""
    from loyalty.simulate import FileMapping
    from loyalty.simulate.orders.mapping import DateOrder, MoneyUnit, file_mapping

    columns = {ours: None if theirs == LEFT_OUT else theirs for ours, theirs in mapping(options.map).items()}
    given: dict[str, Any] = {name: getattr(options, name) for name in _AS_TYPED}
    given["date_order"] = _by_column("--date-order", options.date_order, get_args(DateOrder))
    given["money"] = _by_column("--money", options.money, get_args(MoneyUnit))
    given["delimiter"] = _sign(options.delimiter)
    if options.not_paid is not None:
        given["not_paid"] = [word.strip() for word in options.not_paid.split(",") if word.strip()]
    typed = FileMapping(
        **FileMapping.of(columns).model_dump(include={"columns", "constants"}),
        **{name: value for name, value in given.items() if value is not None},
    )
    if options.mapping is None:
        return typed
    return typed.over(file_mapping(present(options.mapping)))


def _sign(typed: str | None) -> str | None:
    """One sign; a tabulator by its name."""
    sign = TAB if typed in {"tab", r"\t"} else typed
    if sign is not None and (len(sign) != 1 or not sign.isascii()):
        mend, mend_zh = "Give one sign, such as ';', or tab.", "请给出一个符号，例如 ';'，制表符写 tab。"
        raise BadOption(option="--delimiter", value=typed, mend=mend, mend_zh=mend_zh)
    return sign


def _by_column(option: str, pairs: Sequence[str], choices: Sequence[str]) -> str | dict[str, str] | None:
    """`day_first`, or `ordered_at=day_first` as often as there are columns."""
    found: dict[str, str] = {}
    for pair in pairs:
        column, _, value = pair.rpartition("=")
        if value.strip() not in choices:
            raise BadOption(
                option=option,
                value=pair,
                mend=f"Use one of {', '.join(choices)}, or COLUMN=... for one column.",
                mend_zh=f"请使用以下之一：{'、'.join(choices)}；只针对一列时写“列名=…”。",
            )
        found[column.strip()] = value.strip()
    if not found:
        return None
    return found[""] if set(found) == {""} else {name: value for name, value in found.items() if name}
