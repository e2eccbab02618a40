import pytest

from loyalty.reports.drawing import WIDTH
from loyalty.reports.dumbbell import Pair, dumbbell


def drawn(*pairs):
    rows = [
        Pair(name, before, now, f"{now - before:+}", (f"{name} before: {before}", f"{name} now: {now}"))
        for name, before, now in pairs
    ]
    return dumbbell(rows, short=str, spoken="Which tiers change?")


def test_before_and_now_are_told_apart():
    before, now = drawn(("silver", 100, 300)).dots
    assert (before.tone, now.tone) == ("before", "a")
    assert before.x < now.x
    assert before.y == now.y


def test_equal_amounts_stand_at_the_same_place_in_every_row():
    dots = drawn(("silver", 100, 300), ("gold", 300, 100)).dots
    assert [dots[0].x, dots[1].x] == [dots[3].x, dots[2].x]


def test_both_amounts_can_be_read_by_a_resting_pointer():
    assert [dot.tip for dot in drawn(("silver", 100, 300)).dots] == ["silver before: 100", "silver now: 300"]


@pytest.mark.parametrize("scale", [1, -1, 10**15])
def test_everything_stays_on_the_page(scale):
    drawing = drawn(*((f"tier {at}", at * scale, (5 - at) * scale) for at in range(6)))
    assert all(dot.radius <= dot.x <= WIDTH - dot.radius for dot in drawing.dots)
    assert all(0 <= dot.y <= drawing.height for dot in drawing.dots)
