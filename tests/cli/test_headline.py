from pathlib import Path

import pytest

from loyalty.cli.headline import print_headline
from loyalty.reports import ReportPaths
from tests.reports.sample import Size, result

PATHS = ReportPaths(json=Path("out/report.json"), html=Path("out/report.html"))


def printed(capsys, *, size=None, language="en", paths=PATHS):
    print_headline(result(size), language=language, paths=paths)
    return capsys.readouterr().out


def test_cost_share_and_reach_stand_first_for_each_draft(capsys):
    lines = printed(capsys, size=Size(drafts=2)).splitlines()
    assert lines[0] == "Draft 1: Corner shop club"
    assert [line.split("  ")[1] for line in lines[1:4]] == [
        "Net cost",
        "Share of revenue",
        "Orders with a benefit",
    ]
    assert "Draft 2: Corner shop club, lean" in lines


def test_the_parity_line_carries_its_verdict(capsys):
    said = " ".join(printed(capsys).split())
    assert "✓ 1,000 orders re-run through the live engine: 0 differences. What the checkout would" in said


def test_a_run_that_differs_is_marked(capsys):
    broken = result()
    told = "1,000 orders re-run through the live engine: 2 differences."
    broken["drafts"][0]["parity"] |= {"differences": 2, "sentence_en": told}
    print_headline(broken, language="en", paths=None)
    said = " ".join(capsys.readouterr().out.split())
    assert "✗ 1,000 orders re-run through the live engine: 2 differences. The checkout would give" in said


def test_what_could_not_be_tested_is_warned_of(capsys):
    told = result()
    why = {"why": "category", "en": "No line has the category tea.", "zh": "没有任何商品行属于品类 tea。"}
    told["drafts"][0]["untested"] = [{"offer": "tea-week"} | why]
    print_headline(told, language="en", paths=None)
    assert "! 1 of 6 offers could not be tested" in capsys.readouterr().out


def test_trouble_in_the_data_and_the_report_stand_below(capsys):
    said = printed(capsys)
    assert "141,902 rows in = 141,876 used + 26 left out; 4 were repaired." in said
    assert "12 rows stand twice in the file. [left out]" in said
    assert "Report   out/report.html" in said
    assert "Figures  out/report.json" in said


def test_the_answer_in_words_follows_the_figures(capsys):
    said = printed(capsys)
    assert "  · First to run out, on 2024-11-11: budget double-eleven" in said
    assert "On 72,511 orders" not in said


def test_only_files_that_were_written_are_named(capsys):
    said = printed(capsys, paths=ReportPaths(xlsx=Path("out/report.xlsx")))
    assert "Workbook out/report.xlsx" in said
    assert "report.html" not in said


def test_it_speaks_chinese(capsys):
    said = printed(capsys, language="zh")
    assert "街角小店会员计划" in said
    assert "净成本" in said
    assert "报告  out/report.html" in said


def test_without_a_report_no_path_is_promised(capsys):
    assert "Report" not in printed(capsys, paths=None)


@pytest.mark.parametrize("name", ["[bold red]x[/]", "[link=http://a]b[/link]"])
def test_a_name_that_looks_like_markup_is_printed_as_it_is(capsys, name):
    data = result()
    data["drafts"][0]["program"]["name"] = name
    print_headline(data, language="en", paths=None)
    assert capsys.readouterr().out.startswith(f"{name}\n")


def test_many_findings_are_cut_and_counted(capsys):
    data = result()
    data["problems"]["entries"] *= 3
    print_headline(data, language="en", paths=None)
    assert "… 4 more findings in the report" in capsys.readouterr().out


def test_a_file_without_trouble_has_no_list(capsys):
    data = result()
    data["problems"]["entries"] = []
    print_headline(data, language="en", paths=None)
    assert "every row was used as it stood" in capsys.readouterr().out
