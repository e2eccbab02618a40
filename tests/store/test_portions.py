"""Long lists come in portions, in their order, and nothing twice."""

import pytest

from loyalty.store.portions import AT_A_TIME, portions


@pytest.mark.parametrize(
    ("items", "parts"),
    [("", []), ("a", [["a"]]), ("abc", [["a", "b"], ["c"]]), ("abcd", [["a", "b"], ["c", "d"]])],
)
def test_a_list_comes_in_portions(items, parts):
    assert list(portions(items, 2)) == parts


def test_one_statement_takes_as_much_as_every_database_allows():
    assert [len(one) for one in portions(range(AT_A_TIME + 1))] == [AT_A_TIME, 1]
