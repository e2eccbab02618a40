"""What an issuance may say."""

import pytest
from pydantic import ValidationError

from loyalty.rules.issuances import Issuance, Monthly, OnBirthday, OnTierEntry

POINTS = {"kind": "points", "points": 5}


def test_an_issuance_gives_something():
    with pytest.raises(ValidationError):
        Issuance(id="a", on={"kind": "sign_up"}, gives=[])
    assert len(Issuance(id="a", on={"kind": "sign_up"}, gives=[POINTS]).gives) == 1


def test_a_birthday_is_not_kept_months_before():
    with pytest.raises(ValidationError):
        OnBirthday(kind="birthday", days_before=61)


def test_rising_needs_a_level_and_a_month_does_not():
    with pytest.raises(ValidationError):
        OnTierEntry(kind="tier_entry", levels=[])
    assert Monthly(kind="monthly").levels == ()
