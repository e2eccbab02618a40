"""Every word that a document may use has its number."""

from typing import get_args

import pytest

from loyalty.plan import numbering
from loyalty.rules.lanes import Lane
from loyalty.rules.offers import Offer
from loyalty.rules.scalars import RoundingName


def words(model, field):
    """The words of a field's own type."""
    return set(get_args(model.model_fields[field].annotation))


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        (numbering.ROUNDINGS, set(get_args(RoundingName))),
        (numbering.SPREADS, words(Offer, "spread_by")),
        (numbering.RESTS, words(Offer, "remainder")),
        (numbering.LANE_RULES, words(Lane, "rule")),
    ],
)
def test_every_word_has_a_number_of_its_own(numbers, named):
    assert set(numbers) == named
    assert len(set(numbers.values())) == len(numbers)
