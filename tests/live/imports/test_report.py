"""A report adds up, speaks two languages, and lists every finding for a spreadsheet."""

import csv

import pytest

from loyalty.errors import OutputUnwritable
from loyalty.live.imports.judging import Case, understand
from loyalty.live.imports.report import COLUMNS, Tally, as_written, told_report, write_problems
from loyalty.store.operations import Request
from tests.live.imports.importing import FILES, lay, setting

REQUEST = Request(verb="import", named=("import", "ann"), content={})


@pytest.fixture
def staged(tmp_path):
    from loyalty.live.imports.files import sources
    from loyalty.live.imports.staging import Staged

    odd = FILES["points"] + "=cem,,many,,2023-01-01,,\n"
    with Staged(sources([lay(tmp_path, points=odd)])) as made:
        yield made


def report(staged, *verdicts, **expected):
    staged.begin()
    cases = [
        Case(understand(bundle, setting()), REQUEST, (), verdict)
        for bundle, verdict in zip(staged.bundles(), verdicts, strict=True)
    ]
    for case in cases:
        staged.note(case.coming.found)
    tally = Tally()
    tally.add(cases)
    return told_report(
        tally, staged, name="import", decimals=1, expected=expected, wrote=False, stopped=False
    )


def test_rows_and_members_add_up(staged):
    told = report(staged, "refused", "new", "already")
    assert (told.rows_in, told.rows_used, told.rows_refused, told.rows_left_out) == (13, 9, 1, 3)
    assert (told.written, told.already, told.refused, told.gone) == (1, 1, 1, 0)
    assert (told.told["points"], told.left_out["points"], told.points_by_wallet) == (
        2005,
        200,
        {"points": 1805},
    )
    assert told.coupons_by_offer == {"gift": 1}


def test_sums_of_members_who_do_not_come_are_not_told(staged):
    told = report(staged, "refused", "gone", "refused")
    assert set(told.told.values()) == {0}


def test_findings_have_words_and_places(staged):
    (one,) = [one for one in report(staged, "refused", "new", "new").problems if one.code == "bad_number"]
    assert (one.action, one.rows, one.examples) == ("refused", 1, ("points.csv #5 points",))
    assert (one.en, one.zh[-1]) == ("No number, or one with more decimals than its unit has.", "。")


def test_control_totals_are_compared_as_figures(staged):
    assert report(staged, "refused", "new", "new", points="200.50", members="2").differences == ()
    (one,) = report(staged, "refused", "new", "new", points="200").differences
    assert (one.name, one.expected, one.found) == ("points", "200", "200.5")
    assert (as_written("debt", 25, 1), as_written("coupons", 25, 1)) == ("2.5", "25")


def test_a_report_is_a_document(staged):
    told = report(staged, "refused", "new", "new", points="200").as_dict()
    assert told["rows"] == {"in": 13, "used": 9, "refused": 1, "left_out": 3}
    assert told["differences"] == [{"name": "points", "expected": "200", "found": "200.5"}]
    assert {one["code"] for one in told["problems"]} >= {"bad_number", "lot_ended"}


def test_every_finding_is_a_line_that_a_spreadsheet_does_not_compute(staged, tmp_path):
    report(staged, "refused", "new", "new")
    count = write_problems(staged, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), tuple(rows[0])) == (count, COLUMNS)
    (row,) = [row for row in rows if row["code"] == "bad_number"]
    assert (row["file"], row["row"], row["column"], row["value"]) == ("points.csv", "5", "points", "many")
    with pytest.raises(OutputUnwritable):
        write_problems(staged, tmp_path / "none" / "out.csv")
