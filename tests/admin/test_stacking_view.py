"""The grid of offers that may meet, and the pairs of which an order gets one."""

import pytest
from streamlit.testing.v1 import AppTest

from loyalty.admin import stacking_view
from loyalty.admin.words import Words
from loyalty.rules.document import load_program
from loyalty.rules.stacking import candidates, meetings
from loyalty.spreadsheet import FORMULA

HEAD = "key: shop\ncurrency: CNY\ntime_zone: Asia/Shanghai\n"
OFFERS = """groups: [{id: g}]
offers:
  - {id: one, name: "One *bold*", benefit: {kind: amount, amount: 1}, group: g}
  - {id: two, name: Two, benefit: {kind: amount, amount: 2}, group: g}
  - {id: three, name: Two, benefit: {kind: amount, amount: 3}}
"""


def page(content, language):
    from loyalty.admin import stacking_view
    from loyalty.admin.words import Words
    from loyalty.rules.document import load_program

    stacking_view.draw(load_program(content), Words(language))


def shown(content, language="en"):
    return AppTest.from_function(page, kwargs={"content": content, "language": language}).run()


def test_pairs_of_which_an_order_gets_one_are_told_below_the_grid():
    app = shown(HEAD + OFFERS)
    assert not app.exception
    assert app.expander[0].label == "Pairs that do not add up: 1"
    assert r"where “One \*bold\*” applies" in app.markdown[-1].value


def test_it_speaks_chinese():
    app = shown(HEAD + OFFERS, "zh")
    assert app.expander[0].label == "不可叠加的组合：1"
    assert "同组" in app.markdown[-1].value


def test_a_single_offer_meets_nobody():
    assert shown(HEAD).caption[0].value == "There are no two offers that could meet."


def test_without_pairs_apart_there_is_only_the_grid():
    free = OFFERS.replace(", group: g", "").replace("groups: [{id: g}]\n", "")
    assert not shown(HEAD + free).expander


def test_offers_beyond_the_bound_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(stacking_view, "OFFERS_MAX", 2)
    assert shown(HEAD + OFFERS).caption[0].value == "1 more offers are not shown."


def test_every_pair_is_one_cell_and_offers_of_one_name_are_told_apart():
    program = load_program(HEAD + OFFERS)
    among = candidates(program)
    chart = stacking_view.grid(program, among, meetings(program, among), Words("en")).to_dict()
    (rows,) = chart["datasets"].values()
    assert [(row["first"], row["second"], row["relation"]) for row in rows] == [
        ("One *bold*", "Two (three)", "both"),
        ("One *bold*", "Two (two)", "one of the two"),
        ("Two (three)", "Two (two)", "both"),
    ]


def test_no_name_in_the_grid_starts_a_formula_in_a_spreadsheet():
    evil = OFFERS.replace('"One *bold*"', "'=HYPERLINK(1)'").replace("name: Two,", "name: '＋1',")
    program = load_program(HEAD + evil)
    among = candidates(program)
    chart = stacking_view.grid(program, among, meetings(program, among), Words("en")).to_dict()
    (rows,) = chart["datasets"].values()
    cells = {cell for row in rows for cell in row.values()}
    assert {"'=HYPERLINK(1)", "'＋1 (two)", "'＋1 (three)"} <= cells
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    assert set(chart["encoding"]["x"]["sort"]) == {row["first"] for row in rows} | {
        row["second"] for row in rows
    }
