import re

import pytest

from loyalty.reports.sheet_charts import ROWS_MAX
from loyalty.reports.workbook import workbook
from tests.reports.book import Book
from tests.reports.sample import Size, result


def charts(size, sheet, *, language="en"):
    book = Book(workbook(result(size), language=language))
    found = [book.zip.read(name).decode() for name in book.names if name.startswith("xl/charts/chart")]
    return [chart for chart in found if f"{sheet}'!" in chart or f"{sheet}!" in chart]


def test_bars_run_down_with_the_first_one_on_top():
    (chart,) = charts(Size(), "Cost by offer")
    assert '<c:barDir val="bar"/>' in chart
    names = chart[chart.index("<c:catAx>") : chart.index("</c:catAx>")]
    assert '<c:orientation val="maxMin"/>' in names


def test_a_chart_stops_where_bars_become_too_many():
    (chart,) = charts(Size(offers=40), "Cost by offer")
    assert f"$A$5:$A${4 + ROWS_MAX['bar']}" in chart


@pytest.mark.parametrize(("language", "form"), [("en", "mmm yyyy"), ("zh", 'yyyy"年"m"月"')])
def test_months_are_written_as_the_language_writes_them(language, form):
    sheet = {"en": "Cost by month", "zh": "按月成本"}[language]
    (chart,) = charts(Size(), sheet, language=language)
    assert f'formatCode="{form}"'.replace('"年"', "&quot;年&quot;").replace('"月"', "&quot;月&quot;") in chart


def test_a_legend_stands_only_where_there_is_more_than_one_colour():
    assert "<c:legend>" in charts(Size(), "Cost by month")[0]
    assert "<c:legend>" not in charts(Size(), "Cost by tier")[0]


def test_a_draft_without_rows_has_no_chart():
    assert charts(Size(offers=0), "Cost by offer") == []


def test_a_wide_table_has_its_chart_below_and_a_narrow_one_beside_it():
    book = Book(workbook(result()))
    corners = {}
    for name in book.names:
        if name.startswith("xl/drawings/drawing"):
            drawing = book.zip.read(name).decode()
            column, row = re.search(r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)<", drawing).groups()
            title = re.search(r'descr="([^"]*)"', drawing).group(1)
            corners[title] = int(column), int(row)
    assert corners["Which offer costs how much?"][0] == 0
    assert corners["Which offer costs how much?"][1] > 6
    assert corners["Which part of the programme costs what?"][0] > 4
