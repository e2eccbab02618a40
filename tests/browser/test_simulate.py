"""The page Simulate: a run from the form to its answer, whatever happens to the page meanwhile."""

import re

from playwright.sync_api import expect

RUN_PATIENCE_MS = 300_000
"""A first run compiles, and a machine may have other things to do."""


def chosen(visit):
    """The form with the small shop's programme."""
    page = visit("/")
    programs = page.get_by_role("combobox").first
    programs.click()
    page.get_by_role("option", name="Club small.yaml").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove Corner shop club (sample)").click()
    return page


def asked(visit, home, file="orders.csv"):
    """The form with the small shop's programme and a file on this machine."""
    page = chosen(visit)
    page.get_by_role("radio", name="Path on this machine").click()
    page.get_by_label("Order lines").fill(str(home / file))
    return page


def start(page):
    page.get_by_role("button", name="Simulate", exact=True).click()
    expect(page).to_have_url(re.compile(r"run=\d{8}-\d{6}-[0-9a-f]{4}"))


def test_a_small_log_is_simulated_while_the_page_is_left_and_found_again(visit, home):
    page = asked(visit, home)
    start(page)
    page.get_by_role("link", name="Programmes").click()
    expect(page.get_by_text("Findings")).to_be_visible()
    page.get_by_role("link", name="Simulate").click()
    headline = page.get_by_test_id("stMetricValue").first
    expect(headline).to_have_text("¥21.00", timeout=RUN_PATIENCE_MS)
    expect(page.get_by_text("4 orders re-run through the live engine: 0 differences")).to_be_visible()
    expect(page.get_by_text("Which month costs what?")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()

    page.reload()
    expect(headline).to_have_text("¥21.00")

    with page.expect_download() as downloading:
        page.get_by_role("button", name="Whole report").click()
    report = downloading.value.path().read_text("utf-8")
    assert "¥21.00" in report

    page.get_by_role("button", name="New simulation").click()
    expect(page.get_by_text("Earlier runs")).to_be_visible()
    expect(page.get_by_text(re.compile("orders.csv · done")).first).to_be_visible()


def test_behind_the_figures_an_order_is_one_press_away(visit, home):
    page = asked(visit, home)
    start(page)
    behind = page.get_by_role("heading", name="The orders behind the figures")
    expect(behind).to_be_visible(timeout=RUN_PATIENCE_MS)
    page.get_by_role("button", name="A3", exact=True).click()
    arithmetic = page.get_by_text("Points as money (100 points pay ¥1").last
    expect(arithmetic).to_be_visible(timeout=RUN_PATIENCE_MS)
    expect(page.get_by_text("To pay: ¥159.00.").last).to_be_visible()

    page.get_by_label("Order id").fill("A2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="A3", exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name="A2", exact=True)).to_be_visible()

    with page.expect_download() as downloading:
        page.get_by_role("button", name="Every order (CSV)").click()
    assert downloading.value.path().read_text("utf-8-sig").startswith("order_id,kind,")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Workbook (Excel)").click()
    assert downloading.value.path().read_bytes().startswith(b"PK")


def test_a_run_on_an_upload_can_be_cancelled(visit, home):
    page = chosen(visit)
    page.get_by_role("radio", name="Upload").click()
    page.locator("input[type=file]").first.set_input_files(home / "orders.csv")
    expect(page.get_by_text("orders.csv", exact=True)).to_be_visible()
    start(page)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("This run was cancelled. Nothing was written.")).to_be_visible()


def test_a_file_that_is_not_there_is_one_sentence(visit, home):
    page = asked(visit, home, "none.csv")
    start(page)
    expect(page.get_by_text("There is no file")).to_be_visible(timeout=RUN_PATIENCE_MS)
    expect(page.get_by_text("Traceback")).to_have_count(0)
