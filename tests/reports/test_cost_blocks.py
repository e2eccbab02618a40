from loyalty.reports.cost_blocks import BARS_MAX, components, months, offers, tiers
from tests.reports.sample import Size, draft


def texts(table, at):
    return [line.cells[at].text for line in table.rows]


def test_months_name_the_dearest_one(a_draft, pen):
    block = months(a_draft, pen)
    assert block.question == "Which month costs what?"
    assert block.answer == "Nov 2025 costs most: ¥49,439.52, 8.3% of the whole."
    assert [key.name for key in block.keys] == [
        "Offers and member prices",
        "Free shipping",
        "Points as money",
    ]


def test_the_table_of_months_ends_with_the_drafts_own_totals(a_draft, pen):
    (table,) = months(a_draft, pen).tables
    assert table.rows[-1].total
    assert [cell.text for cell in table.rows[-1].cells][:2] == ["Total", "72,511"]
    assert table.rows[-1].cells[-2].text == "¥594,906.54"


def test_months_in_which_nothing_happened_keep_their_place(a_draft, pen):
    a_draft["by_month"] = [a_draft["by_month"][0], a_draft["by_month"][3]]
    (table,) = months(a_draft, pen).tables
    assert texts(table, 0) == ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024", "Total"]
    assert table.rows[1].cells[6].text == "¥0.00"


def test_a_single_month_is_not_compared_with_itself(pen):
    assert months(draft(Size(months=1)), pen).answer == "Jan 2024: ¥17,534.65."


def test_no_months_are_said_to_be_none(a_draft, pen):
    a_draft["by_month"] = []
    assert months(a_draft, pen).drawings == ()


def test_parts_of_the_programme_come_dearest_first(a_draft, pen):
    (table,) = components(a_draft, pen).tables
    assert texts(table, 0) == ["offers", "member prices", "points as money", "free shipping"]
    assert texts(table, 2) == ["52.9%", "17.6%", "17.6%", "11.8%"]


def test_a_programme_that_costs_nothing_says_so(a_draft, pen):
    a_draft["by_component"] = [entry | {"cost_minor": 0} for entry in a_draft["by_component"]]
    assert components(a_draft, pen).answer == "The programme cost nothing."


def test_offers_show_what_returns_brought_back_apart(a_draft, pen):
    block = offers(a_draft, pen)
    assert block.answer == "First order 10% off costs most: ¥178,153.85 net for 21,775 uses."
    assert {box.tone for box in block.drawings[0].boxes} == {"a", "back"}
    first = block.tables[0].rows[0].cells
    assert [cell.text for cell in first[3:]] == ["¥195,969.23", "¥17,815.38", "¥178,153.85"]
    assert first[0].under == "first10"


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


def test_tiers_show_what_their_orders_cost(a_draft, pen):
    (table,) = tiers(a_draft, pen).tables
    assert texts(table, 0) == ["no tier", "member", "silver", "gold", "black"]
    assert all(not line.cells[0].under for line in table.rows)


def test_with_several_tracks_each_tier_names_its_own(a_draft, pen):
    a_draft["by_tier"].append(a_draft["by_tier"][1] | {"track": "paid"})
    assert [line.cells[0].under for line in tiers(a_draft, pen).tables[0].rows][-2:] == ["growth", "paid"]


def test_what_cost_nothing_has_no_dearest_part(a_draft, pen):
    a_draft["totals"]["cost_minor"] = 0
    for entry in a_draft["by_offer"]:
        entry["redemptions"] = 0
    answers = [made(a_draft, pen).answer for made in (months, tiers, offers)]
    assert answers == ["The programme cost nothing.", "The programme cost nothing.", "No offer was used."]


def test_a_programme_without_tiers_says_so(a_draft, pen):
    a_draft["by_tier"] = []
    assert tiers(a_draft, pen).answer == "The programme has no tiers."
