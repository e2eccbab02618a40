import json

import pytest

from loyalty.cli.demo import run
from loyalty.cli.entry import main, parser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("demo")


def test_the_demo_simulates_two_programmes_on_the_sample_shop(folder, capsys):
    assert main(["demo", "--no-serve", "--out", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Draft 1: " in said
    assert "Draft 2: " in said
    assert said.count("0 differences") == 2
    result = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert result["log"]["orders"] >= 50_000
    assert (folder / "report.html").is_file()


def test_the_demo_can_be_told_where_to_write_and_not_to_serve():
    options = parser().parse_args(["demo", "--no-serve", "--out", "elsewhere", "--port", "9000"])
    assert (options.no_serve, str(options.out), options.port, options.run) == (True, "elsewhere", 9000, run)
