"""Look behind a figure: one order step by step, or the orders that make a figure up."""

import argparse
from pathlib import Path

from loyalty.cli import options as typed
from loyalty.cli.extras import need
from loyalty.errors import BadOption

HELP = "look behind a figure: one order step by step, or the orders that make it up"
TOP = 20


def add_options(options: argparse.ArgumentParser) -> None:
    """The programme, the orders, and what is asked about them."""
    options.add_argument("program", type=Path, metavar="PROGRAM", help="programme (YAML or JSON)")
    typed.add_orders(options)
    options.add_argument("--json", action="store_true", help="print JSON, and nothing else")
    one = options.add_argument_group("one order")
    one.add_argument("--order", metavar="ID", help="its arithmetic, and that of its returns")
    figure = options.add_argument_group("the orders behind a figure (all of them together)")
    for name, metavar, text in (
        ("--offer", "ID", "orders on which this offer applied"),
        ("--reason", "NAME", "those on which --offer was refused for this reason, such as below_minimum"),
        (
            "--component",
            "NAME",
            "offers, member_price, shipping, points; given_back for the returns behind it",
        ),
        ("--tier", "ID", "placed at this level; guest; (none) for below the first level"),
        ("--track", "ID", "whose level --tier is, where there are several tracks"),
        ("--month", "YYYY-MM", "of this month"),
        ("--channel", "NAME", "of this channel; (none) where the file names none"),
        ("--category", "PATH", "with goods of this category; (none) where the file names none"),
        ("--brand", "NAME", "with goods of this brand"),
        ("--sku", "SKU", "with this SKU"),
        ("--member", "ID", "of this member; (none) for guests"),
        ("--group", "NAME", "of members ranked by what they got: top_1_percent ... lower_half"),
    ):
        figure.add_argument(name, metavar=metavar, help=text)
    figure.add_argument(
        "--benefits", type=int, choices=range(4), help="with so many benefits (3: three or more)"
    )
    figure.add_argument(
        "--over", metavar="PERCENT", help="whose goods came down by more than this percentage"
    )
    figure.add_argument("--top", type=int, default=TOP, metavar="N", help=f"how many are listed ({TOP})")
    figure.add_argument(
        "--sort", choices=("part", "cost", "revenue", "at"), default="part", help="which come first (part)"
    )
    typed.add_settings(options)


def run(options: argparse.Namespace) -> int:
    """Run what the answer depends on, and print it."""
    need("simulate", "report")
    from loyalty.cli.explaining import Inquiry, explained
    from loyalty.simulate.behind.behind_names import Which

    (program,) = typed.programs([options.program])
    given = vars(options)
    which = Which(
        **{name: given[name] for name in Which.__slots__ if name in given},
        over_ppm=_over(options.over),
    )
    inquiry = Inquiry(
        program=program,
        source=typed.source(options, program),
        settings=typed.settings(options, program),
        order_id=options.order,
        which=which,
        limit=max(options.top, 0),
        sort=options.sort,
        language=options.language,
    )
    explained(inquiry, as_json=options.json)
    return 0


def _over(percent: str | None) -> int | None:
    """A percentage as parts per million; raises BadOption."""
    from loyalty.errors import MoneyError
    from loyalty.money import percent_ppm

    if percent is None:
        return None
    try:
        return percent_ppm(percent.strip().removesuffix("%"))
    except MoneyError as error:
        mend, mend_zh = "Write a percentage such as 20.", "请写成 20 这样的百分比。"
        raise BadOption(option="--over", value=percent, mend=mend, mend_zh=mend_zh) from error
