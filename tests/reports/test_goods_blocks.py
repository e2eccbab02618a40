import pytest

from loyalty.reports.goods_blocks import SHOWN, brands, categories, channels, items
from tests.reports.sample_figures import goods_of


def test_categories_and_the_shipping_waived_are_the_whole_cost(a_draft, pen):
    block = categories(a_draft, pen)
    assert block is not None
    rows = block.tables[0].rows
    costs = [line.cells[5].value.minor for line in rows]
    assert sum(costs[:-1]) == costs[-1] == a_draft["totals"]["cost_minor"]
    assert rows[-2].cells[0].text == "shipping waived (belongs to no goods)"


def test_goods_the_file_says_nothing_about_have_a_word(a_draft, pen):
    block = categories(a_draft, pen)
    assert block is not None
    assert "not stated" in [line.cells[0].text for line in block.tables[0].rows]


def test_many_categories_are_summed_up_on_the_page_and_whole_in_the_workbook(a_draft, pen):
    totals = a_draft["totals"]
    names = [f"category {at}" for at in range(SHOWN + 30)]
    sums = (totals["revenue_minor"], totals["discount_minor"], totals["points_spent_minor"])
    a_draft["by_category"] = goods_of(names, *sums)
    block = categories(a_draft, pen)
    assert block is not None
    shown, whole = block.tables[0].rows, block.flat[0].rows
    assert (len(shown), len(whole)) == (SHOWN + 3, SHOWN + 32)
    assert shown[SHOWN].cells[0].text == "30 others"
    assert sum(line.cells[5].value.minor for line in shown[:-1]) == totals["cost_minor"]
    assert sum(line.cells[1].value.number for line in shown[:-2]) == shown[-1].cells[1].value.number


@pytest.mark.parametrize(("name", "made"), [("by_category", categories), ("by_brand", brands)])
def test_a_file_that_names_none_is_not_asked(a_draft, pen, name, made):
    a_draft[name] = [entry | {"name": None} for entry in a_draft[name][:1]]
    assert made(a_draft, pen) is None
    a_draft[name] = []
    assert made(a_draft, pen) is None


def test_goods_and_channels_that_got_nothing_are_not_asked_about(a_draft, pen):
    for name in ("by_category", "by_brand", "by_channel", "top_items"):
        a_draft[name] = [entry | {"cost_minor": 0} for entry in a_draft[name]]
    assert [made(a_draft, pen) for made in (categories, brands, items, channels)] == [None] * 4


def test_a_single_brand_needs_no_chart(a_draft, pen):
    a_draft["by_brand"] = a_draft["by_brand"][:1]
    block = brands(a_draft, pen)
    assert block is not None
    assert block.drawings == ()


def test_the_dearest_articles_are_no_whole_and_have_no_sum(a_draft, pen):
    block = items(a_draft, pen)
    assert block is not None
    assert not any(line.total for line in block.tables[0].rows)
    assert block.answer.startswith("TEA-01 costs most: ")
    a_draft["top_items"] = []
    assert items(a_draft, pen) is None


def test_channels_add_up_to_the_whole(a_draft, pen):
    block = channels(a_draft, pen)
    assert block is not None
    rows = block.tables[0].rows
    assert [line.cells[0].text for line in rows] == ["app", "store", "Total"]
    assert rows[-1].cells[1].value.number == a_draft["totals"]["orders"]
    assert rows[-1].cells[3].value.minor == a_draft["totals"]["cost_minor"]


def test_a_file_without_channels_is_not_asked(a_draft, pen):
    a_draft["by_channel"] = [a_draft["by_channel"][0] | {"channel": None}]
    assert channels(a_draft, pen) is None
