"""A threshold that is dragged, and a template that is taken: what the pages are for."""

import re

from playwright.sync_api import TimeoutError as NotThere
from playwright.sync_api import expect

from tests.browser.test_simulate import RUN_PATIENCE_MS, asked, start


def choose(page, typed, name):
    """A figure of the list, which a drawing of the page may close again while it opens."""
    figure = page.get_by_role("combobox", name="Figure")
    for _ in range(5):
        figure.click()
        figure.fill(typed)
        try:
            page.get_by_role("option", name=name).click(timeout=4_000)
        except NotThere:
            page.keyboard.press("Escape")
        else:
            return


def test_a_threshold_is_dragged_and_the_cost_follows(visit, home):
    page = asked(visit, home)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Look at the files")).to_be_visible()
    page.get_by_text("Move one figure").click()
    choose(page, "hundred", re.compile("Ten off a hundred · minimum"))
    expect(page.get_by_role("textbox", name=re.compile("Values"))).to_have_value(re.compile("^20,.*,100,.*"))
    start(page)
    net = page.get_by_test_id("stMetricValue").first
    expect(net).to_have_text("¥21.00", timeout=RUN_PATIENCE_MS)
    page.get_by_role("slider").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(net).not_to_have_text("¥21.00")
    expect(page.get_by_text("against today")).to_be_visible()


def test_a_template_is_taken_and_its_window_closes(visit):
    page = visit("/programs")
    page.get_by_role("button", name="From a template").click()
    page.get_by_role("combobox", name="Template").click()
    page.get_by_role("option", name="Double 11", exact=True).click()
    page.get_by_role("textbox", name="Year of its dates").fill("2030")
    page.get_by_role("button", name="Make it my own").click()
    expect(page.get_by_text("Shop reduction: from 2030-11-01")).to_be_visible()
    expect(page.get_by_role("button", name="Make it my own")).to_have_count(0)


def test_the_first_page_has_a_name_in_the_address_too(visit):
    page = visit("/simulate")
    expect(page.get_by_role("button", name="Simulate", exact=True)).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_a_programme_is_one_press_away_from_its_simulation(visit):
    page = visit("/programs")
    page.get_by_role("combobox", name="Programme").click()
    page.get_by_role("option", name=re.compile("Club small.yaml")).click()
    page.get_by_role("button", name="Simulate it").click()
    expect(page.get_by_text("Earlier runs")).to_be_visible()
    expect(page.get_by_role("button", name="Remove Club small.yaml")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
