import pytest

from loyalty.reports.drawing import WIDTH
from loyalty.reports.waterfall import Change, waterfall


def drawn(before, *changes):
    rows = [Change("before", before, str(before), level=True)]
    rows += [Change(f"change {at}", change, str(change)) for at, change in enumerate(changes)]
    now = before + sum(changes)
    return waterfall([*rows, Change("now", now, str(now), level=True)], short=str, spoken="What changes?")


def test_each_change_begins_where_the_last_one_ended():
    before, up, down, now = drawn(400, 300, -200).boxes
    assert before.x + before.width == up.x
    assert up.x + up.width == down.x + down.width
    assert down.x == now.x + now.width


def test_more_and_less_have_their_own_colours():
    assert [box.tone for box in drawn(400, 300, -200).boxes] == ["a", "more", "less", "a"]


def test_rows_are_tied_together():
    assert len([rule for rule in drawn(400, 300, -200).rules if rule.tone == "link"]) == 3


def test_a_level_of_nothing_can_still_be_seen():
    assert drawn(0, 300).boxes[0].width > 0


@pytest.mark.parametrize("scale", [1, -1, 10**15])
def test_everything_stays_on_the_page(scale):
    drawing = drawn(400 * scale, 300 * scale, -900 * scale, 50 * scale)
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in drawing.boxes)
    assert all(0 <= label.x <= WIDTH for label in drawing.labels)
