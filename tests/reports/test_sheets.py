import pytest

from loyalty.reports.page import page
from loyalty.reports.sheets import ORDER, one_sheet, sheets
from loyalty.reports.tables import Cell, Column, numbers, row, table, texts, total
from loyalty.reports.values import Share
from loyalty.reports.words import PHRASES, Words
from tests.reports.sample import Size, result


def named(told, key):
    view = page(told, "en")
    return next(sheet for sheet in sheets(view, Words("en")) if sheet.key == key)


def test_what_stands_small_under_a_figure_gets_a_column_of_its_own():
    content = table(
        [Column("Offer", under="id"), Column("Net", "number", under="Share")],
        [row(Cell("Tea week").over("tea", "code"), Cell("¥1.00").over(Cell("50.0%", value=Share(1, 2))))],
        sheet="offers",
    )
    sheet = one_sheet(content, Words("en"), title="Which offer costs how much?")
    assert [column.name for column in sheet.columns] == ["Offer", "id", "Net", "Share"]
    assert [cell.text for cell in sheet.rows[0]] == ["Tea week", "tea", "¥1.00", "50.0%"]
    assert sheet.rows[0][3].value == Share(1, 2)


def test_totals_stand_apart_from_the_facts():
    content = table(texts("Month"), [row("Jan"), total("Total"), row("Feb")], sheet="months")
    sheet = one_sheet(content, Words("en"), title="")
    assert [line[0].text for line in sheet.rows] == ["Jan", "Feb"]
    assert [line[0].text for line in sheet.totals] == ["Total"]


def test_drafts_with_other_columns_keep_their_place_and_leave_the_rest_empty():
    told = result(Size(drafts=2))
    told["drafts"][1]["by_tier"].append(told["drafts"][1]["by_tier"][1] | {"track": "paid"})
    sheet = named(told, "tiers")
    track = [column.name for column in sheet.columns].index("Track")
    first, second = sheet.stretches
    assert {line[track].text for line in sheet.rows[first.first : first.end]} == {""}
    assert {line[track].text for line in sheet.rows[second.first : second.end]} == {"Growth level", "paid"}


def test_each_draft_has_its_own_stretch_of_rows():
    sheet = named(result(Size(drafts=3)), "months")
    assert [(one.first, one.end) for one in sheet.stretches] == [(0, 24), (24, 48), (48, 72)]
    assert len(sheet.totals) == 3
    assert all(len(line) == len(sheet.columns) for line in (*sheet.rows, *sheet.totals))


def test_a_single_draft_needs_no_column_of_names():
    assert named(result(), "months").columns[0].name == "Month"
    assert named(result(Size(drafts=2)), "months").columns[0].name == "Programme"


@pytest.mark.parametrize("size", [Size(), Size(drafts=2), Size(months=1, offers=0)])
def test_every_sheet_has_its_place_and_a_name_that_a_workbook_takes(size):
    found = sheets(page(result(size), "en"), Words("en"))
    keys = [sheet.key for sheet in found]
    assert keys == sorted(keys, key=ORDER.index)
    assert len(keys) == len(set(keys))


def test_no_two_sheets_share_a_name_and_none_is_too_long():
    for column in (0, 1):
        names = [texts[column] for key, texts in PHRASES.items() if key.startswith("sheet.")]
        tabs = [PHRASES[f"sheet.{key}"][column] for key in (*ORDER, "summary")]
        assert len(tabs) == len(set(tabs))
        assert all(len(tab) <= 31 and not set(tab) & set("[]:*?/\\'") for tab in tabs)
        assert set(tabs) <= set(names)


def test_what_a_sheet_does_not_know_comes_last():
    assert numbers("x")[0].kind == "number"
    view = page(result(), "en")
    assert sheets(view, Words("en"))[-1].key == "sources"


def test_equal_headings_in_one_sheet_are_refused():
    content = table(
        [*texts("Order"), Column("Points", "number", under="Points")],
        [row("a", Cell("¥94.00").over("9,400"))],
        sheet="top_orders",
    )
    with pytest.raises(ValueError, match="same heading"):
        one_sheet(content, Words("en"), title="")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_sheet_of_a_report_has_two_equal_headings_even_with_drafts_of_one_name(language):
    told = result(Size(drafts=2))
    told["drafts"][1]["program"] = told["drafts"][0]["program"]
    for sheet in sheets(page(told, language), Words(language)):
        names = [column.name for column in sheet.columns]
        assert len(set(names)) == len(names), sheet.key


def test_money_and_points_of_the_orders_that_cost_most_have_columns_of_their_own():
    sheet = named(result(), "top_orders")
    heads = [column.name for column in sheet.columns]
    first = dict(zip(heads, sheet.rows[0], strict=True))
    assert (first["Points as money"].text, first["Points spent"].text) == ("¥33.50", "2,000")
