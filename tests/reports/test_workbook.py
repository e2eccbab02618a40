import re
from decimal import Decimal

import pytest

from loyalty.money import Currency
from loyalty.reports.sheets import one_sheet
from loyalty.reports.tables import Cell, numbers, row, table, texts
from loyalty.reports.values import Money
from loyalty.reports.words import Words
from loyalty.reports.workbook import book_of, workbook
from tests.reports.book import SPREADSHEET, Book
from tests.reports.sample import Size, result

HOSTILE = (
    *("=1+1", "+SUM(A1)", "-2+3", "@cmd", "http://evil.example", "<r>x</r>", "\t=1"),
    '=HYPERLINK("http://x","y")',
)
SHEETS = [
    *(
        "Summary",
        "Comparison",
        "Changes",
        "Cost by year",
        "Cost by month",
        "Cost by component",
        "Cost by offer",
        "Offers by month",
    ),
    *("Cost by funder", "Funders of offers", "Cost by tier", "Cost by category", "Cost by brand"),
    *("Articles that cost most", "Cost by channel", "Members", "Winners", "Losers", "Tiers at the end"),
    *("Tier moves", "Points", "Points by month", "Limits and budgets", "Run-down", "Switches", "Break-even"),
    *("Return on cost", "Stacking", "Deep discounts", "Below cost", "Reasons", "Top orders"),
    *("Step by step", "Problems", "Assumptions", "Settings and sources"),
]


def amounts(rows, column):
    return [Decimal(line[column].text) for line in rows]


def test_every_question_has_its_sheet_in_reading_order():
    assert list(Book(workbook(result())).paths) == SHEETS


def test_a_chinese_workbook_has_chinese_sheets_and_heads():
    book = Book(workbook(result(), language="zh-CN"))
    assert list(book.paths)[:4] == ["摘要", "方案对比", "差额明细", "按年成本"]
    heads, _ = book.table("按月成本", "月份")
    assert heads[:3] == ["月份", "订单数", "销售额"]
    english = [text for text in book.strings if re.search(r"\b(?:[A-Za-z]+ ){2,}[A-Za-z]+", text)]
    assert english == []


@pytest.mark.parametrize("drafts", [1, 3])
def test_months_in_the_workbook_add_up_to_the_drafts_cost(drafts):
    told = result(Size(drafts=drafts))
    heads, rows = Book(workbook(told)).table("Cost by month", "Programme" if drafts > 1 else "Month")
    cost = heads.index("Cost")
    facts, sums = rows[:-drafts], rows[-drafts:]
    assert len(facts) == 24 * drafts
    expected = [draft["totals"]["cost_minor"] for draft in told["drafts"]]
    assert [amount * 100 for amount in amounts(sums, cost)] == expected
    assert sum(amounts(facts, cost)) * 100 == sum(expected)


def test_drafts_stand_below_each_other_with_their_names():
    heads, rows = Book(workbook(result(Size(drafts=2)))).table("Cost by tier", "Programme")
    assert heads[:2] == ["Programme", "Tier"]
    assert [line[0].text for line in rows[:10:5]] == [
        "Draft 1: Corner shop club",
        "Draft 2: Corner shop club, lean",
    ]


def test_money_dates_and_shares_are_numbers_with_their_formats():
    _, rows = Book(workbook(result())).table("Cost by month", "Month")
    month, orders, revenue = rows[0][:3]
    assert (month.format, month.text, month.is_text) == ("mmm yyyy", "45292", False)
    assert (orders.format, orders.is_text) == ("#,##0", False)
    assert revenue.format == '"¥"#,##0.00'
    assert rows[0][-1].format == "0.0%"


@pytest.mark.parametrize(
    ("currency", "exponent", "form"),
    [("JPY", 0, '"JP¥"#,##0'), ("KWD", 3, '"KWD\N{NO-BREAK SPACE}"#,##0.000'), ("GBP", 2, '"£"#,##0.00')],
)
def test_money_has_the_decimals_of_its_currency(currency, exponent, form):
    told = result(Size(currency=currency, exponent=exponent))
    heads, rows = Book(workbook(told)).table("Cost by tier", "Tier")
    cost = heads.index("Cost")
    assert rows[0][cost].format == form
    expected = [entry["cost_minor"] for entry in told["drafts"][0]["by_tier"]]
    assert [amount.scaleb(exponent) for amount in amounts(rows, cost)] == [*expected, sum(expected)]


def test_a_figure_longer_than_a_spreadsheet_keeps_is_a_text_and_a_note_says_so():
    content = table(
        [*texts("Month"), *numbers("Cost")],
        [
            row("a", Cell("¥9,999,999,999,999.99", value=Money(999_999_999_999_999))),
            row("b", Cell("¥10,000,000,000,000.00", value=Money(1_000_000_000_000_000))),
        ],
        sheet="months",
    )
    words = Words("en")
    facts = [one_sheet(content, words, title="Which month costs what?")]
    book = Book(book_of(facts, words=words, unit=Currency("CNY", 2), created="2025-12-31T21:00:00+08:00"))
    _, rows = book.table("Cost by month", "Month")
    assert (rows[0][1].text, rows[0][1].is_text) == ("9999999999999.99", False)
    assert (rows[1][1].text, rows[1][1].is_text) == ("¥10,000,000,000,000.00", True)
    assert words("sheet.too_long") in book.strings


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    bad = result(Size(drafts=2))
    bad["log"]["name"] = text
    for draft in bad["drafts"]:
        draft["program"]["name"] = text
        draft["by_offer"][0] |= {"id": text, "name": text}
        draft["top_orders"][0] |= {"order_id": text, "member": text}
        draft["by_category"][0]["name"] = text
        draft["winners_losers"]["winners"][0]["member"] = text
    book = Book(workbook(bad))
    assert [name for name in book.paths if book.sheet(name).findall(f".//{SPREADSHEET}f")] == []
    links = [
        one.get("location") for name in book.paths for one in book.sheet(name).iter(f"{SPREADSHEET}hyperlink")
    ]
    assert links
    assert all(link is not None and link.endswith("!A1") for link in links)
    assert not any(
        "TargetMode" in book.zip.read(name).decode() for name in book.names if name.endswith(".rels")
    )
    cells = book.cells("Top orders")
    assert any(cell.is_text and cell.text.strip() == text.strip() for cell in cells.values())


def test_characters_that_no_spreadsheet_can_hold_are_made_visible():
    broken = result()
    broken["drafts"][0]["top_orders"][0]["order_id"] = "CS-\udc80\x00\u202e1"
    cells = Book(workbook(broken)).cells("Top orders")
    assert "CS-\ufffd\ufffd\ufffd1" in {cell.text for cell in cells.values()}


def test_equal_results_give_equal_bytes_and_the_date_is_the_logs():
    first, second = workbook(result()), workbook(result())
    assert first == second
    assert b"2025-12-31T21:57:40Z" in Book(first).zip.read("docProps/core.xml")


def test_each_table_has_frozen_heads_a_filter_and_is_one_page_wide():
    book = Book(workbook(result()))
    for name in SHEETS[1:]:
        sheet = book.sheet(name)
        pane = sheet.find(f".//{SPREADSHEET}pane")
        assert pane is not None, name
        assert pane.get("state") == "frozen", name
        assert sheet.find(f"{SPREADSHEET}autoFilter") is not None, name
        assert sheet.find(f"{SPREADSHEET}pageSetup").get("paperSize") == "9", name
        assert sheet.find(f".//{SPREADSHEET}pageSetUpPr").get("fitToPage") == "1", name
    defined = book.zip.read("xl/workbook.xml").decode()
    assert defined.count("_xlnm.Print_Titles") == len(SHEETS) - 1


def test_the_months_are_drawn_from_the_cells_beside_them():
    book = Book(workbook(result(Size(drafts=2))))
    charts = [book.zip.read(name).decode() for name in book.names if name.startswith("xl/charts/chart")]
    months = [chart for chart in charts if "'Cost by month'" in chart]
    assert len(months) == 2
    assert "'Cost by month'!$B$6:$B$29" in months[0]
    assert "'Cost by month'!$B$30:$B$53" in months[1]


@pytest.mark.parametrize(
    "size", [Size(months=1, offers=0), Size(months=60, offers=40, scale=10**7), Size(sign=-1)]
)
def test_a_workbook_of_any_size_can_be_read_back(size):
    book = Book(workbook(result(size)))
    assert book.zip.testzip() is None
    assert all(book.cells(name) for name in book.paths)


def test_charts_and_whole_titles_are_printed_too():
    defined = Book(workbook(result())).zip.read("xl/workbook.xml").decode()
    areas = dict(re.findall(r"Print_Area\"[^>]*>'?([^'!]+)'?!\$A\$1:\$([A-Z]+)\$\d+<", defined))
    assert len(areas["Cost by month"]) == 1
    assert areas["Cost by month"] > "P"
    assert areas["Tiers at the end"] > "F"
