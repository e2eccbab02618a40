import json
from datetime import UTC, datetime

from loyalty.cli.entry import main
from loyalty.cli.review import findings
from tests.cli.shop import PROGRAM, broken, shop

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_programme_with_errors_is_code_1_with_every_finding_and_its_line(tmp_path, capsys):
    assert main(["review", str(broken(tmp_path))]) == 1
    said = capsys.readouterr()
    assert "error    offers[0].wen (line 14): Unknown field `wen`. Did you mean `when`?" in said.out
    assert said.out.endswith("broken.yaml: 1 error, 0 warnings.\n")
    assert said.err == ""


def test_warnings_alone_are_code_0(tmp_path, capsys):
    path = tmp_path / "p.yaml"
    path.write_text(PROGRAM.replace("kind: amount, amount: 10, each: order", "kind: percent, percent: 10"))
    assert main(["review", str(path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("warning  offers[0]")
    assert "0 errors" in said


def test_a_programme_without_a_flaw_is_told_so(tmp_path, capsys):
    program, _ = shop(tmp_path)
    assert main(["review", str(program)]) == 0
    assert capsys.readouterr().out == f"{program}: nothing to mend.\n"


def test_findings_come_in_chinese(tmp_path, capsys):
    assert main(["review", str(broken(tmp_path)), "--language", "zh"]) == 1
    assert "错误  offers[0].wen（第 14 行）" in capsys.readouterr().out


def test_json_is_all_that_is_printed_when_asked_for(tmp_path, capsys):
    assert main(["review", str(broken(tmp_path)), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(one["severity"], one["line"]) for one in found] == [("error", 14)]


def test_a_file_that_is_no_document_is_misuse(tmp_path, capsys):
    path = tmp_path / "p.yaml"
    path.write_text("key: [", encoding="utf-8")
    assert main(["review", str(path)]) == 2
    assert "This is not YAML" in capsys.readouterr().err


def test_windows_that_are_over_are_found_by_the_clock(tmp_path):
    path = tmp_path / "p.yaml"
    window = "when: [{kind: subtotal, minimum: 100}, {kind: window, end: 2025-06-01}]"
    path.write_text(PROGRAM.replace("when: {kind: subtotal, minimum: 100}", window), encoding="utf-8")
    assert len(findings(path, NOW)) == len(findings(path, datetime(2025, 1, 1, tzinfo=UTC))) + 1
