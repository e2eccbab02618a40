import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest

from loyalty.errors import OutputUnwritable
from loyalty.reports.grid_document import GRID_FORMATS, render_grid, write_grid
from loyalty.simulate.orders.problems import ProblemEntry
from tests.simulate.grids import CAP, LANE, grid_result

HOSTILE = "<script>alert(1)</script>=1+1"


def hostile():
    axis = replace(CAP, thing_name=HOSTILE, thing_name_zh=HOSTILE, path=f"offers.{HOSTILE}.cap")
    return grid_result(axis).as_dict()


def test_all_formats_are_written_and_no_other_file(tmp_path):
    paths = write_grid(grid_result().as_dict(), tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        f"grid.{one}" for one in sorted(GRID_FORMATS)
    ]
    assert json.loads(paths.json.read_text(encoding="utf-8")) == json.loads(
        json.dumps(grid_result().as_dict())
    )


def test_only_the_formats_asked_for_are_written(tmp_path):
    paths = write_grid(grid_result().as_dict(), tmp_path, formats=("csv",))
    assert (paths.html, paths.xlsx, paths.json) == (None, None, None)
    assert [path.name for path in tmp_path.iterdir()] == ["grid.csv"]


@pytest.mark.parametrize("language", ["en", "zh", "zh-CN"])
@pytest.mark.parametrize("axes", [(CAP,), (LANE,), (CAP, LANE), (replace(CAP, values=("1", None, "3")),)])
def test_a_page_is_whole_and_asks_for_nothing_outside(language, axes, tmp_path):
    paths = write_grid(grid_result(*axes).as_dict(), tmp_path, language=language, formats=("html",))
    text = paths.html.read_text(encoding="utf-8")
    assert text.rstrip().endswith("</html>")
    assert ("街角小店" in text) == language.startswith("zh")
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert text.count("<svg") == text.count("</svg>") > 0


def test_hostile_names_stay_texts(tmp_path):
    page = render_grid(hostile(), "en")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    paths = write_grid(hostile(), tmp_path)
    with zipfile.ZipFile(paths.xlsx) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets" in name]
    assert not any("<f>" in sheet for sheet in sheets)


def test_a_workbook_holds_figures_as_numbers_and_is_equal_for_equal_grids(tmp_path):
    first = write_grid(grid_result().as_dict(), tmp_path / "a").xlsx.read_bytes()
    second = write_grid(grid_result().as_dict(), tmp_path / "b").xlsx.read_bytes()
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "<v>1500" in sheet
    assert "<v>-500" in sheet
    assert 'name="Variants"' in names
    assert 'name="Assumptions"' in names


def test_rows_are_exact_decimals_under_stable_names(tmp_path):
    paths = write_grid(grid_result(CAP, LANE).as_dict(), tmp_path, formats=("csv",), language="zh")
    content = paths.csv.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 6
    first = rows[0]
    assert (first["offers.first-order.benefit.cap"], first["lanes.order.rule"]) == ("10", "all")
    assert (first["net_cost"], first["change"], first["currency"]) == ("1500.00", "-500.00", "CNY")
    assert first["cost_share_percent"] == "2.0833"
    assert [row["as_it_stands"] for row in rows] == ["no", "no", "yes", "no", "no", "no"]


def test_none_is_told_as_none(tmp_path):
    grid = grid_result(replace(CAP, values=("1", None))).as_dict()
    text = write_grid(grid, tmp_path, formats=("csv",)).csv.read_text(encoding="utf-8-sig")
    assert text.splitlines()[2].startswith("none,no,CNY,")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OutputUnwritable):
        write_grid(grid_result().as_dict(), tmp_path / "file" / "out")


def test_data_problems_have_their_own_sheet(tmp_path):
    entry = ProblemEntry(
        code="no_time", action="excluded", rows=2, en="No time.", zh="无时间。", examples=("r1",)
    )
    paths = write_grid(grid_result(problems=(entry,)).as_dict(), tmp_path)
    with zipfile.ZipFile(paths.xlsx) as book:
        assert 'name="Problems"' in book.read("xl/workbook.xml").decode()
    assert "No time." in paths.html.read_text(encoding="utf-8")
