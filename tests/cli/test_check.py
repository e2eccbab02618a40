"""Scenarios checked in a terminal."""

import json

import pytest

from loyalty.cli.check import beside
from loyalty.cli.entry import main
from tests.cli.shop import shop

TEXT = """\
scenarios:
  - name: Ten off a hundred
    name_zh: 满百减十
    at: 2026-05-04T12:00
    cart: {lines: [{sku: TEA, price: 100}]}
    expect: {to_pay: 90, points_earned: 90}
"""


def files(folder, text=TEXT, name="small.scenarios.yaml"):
    program, _ = shop(folder)
    scenarios = folder / name
    scenarios.write_text(text, encoding="utf-8")
    return str(program), str(scenarios)


def test_what_comes_as_expected_ends_with_nothing(tmp_path, capsys):
    assert main(["check", *files(tmp_path)]) == 0
    assert capsys.readouterr().out == "✓ Ten off a hundred\n1 scenario: all as expected.\n"


def test_the_scenarios_beside_a_programme_are_found(tmp_path, capsys):
    program, scenarios = files(tmp_path)
    assert str(beside(tmp_path / "small.yaml")) == scenarios
    assert main(["check", program, "--language", "zh"]) == 0
    assert "✓ 满百减十" in capsys.readouterr().out


def test_what_differs_is_shown_as_a_diff_and_ends_with_one(tmp_path, capsys):
    assert main(["check", *files(tmp_path, TEXT.replace("to_pay: 90", "to_pay: 80"))]) == 1
    said = capsys.readouterr().out
    assert "✗ Ten off a hundred (line 2)" in said
    assert "      - to pay: ¥80.00\n      + to pay: ¥90.00\n" in said
    assert "ten-off: It takes ¥10.00 off." in said


def test_json_is_all_that_is_printed_when_asked_for(tmp_path, capsys):
    assert main(["check", *files(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passed"] is True


def test_what_comes_can_be_printed_for_scenarios_that_expect_nothing_yet(tmp_path, capsys):
    bare = TEXT.replace("    expect: {to_pay: 90, points_earned: 90}\n", "")
    assert main(["check", *files(tmp_path, bare)]) == 2
    assert "expects nothing" in capsys.readouterr().err
    assert main(["check", *files(tmp_path, bare), "--got"]) == 0
    assert "  to_pay: 90\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("to_pay", "topay"), "small.scenarios.yaml: The scenarios have 1 problem(s)"),
        (TEXT.replace("{to_pay: 90", "{applied: {ten-of: 10}, to_pay: 90"), "Did you mean `ten-off`?"),
        ("- a", "This holds no scenarios"),
    ],
)
def test_scenarios_that_cannot_be_used_are_misuse(tmp_path, capsys, text, said):
    assert main(["check", *files(tmp_path, text)]) == 2
    assert said in capsys.readouterr().err


def test_a_missing_scenario_file_is_named(tmp_path, capsys):
    program, _ = shop(tmp_path)
    assert main(["check", str(program)]) == 2
    assert "small.scenarios.yaml" in capsys.readouterr().err
