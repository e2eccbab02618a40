from loyalty.reports.run_down_blocks import TONES, run_down


def test_what_is_left_falls_month_by_month(a_draft, pen):
    block = run_down(a_draft, pen)
    assert block is not None
    rows = [[cell.text for cell in line.cells] for line in block.details[0].table.rows]
    assert rows == [
        ["budget double-eleven", "Oct 2024", "¥0.00", "¥50,000.00", "100.0%"],
        ["budget double-eleven", "Nov 2024", "¥50,000.00", "¥0.00", "0.0%"],
        ["budget tea", "Oct 2024", "¥10,000.00", "¥28,700.00", "71.8%"],
        ["budget tea", "Nov 2024", "¥10,000.00", "¥18,700.00", "46.8%"],
    ]


def test_the_one_that_goes_fastest_is_named_with_the_month_in_which_it_was_gone(a_draft, pen):
    block = run_down(a_draft, pen)
    assert block is not None
    assert block.answer == "Fastest: budget double-eleven; 0.0% of it is left after Nov 2024."


def test_what_is_never_used_up_is_told_at_the_last_month(a_draft, pen):
    a_draft["exhaustion"] = a_draft["exhaustion"][2:]
    block = run_down(a_draft, pen)
    assert block is not None
    assert block.answer == "Fastest: budget tea; 46.8% of it is left after Nov 2024."


def test_a_limit_that_fills_up_again_has_nothing_to_run_down(a_draft, pen):
    block = run_down(a_draft, pen)
    assert block is not None
    assert not any("per-program-1" in key.name for key in block.keys)


def test_what_was_drawn_before_the_measured_months_is_gone_from_the_beginning(a_draft, pen):
    block = run_down(a_draft, pen)
    assert block is not None
    starts = [dot.tip for dot in block.drawings[0].dots if dot.tip.startswith("before")]
    assert starts == ["before · budget double-eleven: 100.0%", "before · budget tea: 96.8%"]


def test_more_than_a_chart_can_tell_apart_are_in_the_workbook(a_draft, pen):
    tea = a_draft["exhaustion"][2]
    a_draft["exhaustion"] = [tea | {"id": f"tea-{at}"} for at in range(len(TONES) + 2)]
    block = run_down(a_draft, pen)
    assert block is not None
    assert len(block.keys) == len(TONES)
    assert block.answer.endswith("(2 more in the table)")
    assert len(block.details[0].table.rows) == 2 * (len(TONES) + 2)


def test_what_nobody_drew_on_is_not_drawn(a_draft, pen):
    for entry in a_draft["exhaustion"]:
        entry["used"] = 0
    assert run_down(a_draft, pen) is None


def test_without_months_the_question_is_not_asked(a_draft, pen):
    for entry in a_draft["exhaustion"]:
        entry["by_month"] = []
    assert run_down(a_draft, pen) is None
