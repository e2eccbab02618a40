from loyalty.reports.bars import Bar, Part
from loyalty.reports.drawing import WIDTH
from loyalty.reports.split import split


def drawn(*rows):
    made = [
        Bar(name, tuple(Part("a", value, f"{name}: {value}", str(value)) for value in values), "whole")
        for name, *values in rows
    ]
    return split(made, spoken="Who gets it?")


def test_wholes_of_any_size_are_equally_long():
    first, second = drawn(("Members", 8_405), ("Benefit", 45_035_651)).boxes
    assert (first.x, first.width) == (second.x, second.width)


def test_parts_are_as_long_as_their_shares_and_leave_no_gap():
    quarter, rest = drawn(("Members", 25, 75)).boxes
    assert abs(3 * quarter.width - rest.width) <= 3
    assert quarter.x + quarter.width == rest.x


def test_a_share_is_written_inside_only_where_it_has_room():
    texts = [label.text for label in drawn(("Members", 1, 999)).labels]
    assert "999" in texts
    assert "1" not in texts


def test_nothing_to_split_leaves_its_row_empty():
    drawing = drawn(("Members", 0, 0), ("Benefit", 5))
    assert len(drawing.boxes) == 1
    assert [label.text for label in drawing.labels if label.tone == "name"] == ["Members", "Benefit"]


def test_everything_stays_on_the_page():
    drawing = drawn(*((f"a rather long name {at}", at + 1, 10 * at) for at in range(6)))
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in drawing.boxes)
    assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in drawing.boxes)
