from hypothesis import given
from hypothesis import strategies as st

from loyalty.reports.drawing import Scale, shortened, stacked, text_width, wrapped


def test_a_scale_puts_its_ends_where_they_belong():
    scale = Scale(-50, 150, 100, 900)
    assert [scale.at(value) for value in (-50, 0, 150)] == [100, 300, 900]


def test_a_scale_may_run_downwards():
    scale = Scale(0, 10, 1_000, 0)
    assert [scale.at(value) for value in (0, 5, 10)] == [1_000, 500, 0]


@given(st.integers(-(10**30), 10**30))
def test_a_scale_stays_within_its_ends_for_any_figure(value):
    scale = Scale(min(value, 0), max(value, 1), 0, 880)
    assert 0 <= scale.at(value) <= 880


def test_values_are_stacked_away_from_zero_on_both_sides():
    assert stacked([3, -2, 4, -1, 0]) == [(0, 3), (-2, 0), (3, 7), (-3, -2), (7, 7)]


def test_a_chinese_label_is_wider_than_a_latin_one():
    assert text_width("首单九折") > text_width("abcd") > text_width("a.b.")


def test_a_label_that_fits_is_left_alone():
    assert shortened("Tea week", 10_000) == "Tea week"


@given(st.text(min_size=1), st.integers(100, 3_000))
def test_a_shortened_label_fits_and_says_that_it_was_cut(text, room):
    short = shortened(text, room)
    assert short == text or short.endswith("…")
    assert short == "…" or text_width(short) <= room


@given(st.text(alphabet="ab c首单九折", max_size=60), st.integers(1, 4))
def test_a_label_in_lines_keeps_its_room_and_its_order(text, most):
    lines = wrapped(text, 1_000, most=most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line) <= 1_000 for line in lines)
    kept = "".join(lines).replace(" ", "")
    assert text.replace(" ", "").startswith(kept.rstrip("…"))


def test_lines_break_at_spaces_and_between_chinese_characters():
    assert wrapped("First order without the cap", 1_200, most=3) == ("First order", "without the cap")
    assert wrapped("首单九折取消封顶", 600, most=2) == ("首单九折取", "消封顶")
