from loyalty.reports.offer_blocks import BARS_MAX, offers
from tests.reports.sample import Size
from tests.reports.sample_draft import draft


def test_offers_show_what_returns_brought_back_apart(a_draft, pen):
    block = offers(a_draft, pen)
    assert block.answer == "First order 10% off costs most: ¥178,153.85 net for 21,775 uses."
    assert {box.tone for box in block.drawings[0].boxes} == {"a", "back"}
    first = block.tables[0].rows[0].cells
    assert [cell.text for cell in first[3:]] == ["¥195,969.23", "¥17,815.38", "¥178,153.85"]
    assert first[0].under == "first10"


def test_an_offer_that_could_not_be_tested_says_why_beside_its_zero(a_draft, pen):
    assert "Not tested because" not in [column.name for column in offers(a_draft, pen).tables[0].columns]
    why = {"why": "category", "en": "No line has the category tea.", "zh": "没有任何商品行属于品类 tea。"}
    a_draft["untested"] = [{"offer": "tea-week"} | why]
    block = offers(a_draft, pen)
    told = {line.cells[0].text: line.cells[-1].text for line in block.tables[0].rows}
    assert told["Tea week"] == "No line has the category tea."
    assert told["Spend and save"] == ""
    assert [label.text for label in block.drawings[0].labels if label.tone == "value"].count(
        "not tested"
    ) == 1


def test_first_orders_of_the_files_first_month_are_told_with_their_amount(a_draft, pen):
    uses = {
        "redemptions": 5_878,
        "cost_minor": 1_031_42,
        "in_first_month": 954,
        "in_first_month_minor": 168_86,
    }
    a_draft["first_orders"] = [{"offer": "first10"} | uses]
    block = offers(a_draft, pen)
    assert "First order 10% off: 954 of its 5,878 uses (¥168.86) fall in the first month" in block.answer
    assert [table.sheet for table in block.flat] == ["offers_months", "first_orders"]


def test_more_offers_than_a_chart_holds_are_in_the_table(pen):
    block = offers(draft(Size(offers=BARS_MAX + 5)), pen)
    assert block.answer.endswith("(5 more in the table)")
    assert len(block.tables[0].rows) == BARS_MAX + 5


def test_the_workbook_has_every_offer_by_month(a_draft, pen):
    (flat,) = offers(a_draft, pen).flat
    assert [cell.text for cell in flat.rows[0].cells][1:4] == ["first10", "Nov 2025", "7"]
    a_draft["by_offer_month"] = []
    assert offers(a_draft, pen).flat == ()


def test_an_offers_steps_are_folded_below_it(a_draft, pen):
    assert [detail.shown for detail in offers(a_draft, pen).details] == [False, False]


def test_a_programme_without_offers_says_so(pen):
    assert offers(draft(Size(offers=0)), pen).answer == "The programme has no offers."
