from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import LogUnreadable
from loyalty.money import currency
from loyalty.simulate.orders.columns import Choice, Loaded
from loyalty.simulate.orders.conventions import Conventions
from loyalty.simulate.orders.order_facts import parts
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.statuses import CANCELLED, COUNTS, UNPAID


def read(
    said: dict[str, object] | None = None, **columns: list[object]
) -> tuple[dict[str, list[int]], Marks]:
    """What these columns say, amounts in minor units."""
    choice = Choice({name: name for name in columns})
    plain = Conventions(choice=choice, currency=currency("CNY"), zone="UTC", date_orders={}, money={})
    conventions = replace(plain, refunds="columns", **(said or {}))
    frame = pl.DataFrame(columns, strict=False)
    marks = Marks(frame.height)
    loaded = Loaded(Path("orders.csv"), frame, choice)
    found = parts(loaded, conventions=conventions, marks=marks)
    assert tuple(found) == conventions.parts
    return {name: values.tolist() for name, values in found.items()}, marks


def test_amounts_pieces_and_times_are_read_and_blank_cells_say_nothing():
    found, _ = read(
        order_discount=["500", None],
        line_refund=[-300, 0],
        refunded_quantity=["-1", ""],
        refunded_at=["1970-01-01 00:00:01", None],
        paid_at=[None, "soon"],
    )
    assert found == {
        "paid_at": [-1, -2],
        "order_discount": [500, -1],
        "line_refund": [300, 0],
        "refunded_quantity": [1, -1],
        "refunded_at": [1_000_000, -1],
    }


def test_a_figure_that_is_none_excludes_its_row():
    _, marks = read(order_refund=["5", "x"], refunded_quantity=["1.5", "1"])
    assert marks.used().tolist() == [False, False]


def test_statuses_mean_what_the_table_says():
    assert read(status=["Paid", "wc-pending", None, "已取消"])[0] == {
        "status": [COUNTS, UNPAID, 0, CANCELLED]
    }


def test_the_shop_may_name_the_statuses_that_do_not_count():
    found, _ = read({"not_paid": ("Weird", "draft")}, status=["weird", "odd", "DRAFT"])
    assert found == {"status": [CANCELLED, COUNTS, CANCELLED]}


def test_statuses_nobody_knows_are_asked_for():
    with pytest.raises(
        LogUnreadable, match=r"statuses the library does not know: 'odd', 'weird'.*--not-paid"
    ) as caught:
        read(status=["paid", "weird", "odd"])
    assert "系统不认识的状态" in caught.value.text("zh")
