from loyalty.reports.comparison import comparison
from tests.reports.sample import Size, result
from tests.reports.sample_draft import draft


def lines(drafts, pen):
    table = comparison(result(Size(drafts=drafts)), pen)
    return {line.cells[0].text: line.cells for line in table.rows}


def test_one_draft_stands_beside_what_happened(pen):
    cost = lines(1, pen)["Given in all"]
    assert [cell.text for cell in cost] == ["Given in all", "¥326,615.57", "¥594,906.54"]
    assert [cell.under for cell in cost] == ["", "", ""]


def test_further_drafts_show_their_difference_from_the_first(pen):
    net = lines(2, pen)["Net cost"]
    assert (net[2].under, net[3].under) == ("", "−¥113,389.44 (−20.0%)")


def test_no_difference_is_said_to_be_none(pen):
    assert lines(2, pen)["Orders"][3].under == "±0"


def test_the_present_programme_stands_between_history_and_the_drafts(pen):
    told = result(Size(drafts=2))
    told["baseline_program"] = draft(Size(), 1)
    table = comparison(told, pen)
    names = [column.name for column in table.columns]
    assert names[1:3] == ["What happened", "Present: Corner shop club, lean"]
    net = next(line.cells for line in table.rows if line.cells[0].text == "Net cost")
    assert net[2].text == net[4].text
    assert (net[2].under, net[3].under) == ("", "")
    assert all(len(line.cells) == 5 for line in table.rows)


def test_what_history_does_not_know_is_a_dash(pen):
    assert lines(1, pen)["Points used as money"][1].text == "–"
    assert lines(1, pen)["Goods returned"][2].text == "–"


def test_the_note_names_the_draft_that_differences_are_taken_from(pen):
    assert "Corner shop club" in comparison(result(Size(drafts=2)), pen).note
    assert "Corner shop club" not in comparison(result(Size(drafts=1)), pen).note


def test_shares_of_history_and_draft_stand_side_by_side(pen):
    share = lines(1, pen)["Share of revenue"]
    assert [cell.text for cell in share[1:]] == ["3.5%", "6.4%"]


def test_money_off_in_the_past_is_a_dash_where_the_file_does_not_tell_it(pen):
    told = result()
    told["baseline"]["discount_minor"] = 0
    past = {line.cells[0].text: line.cells[1].text for line in comparison(told, pen).rows}
    assert {past[name] for name in ("Money off goods", "Given in all", "Share of revenue")} == {"–"}
    assert past["Goods before discounts"] != "–"


def test_points_still_open_are_told_as_money_too(pen):
    assert lines(1, pen)["Open points as money"][2].text == "¥91,200.00"


def test_drafts_of_one_name_are_told_apart_by_number(pen):
    told = result(Size(drafts=2))
    told["drafts"][1]["program"] = told["drafts"][0]["program"]
    names = [column.name for column in comparison(told, pen).columns]
    assert names[2:] == ["Draft 1: Corner shop club", "Draft 2: Corner shop club"]
