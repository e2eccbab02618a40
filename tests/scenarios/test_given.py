"""What a scenario starts from."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from loyalty.scenarios.given import CartGiven, LineGiven, MemberGiven, line_ids


@pytest.mark.parametrize("text", ["01-01", "02-29", "12-31"])
def test_a_birthday_is_a_month_and_a_day(text):
    assert MemberGiven(birthday=text).birthday == text


@pytest.mark.parametrize(
    "text", ["1-1", "02-30", "13-01", "00-10", "0229", "2020-01-01", "ab-cd", "-1-01", "０1-01"]
)
def test_what_is_no_day_of_the_year_is_no_birthday(text):
    with pytest.raises(ValidationError):
        MemberGiven(birthday=text)


@pytest.mark.parametrize(
    ("asked", "read"), [("max", "max"), ("none", "none"), (500, Decimal(500)), (0, Decimal(0))]
)
def test_points_are_asked_for_in_words_or_figures(asked, read):
    lines = [{"sku": "A", "price": 1}]
    assert CartGiven(lines=lines, points=asked).points == read
    assert CartGiven(lines=lines).points == "none"


def test_one_level_may_stand_alone():
    assert MemberGiven(tier="gold").tier == ("gold",)
    assert MemberGiven(tier=["gold", "plus"]).tier == ("gold", "plus")


def test_a_line_is_called_by_its_id_or_its_number():
    lines = (LineGiven(sku="A", price=1), LineGiven(sku="B", price=1, id="b"), LineGiven(sku="C", amount=1))
    assert line_ids(lines) == ("1", "b", "3")
