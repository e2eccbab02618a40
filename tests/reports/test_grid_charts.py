from dataclasses import replace

import pytest

from loyalty.money import currency
from loyalty.reports.figures import Figures
from loyalty.reports.grid_charts import BARS_MAX, charts, net
from loyalty.reports.pen import Pen
from loyalty.reports.words import Words
from tests.simulate.grids import CAP, LANE, NOW_MINOR, grid_result

QUESTIONS = [
    "What does the programme cost?",
    "How much more or less than today?",
    "What share of revenue is given?",
    "How many orders get a benefit?",
]


def drawn(pen, *axes, **changes):
    return charts(grid_result(*axes, **changes).as_dict(), pen)


def values(*given, current="20"):
    return replace(CAP, values=given, current=current)


def test_each_chart_answers_one_question(pen):
    blocks = drawn(pen)
    assert [block.question for block in blocks] == QUESTIONS
    assert all(len(block.drawings) == 1 for block in blocks)
    assert blocks[0].answer == (
        "First order · cap from 10 to 30: ¥1,500.00 becomes ¥2,500.00; ¥2,000.00 as it stands."
    )


def test_numbers_become_a_line_with_what_stands_marked(pen):
    drawing = drawn(pen)[0].drawings[0]
    assert [dot.tip for dot in drawing.dots] == [
        "10 · net cost: ¥1,500.00",
        "20 · net cost: ¥2,000.00",
        "30 · net cost: ¥2,500.00",
    ]
    assert [rule.tone for rule in drawing.rules].count("mark") == 1
    assert "as it stands: 20" in [label.text for label in drawing.labels]


def test_the_line_passes_through_what_stands_where_no_variant_does(pen):
    drawing = drawn(pen, values("10", "40"))[0].drawings[0]
    assert [dot.tip for dot in drawing.dots] == [
        "10 · net cost: ¥1,500.00",
        "20 · net cost: ¥2,000.00",
        "40 · net cost: ¥2,000.00",
    ]


def test_a_line_rises_along_its_axis_whatever_order_was_typed(pen):
    blocks = drawn(pen, values("30", "10"), costs=(300, 100))
    xs = [dot.x for dot in blocks[0].drawings[0].dots]
    assert xs == sorted(xs)
    assert "from 10 to 30: ¥1.00 becomes ¥3.00" in blocks[0].answer


def test_having_none_at_all_is_told_beside_the_line(pen):
    blocks = drawn(pen, values("10", None, "20"), costs=(100, 900, 200))
    assert len(blocks[0].drawings[0].dots) == 2
    assert blocks[0].answer.endswith(" Without any: ¥9.00.")


def test_words_become_bars_and_what_stands_is_the_dark_one(pen):
    boxes = drawn(pen, LANE, costs=(NOW_MINOR, 100_000))[0].drawings[0].boxes
    assert [(box.tone, box.tip) for box in boxes] == [("a", "all: ¥2,000.00"), ("b", "best_of: ¥1,000.00")]


def test_too_many_words_are_told_by_the_table_alone(pen):
    many = replace(LANE, values=tuple(f"w{number}" for number in range(BARS_MAX + 1)))
    assert drawn(pen, many) == ()
    assert drawn(pen, replace(LANE, values=many.values[:BARS_MAX])) != ()


def test_two_axes_become_a_field_with_what_stands_framed(pen):
    blocks = drawn(pen, CAP, LANE)
    assert [block.question for block in blocks] == [QUESTIONS[0], *QUESTIONS[2:]]
    drawing = blocks[0].drawings[0]
    assert len(drawing.boxes) == 6
    assert drawing.boxes[1].tip == "cap 10 and rule best_of: ¥2,000.00"
    assert {rule.tone for rule in drawing.rules} == {"frame"}
    assert blocks[0].answer == "First order · cap down, order · rule across; the frame is what stands."


def test_a_field_without_what_stands_has_no_frame(pen):
    assert drawn(pen, values("1", "2"), LANE)[0].drawings[0].rules == ()


def test_three_axes_are_told_by_the_table_alone(pen):
    assert drawn(pen, CAP, LANE, replace(LANE, path="lanes.item.rule")) == ()


@pytest.mark.parametrize("axes", [(CAP,), (LANE,), (CAP, LANE)])
def test_a_chinese_report_has_no_english_words(axes):
    zh = Pen(Words("zh"), Figures(currency("CNY"), "zh"))
    for block in drawn(zh, *axes):
        assert not {"cost", "stands", "revenue", "orders"} & set(block.answer.split())
        assert block.question[-1] == "？"


def test_the_net_cost_is_what_is_compared():
    assert net(grid_result().as_dict()["current"]) == NOW_MINOR
