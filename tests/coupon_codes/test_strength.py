"""How long codes must be."""

from decimal import Decimal

import pytest

from loyalty.coupon_codes.alphabets import CROCKFORD, DIGITS
from loyalty.coupon_codes.strength import hits_a_month, length_needed


def test_a_million_codes_at_ten_tries_a_second_take_thirteen_characters():
    assert length_needed(1_000_000, 10, alphabet=CROCKFORD) == 13
    assert length_needed(1_000_000, 10, alphabet=DIGITS) == 20


def test_eight_characters_would_yield_two_dozen_hits_a_month():
    assert hits_a_month(1_000_000, 10, length=8, alphabet=CROCKFORD) == 24
    assert hits_a_month(1_000_000, 10, length=13, alphabet=CROCKFORD) == Decimal("7.0E-7")


@pytest.mark.parametrize("alphabet", [CROCKFORD, DIGITS], ids=lambda alphabet: alphabet.name)
@pytest.mark.parametrize("live", [1, 999, 1_000_000, 10_000_000])
@pytest.mark.parametrize("tries", [1, 10, 1_000_000])
def test_the_length_is_the_least_that_keeps_a_million_months_for_a_hit(alphabet, live, tries):
    least = length_needed(live, tries, alphabet=alphabet)
    bound = Decimal("1E-6")
    assert hits_a_month(live, tries, length=least, alphabet=alphabet) <= bound
    assert hits_a_month(live, tries, length=least - 1, alphabet=alphabet) > bound
