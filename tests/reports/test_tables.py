import pytest

from loyalty.reports.tables import Cell, Column, numbers, row, table, texts, total
from loyalty.reports.values import Money, Share


def test_plain_texts_become_cells():
    line = row("May", Cell("¥1.00", under="10%"))
    assert [cell.text for cell in line.cells] == ["May", "¥1.00"]
    assert not line.total
    assert total("Sum").total


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        table(texts("Month", "Cost"), [row("May")])


def test_columns_know_which_side_they_lean_to():
    assert [column.kind for column in (*texts("a"), *numbers("b"))] == ["text", "number"]


@pytest.mark.parametrize(
    ("rows", "groups"),
    [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (6, [3, 3]), (7, [3, 1, 3]), (20, [3, 14, 3])],
)
def test_first_and_last_rows_stay_together_and_none_is_lost(rows, groups):
    one = table(texts("n"), [row(str(at)) for at in range(rows)])
    assert [len(group) for group in one.groups()] == groups
    assert [line.cells[0].text for group in one.groups() for line in group] == [str(at) for at in range(rows)]


def test_few_columns_are_set_narrow_and_few_rows_whole():
    assert table(texts("a"), [row("x")]).style() == "narrow whole"
    assert table(texts(*"abcd"), [row(*"wxyz")] * 16).style() == ""


def test_long_figures_are_set_smaller():
    heads = [Column("Month", "name"), *numbers(*"abcdef")]
    assert table(heads, [row("May", *["¥1,234,567.00"] * 6)] * 16).style() == ""
    assert "dense" in table(heads, [row("May 2025", *["¥3,456,789,012.00"] * 6)]).style().split()
    assert "denser" in table(heads, [row("May 2025", *["¥123,456,789,012,345,678.00"] * 6)]).style().split()


def test_ids_from_the_data_can_be_broken_and_make_no_table_small():
    heads = [Column("Order", "code"), Column("Examples", "code"), *numbers("Cost")]
    assert "dense" not in table(heads, [row("x" * 80, "y" * 80, "¥1.00")]).style()


def test_a_smaller_line_keeps_its_own_value():
    cell = Cell("¥1.00", value=Money(100)).over(Cell("50.0%", value=Share(1, 2)))
    assert (cell.text, cell.value, cell.under, cell.under_value) == (
        "¥1.00",
        Money(100),
        "50.0%",
        Share(1, 2),
    )
    assert Cell("Tea week").over("tea", "code").under_kind == "code"


def test_a_table_without_rows_has_a_style():
    assert table(numbers(*"abcd"), []).style() == "whole"
