from datetime import UTC, datetime, timedelta

import pytest

from loyalty.reports.drawing import WIDTH
from loyalty.reports.timeline import Span, timeline

FIRST = datetime(2024, 1, 1, 8, 12, tzinfo=UTC)
LAST = datetime(2025, 12, 31, 21, 57, tzinfo=UTC)


def drawn(*ends, period=(FIRST, LAST)):
    spans = [Span(f"budget {at}", end, "100%", f"budget {at}") for at, end in enumerate(ends)]
    return timeline(spans, period=period, month_tick=lambda month: month[5:], spoken="When did they run out?")


def test_a_bar_is_dark_until_it_ran_out_and_pale_after_that():
    dark, pale = drawn(datetime(2024, 12, 31, tzinfo=UTC)).boxes
    assert (dark.tone, pale.tone) == ("open", "closed")
    assert dark.x + dark.width == pale.x
    assert abs(dark.width - pale.width) < 30


def test_what_never_ran_out_is_dark_to_the_end():
    (box,) = drawn(None).boxes
    assert box.tone == "open"


def test_an_end_outside_the_period_is_drawn_at_its_border():
    early, late = drawn(FIRST - timedelta(days=900)), drawn(LAST + timedelta(days=900))
    assert [box.tone for box in early.boxes] == ["open", "closed"]
    assert [box.tone for box in late.boxes] == ["open"]


def test_the_axis_names_firsts_of_months_from_a_january():
    labels = [label for label in drawn(None).labels if label.tone in {"tick", "year"}]
    assert [label.text for label in labels][:4] == ["01", "2024", "04", "2024"]
    assert len(labels) == 16


@pytest.mark.parametrize("days", [0, 1, 40, 400, 4_000, 40_000])
def test_any_period_keeps_a_legible_axis(days):
    drawing = drawn(None, FIRST + timedelta(days=days // 2), period=(FIRST, FIRST + timedelta(days=days)))
    assert len([label for label in drawing.labels if label.tone == "tick"]) <= 8
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in drawing.boxes)
