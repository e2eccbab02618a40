"""Two programmes compared in a terminal."""

import json

from loyalty.cli.entry import main
from tests.cli.shop import PROGRAM, broken, shop


def pair(folder):
    old, _ = shop(folder)
    new = folder / "new.yaml"
    new.write_text(PROGRAM.replace("minimum: 100", "minimum: 80"), encoding="utf-8")
    return str(old), str(new)


def test_changes_are_told_and_end_with_one(tmp_path, capsys):
    assert main(["diff", *pair(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "== offers",
        "~ Ten off a hundred: threshold ¥80 instead of ¥100.",
        "    offers.ten-off.when[0].minimum: 100 → 80",
        "1 changed.",
    ]


def test_changes_are_told_in_chinese(tmp_path, capsys):
    assert main(["diff", *pair(tmp_path), "--language", "zh"]) == 1
    assert "~ 满百减十：门槛由100元改为80元。" in capsys.readouterr().out


def test_the_same_programme_ends_with_nothing(tmp_path, capsys):
    old, _ = pair(tmp_path)
    assert main(["diff", old, old]) == 0
    assert capsys.readouterr().out == "The two are the same programme.\n"


def test_json_is_all_that_is_printed_when_asked_for(tmp_path, capsys):
    assert main(["diff", *pair(tmp_path), "--json"]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert (change["before"], change["after"]) == ("100", "80")


def test_a_broken_programme_is_misuse_and_named(tmp_path, capsys):
    old, _ = shop(tmp_path)
    assert main(["diff", str(old), str(broken(tmp_path))]) == 2
    assert str(tmp_path / "broken.yaml") in capsys.readouterr().err
