import pytest

from loyalty.reports.bars import NAME_LINES, NAME_ROOM, Bar, Part, bars
from loyalty.reports.drawing import WIDTH, text_width


def drawn(*rows):
    made = [
        Bar(name, tuple(Part("a", value, f"{name}: {value}") for value in values), f"{sum(values):,}")
        for name, *values in rows
    ]
    return bars(made, short=str, spoken="Which offer costs how much?")


def test_bars_are_as_long_as_their_figures():
    long, short = drawn(("Tea week", 300), ("First order", 100)).boxes
    assert abs(long.width - 3 * short.width) <= 1
    assert long.x == short.x


def test_parts_follow_each_other():
    kept, back = drawn(("Tea week", 300, 50)).boxes
    assert kept.x + kept.width == back.x


def test_a_negative_bar_runs_to_the_left_of_zero():
    positive, negative = drawn(("Tea week", 300), ("First order", -100)).boxes
    assert negative.x + negative.width == positive.x


def test_names_and_figures_stand_beside_their_bar():
    labels = drawn(("Tea week", 300)).labels
    assert [label.text for label in labels if label.tone == "name"] == ["Tea week"]
    assert [label.text for label in labels if label.tone == "value"] == ["300"]


def test_names_too_long_for_their_place_take_several_lines_beside_the_bars():
    drawing = drawn(("a name that goes on for a while, and then on for some more", 300), ("Tea week", 100))
    names = [label for label in drawing.labels if label.tone == "name"]
    assert [label.text for label in names] == [
        "a name that goes on for a while, and then on for",
        "some more",
        "Tea week",
    ]
    assert all(label.x < box.x for label in names for box in drawing.boxes)
    assert drawing.height > drawn(("short", 300), ("Tea week", 100)).height


def test_a_name_longer_than_its_lines_is_cut():
    names = [label for label in drawn(("a name that goes on " * 20, 300)).labels if label.tone == "name"]
    assert len(names) == NAME_LINES
    assert names[-1].text.endswith("…")
    assert all(text_width(label.text) <= NAME_ROOM for label in names)


def test_the_first_mark_of_the_axis_is_not_cut_at_the_pages_edge():
    ticks = [label for label in drawn(("a long name " * 8, -100_000, 40_000)).labels if label.tone == "tick"]
    assert min(label.x - text_width(label.text) // 2 for label in ticks) >= 0


def test_bars_of_nothing_are_drawn_as_nothing():
    assert drawn(("Tea week", 0), ("First order", 0)).boxes == ()


@pytest.mark.parametrize("rows", [1, 2, 40])
@pytest.mark.parametrize("scale", [1, -1, 10**18])
def test_everything_stays_on_the_page(rows, scale):
    drawing = drawn(*((f"Offer {at}", scale * (at + 1), -scale * at) for at in range(rows)))
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in drawing.boxes)
    assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in drawing.boxes)
    figures = [label for label in drawing.labels if label.tone == "value"]
    assert all(label.x + text_width(label.text) <= WIDTH for label in figures)
