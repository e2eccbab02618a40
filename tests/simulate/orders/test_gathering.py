from pathlib import Path

import numpy as np
import polars as pl
import pytest

from loyalty.money import currency
from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.gathered import NONE_NAMED, NOT_IN_FILE
from loyalty.simulate.orders.gathering import Gathering, Part, places_among
from loyalty.simulate.orders.items import Items


def part(first_row: int, *, at: tuple[int, ...], lines: tuple[int, ...], cost: bool = False) -> Part:
    """A batch with stretches at these instants, with so many lines each."""
    rows = np.arange(first_row, first_row + sum(lines), dtype=np.int32)
    one = np.ones(rows.size, np.int32)
    none = np.full(len(at), -1, np.int32)
    return Part(
        height=rows.size,
        lines=rows.size,
        row_start=rows[np.cumsum([0, *lines[:-1]])],
        line_count=np.array(lines, np.int32),
        kind=np.zeros(len(at), np.int8),
        at=np.array(at),
        shipping=none,
        channel=none,
        row=None,
        number=one,
        item=0 * one,
        quantity=one,
        gross=one,
        discount=0 * one,
        code=-one,
        cost=one if cost else None,
        parts={},
    )


def gathering(*batches: tuple[Part, list[str | None]], files: tuple[int, ...] = (0,)) -> Gathering:
    into = Gathering(Items(()), file_start=list(files))
    into.items.skus(Column(Path("orders.csv"), "sku", pl.Series(["tea"])))
    for one, ids in batches:
        into.parts.append(one)
        into.order.add(pl.Series(ids, dtype=pl.String))
        into.member.add(pl.Series([None] * len(ids), dtype=pl.String))
        into.rows += one.height
        into.stretches += len(ids)
    return into


def test_a_stretch_that_a_batch_cut_is_one_again():
    into = gathering(
        (part(0, at=(5, 6), lines=(1, 2)), ["A", "B"]), (part(3, at=(6, 7), lines=(2, 1)), ["B", "C"])
    )
    found = into.finished(currency("CNY"), numbered=True)
    assert found.stretches.line_start.tolist() == [0, 1, 5, 6]
    assert found.stretches.at.tolist() == [5, 6, 7]
    assert (found.stretches.order.unique, found.orders.to_list()) == (True, ["A", "B", "C"])


@pytest.mark.parametrize(("second", "files"), [("B", (0, 3)), ("X", (0,))])
def test_neither_another_file_nor_another_order_goes_on(second: str, files: tuple[int, ...]):
    batches = [(part(0, at=(5, 6), lines=(1, 2)), ["A", "B"]), (part(3, at=(6,), lines=(2,)), [second])]
    found = gathering(*batches, files=files).finished(currency("CNY"), numbered=True)
    assert found.stretches.line_start.tolist() == [0, 1, 3, 5]


def test_another_instant_does_not_go_on_either():
    batches = [(part(0, at=(5,), lines=(1,)), ["A"]), (part(1, at=(6,), lines=(1,)), ["A"])]
    found = gathering(*batches).finished(currency("CNY"), numbered=True)
    assert (found.stretches.line_start.tolist(), found.stretches.order.unique) == ([0, 1, 2], False)


def test_a_cost_that_one_file_lacks_is_unknown_there():
    batches = [(part(0, at=(5,), lines=(1,), cost=True), ["A"]), (part(1, at=(6,), lines=(1,)), ["B"])]
    found = gathering(*batches).finished(currency("CNY"), numbered=True)
    assert found.lines.cost is not None
    assert found.lines.cost.tolist() == [1, -1]
    without = part(0, at=(6,), lines=(1,)), ["B"]
    assert gathering(without).finished(currency("CNY"), numbered=True).lines.cost is None


def test_orders_are_found_by_id_whether_stored_as_numbers_or_text():
    orders = pl.Series([20, 3])
    assert places_among(pl.Series([3, 4, 20]), orders).tolist() == [1, NOT_IN_FILE, 0]
    assert places_among(pl.Series(["3", "03", "20"]), orders).tolist() == [1, NOT_IN_FILE, 0]


def test_named_orders_are_tied_to_their_stretches():
    into = gathering((part(0, at=(5, 6, 7), lines=(1, 1, 1)), ["A", "B", "C"]))
    into.original.add(pl.Series(["A", "gone"]))
    into.named.append(np.array([1, 2], np.int32))
    found = into.finished(currency("CNY"), numbered=True)
    assert found.stretches.original.tolist() == [NONE_NAMED, 0, NOT_IN_FILE]
