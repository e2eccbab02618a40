from loyalty.reports.page import page, paragraphs
from tests.reports.sample import Size, result


def test_the_headline_is_what_the_programme_costs():
    view = page(result(), "en")
    assert [(figure.name, figure.value) for figure in view.drafts[0].figures] == [
        ("Net cost", "¥566,945.94"),
        ("Share of revenue", "6.4%"),
        ("Orders with a benefit", "44,231"),
    ]
    assert view.drafts[0].figures[0].note == "¥594,906.54 given, ¥27,960.60 came back with returns"


def test_the_cover_says_what_was_replayed():
    assert page(result(), "en").cover == (
        "72,511 orders of 9,120 members, 2024-01-01 to 2025-12-31, replayed through this programme."
    )
    assert "2 个方案" in page(result(Size(drafts=2)), "zh").cover


def test_parity_stands_in_the_reports_language_and_differences_are_seen():
    broken = result()
    broken["drafts"][0]["parity"]["differences"] = 1
    assert page(result(), "zh").drafts[0].parity == "抽取 1,000 个订单用线上引擎重算：0 处差异"
    assert page(result(), "en").drafts[0].agrees
    assert not page(broken, "en").drafts[0].agrees


def test_several_drafts_are_numbered():
    titles = [draft.title for draft in page(result(Size(drafts=2)), "en").drafts]
    assert titles == ["Draft 1: Corner shop club", "Draft 2: Corner shop club, lean"]
    assert page(result(), "en").drafts[0].title == "Corner shop club"


def test_what_all_drafts_rest_on_is_said_once():
    said = page(result(Size(drafts=2)), "en").foundation
    assert said[0].startswith("It rests on these assumptions: Prices are what was paid")
    assert said[1] == "26 of 141,902 rows of the file could not be used."


def test_the_first_sentence_of_a_summary_stands_alone():
    assert paragraphs(("One.", "Two.", "Three."), "en") == ("One.", "Two. Three.")
    assert paragraphs(("一。", "二。", "三。"), "zh") == ("一。", "二。三。")
    assert paragraphs((), "en") == ()


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
