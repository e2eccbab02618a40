"""When terms, periods and credit end."""

import pytest

from tests.kernels.test_tiers import YEAR, tiered


@pytest.mark.parametrize(
    ("term", "ends"),
    [
        ({"kind": "months", "months": 12}, "2025-05-04T00:00:00"),
        ({"kind": "period_end"}, "2025-01-01T00:00:00"),
        ({"kind": "next_period_end"}, "2026-01-01T00:00:00"),
    ],
)
def test_a_term_ends_as_the_track_says(term, ends):  # edge 57
    till = tiered(window=YEAR, term=term)
    till.spend("o1", "2024-05-04", "1000.00")
    (track,) = till.standing.tiers
    assert till.shown(track.ends) == ends


def test_credit_of_a_calendar_year_ends_with_it():
    till = tiered(window=YEAR, term={"kind": "period_end"})
    till.spend("o1", "2024-05-04", "1000.00")
    ((credit,),) = till.standing.credits
    assert till.shown(credit.ends) == "2025-01-01T00:00:00"
