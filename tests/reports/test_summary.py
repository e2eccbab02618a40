import pytest

from loyalty.reports.pen import Pen
from loyalty.reports.summary import foundation, summary
from loyalty.reports.words import Words
from tests.reports.sample import Size, result
from tests.reports.sample_figures import break_even_of


def said(told, pen, place=0):
    return " ".join(summary(told, place, pen))


def test_the_summary_answers_in_the_order_in_which_people_ask(pen):
    sentences = summary(result(), 0, pen)
    assert sentences[0] == (
        "On 72,511 orders from 2024-01-01 to 2025-12-31 it would have given away ¥594,906.54 "
        "(6.4% of revenue); ¥27,960.60 of that came back with returns, so the net cost is ¥566,945.94."
    )
    assert sentences[1] == (
        "A year of it costs about ¥283,000.00. 3,523,356 points worth ¥91,200.00 are still open at the end: "
        "cost and open points together are ¥658,145.94."
    )
    starts = (
        *("On ", "A year", "Who pays: Shop ", "In fact ", "61.0% of the orders", "First to run out"),
        "What moves the cost most: First order 10% off: without the cap (+¥51,025.13",
    )
    assert [sentence.startswith(start) for sentence, start in zip(sentences, starts, strict=True)] == [
        True
    ] * 7
    assert "In all, 2 of 3" in sentences[5]
    assert "40.0% of it" in sentences[5]


def test_against_history_it_says_what_came_off_list_prices(pen):
    cost = result()["comparisons"][0]["totals"][1]
    before, now = (pen.figures.money(cost[name]) for name in ("before", "now"))
    assert f"In fact {before} came off list prices; with the programme it would be {now}" in said(
        result(), pen
    )


def test_a_further_draft_is_told_against_the_first_too(pen):
    told = result(Size(drafts=2))
    assert "the first draft" not in said(told, pen)
    assert "less than the first draft" in said(told, pen, 1)


def test_the_present_programme_is_what_counts_where_there_is_one(pen):
    told = result()
    told["comparisons"].append(told["comparisons"][0] | {"against": "program"})
    assert "more than the present programme" in said(told, pen)
    assert "In fact" not in said(told, pen)


def test_nothing_changed_is_said_so(pen):
    told = result()
    told["comparisons"][0]["totals"][1] |= {"change": 0}
    assert "That is as much as what really happened." in said(told, pen)


def test_little_gone_on_the_first_day_needs_no_sentence(pen):
    told = result()
    told["drafts"][0]["exhaustion"][0]["first_day_share_ppm"] = 5_000
    assert "first day" not in said(told, pen)


def test_what_did_not_run_out_is_said_to_last(pen):
    told = result()
    for entry in told["drafts"][0]["exhaustion"]:
        entry["at"] = None
    assert "None of its limits and budgets (3) runs out." in said(told, pen)
    told["drafts"][0]["exhaustion"] = []
    assert "limits" not in said(told, pen)


def test_a_budget_that_was_never_touched_is_not_said_to_last(pen):
    told = result()
    told["drafts"][0]["exhaustion"] = [
        entry | {"at": None, "used": 0, "windows_full": 0} for entry in told["drafts"][0]["exhaustion"]
    ]
    assert "None of its limits and budgets (3) was ever used." in said(told, pen)
    del told["drafts"][0]["exhaustion"][1:]
    assert "Its only budget or limit was never used." in said(told, pen)


def test_a_past_that_the_file_does_not_tell_is_not_called_zero(pen):
    told = result()
    told["baseline"]["discount_minor"] = 0
    assert "Past discounts are not in the file" in said(told, pen)
    assert "In fact" not in said(told, pen)


def test_the_shops_own_share_has_its_own_break_even(pen):
    told = result()
    draft = told["drafts"][0]
    draft["break_even"] = break_even_of(draft["totals"], (), margins=(300_000,))
    draft["break_even"][1]["uplift_ppm"] = 94_000
    assert "Counting only what the shop itself pays, 9.4% more." in said(told, pen)


def test_break_even_is_told_only_at_a_margin_that_somebody_stated(pen):
    told = result()
    draft = told["drafts"][0]
    assert "At a margin" not in said(told, pen)
    draft["break_even"] = break_even_of(draft["totals"], (), margins=(300_000,))
    uplift = pen.figures.ppm(draft["break_even"][0]["uplift_ppm"])
    assert f"At a margin of 30% it pays for itself when {uplift} more is sold." in said(told, pen)
    draft["break_even"] = break_even_of(draft["totals"], (), margins=(100_000,))
    assert "At a margin of 10% no extra sales can pay for it." in said(told, pen)


def test_questions_the_run_did_not_ask_are_left_out(pen):
    told = result()
    draft = told["drafts"][0]
    draft |= {"switches": [], "break_even": [], "exhaustion": []}
    draft["totals"]["orders_with_benefit"] = 0
    told["comparisons"], draft["by_funder"] = [], []
    draft["points"]["outstanding_minor"] = 0
    told["log"]["last_at"] = "2024-12-31T21:57:40+08:00"
    assert len(summary(told, 0, pen)) == 1


def test_a_programme_that_gave_nothing_says_so_and_why(pen):
    told = result()
    told["drafts"][0]["totals"]["cost_minor"] = 0
    assert summary(told, 0, pen) == (
        "On 72,511 orders from 2024-01-01 to 2025-12-31 it would have given nothing away.",
    )
    told["log"]["members"] = 0
    assert summary(told, 0, pen)[1].startswith("The orders name no member")


def test_without_orders_there_is_nothing_to_tell(pen):
    told = result()
    told["drafts"][0]["totals"]["orders"] = 0
    assert summary(told, 0, pen) == ("No order falls into the measured period.",)


def test_switches_that_move_nothing_are_no_answer(pen):
    told = result()
    for entry in told["drafts"][0]["switches"]:
        entry["change_minor"] = 0
    assert "What moves" not in said(told, pen)


def test_benefits_for_guests_alone_are_told_without_members(pen):
    told = result()
    told["drafts"][0]["benefit_spread"]["with_benefit"] = 0
    assert "61.0% of the orders get something." in said(told, pen)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_foundation_names_the_assumptions_that_move_every_figure(pen, language):
    own = Pen(Words(language), pen.figures)
    first, second = foundation(result(), own)
    assumptions = {one["key"]: one[language] for one in result()["assumptions"]}
    assert all(assumptions[key] in first for key in ("price_basis", "use_points", "behaviour"))
    assert "141,902" in second


def test_clean_data_without_assumptions_have_no_foundation_to_tell(pen):
    told = result()
    told["assumptions"] = []
    told["problems"]["rows_excluded"] = 0
    assert foundation(told, pen) == ()
