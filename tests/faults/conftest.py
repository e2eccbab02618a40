"""What a test of faults counted goes with its report, from whichever process it ran in."""

import pytest

from tests.faults.share import told


@pytest.fixture(autouse=True)
def counted(request):
    """The rows of the table of counts that the test adds to."""
    told.clear()
    yield
    request.node.user_properties += [("fault", list(row)) for row in told]
