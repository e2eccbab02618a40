from loyalty.reports.order_steps import LINES_SHOWN, sample_details, step_details, step_sheet
from tests.reports.sample_steps import step


def test_amounts_and_what_is_left_stand_beside_each_step(a_draft, pen):
    first = step_details(a_draft["top_orders"], pen)[0].table
    assert [[cell.text for cell in line.cells] for line in first.rows[:3]] == [
        ["Goods at list.", "¥912.00", "¥912.00", ""],
        ["Spend and save takes it.", "−¥141.50", "¥770.50", ""],
        ["Tea week does not apply.", "", "", ""],
    ]
    assert [line.total for line in first.rows] == [False, False, False, True, False]


def test_the_split_over_several_lines_is_told_and_over_one_line_is_not(a_draft, pen):
    rows = step_details(a_draft["top_orders"], pen)[0].table.rows
    assert rows[0].cells[0].under == "1 TEA-01 ¥911.00 · 2 TEA-02 ¥1.00"
    assert rows[1].cells[0].under == ""


def test_an_order_of_many_lines_tells_the_first_ones(a_draft, pen):
    order = a_draft["top_orders"][0]
    order["steps"] = [step("goods", "Goods.", "商品。", lines=(100,) * (LINES_SHOWN + 3))]
    cell = step_details([order], pen)[0].table.rows[0].cells[0]
    assert cell.under.endswith(f"{LINES_SHOWN} TEA-0{LINES_SHOWN} ¥1.00 · 3 others")


def test_orders_whose_steps_were_not_worked_out_are_left_out(a_draft, pen):
    assert len(step_details(a_draft["top_orders"], pen)) == 3
    assert step_details(a_draft["top_orders"][3:], pen) == ()
    assert step_sheet(a_draft["top_orders"][3:], pen) == ()


def test_an_order_without_a_payment_step_is_named_by_its_cost_alone(a_draft, pen):
    order = a_draft["top_orders"][0]
    order["steps"] = order["steps"][:1]
    assert step_details([order], pen)[0].title == "Order CS-2025-092815, step by step: cost ¥141.50"


def test_the_workbook_numbers_the_steps_of_each_order(a_draft, pen):
    (flat,) = step_sheet(a_draft["top_orders"], pen)
    assert [line.cells[1].value.number for line in flat.rows] == [1, 2, 3, 4, 5] * 3


def test_each_offer_is_shown_on_one_of_its_orders(a_draft, pen):
    titles = [detail.title for detail in sample_details(a_draft["samples"], pen, {"first10": "First order"})]
    assert titles[0] == "First order on order CS-2025-900000, step by step"
    assert titles[1].startswith("spend-steps on order")
    a_draft["samples"][0]["steps"] = []
    assert len(sample_details(a_draft["samples"], pen, {})) == 1
