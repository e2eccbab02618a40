from loyalty.reports.block import Block, Detail
from loyalty.reports.tables import row, table, texts


def test_a_question_without_figures_is_its_answer_alone():
    block = Block("Which offer costs how much?", "The programme has no offers.")
    assert (block.keys, block.drawings, block.tables, block.details) == ((), (), (), ())
    assert block.sheets() == ()


def test_a_workbook_holds_the_tables_that_name_a_sheet_folded_ones_too():
    shown, folded, flat, silent = (
        table(texts("x"), [row("1")], sheet=sheet) for sheet in ("months", "reasons", "funders", "")
    )
    block = Block("?", "", tables=(shown, silent), flat=(flat,), details=(Detail("All", folded),))
    assert [one.sheet for one in block.sheets()] == ["months", "reasons", "funders"]
