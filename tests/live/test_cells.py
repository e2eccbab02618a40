"""No cell starts a formula, and every text reads back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.live.cells import defused, read_back
from loyalty.spreadsheet import FORMULA


@given(st.text(alphabet=st.sampled_from([*"'ab\n", *FORMULA])) | st.text())
def test_a_text_reads_back_as_it_was_and_starts_no_formula(text):
    cell = defused(text)
    assert read_back(cell) == text
    assert not cell.startswith(FORMULA)


@pytest.mark.parametrize(
    ("value", "cell"), [(None, ""), (-5, -5), ("'x", "'x"), ("=1", "'=1"), ("'=1", "''=1")]
)
def test_only_what_a_spreadsheet_would_compute_is_marked(value, cell):
    assert defused(value) == cell
