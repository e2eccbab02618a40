"""Every test of the live shop also watches that the library itself never commits or rolls back."""

import pytest

from tests.live.watching import watched


@pytest.fixture
def engine(engine):
    """The engine of the module, watched."""
    with watched(engine):
        yield engine
