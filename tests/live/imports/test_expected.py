"""Control totals as they are typed or lie beside the files."""

import pytest

from loyalty.errors import BadOption, LogUnreadable
from loyalty.live.imports.expected import expected_totals, totals_in


def test_figures_are_taken_as_they_are_written():
    assert expected_totals({"points": " 12.50 ", "members": 3}) == {"points": "12.50", "members": "3"}
    assert expected_totals(None) == {}


@pytest.mark.parametrize("told", [{"pints": 1}, {"points": "many"}, {"points": "1,000"}, {"points": ""}])
def test_other_names_and_figures_are_refused(told):
    with pytest.raises(BadOption):
        expected_totals(told)


def test_a_folder_may_hold_them(tmp_path):
    assert totals_in(tmp_path) == {}
    (tmp_path / "totals.csv").write_text("total,figure\npoints,12.5\n\nmembers,3\n", encoding="utf-8")
    assert totals_in(tmp_path) == {"points": "12.5", "members": "3"}
    (tmp_path / "totals.csv").write_text("points,1,000\n", encoding="utf-8")
    with pytest.raises(BadOption):
        totals_in(tmp_path)
    (tmp_path / "totals.csv").write_bytes(b"\xff\xff")
    with pytest.raises(LogUnreadable):
        totals_in(tmp_path)
