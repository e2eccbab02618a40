import pytest

from loyalty.money import currency
from loyalty.reports.figures import Figures
from loyalty.reports.pen import Pen, all_months
from loyalty.reports.words import Words
from tests.reports.sample import draft


@pytest.fixture
def pen():
    return Pen(Words("zh"), Figures(currency("CNY"), "zh"))


def test_names_come_in_the_reports_language(pen, size):
    assert pen.program(draft(size)["program"]) == "街角小店会员计划"
    assert pen.offers_by_id(draft(size))["first10"] == "首单九折"


def test_what_has_no_name_is_called_by_its_id(pen):
    nameless = {"name": None, "name_zh": None}
    assert pen.program({"key": "corner-shop", "hash": "", **nameless}) == "corner-shop"
    assert pen.offer({"id": "first10", **nameless}) == "first10"


def test_having_no_tier_has_a_word_and_so_has_being_nobody_known(pen):
    assert [pen.tier(tier) for tier in (None, "silver", "guest")] == ["无等级", "silver", "游客"]


def test_months_without_figures_are_filled_in():
    assert all_months(["2025-02", "2024-11"]) == ("2024-11", "2024-12", "2025-01", "2025-02")
    assert all_months([]) == ()
