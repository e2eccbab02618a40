import pytest

from loyalty.simulate.orders.columns import KNOWN
from loyalty.simulate.orders.exports import EXPORTS, IGNORED, export_of
from loyalty.simulate.orders.spelling import bare


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_an_export_is_known_by_its_columns_whatever_their_spelling(export):
    found = [name.title() for name in export.known_by]
    assert export_of([*found, "more"]) is export
    assert export_of(found[1:]) is None


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_its_words_mean_what_the_library_knows(export):
    assert set(export.columns.values()) - {*KNOWN, IGNORED} == set()
    assert len({bare(name) for name in export.columns}) == len(export.columns)
