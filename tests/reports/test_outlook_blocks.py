import pytest

from loyalty.reports.outlook_blocks import SWITCHES_SHOWN, break_even, switches
from tests.reports.sample_figures import break_even_of


def test_the_setting_that_moves_most_is_named(a_draft, pen):
    block = switches(a_draft, pen)
    assert block.answer == (
        "Of 3 settings tried one at a time, this moves most: First order 10% off: without the cap: "
        "+¥51,025.13 (+9.0%)."
    )
    changes = [abs(line.cells[2].value.minor) for line in block.tables[0].rows]
    assert changes == sorted(changes, reverse=True)


def test_only_settings_that_move_something_are_drawn_to_their_side(a_draft, pen):
    drawing = switches(a_draft, pen).drawings[0]
    assert [box.tone for box in drawing.boxes] == ["more", "less"]
    more, less = drawing.boxes
    assert less.x + less.width == more.x


def test_the_workbook_has_the_values_as_a_programme_writes_them(a_draft, pen):
    (flat,) = switches(a_draft, pen).flat
    assert [cell.text for cell in flat.rows[0].cells[1:5]] == ["first10", "cap", "¥20.00", "–"]
    assert flat.rows[0].cells[3].value.minor == 20_00
    assert [cell.text for cell in flat.rows[1].cells[3:5]] == ["2", "1"]
    assert [cell.text for cell in flat.rows[2].cells[3:5]] == ["30.0%", "15.0%"]


def test_more_settings_than_a_chart_holds_are_in_the_table(a_draft, pen):
    a_draft["switches"] = a_draft["switches"][:1] * (SWITCHES_SHOWN + 5)
    block = switches(a_draft, pen)
    assert len(block.drawings[0].boxes) == SWITCHES_SHOWN
    assert len(block.tables[0].rows) == SWITCHES_SHOWN + 5


def test_settings_without_effect_need_no_chart(a_draft, pen):
    a_draft["switches"] = [a_draft["switches"][2]]
    block = switches(a_draft, pen)
    assert block.drawings == ()
    assert block.answer == "No setting that was tried (1) moves the cost."
    assert len(block.flat[0].rows) == 1


def test_settings_that_move_nothing_are_one_sentence_on_the_page_and_rows_in_the_workbook(a_draft, pen):
    block = switches(a_draft, pen)
    assert len(block.tables[0].rows) == 2
    assert block.tables[0].note.endswith("Without any effect (1): Points may pay 15% at most.")
    assert len(block.flat[0].rows) == 3


def test_a_run_without_switches_says_so(a_draft, pen):
    a_draft["switches"] = []
    assert switches(a_draft, pen).answer == "This run did not try other settings."


def test_without_a_margin_it_is_told_for_several(a_draft, pen):
    block = break_even(a_draft, pen)
    (table,) = block.tables
    assert [column.name for column in table.columns][2:] == [
        f"at margin {margin}%" for margin in (10, 20, 30, 40, 50)
    ]
    assert "which nobody stated" in block.answer
    assert table.rows[0].cells[2].text == "never"
    assert len(table.rows) == 3 + len(a_draft["by_tier"])


def test_at_a_stated_margin_each_tier_has_its_own(a_draft, pen):
    tiers = ("silver", "gold")
    a_draft["break_even"] = break_even_of(a_draft["totals"], tiers, margins=(300_000,))
    block = break_even(a_draft, pen)
    uplift = pen.figures.ppm(a_draft["break_even"][0]["uplift_ppm"])
    assert (
        block.answer == f"At a margin of 30% and a net cost of 6.1% of revenue, {uplift} more must be sold."
    )
    needed, returns = block.tables
    assert [line.cells[0].text for line in needed.rows] == [
        "All orders",
        "All orders, the shop's share only",
        "All members, without guests",
        "silver",
        "gold",
    ]
    assert [column.name for column in returns.columns][1:] == ["0% more sold", "10% more sold"]
    assert [cell.text for cell in returns.rows[0].cells][1:] == ["−100.0%", "−58.0%"]


def test_what_never_pays_is_said_to(a_draft, pen):
    a_draft["break_even"] = break_even_of(a_draft["totals"], (), margins=(100_000,))
    block = break_even(a_draft, pen)
    assert block.answer.startswith("Never: a net cost of ")
    assert block.drawings[0].boxes == ()


def test_nothing_given_brings_nothing(a_draft, pen):
    a_draft["break_even"] = break_even_of(a_draft["totals"], (), margins=(300_000,))
    a_draft["break_even"][0]["returns"][1]["roi_ppm"] = None
    a_draft["break_even"][0] |= {"uplift_ppm": None, "never": False}
    block = break_even(a_draft, pen)
    assert block.tables[1].rows[0].cells[2].text == "–"
    assert block.tables[0].rows[0].cells[6].text == "–"


@pytest.mark.parametrize("sheet", ["break_even", "returns"])
def test_the_workbook_has_one_row_a_case(a_draft, pen, sheet):
    flat = next(table for table in break_even(a_draft, pen).flat if table.sheet == sheet)
    cases = [one for entry in a_draft["break_even"] for one in entry["returns"]]
    assert len(flat.rows) == {"break_even": len(a_draft["break_even"]), "returns": len(cases)}[sheet]


def test_a_result_that_did_not_ask_says_so(a_draft, pen):
    a_draft["break_even"] = []
    assert break_even(a_draft, pen).answer == "This run did not work it out."
