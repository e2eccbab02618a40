from loyalty.reports.cost_blocks import components, months, tiers
from loyalty.reports.offer_blocks import offers
from tests.reports.sample import Size
from tests.reports.sample_draft import draft


def texts(table, at):
    return [line.cells[at].text for line in table.rows]


def test_months_name_the_dearest_one(a_draft, a_log, pen):
    block = months(a_draft, a_log, pen)
    assert block.question == "Which month costs what?"
    assert block.answer == "Nov 2025 costs most: ¥49,439.52, 8.3% of the whole."
    assert [key.name for key in block.keys] == [
        "Offers and member prices",
        "Free shipping",
        "Points as money",
    ]


def test_the_table_of_months_ends_with_the_drafts_own_totals(a_draft, a_log, pen):
    block = months(a_draft, a_log, pen)
    _, table = block.tables
    assert [one.sheet for one in block.sheets()] == ["months", "years"]
    assert table.rows[-1].total
    assert [cell.text for cell in table.rows[-1].cells][:2] == ["Total", "72,511"]
    assert table.rows[-1].cells[-2].text == "¥594,906.54"


def test_months_in_which_nothing_happened_keep_their_place(a_draft, a_log, pen):
    a_draft["by_month"] = [a_draft["by_month"][0], a_draft["by_month"][3]]
    (table,) = months(a_draft, a_log, pen).tables
    assert texts(table, 0) == ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024", "Total"]
    assert table.rows[1].cells[6].text == "¥0.00"


def test_a_month_that_the_file_holds_in_part_is_marked(a_draft, a_log, pen):
    a_log["last_at"] = "2025-12-09T12:50:00+08:00"
    block = months(a_draft, a_log, pen)
    _, table = block.tables
    assert [line.cells[0].under for line in table.rows[-3:]] == ["", "month not whole in the file", ""]
    assert "month not whole in the file" in [key.name for key in block.keys]
    pale = [box.tip for box in block.drawings[0].boxes if box.tone.endswith("partial")]
    assert pale
    assert all(tip.startswith("Dec 2025") for tip in pale)


def test_a_single_month_is_not_compared_with_itself(a_log, pen):
    assert months(draft(Size(months=1)), a_log, pen).answer == "Jan 2024: ¥17,534.65."


def test_no_months_are_said_to_be_none(a_draft, a_log, pen):
    a_draft["by_month"] = []
    assert months(a_draft, a_log, pen).drawings == ()


def test_parts_of_the_programme_come_dearest_first(a_draft, pen):
    (table,) = components(a_draft, pen).tables
    assert texts(table, 0) == ["Offers", "Member prices", "Points as money", "Free shipping", "Total"]
    assert texts(table, 2) == ["52.9%", "17.6%", "17.6%", "11.8%", "100.0%"]


def test_a_programme_that_costs_nothing_says_so(a_draft, pen):
    a_draft["by_component"] = [entry | {"cost_minor": 0} for entry in a_draft["by_component"]]
    assert components(a_draft, pen).answer == "The programme cost nothing."


def test_tiers_show_what_their_orders_cost(a_draft, pen):
    (table,) = tiers(a_draft, pen).tables
    assert texts(table, 0) == ["no tier", "member", "silver", "gold", "black", "Total"]
    assert all(not line.cells[0].under for line in table.rows)


def test_with_several_tracks_each_tier_names_its_own(a_draft, pen):
    a_draft["by_tier"].append(a_draft["by_tier"][1] | {"track": "paid"})
    assert [line.cells[0].under for line in tiers(a_draft, pen).tables[0].rows][-2:] == ["growth", "paid"]


def test_what_cost_nothing_has_no_dearest_part(a_draft, a_log, pen):
    a_draft["totals"]["cost_minor"] = 0
    for entry in a_draft["by_offer"]:
        entry["redemptions"] = 0
    answers = [
        months(a_draft, a_log, pen).answer,
        *(made(a_draft, pen).answer for made in (tiers, offers)),
    ]
    assert answers == ["The programme cost nothing.", "The programme cost nothing.", "No offer was used."]


def test_a_programme_without_tiers_says_so(a_draft, pen):
    a_draft["by_tier"] = []
    assert tiers(a_draft, pen).answer == "The programme has no tiers."
