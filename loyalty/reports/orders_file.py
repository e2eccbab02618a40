"""Every order of a run in a file: a CSV to open in a spreadsheet, a Parquet file to count with.

Both are streamed under a passing name and moved into place when they are whole. In the CSV amounts are exact
decimals of the currency, and no cell can start a formula: an order id is whatever a shop's file said.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, TypeAlias

import polars as pl
from polars.io.plugins import register_io_source

from loyalty.errors import OutputUnwritable
from loyalty.errors.base import is_chinese
from loyalty.money import Currency
from loyalty.simulate.behind.order_outcomes import RETURN, SALE, OrderOutcomes
from loyalty.simulate.replaying.replay import Replay
from loyalty.spreadsheet import SIGNS

Format: TypeAlias = Literal["csv", "parquet"]
STEM: Final = "order-outcomes"
BOM: Final = b"\xef\xbb\xbf"
"""Tells Excel that the file is UTF-8."""
UNSAFE: Final = f"^{SIGNS}"
"""What a spreadsheet takes for the start of a formula."""
HEADS: Final = {
    "order_id": ("order_id", "订单号"),
    "kind": ("kind", "类型"),
    "original_order_id": ("original_order_id", "原订单号"),
    "at": ("at", "时间"),
    "month": ("month", "月份"),
    "member": ("member", "会员"),
    "channel": ("channel", "渠道"),
    "tier": ("tier", "下单时等级"),
    "revenue_minor": ("revenue", "商品金额"),
    "offers_minor": ("offers_off", "商品优惠"),
    "shipping_minor": ("shipping_off", "减免运费"),
    "points_minor": ("points_off", "积分抵现"),
    "cost_minor": ("cost", "让利合计"),
    "points_spent": ("points_spent", "使用积分"),
    "points_earned": ("points_earned", "获得积分"),
    "returned_minor": ("returned", "退货金额"),
    "given_back_minor": ("given_back", "随退货收回的让利"),
    "offers": ("offers", "生效的优惠活动"),
}
KINDS: Final = {SALE: "销售", RETURN: "退货"}


def write_orders(
    replay: Replay,
    folder: str | os.PathLike[str],
    *,
    stem: str = STEM,
    formats: Sequence[Format] = ("csv",),
    language: str = "en",
) -> tuple[Path, ...]:
    """Write every measured order and return of a finished replay; the files' paths, in the formats' order.

    The CSV's heads and kinds are in the language, Parquet has the fields' own names and minor units. Raises
    OutputUnwritable.
    """
    place = Path(folder)
    rows = OrderOutcomes(replay)
    writers = {"csv": _csv(rows, language), "parquet": _parquet(rows)}
    paths = tuple(place / f"{stem}.{ending}" for ending in formats)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for path in paths:
            _whole(path, writers[path.suffix[1:]])
    except OSError as error:
        raise OutputUnwritable(path=str(place), what=error.strerror or str(error)) from error
    return paths


def stem_of(draft: int, drafts: int) -> str:
    """What the files of one of several drafts are called, from 0: numbered where there are several."""
    return STEM if drafts == 1 else f"{STEM}-{draft + 1}"


def orders_csv(path: Path, unit: Currency, *, language: str = "en", point_decimals: int = 0) -> bytes:
    """The CSV of a Parquet file of orders."""
    shown = csv_frame(pl.read_parquet(path), unit, language, point_decimals=point_decimals)
    return BOM + shown.write_csv().encode()


def csv_frame(frame: pl.DataFrame, unit: Currency, language: str, *, point_decimals: int = 0) -> pl.DataFrame:
    """The rows as a CSV shows them: amounts as decimals, times with their offset, texts defused."""
    chinese = is_chinese(language)
    columns = []
    for name, heads in HEADS.items():
        column = pl.col(name)
        match name:
            case "at":
                column = column.dt.strftime("%Y-%m-%dT%H:%M:%S%:z")
            case "offers":
                column = defused(column.list.join(" "))
            case "kind" if chinese:
                column = column.replace_strict(KINDS, return_dtype=pl.String)
            case _ if name.endswith("_minor"):
                column = decimals(column, unit.exponent)
            case "points_spent" | "points_earned":
                column = decimals(column, point_decimals)
            case _:
                column = defused(column)
        columns.append(column.alias(heads[1] if chinese else heads[0]))
    return frame.select(columns)


def defused(column: pl.Expr) -> pl.Expr:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return pl.when(column.str.contains(UNSAFE)).then(pl.lit("'") + column).otherwise(column)


def decimals(column: pl.Expr, exponent: int) -> pl.Expr:
    """Minor units as the digits of major units, exactly."""
    size = column.abs()
    whole = (size // 10**exponent).cast(pl.String)
    text = whole
    if exponent:
        text = whole + "." + (size % 10**exponent).cast(pl.String).str.zfill(exponent)
    return pl.when(column < 0).then(pl.lit("-") + text).otherwise(text)


def _csv(rows: OrderOutcomes, language: str) -> Callable[[BinaryIO], None]:
    policy = rows.replay.plan.program.points
    points = 0 if policy is None else policy.decimals

    def write(file: BinaryIO) -> None:
        file.write(BOM)
        for number, frame in enumerate(rows.frames()):
            shown = csv_frame(frame, rows.log.currency, language, point_decimals=points)
            shown.write_csv(file, include_header=number == 0)

    return write


def _parquet(rows: OrderOutcomes) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        schema = rows.frame(rows.documents[:0]).schema

        def source(
            with_columns: list[str] | None,
            _predicate: pl.Expr | None,
            _n_rows: int | None,
            _batch_size: int | None,
        ) -> Iterator[pl.DataFrame]:
            return _chosen(rows.frames(), with_columns)

        register_io_source(source, schema=schema, is_pure=True).sink_parquet(file)

    return write


def _chosen(frames: Iterable[pl.DataFrame], names: list[str] | None) -> Iterator[pl.DataFrame]:
    for frame in frames:
        yield frame if names is None else frame.select(names)


def _whole(path: Path, write: Callable[[Any], None]) -> None:
    """A file that is there only when it is complete."""
    passing = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with passing.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(path)
    finally:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
