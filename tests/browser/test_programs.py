"""The page Programmes: what is typed is what is checked and saved."""

import re

from playwright.sync_api import expect

FIELD = re.compile(r"Definition \(YAML\)|定义（YAML）")


def opened(visit, name, **how):
    page = visit("/programs", **how)
    page.get_by_label(FIELD).wait_for()
    page.get_by_role("combobox").click()
    page.get_by_role("option", name=name).click()
    field = page.get_by_label(FIELD)
    expect(field).to_have_value(re.compile(name.rpartition(" ")[2]))
    return page, field


def put(field, old, new):
    """Replace a piece of the text by typing over it."""
    at = field.input_value().index(old)
    field.evaluate(
        "(area, [from, to]) => { area.focus(); area.setSelectionRange(from, to); }", [at, at + len(old)]
    )
    field.press_sequentially(new)


def test_what_is_typed_is_checked_while_the_field_is_still_in_use(visit):
    page, field = opened(visit, "Club checked.yaml")
    expect(page.get_by_text("Nothing to mend.")).to_be_visible()
    put(field, "when:", "wen:")
    expect(page.get_by_text("Unknown field")).to_be_visible()
    expect(field).to_be_focused()
    page.get_by_role("button", name="line 14").click()
    picked = "area => area.value.slice(area.selectionStart, area.selectionEnd)"
    expect(field).to_be_focused()
    assert field.evaluate(picked).strip().startswith("wen:")
    put(field, "wen:", "when:")
    expect(page.get_by_text("Nothing to mend.")).to_be_visible()
    expect(page.get_by_text("Ten off a hundred")).to_be_visible()


def test_typed_then_saved_at_once_keeps_what_was_typed(visit, home):
    page, field = opened(visit, "Club saved.yaml")
    put(field, "amount: 10", "amount: 12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved as saved.yaml.")).to_be_visible()
    assert "amount: 12" in (home / "programs" / "saved.yaml").read_text("utf-8")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing to save.")).to_be_visible()
    expect(field).to_have_value(re.compile("amount: 12"))


def test_what_was_typed_is_still_there_after_a_look_at_the_other_page(visit):
    page, field = opened(visit, "Club small.yaml")
    put(field, "amount: 10", "amount: 17")
    expect(page.get_by_text("not saved yet")).to_be_visible()
    page.get_by_role("link", name="Simulate").click()
    expect(page.get_by_text("Past orders")).to_be_visible()
    page.get_by_role("link", name="Programmes").click()
    expect(page.get_by_label(FIELD)).to_have_value(re.compile("amount: 17"))


def test_a_browser_that_asks_for_chinese_gets_it_and_may_switch(visit):
    page, _ = opened(visit, "小店会员 · checked.yaml", locale="zh-CN")
    expect(page.get_by_text("本地演示模式")).to_be_visible()
    expect(page.get_by_text("没有问题。")).to_be_visible()
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_text("Local demo mode")).to_be_visible()
    expect(page.get_by_text("Nothing to mend.")).to_be_visible()


def test_an_uploaded_programme_is_taken_over_and_opened(visit, home):
    page, _ = opened(visit, "Club small.yaml")
    page.get_by_role("button", name="Upload").click()
    page.locator("input[type=file]").set_input_files(home / "small.yaml")
    page.get_by_role("button", name="Take over").click()
    expect(page.get_by_text("Saved as small-2.yaml.")).to_be_visible()
    expect(page.get_by_label(FIELD)).to_have_value(re.compile("name: Small shop club"))


def test_which_offers_stack_is_drawn_when_somebody_asks(visit):
    page, field = opened(visit, "Club small.yaml")
    put(field, "offers:", "offers:\n  - {id: more, benefit: {kind: amount, amount: 1}}")
    page.get_by_text("Which offers stack").click()
    expect(page.get_by_text("Rest the pointer on a cell")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart]").first).to_be_visible()
