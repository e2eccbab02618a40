"""The lines of an import's report."""

import pytest

from loyalty.cli.bring_in_view import lines
from loyalty.live.imports.report import Difference, ImportProblem, ImportReport

SUMS = {"members": 2, "points": 205, "debt": 0, "levels": 1, "credit": 2, "coupons": 3}
SUMS |= dict.fromkeys(("orders", "lines", "spent", "uses", "holds", "shared", "budgets"), 0)
PLACES = ("a.csv #1 at",)
PROBLEM = ImportProblem("bad_time", "refused", 3, "No time.", "Write one.", "没有时间。", "请填写。", PLACES)
REPORT = {
    "name": "import",
    "wrote": False,
    "stopped": False,
    "files": {"members.csv": 2000},
    "rows_in": 2000,
    "rows_used": 2000,
    "rows_refused": 0,
    "rows_left_out": 0,
    "written": 2,
    "already": 0,
    "refused": 0,
    "gone": 0,
    "decimals": 1,
    "told": SUMS,
    "left_out": dict.fromkeys(SUMS, 1),
    "coupons_by_offer": {"gift": 2},
    "problems": (PROBLEM,),
    "differences": (),
}


def said(*, language="en", write=False, **fields):
    return lines(ImportReport(**REPORT | fields), language=language, write=write)


def test_figures_are_told_as_the_files_write_them():
    told = said()
    assert told[0] == "Files (rows): members.csv 2,000"
    assert "  points: 20.4 (left out: 0.1)" in told
    assert "    gift: 2" in told
    assert told[-3:-1] == ["refused · bad_time · 3 rows: No time.", "    Write one. (a.csv #1 at)"]


def test_orders_are_told_where_any_come():
    assert not any("orders" in line for line in said())
    sums = SUMS | {"orders": 4, "lines": 9, "spent": 125, "uses": 2, "holds": 1}
    told = said(told=sums, left_out=dict.fromkeys(sums, 0) | {"holds": 1})
    assert told[8:13] == [
        "  orders: 4 (left out: 0)",
        "  lines of orders: 9 (left out: 0)",
        "  points that orders spent: 12.5 (left out: 0.0)",
        "  uses of limits: 2 (left out: 0)",
        "  open checkouts: 0 (left out: 1)",
    ]
    assert "  订单：4（略去：0）" in said(language="zh", told=sums, left_out=dict.fromkeys(sums, 0))


@pytest.mark.parametrize(
    ("fields", "end"),
    [
        ({}, "Nothing was written. Add --write --actor NAME to bring them in."),
        ({"rows_refused": 1}, "Nothing was written. Mend the refused rows, or add --without-refused."),
        ({"write": True}, "Nothing was written: mend what is refused or differs first."),
        ({"wrote": True}, "Done."),
        ({"wrote": True, "stopped": True}, "Stopped; the same command goes on."),
    ],
)
def test_the_last_line_says_what_to_do(fields, end):
    assert said(**fields)[-1] == end


def test_a_control_total_that_is_not_met_is_told():
    told = said(differences=(Difference("points", "1", "20.5"),))
    assert told[-2:] == [
        "Control total of points: 1 expected, 20.5 found.",
        "Nothing was written: mend what is refused or differs first.",
    ]


def test_ops_staff_read_chinese():
    told = said(language="zh", differences=(Difference("points", "1", "20.5"),))
    assert "    请填写。（a.csv #1 at）" in told
    assert told[-2] == "积分的控制总数：应为 1，实为 20.5。"
