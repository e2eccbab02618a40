from dataclasses import FrozenInstanceError
from typing import get_args

import pytest

from loyalty.reports import values


@pytest.mark.parametrize("kind", get_args(values.Value))
def test_a_value_never_changes(kind):
    one = kind(*(1 for _ in kind.__dataclass_fields__))
    with pytest.raises(FrozenInstanceError):
        setattr(one, next(iter(kind.__dataclass_fields__)), 2)


def test_equal_figures_are_equal_values_and_kinds_are_told_apart():
    assert values.Money(5) == values.Money(5)
    assert values.Money(5) != values.Whole(5)
