"""The sample that most tests of the report start from."""

import pytest

from loyalty.money import currency
from loyalty.reports.figures import Figures
from loyalty.reports.pen import Pen
from loyalty.reports.words import Words
from tests.reports.sample import Size, result
from tests.reports.sample_draft import draft


@pytest.fixture
def size():
    return Size()


@pytest.fixture
def a_draft(size):
    return draft(size)


@pytest.fixture
def pen():
    return Pen(Words("en"), Figures(currency("CNY"), "en"))


@pytest.fixture
def a_log(size):
    return result(size)["log"]
