"""Each check is a query that names where, what was expected and what was found."""

import pytest

from loyalty.store.verify_checks import checks


@pytest.mark.parametrize("what", checks())
def test_a_check_says_where_what_was_expected_and_what_was_found(what):
    assert list(checks()[what].selected_columns.keys()) == ["place", "expected", "found"]
