from loyalty.reports.risk_blocks import below_cost, deep_discount, stacking


def test_orders_with_several_benefits_are_told_with_their_share(a_draft, pen):
    block = stacking(a_draft, pen)
    assert block.answer.endswith("(24.4%) use several benefits; they hold 70.0% of the cost.")
    rows = block.tables[0].rows
    assert [line.cells[0].text for line in rows] == ["none", "one", "two", "three and more", "Total"]
    assert sum(line.cells[1].value.number for line in rows[:-1]) == a_draft["totals"]["orders"]


def test_without_orders_nothing_stacks(a_draft, pen):
    for entry in a_draft["stacking"]:
        entry["orders"] = 0
    assert stacking(a_draft, pen).answer == "No order was measured."


def test_deep_discounts_name_their_share_and_three_examples(a_draft, pen):
    block = deep_discount(a_draft, pen)
    assert "come down by more than 20%, 0 of them by more than 50%." in block.answer
    first = block.tables[0].rows[0].cells
    assert first[0].text == "more than 20%"
    assert first[5].text == "CS-2025-000101, CS-2025-000102, CS-2025-000103"


def test_what_a_replay_did_not_note_is_a_dash(a_draft, pen):
    a_draft["deep_discount"][0]["with_several"] = None
    assert deep_discount(a_draft, pen).tables[0].rows[0].cells[2].text == "–"


def test_no_order_comes_down_deeply(a_draft, pen):
    for entry in a_draft["deep_discount"]:
        entry["orders"] = 0
    assert deep_discount(a_draft, pen).answer == "No order comes down by more than 20.0%."
    a_draft["deep_discount"] = []
    assert deep_discount(a_draft, pen).tables == ()


def test_sales_below_cost_stand_beside_what_happened(a_draft, pen):
    block = below_cost(a_draft, pen)
    assert "812 would bring less than the goods cost (loss ¥9,120.50)" in block.answer
    assert [line.cells[1].text for line in block.tables[0].rows] == ["17", "812"]


def test_without_unit_costs_the_report_says_what_is_missing(a_draft, pen):
    a_draft["below_cost"] = None
    block = below_cost(a_draft, pen)
    assert block.answer.startswith("Not known: the order file holds no unit costs.")
    assert block.tables == ()
