import pytest

from loyalty.money import currency
from loyalty.reports.figures import Figures
from loyalty.reports.pen import Pen, all_months, at, whole
from loyalty.reports.values import Instant, Money, Month, Share, Whole
from loyalty.reports.words import Words
from tests.reports.sample_draft import draft


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


def test_a_tier_is_called_by_its_name_where_the_programme_gives_one():
    named = Pen(Words("zh"), Figures(currency("CNY"), "zh"), {"silver": "银卡"})
    assert [named.tier(tier) for tier in ("silver", "gold")] == ["银卡", "gold"]


def test_a_draft_names_its_own_tiers_and_tracks(pen, size):
    own = pen.of(draft(size))
    assert (own.tier("silver"), own.track("growth")) == ("银卡会员", "成长等级")
    assert (own.tier("diamond"), own.track("paid")) == ("diamond", "paid")


def test_an_id_that_stands_on_two_tracks_names_neither(pen, size):
    told = draft(size)
    told["tier_names"].append(told["tier_names"][1] | {"track": "paid", "name_zh": "付费银卡"})
    assert pen.of(told).tier("silver") == "silver"


def test_a_cell_holds_the_figure_and_how_it_reads(pen):
    assert (pen.money(-1_050).text, pen.money(-1_050).value) == ("−¥10.50", Money(-1_050))
    assert (pen.change(1_050).text, pen.change(1_050).value) == ("+¥10.50", Money(1_050))
    assert (pen.share(1, 3).text, pen.share(1, 3).value) == ("33.3%", Share(1, 3))
    assert (pen.ppm(125_000).text, pen.ppm(125_000).value) == ("12.5%", Share(125_000, 1_000_000))
    assert (pen.month("2025-11").text, pen.month("2025-11").value) == ("2025年11月", Month("2025-11"))
    assert (whole(1_234).text, whole(1_234).value) == ("1,234", Whole(1_234))
    placed = at("2025-11-11T00:03:11+08:00")
    assert (placed.text, placed.value) == ("2025-11-11 00:03", Instant("2025-11-11T00:03:11+08:00"))


def test_a_change_is_told_with_its_share_where_there_was_something_before(pen):
    assert pen.changed(150, 100) == "+¥0.50 (+50.0%)"
    assert pen.changed(150, 0) == "+¥1.50"


def test_a_limit_is_named_by_its_offer_and_a_budget_by_itself(pen, size):
    budget, limit, _ = draft(size)["exhaustion"]
    assert pen.limit(budget, {}) == "预算 double-eleven"
    assert pen.limit(limit, {"first10": "首单九折"}) == "首单九折 · 名额 per-program-1"
    assert pen.limit(limit, {}) == "first10 · 名额 per-program-1"


def test_months_without_figures_are_filled_in():
    assert all_months(["2025-02", "2024-11"]) == ("2024-11", "2024-12", "2025-01", "2025-02")
    assert all_months([]) == ()
