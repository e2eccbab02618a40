from dataclasses import replace

from loyalty.reports.grid_page import ends, grid_page
from tests.simulate.grids import CAP, LANE, grid_result


def page(*axes, language="en", **changes):
    return grid_page(grid_result(*axes, **changes).as_dict(), language)


def test_the_cover_says_what_was_varied():
    assert page().cover == (
        "1,000 orders, 2024-01-02 to 2025-12-30, replayed through 3 variants: First order · cap = 10, 20, 30."
    )
    assert page(language="zh").cover == (
        "将 2024-01-02 至 2025-12-30 期间的 1,000 个订单，用 3 个变体逐单回放：首单立减 · 封顶 = 10、20、30。"
    )


def test_the_headline_is_what_stands_between_the_cheapest_and_the_dearest():
    figures = page(costs=(300, 200_000, 900)).headline.figures
    assert [(one.name, one.value) for one in figures] == [
        ("As it stands", "¥2,000.00"),
        ("Cheapest variant", "¥3.00"),
        ("Dearest variant", "¥2,000.00"),
    ]
    assert figures[1].note == "−¥1,997.00 (−99.9%) with cap 10"
    assert figures[2].note == "cap 20"


def test_the_summary_tells_range_and_largest_step_in_plain_words():
    assert page(costs=(150_000, 200_000, 290_000)).headline.summary == (
        "As it stands (cap 20), Corner shop costs ¥2,000.00 net, 2.8% of revenue.",
        "Over 3 variants the net cost lies between ¥1,500.00 (cap 10) and ¥2,900.00 (cap 30).",
        "The largest step lies between cap 20 and cap 30: +¥900.00.",
    )


def test_what_moves_nothing_is_told_as_such():
    told = page(costs=(200_000,) * 3).headline.summary
    assert told[1] == "All 3 variants cost the same: what was varied moves nothing on these orders."
    assert len(told) == 2


def test_steps_are_told_of_numbers_only():
    assert len(page(LANE).headline.summary) == 2
    assert len(page(CAP, LANE).headline.summary) == 2
    assert len(page(replace(CAP, values=("1", None, "2"))).headline.summary) == 2


def test_every_variant_stands_in_the_last_table():
    assert len(page(CAP, LANE).blocks[-1].tables[0].rows) == 6


def test_what_the_figures_rest_on_is_told_as_in_every_report():
    view = page()
    assert {one.key for one in view.assumptions} >= {"price_basis", "use_points", "returns"}
    assert view.problems.startswith("2,500 rows in = 2,500 used")
    assert view.problems_table is None
    told = [row.cells[1].text for row in view.fine_print.rows]
    assert "a" * 64 in told
    assert "f" * 64 in told


def test_the_ends_are_the_first_of_equals():
    grid = grid_result(costs=(5, 5, 5)).as_dict()
    assert [one["values"] for one in ends(grid)] == [("10",), ("10",)]


def test_differences_are_shown_as_such():
    grid = grid_result().as_dict()
    grid["parity"]["differences"] = 1
    assert page().headline.agrees
    assert not grid_page(grid, "en").headline.agrees
