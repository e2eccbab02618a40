"""Templates listed and written from a terminal."""

import json
from datetime import UTC, datetime

import pytest

from loyalty.cli.entry import main
from loyalty.rules.document import load_program
from loyalty.templates import coming_year, templates


def test_without_a_name_all_are_listed(capsys):
    assert main(["template"]) == 0
    said = capsys.readouterr().out
    assert all(one.name in said for one in templates())
    assert main(["template", "--language", "zh"]) == 0
    assert "双十一" in capsys.readouterr().out


def test_the_list_is_there_for_programs_too(capsys):
    assert main(["template", "--json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == [one.name for one in templates()]


def test_a_template_is_printed_as_a_programme_that_loads(capsys):
    head = ["--key", "tee-haus", "--currency", "EUR", "--time-zone", "Europe/Berlin"]
    assert main(["template", "points_only", *head]) == 0
    shop = load_program(capsys.readouterr().out)
    assert (shop.key, shop.currency, shop.time_zone) == ("tee-haus", "EUR", "Europe/Berlin")


def test_a_written_template_reviews_and_checks(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    assert main(["template", "double-11", "--out", str(path), "--with-scenarios"]) == 0
    assert str(path) in capsys.readouterr().out
    assert main(["review", str(path)]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    assert main(["check", str(path)]) == 0


def test_a_file_that_is_there_is_not_overwritten(tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    assert main(["template", "points_only", "--out", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert "already a file" in capsys.readouterr().err


def test_either_both_files_are_written_or_none(tmp_path):
    (tmp_path / "mine.scenarios.yaml").write_text("mine", encoding="utf-8")
    path = tmp_path / "mine.yaml"
    assert main(["template", "points_only", "--out", str(path), "--with-scenarios"]) == 2
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["template", "points_only", "--out", str(tmp_path / "none" / "p.yaml")]) == 2
    assert "Cannot write to" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["per-eech"], "Did you mean `per_each`"),
        (["points_only", "--currency", "YUAN"], 'There is no currency "YUAN"'),
        (["points_only", "--key", "My Shop"], "is not an id"),
        (["points_only", "--with-scenarios"], "--with-scenarios"),
        (["double_11", "--year", "20"], "--year"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(capsys, options, said):
    assert main(["template", *options]) == 2
    assert said in capsys.readouterr().err


def test_json_holds_the_programme_and_its_scenarios(capsys):
    assert main(["template", "first_order", "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert load_program(written["text"]).offers[0].id == "first-order"
    assert "scenarios:" in written["scenarios"]


@pytest.mark.parametrize(
    ("day", "year"),
    [((2026, 1, 1), 2026), ((2026, 11, 11), 2026), ((2026, 11, 12), 2027), ((2026, 12, 31), 2027)],
)
def test_dated_offers_are_written_for_the_next_time_they_come(day, year):
    assert coming_year(datetime(*day, tzinfo=UTC)) == year
