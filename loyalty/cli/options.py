"""Options of a simulation as they are typed, and what they mean.

What an order file cannot tell is an option with the library's own default; its words are the settings' words.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from loyalty.errors import BadOption, FileMissing, NotATime, ProgramInvalid
from loyalty.handed_in.files import is_file
from loyalty.rules.document import load_program
from loyalty.rules.program import Program
from loyalty.when import civil

if TYPE_CHECKING:
    from loyalty.cli.source import Source
    from loyalty.simulate import Settings

_AS_TYPED: Final = (
    "price_basis",
    "use_points",
    "points_share",
    "use_coupons",
    "coupons_share",
    "returns",
    "delivered_after_days",
    "parity_orders",
    "seed",
    "margin",
)


def add_orders(options: argparse.ArgumentParser) -> None:
    """The options that say where the orders lie and what their columns mean."""
    from loyalty.cli.reading_options import add_reading

    options.add_argument(
        "--orders",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help="order lines (Parquet, CSV); several files are one history",
    )
    options.add_argument("--members", type=Path, metavar="FILE", help="members (Parquet, CSV)")
    options.add_argument(
        "--zone",
        metavar="NAME",
        help="zone of times without an offset (default: the mapping's, else the first programme's)",
    )
    options.add_argument(
        "--packed",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep the orders as read beside their file, so that the next run need not read it (on)",
    )
    add_reading(options)


def source(options: argparse.Namespace, program: Program) -> "Source":
    """What was typed of them; raises BadOption, FileMissing or LogUnreadable."""
    from loyalty.cli.reading_options import reading
    from loyalty.cli.source import Source

    said = reading(options)
    return Source(
        orders=tuple(options.orders),
        members=options.members,
        mapping=said,
        zone=options.zone or said.zone or program.time_zone,
        packed="beside" if options.packed else "none",
    )


def add_settings(options: argparse.ArgumentParser) -> None:
    """The options that say what the order file cannot."""
    group = options.add_argument_group("what the order file cannot tell")
    group.add_argument(
        "--price-basis",
        choices=("net", "gross", "gross_without"),
        help="prices before the draft's discounts: as paid (net, the default), before all past discounts "
        "(gross), or before those of the codes given with --price-codes (gross_without)",
    )
    group.add_argument("--price-codes", metavar="A,B", help="the coupon codes of --price-basis gross_without")
    group.add_argument(
        "--use-points",
        choices=("always_max", "never", "share"),
        help="points: all that may be spent (always_max, the default), none (never), on a share of orders",
    )
    group.add_argument("--points-share", metavar="SHARE", help="the share of orders, such as 0.3")
    group.add_argument(
        "--use-coupons",
        choices=("always_best", "as_logged", "never", "share"),
        help="codes: wherever they help (always_best, the default), as logged, never, on a share of orders",
    )
    group.add_argument("--coupons-share", metavar="SHARE", help="the share of orders, such as 0.3")
    group.add_argument(
        "--returns", choices=("replay", "ignored"), help="what came back: replay (the default) or ignored"
    )
    group.add_argument(
        "--warm-up-until",
        metavar="DATE",
        help="orders before this day of the programme's calendar build up state and are not counted",
    )
    group.add_argument(
        "--delivered-after-days", type=int, metavar="N", help="days from order to delivery (0)"
    )
    group.add_argument(
        "--margin",
        metavar="SHARE",
        help="what of the revenue is left before the programme, such as 0.3: for the break-even",
    )
    check = options.add_argument_group("checking the run")
    check.add_argument(
        "--parity-orders", type=int, metavar="N", help="orders to run again through the live engine (1000)"
    )
    check.add_argument("--seed", type=int, metavar="N", help="which orders are sampled, and drawn shares (1)")


def programs(paths: Sequence[Path]) -> tuple[Program, ...]:
    """The programmes in these files; raises FileMissing or ProgramError, with the file in its notes."""
    return tuple(_program(present(path)) for path in paths)


def present(path: Path) -> Path:
    """The path, when a file is there; raises FileMissing."""
    if not is_file(path):
        raise FileMissing(path=path)
    return path


def _program(path: Path) -> Program:
    try:
        return load_program(path)
    except ProgramInvalid as error:
        error.add_note(str(path))
        raise


def settings(options: argparse.Namespace, program: Program) -> "Settings":
    """What was typed; a day is one of the programme's calendar. Raises BadOption or SettingRefused."""
    from loyalty.simulate import Settings

    given: dict[str, Any] = {name: getattr(options, name) for name in _AS_TYPED}
    if options.price_codes is not None:
        given["price_codes"] = tuple(code.strip() for code in options.price_codes.split(",") if code.strip())
    if options.warm_up_until is not None:
        try:
            given["warm_up_until"] = civil(options.warm_up_until, program.zone)
        except NotATime as error:
            mend, mend_zh = "Write a day as 2026-01-31.", "请写成 2026-01-31 这样的日期。"
            raise BadOption(
                option="--warm-up-until", value=options.warm_up_until, mend=mend, mend_zh=mend_zh
            ) from error
    return Settings(**{name: value for name, value in given.items() if value is not None})


def formats(typed: str | None, known: Sequence[str], usual: Sequence[str]) -> tuple[str, ...]:
    """The formats of `html,xlsx` in the library's order; raises BadOption."""
    if typed is None:
        return tuple(usual)
    asked = [one.strip().lower() for one in typed.split(",") if one.strip()]
    strange = [one for one in asked if one not in known]
    if strange or not asked:
        listed = ", ".join(known)
        mend, mend_zh = f"Choose from {listed}, with commas between.", f"请从 {listed} 中选择，以逗号分隔。"
        raise BadOption(option="--formats", value=typed, mend=mend, mend_zh=mend_zh)
    return tuple(one for one in known if one in asked)


def mapping(pairs: Sequence[str]) -> dict[str, str]:
    """`theirs=ours`, and `=value=ours` for what is the same in all rows; raises BadOption."""
    found = {}
    for pair in pairs:
        theirs, _, ours = pair.rpartition("=")
        if not theirs or not ours.strip():
            mend = "Write theirs=ours: --map 'Order No=order_id', or =CNY=currency for all rows."
            mend_zh = "请写成“文件列名=系统列名”：--map '订单号=order_id'（整列相同的值写 =CNY=currency）。"
            raise BadOption(option="--map", value=pair, mend=mend, mend_zh=mend_zh)
        found[ours.strip()] = theirs.strip()
    return found
