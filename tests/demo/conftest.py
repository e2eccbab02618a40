"""The sample shop, made once for all tests that look at it."""

import pytest

from loyalty.demo.sample import sample


@pytest.fixture(scope="session")
def shop():
    return sample()
