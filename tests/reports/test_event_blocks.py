from loyalty.reports.event_blocks import REASONS_MAX, exhaustion, reasons, top_orders


def test_what_ran_out_comes_in_the_order_in_which_it_did(a_draft, pen):
    block = exhaustion(a_draft, pen)
    names = [line.cells[0].text for line in block.tables[0].rows]
    assert names == ["budget double-eleven", "First order 10% off · limit per-program-1", "budget tea"]
    assert block.answer == "2 ran out; 2,192 orders were denied after that."


def test_a_budget_is_money_and_a_limit_a_count(a_draft, pen):
    rows = exhaustion(a_draft, pen).tables[0].rows
    assert [line.cells[1].text for line in rows] == ["¥50,000.00", "5,000", "¥21,300.00"]
    assert [line.cells[1].under for line in rows] == ["100.0%", "3 times full", "53.3%"]
    assert [line.cells[2].under for line in rows] == ["in all", "a month", "in all"]


def test_what_went_on_the_first_day_is_told_apart(a_draft, pen):
    rows = exhaustion(a_draft, pen).tables[0].rows
    assert [line.cells[3].text for line in rows] == ["¥20,000.00", "40", "–"]
    assert rows[0].cells[3].under == "40.0% · 2024-11-10"


def test_the_order_that_took_the_last_is_named(a_draft, pen):
    rows = exhaustion(a_draft, pen).tables[0].rows
    assert (rows[0].cells[4].text, rows[0].cells[4].under) == ("2024-11-11 09:41", "CS-2024-031877")
    assert rows[2].cells[4].text == "not run out"


def test_an_end_without_its_order_stands_alone(a_draft, pen):
    a_draft["exhaustion"][0]["order_id"] = None
    assert exhaustion(a_draft, pen).tables[0].rows[0].cells[4].under == ""


def test_what_was_not_used_up_is_counted(a_draft, pen):
    for entry in a_draft["exhaustion"]:
        entry["at"] = None
    assert exhaustion(a_draft, pen).answer == "None of 3 ran out."
    a_draft["exhaustion"] = [a_draft["exhaustion"][0] | {"used": 0, "windows_full": 0}]
    assert exhaustion(a_draft, pen).answer == "The only one was never used."


def test_a_bar_is_dark_as_far_as_it_was_used(a_draft, pen):
    drawing = exhaustion(a_draft, pen).drawings[0]
    full, used, left = drawing.boxes
    assert [box.tone for box in (full, used, left)] == ["a", "a", "d"]
    assert used.width < full.width == used.width + left.width


def test_what_limits_per_member_refused_is_told_beside_the_others(a_draft, pen):
    a_draft["reasons"][0] |= {"reason": "member_limit_reached", "orders": 2_949}
    assert exhaustion(a_draft, pen).answer.endswith(
        "Limits per member refused 2,949 orders; they are counted among the reasons."
    )


def test_what_returns_gave_back_is_said(a_draft, pen):
    assert "given back" not in exhaustion(a_draft, pen).answer
    a_draft["exhaustion"][0]["given_back"] = 5
    assert "Of 1 of them some uses were given back by returns" in exhaustion(a_draft, pen).answer
    for entry in a_draft["exhaustion"]:
        entry |= {"at": None, "used": 0, "windows_full": 0}
    assert "ever used" not in exhaustion(a_draft, pen).answer


def test_nothing_ran_out(a_draft, pen):
    a_draft["exhaustion"] = []
    assert exhaustion(a_draft, pen).answer == "No limit or budget ran out."


def test_reasons_come_most_frequent_first(a_draft, pen):
    block = reasons(a_draft, pen)
    figures = [int(line.cells[2].text.replace(",", "")) for line in block.details[0].table.rows]
    assert figures == sorted(figures, reverse=True)
    assert block.answer.startswith(
        "Most often: The order is below the minimum (First order 10% off, 9,000 orders)."
    )


def test_the_chart_of_reasons_stops_where_the_table_goes_on(a_draft, pen):
    block = reasons(a_draft, pen)
    assert len([label for label in block.drawings[0].labels if label.tone == "value"]) == REASONS_MAX
    assert len(block.details[0].table.rows) == 24
    assert block.details[0].title == "All 24 reasons"
    assert block.answer.endswith(f"({REASONS_MAX} shown, all 24 below)")


def test_few_reasons_are_all_in_the_chart(a_draft, pen):
    a_draft["reasons"] = a_draft["reasons"][:3]
    assert "shown" not in reasons(a_draft, pen).answer


def test_what_the_file_could_not_show_is_told_beside_its_reason(a_draft, pen):
    a_draft["reasons"][0] |= {"note_en": "No line has the category tea.", "note_zh": "没有品类 tea。"}
    table = reasons(a_draft, pen).details[0].table
    assert table.columns[2].name == "Not tested because"
    assert [line.cells[2].text for line in table.rows].count("No line has the category tea.") == 1


def test_an_offer_that_could_not_be_tested_comes_last_among_the_reasons(a_draft, pen):
    offer = a_draft["reasons"][0]["offer"]
    untested = sum(entry["offer"] == offer for entry in a_draft["reasons"])
    a_draft["untested"] = [{"offer": offer, "why": "goods", "en": "No such goods.", "zh": "没有此类商品。"}]
    names = [line.cells[0].text for line in reasons(a_draft, pen).details[0].table.rows]
    assert set(names[-untested:]) == {"First order 10% off"}
    assert "First order 10% off" not in names[:-untested]


def test_nothing_was_refused(a_draft, pen):
    a_draft["reasons"] = []
    assert reasons(a_draft, pen).answer == "No offer was refused."


def test_the_dearest_orders_tell_what_they_got(a_draft, pen):
    block = top_orders(a_draft, pen)
    cells = block.tables[0].rows[0].cells
    assert [cell.text for cell in cells[2:]] == [
        "¥912.00",
        "¥100.00",
        "¥8.00",
        "¥33.50",
        "¥141.50",
        "780",
    ]
    assert cells[5].under == "2,000"
    assert cells[0].under == "2025-11-01 08:03"


def test_the_steps_of_a_dear_order_stand_below_the_first_one_open(a_draft, pen):
    details = top_orders(a_draft, pen).details
    assert [detail.shown for detail in details] == [True, False, False]
    assert details[0].title.endswith("step by step: cost ¥141.50, paid ¥770.50")


def test_an_order_without_a_member_is_a_guests(a_draft, pen):
    assert top_orders(a_draft, pen).tables[0].rows[6].cells[1].text == "Guest"


def test_no_order_cost_anything(a_draft, pen):
    a_draft["top_orders"] = []
    assert top_orders(a_draft, pen).answer == "No order received a benefit."
