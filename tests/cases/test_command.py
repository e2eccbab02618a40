"""The command tells the score of each file and every difference, and can fail."""

import json
import subprocess
import sys

from tests.cases.small import amount, case, percent
from tests.house.tree import ROOT


def run(tmp_path, **files):
    paths = []
    for name, content in files.items():
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(content), encoding="utf-8")
    return started(*paths)


def started(*paths):
    command = [sys.executable, "-m", "tests.cases", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_good_files_are_counted_with_a_total(tmp_path):
    good = case(percent("p", "10"), expect={"total": "135.00"})
    code, lines, _ = run(tmp_path, one=[good], two=[good, case(id="own-002", title="odd", disputed="by all")])
    assert lines == [
        "one.json: 1 passed, 0 failed, 0 unsupported, 0 disputed",
        "two.json: 1 passed, 0 failed, 0 unsupported, 1 disputed",
        "  disputed own-002 (odd): by all",
        "total: 2 passed, 0 failed, 0 unsupported, 1 disputed",
    ]
    assert code == 0


def test_a_difference_fails_the_command_and_the_other_files_are_still_run(tmp_path):
    bad = case(amount("p", "10.00"), expect={"total": "141.00"})
    code, lines, _ = run(tmp_path, one={"cases": []}, two=[bad])
    assert lines == [
        'one.json: not a file of cases. A case file is a list of cases, not {"cases": []}.',
        "two.json: 0 passed, 1 failed, 0 unsupported, 0 disputed",
        "  failed own-001 (a case of our own): total: expected 141.00, got 140.00",
        "total: 0 passed, 1 failed, 0 unsupported, 0 disputed, 1 not read",
    ]
    assert code == 1


def test_a_folder_stands_for_its_files(tmp_path):
    (tmp_path / "own.json").write_text(json.dumps([case()]), encoding="utf-8")
    code, lines, _ = started(tmp_path)
    assert lines[0] == "own.json: 1 passed, 0 failed, 0 unsupported, 0 disputed"
    assert code == 0


def test_a_command_without_files_says_what_it_takes(tmp_path):
    code, _, told = run(tmp_path)
    assert code == 2
    assert "PATH" in told
