import pytest

from loyalty.reports.spread_blocks import SHOWN, spread, winners_losers
from tests.reports.sample import result


@pytest.fixture
def told():
    return result()


def test_the_few_and_the_many_are_told_in_one_sentence(a_draft, pen):
    assert spread(a_draft, pen).answer == (
        "90.0% of 9,120 buying members get something. The 1% who get most hold 13.8% of it, "
        "the top 10% hold 50.2%, the lower half 7.8%."
    )


def test_groups_add_up_to_all_members_and_guests_stand_below(a_draft, pen):
    rows = spread(a_draft, pen).tables[0].rows
    assert sum(line.cells[1].value.number for line in rows[:4]) == rows[4].cells[1].value.number == 9_120
    assert sum(line.cells[3].value.minor for line in rows[:4]) == rows[4].cells[3].value.minor
    assert rows[4].total
    assert rows[5].cells[0].text == "1,252 orders without a member"


def test_without_guests_there_is_no_row_of_them(a_draft, pen):
    a_draft["benefit_spread"]["guest_orders"] = 0
    assert len(spread(a_draft, pen).tables[0].rows) == 5


def test_members_purchases_and_benefits_are_drawn_as_three_wholes(a_draft, pen):
    drawing = spread(a_draft, pen).drawings[0]
    assert [label.text for label in drawing.labels if label.tone == "name"] == [
        "Members",
        "What they buy",
        "What they get",
    ]
    assert "50.0%" in [label.text for label in drawing.labels]


def test_nobody_was_given_anything(a_draft, pen):
    for group in a_draft["benefit_spread"]["groups"]:
        group["cost_minor"] = 0
    assert spread(a_draft, pen).answer == "No member was given anything."


def test_winners_and_losers_are_counted_against_what_was_compared(a_draft, told, pen):
    block = winners_losers(a_draft, told, pen)
    assert block.answer == (
        "Against what really happened, 5,472 members get more (together ¥40,000.00), 912 get less "
        "(together ¥2,000.00), 2,736 the same."
    )
    a_draft["winners_losers"]["compared_with"] = "program"
    assert winners_losers(a_draft, told, pen).answer.startswith("Against the present programme, ")


def test_against_a_past_that_the_file_does_not_tell_nobody_is_called_a_winner(a_draft, told, pen):
    told["baseline"]["discount_minor"] = 0
    assert winners_losers(a_draft, told, pen).answer.startswith("Past discounts are not in the file")


def test_the_page_shows_the_first_and_the_workbook_all(a_draft, told, pen):
    block = winners_losers(a_draft, told, pen)
    assert [len(table.rows) for table in block.tables] == [SHOWN, SHOWN]
    assert [(table.sheet, len(table.rows)) for table in block.flat] == [("winners", 20), ("losers", 20)]
    assert block.tables[1].rows[0].cells[5].text == "−¥80.00"


def test_where_nobody_loses_there_is_no_table_of_losers(a_draft, told, pen):
    a_draft["winners_losers"]["losers"] = []
    assert [table.columns[0].name for table in winners_losers(a_draft, told, pen).tables] == [
        "Members who gain most"
    ]


def test_without_members_nobody_gains_or_loses(a_draft, told, pen):
    a_draft["winners_losers"] |= {"better": 0, "worse": 0, "same": 0}
    assert winners_losers(a_draft, told, pen).tables == ()
