import json

import pytest

from loyalty.cli.source import Source
from loyalty.cli.varying import GridRequest, print_grid, varied
from loyalty.errors import AxisRefused, FileMissing
from loyalty.rules.document import load_program
from loyalty.simulate import Settings
from tests.cli.kept import Kept
from tests.cli.shop import PROGRAM, shop
from tests.simulate.grids import CAP, LANE, grid_result


def request(tmp_path, **changes):
    _, orders = shop(tmp_path)
    asked = {
        "program": load_program(PROGRAM),
        "axes": ("ten-off.amount=5,10",),
        "source": Source(orders=(orders,), mapping={}, zone="Asia/Shanghai"),
        "settings": Settings(),
        "out": None,
        "language": "en",
    }
    return GridRequest(**(asked | changes))


def test_variants_are_replayed_written_and_told(tmp_path, capsys):
    status = Kept()
    paths = varied(request(tmp_path, out=tmp_path / "out", formats=("csv",)), status=status)
    assert (paths.csv, paths.html) == (tmp_path / "out" / "grid.csv", None)
    stages = list(dict.fromkeys(step.stage for step in status.steps))
    assert [one for one in stages if one not in {"compiling", "packing"}] == ["reading", "varying", "writing"]
    assert "Rows     " in capsys.readouterr().out


def test_as_json_nothing_else_is_printed(tmp_path, capsys):
    assert varied(request(tmp_path), status=Kept(), as_json=True) is None
    assert [row["values"] for row in json.loads(capsys.readouterr().out)["variants"]] == [["5"], ["10"]]


def test_what_cannot_be_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(AxisRefused):
        varied(request(tmp_path, out=tmp_path / "out", axes=("ten-off.amount=-1",)), status=Kept())
    missing = Source(orders=(tmp_path / "none.csv",), mapping={}, zone="UTC")
    with pytest.raises(FileMissing):
        varied(request(tmp_path, out=tmp_path / "out", source=missing), status=Kept())
    assert not (tmp_path / "out").exists()


def test_the_table_marks_what_stands(capsys):
    print_grid(grid_result().as_dict(), language="en", paths=None)
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Corner shop"
    rows = [line.split() for line in told if "%" in line and "¥" in line and not line.startswith("  As")]
    assert [row for row in rows if row[0] == ">"] == [
        [">", "20", "¥2,000.00", "¥0.00", "0.0%", "2.8%", "500"]
    ]


def test_a_table_of_two_axes_in_chinese_stands_in_columns(capsys):
    print_grid(grid_result(CAP, LANE).as_dict(), language="zh", paths=None)
    told = capsys.readouterr().out
    assert "首单立减 · 封顶" in told
    assert "order · 规则" in told
    assert told.count("best_of") >= 3
