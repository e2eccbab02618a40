from dataclasses import replace

from loyalty.reports.grid_table import grid_table
from loyalty.reports.values import Money, Share, Whole
from tests.simulate.grids import CAP, LANE, grid_result


def made(pen, *axes, **changes):
    return grid_table(grid_result(*axes, **changes).as_dict(), pen)


def test_every_variant_is_a_row_and_what_stands_says_so(pen):
    table = made(pen)
    assert [row.cells[0].text for row in table.rows] == ["10", "20", "30"]
    assert [row.cells[0].under for row in table.rows] == ["", "as it stands", ""]
    assert [cell.text for cell in table.rows[2].cells[1:5]] == ["¥2,500.00", "+¥500.00", "+25.0%", "3.5%"]


def test_figures_keep_their_values_for_a_spreadsheet(pen):
    cells = made(pen).rows[0].cells
    assert cells[0].value == Whole(10)
    assert (cells[1].value, cells[2].value) == (Money(150_000), Money(-50_000))
    assert cells[3].value == Share(-250_000, 1_000_000)


def test_a_value_with_decimals_or_of_words_stands_as_a_text(pen):
    assert made(pen, replace(CAP, values=("1.5", None))).rows[0].cells[0].value is None
    assert made(pen, replace(CAP, values=("1.5", None))).rows[1].cells[0].text == "none"
    assert made(pen, LANE).columns[0].kind == "name"


def test_what_stands_is_the_last_row_where_no_variant_is_it(pen):
    table = made(pen, replace(CAP, values=("1", "2")))
    assert [row.total for row in table.rows] == [False, False, True]
    assert (table.rows[-1].cells[0].text, table.rows[-1].cells[0].under) == ("20", "as it stands")


def test_a_change_of_nothing_is_a_dash(pen):
    grid = grid_result().as_dict()
    grid["current"]["totals"]["net_cost_minor"] = 0
    grid["variants"][0]["change_ppm"] = None
    cell = grid_table(grid, pen).rows[0].cells[3]
    assert (cell.text, cell.value) == ("–", None)


def test_one_axis_is_drawn_in_the_spreadsheet_and_two_are_not(pen):
    assert made(pen).graph.series == ("Net cost",)
    assert made(pen, CAP, LANE).graph is None
