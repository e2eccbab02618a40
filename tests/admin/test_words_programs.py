"""The words of the page Programmes."""

from loyalty.admin.words_programs import PROGRAMS


def test_every_relation_of_two_offers_has_its_words():
    from loyalty.admin.stacking_view import COLOURS

    assert {f"stacking.{name}" for name in COLOURS} <= PROGRAMS.keys()
