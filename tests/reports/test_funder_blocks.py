from loyalty.reports.funder_blocks import funders
from loyalty.reports.values import Money, Share


def test_payers_share_the_whole_cost_points_included(a_draft, pen):
    block = funders(a_draft, pen)
    assert block is not None
    assert block.answer == "Shop 92.0% · Brand 8.0%"
    rows = block.tables[0].rows
    assert [row.cells[0].text for row in rows] == ["Shop", "Brand", "Total"]
    assert rows[-1].cells[3].value == Money(a_draft["totals"]["cost_minor"])
    assert sum(row.cells[3].value.minor for row in rows[:-1]) == a_draft["totals"]["cost_minor"]


def test_a_workbook_has_one_row_an_offer_and_payer(a_draft, pen):
    block = funders(a_draft, pen)
    assert block is not None
    (flat,) = block.flat
    assert flat.sheet == "funders"
    assert len(flat.rows) == sum(len(entry["funded"]) for entry in a_draft["by_offer"])
    assert all(isinstance(row.cells[4].value, Share) for row in flat.rows)


def test_nobody_pays_for_nothing(a_draft, pen):
    a_draft["by_funder"] = [entry | {"cost_minor": 0} for entry in a_draft["by_funder"]]
    assert funders(a_draft, pen) is None


def test_without_a_sum_by_payer_the_offers_own_shares_are_told(a_draft, pen):
    a_draft["by_funder"] = []
    block = funders(a_draft, pen)
    assert block is not None
    assert block.answer == "Shop 90.3% · Brand 9.7%"
    assert len(block.tables) == 1


def test_funders_add_up_to_the_cost_of_the_offers(a_draft, pen):
    block = funders(a_draft, pen)
    assert block is not None
    assert [column.name for column in block.tables[1].columns] == ["Offer", "Shop", "Brand"]
    assert [cell.text for cell in block.tables[1].rows[-1].cells] == ["Total", "¥442,263.38", "¥47,659.71"]


def test_a_funder_the_report_has_no_word_for_is_called_by_its_key(a_draft, pen):
    a_draft["by_offer"][0]["funded"] = {"landlord": 100}
    block = funders(a_draft, pen)
    assert block is not None
    assert [column.name for column in block.tables[1].columns][-1] == "landlord"


def test_offers_without_funders_need_no_table_of_them(a_draft, pen):
    a_draft["by_offer"] = [entry | {"funded": {}} for entry in a_draft["by_offer"]]
    a_draft["by_funder"] = []
    assert funders(a_draft, pen) is None
