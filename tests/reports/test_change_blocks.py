import pytest

from loyalty.reports.change_blocks import STEPS_MAX, changes, tier_changes
from tests.reports.sample import Size, result
from tests.reports.sample_comparison import cost_change


@pytest.fixture
def told():
    return result(Size(drafts=2))


def against(told, name, draft=1):
    return next(one for one in told["comparisons"] if (one["draft"], one["against"]) == (draft, name))


def whole(comparison):
    return next(one for one in comparison["totals"] if one["measure"] == "cost_minor")


@pytest.mark.parametrize("name", ["history", "first_draft"])
def test_the_steps_lead_from_one_cost_to_the_other(told, pen, name):
    comparison = against(told, name)
    drawing = changes(comparison, told, pen).drawings[0]
    figures = [label.text for label in drawing.labels if label.tone == "value"]
    assert figures[0] == pen.figures.money(whole(comparison)["before"])
    assert figures[-1] == pen.figures.money(whole(comparison)["now"])
    first, last = drawing.boxes[0], drawing.boxes[-1]
    assert first.x == last.x


def test_against_history_the_answer_speaks_of_list_prices(told, pen):
    assert changes(against(told, "history"), told, pen).answer.startswith("Off list prices came ")
    assert changes(against(told, "first_draft"), told, pen).answer.startswith("The cost goes from ")


def test_against_a_programme_the_offers_make_the_difference(told, pen):
    names = [line.cells[0].text for line in changes(against(told, "first_draft"), told, pen).tables[0].rows]
    assert "Spend and save" in names
    assert "Points as money" in names
    assert names[-1] == "Whole cost"


def test_many_changes_are_drawn_as_the_largest_and_the_rest(told, pen):
    comparison = against(told, "first_draft")
    comparison["by_offer"] = [cost_change(f"offer-{at}", 0, 1_000 + at) for at in range(STEPS_MAX + 10)]
    drawing = changes(comparison, told, pen).drawings[0]
    names = [label.text for label in drawing.labels if label.tone == "name"]
    assert len(names) == STEPS_MAX + 3
    assert names[-2] == "everything else"


def test_without_any_past_discount_there_is_no_share(told, pen):
    comparison = against(told, "history")
    whole(comparison)["before"] = 0
    assert "(–)" not in changes(comparison, told, pen).answer


def test_two_that_gave_nothing_have_no_difference_to_draw(told, pen):
    comparison = against(told, "history")
    whole(comparison).update(before=0, now=0)
    comparison["by_tier"] = [entry | {"before_minor": 0, "now_minor": 0} for entry in comparison["by_tier"]]
    block = changes(comparison, told, pen)
    assert (block.answer, block.drawings) == ("Neither gave anything away.", ())
    assert tier_changes(comparison, pen) is None


def test_the_workbook_has_every_division(told, pen):
    (flat,) = changes(against(told, "first_draft"), told, pen).flat
    divisions = {line.cells[1].text for line in flat.rows}
    assert divisions == {"Month", "Part", "Offer", "Tier", "Category", "Channel"}
    assert {line.cells[0].text for line in flat.rows} == {"the first draft"}


def test_each_tier_has_two_dots(told, pen):
    comparison = against(told, "history")
    block = tier_changes(comparison, pen)
    assert block is not None
    assert len(block.drawings[0].dots) == 2 * len(comparison["by_tier"])


def test_without_several_tiers_there_is_nothing_to_compare(told, pen):
    comparison = against(told, "history")
    comparison["by_tier"] = comparison["by_tier"][:1]
    assert tier_changes(comparison, pen) is None
