from loyalty.reports.page import page
from tests.reports.sample import Size, result


def test_the_headline_is_what_the_programme_costs():
    view = page(result(), "en")
    assert [(figure.name, figure.value) for figure in view.drafts[0].figures] == [
        ("Net cost", "¥566,945.94"),
        ("Share of revenue", "6.4%"),
        ("Orders with a benefit", "44,231"),
    ]
    assert view.drafts[0].figures[0].note.endswith("¥594,906.54 given, ¥27,960.60 came back with returns")


def test_the_cover_says_what_was_replayed():
    assert page(result(), "en").cover == (
        "72,511 orders: 70,681 by 9,120 members, 1,830 without a member, 2024-01-01 to 2025-12-31, "
        "replayed through the programme."
    )
    assert "2 个方案" in page(result(Size(drafts=2)), "zh").cover


def test_parity_stands_in_the_reports_language_and_differences_are_seen():
    broken = result()
    broken["drafts"][0]["parity"]["differences"] = 1
    told = page(result(), "zh").drafts[0].parity
    assert told.startswith("抽取 1,000 个订单用线上引擎重算：0 处差异。收银时实际给出的优惠")
    assert page(result(), "en").drafts[0].agrees
    assert not page(broken, "en").drafts[0].agrees
    assert "do not use these figures" in page(broken, "en").drafts[0].parity


def test_several_drafts_are_numbered():
    titles = [draft.title for draft in page(result(Size(drafts=2)), "en").drafts]
    assert titles == ["Draft 1: Corner shop club", "Draft 2: Corner shop club, lean"]
    assert page(result(), "en").drafts[0].title == "Corner shop club"


def test_what_all_drafts_rest_on_is_said_once():
    said = page(result(Size(drafts=2)), "en").foundation
    assert said[0].startswith("It rests on these assumptions: Prices are what was paid")
    assert said[1] == "26 of 141,902 rows of the file could not be used."


def test_the_large_figure_says_which_part_of_it_the_shop_pays():
    told = result()
    told["drafts"][0]["by_funder"] = [
        {"funder": "shop", "offers_minor": 60_00, "points_minor": 0, "cost_minor": 60_00},
        {"funder": "brand", "offers_minor": 40_00, "points_minor": 0, "cost_minor": 40_00},
    ]
    note = page(told, "en").drafts[0].figures[0].note
    assert note.startswith("of which the shop pays ¥60.00 (60.0%); ")
    del told["drafts"][0]["by_funder"][1]
    assert "shop" not in page(told, "en").drafts[0].figures[0].note


def test_the_cover_tells_orders_of_guests_and_members_who_only_returned():
    told = result()
    told["log"]["members_buying"] = 9_000
    assert page(told, "en").cover.endswith(
        "120 more members of the file only returned goods or bought nothing."
    )
    told["log"] |= {"anonymous_orders": 0, "members_buying": 9_120}
    assert page(told, "en").cover.startswith("72,511 orders of 9,120 members, 2024-01-01")
    told["log"] |= {"anonymous_orders": 72_511, "members_buying": 0, "members": 0}
    assert page(told, "en").cover.startswith("72,511 orders without a member, 2024-01-01")


def test_assumptions_are_stated_with_their_value():
    first = page(result(), "zh").assumptions[0]
    assert (first.key, first.value, first.text) == (
        "price_basis",
        "net",
        "以实付金额为价格：历史折扣保留在内。",
    )


def test_rows_of_the_data_add_up_in_words():
    assert page(result(), "en").problems == "141,902 rows in = 141,876 used + 26 left out; 4 were repaired."


def test_clean_data_need_no_table():
    clean = result()
    clean["problems"]["entries"] = []
    view = page(clean, "en")
    assert view.problems_table is None
    assert view.problems.endswith("Nothing: every row was used as it stood.")


def test_settings_are_printed_as_they_were_set():
    rows = {line.cells[0].text: line.cells[1].text for line in page(result(), "en").fine_print.rows}
    assert (rows["Setting price_codes"], rows["Setting warm_up_until"], rows["Setting seed"]) == (
        "–",
        "–",
        "1",
    )
    listed = result()
    listed["settings"]["price_codes"] = ["D11", "WELCOME"]
    rows = {line.cells[0].text: line.cells[1].text for line in page(listed, "en").fine_print.rows}
    assert rows["Setting price_codes"] == "D11, WELCOME"


def test_figures_too_long_for_their_place_are_set_smaller():
    sizes = [page(result(Size(scale=scale)), "en").drafts[0].figures[0].size() for scale in (1, 10**3, 10**8)]
    assert sizes == ["", "long", "longer"]
