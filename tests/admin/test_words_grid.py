"""The words of what is moved."""

from loyalty.admin.words_grid import GRID


def test_words_of_the_form_and_of_the_answer_stand_together():
    assert {key.partition(".")[0] for key in GRID} == {"knob", "grid"}
