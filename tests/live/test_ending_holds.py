"""How long a hold may last."""

from datetime import timedelta

import pytest

from loyalty.errors import OutOfBounds
from loyalty.live.ending_holds import HOLD_MAX, refuse_too_long
from tests.live.shops import START


def test_a_hold_lasts_thirty_days_at_most():
    refuse_too_long(START, START + HOLD_MAX)
    with pytest.raises(OutOfBounds) as refused:
        refuse_too_long(START, START + HOLD_MAX + timedelta(microseconds=1))
    assert refused.value.fields["high"] == (START + HOLD_MAX).isoformat()
