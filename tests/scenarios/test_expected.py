"""What a scenario expects."""

from typing import get_args

import pytest

from loyalty.errors import LoyaltyError
from loyalty.facts.quote import Reason
from loyalty.scenarios.expected import (
    AfterExpected,
    ErrorCode,
    OrderExpected,
    ReasonName,
    ReturnExpected,
    asks,
)


def test_every_reason_can_be_expected_by_its_name():
    assert set(get_args(ReasonName)) == {reason.name.lower() for reason in Reason if reason}


def test_every_error_that_can_be_expected_exists():
    def codes(kind):
        yield kind.code
        for child in kind.__subclasses__():
            yield from codes(child)

    assert set(get_args(ErrorCode)) <= set(codes(LoyaltyError))


@pytest.mark.parametrize(
    "expected",
    [
        OrderExpected(to_pay=0),
        OrderExpected(applied={}),
        OrderExpected(refused={"a": "no_code"}),
        OrderExpected(after=AfterExpected(orders=0)),
        ReturnExpected(error="over_return"),
        AfterExpected(tier="gold"),
    ],
)
def test_whatever_is_written_is_asked(expected):
    assert asks(expected)


@pytest.mark.parametrize(
    "expected", [OrderExpected(), ReturnExpected(), AfterExpected(), OrderExpected(after={})]
)
def test_nothing_written_is_nothing_asked(expected):
    assert not asks(expected)
