"""The words for what is wrong with order files."""

from loyalty.admin.words_check import CHECK


def test_everything_that_can_be_done_with_a_row_has_its_word():
    assert {"check.excluded", "check.repaired", "check.noted"} <= CHECK.keys()
