"""Reasons about orders are among all reasons."""

from loyalty.live.imports.reasons import REASONS
from loyalty.live.imports.reasons_orders import ORDER_REASONS


def test_they_are_among_the_reasons_and_none_hides_another():
    assert ORDER_REASONS.items() <= REASONS.items()
    assert REASONS["missing"].action == "refused"
