import copy

import pytest

from loyalty.reports import render, shape, workbook
from loyalty.reports.earlier import todays
from tests.reports.sample import Size, result
from tests.reports.test_shape import strangers

WINDOWS = (
    *("each", "windows_full", "used_before", "by_month"),
    *("first_day", "first_day_used", "first_day_share_ppm", "given_back"),
)
NEW = (
    *("by_funder", "by_channel", "by_category", "by_brand", "top_items", "stacking", "deep_discount"),
    *(
        "by_offer_month",
        "tier_names",
        "below_cost",
        "break_even",
        "benefit_spread",
        "winners_losers",
        "switches",
        "samples",
    ),
)


def earlier():
    """A result as the first schema had it."""
    told = result(Size(drafts=2)) | {"schema": 1}
    del told["baseline_program"], told["comparisons"]
    for draft in told["drafts"]:
        del draft["untested"], draft["first_orders"], draft["gifts"]
        del draft["points"]["lots_granted"], draft["points"]["members_earning"], draft["points"]["given"]
        for entry in draft["reasons"]:
            del entry["note_en"], entry["note_zh"]
        for name in NEW:
            del draft[name]
        for order in draft["top_orders"]:
            del order["steps"]
        for entry in draft["exhaustion"]:
            for name in WINDOWS:
                del entry[name]
    return told


def test_a_result_of_the_first_schema_has_todays_shape():
    assert strangers(shape.ResultPart, todays(earlier())) == []


def test_no_figure_is_lost_on_the_way():
    old = earlier()
    new = todays(old)
    assert [draft["totals"] for draft in new["drafts"]] == [draft["totals"] for draft in old["drafts"]]
    assert new["log"] == old["log"]
    del old["log"]["members_buying"]
    assert todays(old)["log"] == new["log"]


def test_a_result_of_today_passes_as_it_is():
    told = result()
    assert todays(told) == told


def test_what_was_given_is_left_as_it_was():
    old = earlier()
    kept = copy.deepcopy(old)
    todays(old)
    assert old == kept


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_old_result_still_prints_its_page_and_workbook(language):
    assert "¥566,945.94" in render(earlier(), language=language)
    assert workbook(earlier(), language=language).startswith(b"PK")
