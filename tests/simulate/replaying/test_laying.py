"""Documents laid out as events: in plain Python and compiled, in any width, the same rows."""

import numpy as np
import pytest

from loyalty.kernels import codes
from loyalty.simulate.replaying import laying
from loyalty.simulate.replaying.compiled import machine, zeros

START = np.array([0, 2, 3, 3, 5], np.int64)
MEMBER = np.array([1, 0, -1, 1], np.int32)
AT = np.array([10, 20, 30, 40], np.int64)
KIND = np.array([0, 1, 0, 1], np.int8)
ORIGINAL = np.array([-1, -1, -1, 0], np.int32)
ITEM = np.array([7, 8, 9, 8, 7], np.int32)
QUANTITY = np.array([1, 2, 3, 1, 1], np.int16)
AMOUNT = np.array([100, 200, 300, 90, 80], np.int32)
LISTED = np.array([110, 220, 330, 99, 88], np.int64)
ORDER = np.array([2, 1, 0, 3], np.int32)
ANSWERS = zeros("eligible", 8)
ANSWERS["bits"] = [10, 11, 20, 21, 30, 31, 40, 41]
"""A guest's order without lines, a return of no order, a sale of two lines, a return of both of them."""


def laid(first, last, *, room=10, widths=np.int64, stride=1):
    orders, lines = zeros("orders", last - first), zeros("order_lines", room)
    orders["tendered"] = 99  # of an earlier stretch
    eligible = zeros("eligible", 2 * (last - first))
    columns = [one.astype(widths) for one in (ITEM, QUANTITY, AMOUNT, LISTED)]
    known = (ORDER, START, MEMBER, AT, KIND, ANSWERS)
    done = machine(laying.lay)(first, last, room, -1, 2, stride, *known, *columns, orders, lines, eligible)
    assert eligible["bits"][: 2 * (done - first)].tolist() == [
        ANSWERS["bits"][2 * document + word] for document in ORDER[first:done] for word in range(2)
    ]
    return done, orders, lines


@pytest.mark.parametrize("widths", [np.int32, np.int64])
def test_documents_lie_in_the_order_they_are_processed_each_with_its_lines(widths):
    done, orders, lines = laid(0, 4, widths=widths)
    assert done == 4
    assert orders["sequence"].tolist() == [2, 1, 0, 3]
    assert orders["member"].tolist() == [-1, 0, 1, 1]
    assert orders["at"].tolist() == orders["delivered"].tolist() == [30, 20, 10, 40]
    assert orders["tendered"].tolist() == [0, 0, 0, 0]
    assert list(zip(orders["line_start"].tolist(), orders["line_end"].tolist(), strict=True)) == [
        (0, 0),
        (0, 1),
        (1, 3),
        (3, 5),
    ]
    assert lines["item"][:5].tolist() == [9, 7, 8, 8, 7]
    assert lines["amount"][:5].tolist() == [300, 100, 200, 90, 80]
    assert lines["listed"][:5].tolist() == [330, 110, 220, 99, 88]
    assert lines["quantity"][:5].tolist() == [3, 1, 2, 1, 1]


def test_a_document_whose_lines_find_no_room_waits_for_the_next_stretch():
    done, orders, _lines = laid(0, 4, room=2)
    assert done == 2
    assert orders["sequence"][:2].tolist() == [2, 1]
    assert laid(2, 4, room=2)[0] == 3


def test_a_further_field_is_written_for_each_document_and_fees_only_for_sales():
    _done, orders, _lines = laid(0, 4)
    values = np.array([5, 6, 7, 8], np.int64)
    for field in (laying.SHIPPING, laying.DELIVERED, laying.WANTED):
        machine(laying.lay_field)(4, values, field, orders)
    assert orders["shipping"].tolist() == [7, 0, 5, 0]
    assert orders["delivered"].tolist() == orders["points_wanted"].tolist() == [7, 6, 5, 8]


def test_a_return_names_the_kept_order_and_gives_units_back_before_money():
    _done, orders, lines = laid(0, 4)
    slots, kept_start = np.array([0, -1, -1, -1], np.int64), np.array([40, 42], np.int64)
    target = np.array([-1, -1, -1, 1, 0], np.int64)
    units, refund = np.array([0, 0, 0, 0, 1]), np.array([0, 0, 0, 50, 0])
    machine(laying.lay_returns)(
        4, START, ORIGINAL, slots, kept_start, target, units, refund, ITEM, LISTED, orders, lines
    )
    assert orders["kind"].tolist() == [codes.SALE, codes.RETURN_UNLINKED, codes.SALE, codes.RETURN]
    assert orders["kept"].tolist() == [-1, -1, 0, 0]
    back = lines[3:5]
    assert back[["item", "quantity", "amount", "target"]].tolist() == [(7, 1, 0, 40), (8, 0, 50, 41)]


def test_what_became_of_documents_goes_to_their_rows_and_the_next_stretch_starts_blank():
    _done, orders, _lines = laid(0, 4)
    told, told_applied = zeros("told", 4), zeros("told_applied", 8)
    told["revenue"], told["level"], told_applied["bits"] = [1, 2, 3, 4], 7, range(8)
    outcomes, applied = zeros("outcomes", 4), zeros("applied", 8)
    machine(laying.keep)(4, 2, orders, told, told_applied, zeros("told", 1), outcomes, applied)
    assert outcomes["revenue"].tolist() == [3, 2, 1, 4]
    assert outcomes["level"].tolist() == [7, 7, 7, 7]
    assert applied["bits"].tolist() == [4, 5, 2, 3, 0, 1, 6, 7]
    assert not told["revenue"].any()
    assert not told_applied["bits"].any()
