"""The records of what a quote rested on."""

from loyalty.engine.trace_told import OfferTrace, SellerTrace


def test_an_offer_that_counts_the_order_tells_of_no_sellers():
    figures = {"threshold_minor": 0, "base_minor": 0, "units": 0, "minimums": (), "failing": ()}
    whole = OfferTrace(
        offer=0, claimed_minor=5, within_cap_minor=5, budget_left_minor=None, shares=(), **figures
    )
    assert (whole.sellers, whole.units_taken) == ((), None)
    assert SellerTrace(lines=(0, 2), claimed_minor=5, **figures).lines == (0, 2)
