"""Every template loads, reviews clean, keeps its own scenarios, and simulates without a difference."""

import re
from datetime import UTC, datetime

import polars as pl
import pytest

from loyalty.demo.sample import sample
from loyalty.errors import UnknownTemplate
from loyalty.rules.document import load_program, load_program_with_lines
from loyalty.rules.review import review
from loyalty.scenarios import check, load_scenarios, told
from loyalty.simulate import OrderLog, Settings, simulate
from loyalty.templates import template, templates

ALL = templates()
HAN = re.compile(r"[\u4e00-\u9fff]")
NAMES = {
    "points_only",
    "tiers_and_points",
    "first_order",
    "spend_steps",
    "per_each",
    "per_each_uncapped",
    "quantity_steps",
    "member_price",
    "double_11",
    "double_11_whole",
}
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """A few weeks of the sample shop, with its members, over its double 11."""
    folder = tmp_path_factory.mktemp("shop")
    rows, members = sample()
    months = pl.col("ordered_at").dt.strftime("%Y-%m")
    late = rows.filter(months.is_in(["2024-10", "2024-11"]))
    late.write_parquet(folder / "orders.parquet")
    members.write_csv(folder / "members.csv")
    return OrderLog.read(folder / "orders.parquet", members=folder / "members.csv", zone="Asia/Shanghai")


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
class TestEach:
    def test_it_reviews_clean_but_for_what_it_says_itself(self, one):
        shop, lines = load_program_with_lines(one.text)
        assert [problem.code for problem in review(shop, lines=lines, now=BEFORE)] == list(one.doubts)

    def test_its_scenarios_come_as_they_say(self, one):
        result = check(load_program(one.text), load_scenarios(one.scenarios))
        assert result.passed, "\n".join(told(result))
        assert len(result.scenarios) >= 2

    def test_its_scenarios_notice_a_change(self, one):
        changed = {
            "points_only": ("points: 1\n", "points: 2\n"),
            "tiers_and_points": ("minimum: 2000", "minimum: 1900"),
            "first_order": ("amount: 10}", "amount: 9}"),
            "spend_steps": ("amount: 25", "amount: 24"),
            "per_each": ("times_max: 3", "times_max: 4"),
            "per_each_uncapped": ("amount: 10\n", "amount: 11\n"),
            "quantity_steps": ("cap: 100", "cap: 90"),
            "member_price": ("TEA-100: 79", "TEA-100: 78"),
            "double_11": ("amount: 50, every", "amount: 49, every"),
            "double_11_whole": ("rule: best}       #", "rule: first}      #"),
        }[one.name]
        assert changed[0] in one.text
        assert not check(load_program(one.text.replace(*changed)), load_scenarios(one.scenarios)).passed

    def test_it_explains_itself_in_both_languages(self, one):
        comments = [line.partition("#")[2] for line in one.text.splitlines() if "#" in line]
        assert any(HAN.search(comment) for comment in comments)
        assert any(re.search(r"[A-Za-z]{3}", comment) for comment in comments)
        for scenario in load_scenarios(one.scenarios).all:
            assert HAN.search(scenario.name_zh)
            assert not HAN.search(scenario.name)
        assert HAN.search(one.title_zh + one.about_zh)

    def test_it_can_be_written_for_another_shop(self, one):
        text, _ = one.written(key="tee-haus", currency="EUR", time_zone="Europe/Berlin")
        shop = load_program(text)
        assert (shop.key, shop.currency, shop.time_zone) == ("tee-haus", "EUR", "Europe/Berlin")
        assert text.count("#") == one.text.count("#")
        assert load_program(one.written(currency="JPY")[0]).currency == "JPY"

    def test_in_another_currency_no_sentence_speaks_of_yuan(self, one):
        for part in one.written(currency="GBP"):
            assert "yuan" not in part
            assert not re.search("[0-9为]元", part)
        assert "GBP" in one.written(currency="GBP")[0].replace("currency: GBP", "")
        assert one.written(currency="CNY") == one.written()

    def test_as_it_is_nothing_changes(self, one):
        assert one.written() == (one.text, one.scenarios)

    def test_it_simulates_without_a_difference(self, one, log):
        shop = load_program(one.written(year=2024)[0])
        (draft,) = simulate(log, [shop], settings=Settings(parity_orders=200)).drafts
        assert draft.parity.differences == 0
        assert draft.parity.orders == 200
        assert draft.totals.cost_minor > 0


def test_the_gallery_has_what_is_promised():
    assert {one.name for one in ALL} == NAMES
    assert [one.name for one in ALL if one.dated] == ["double_11", "double_11_whole"]


def test_a_template_is_found_by_its_name_in_any_spelling():
    assert template("double_11").name == template("Double-11").name == "double_11"


def test_a_wrong_name_is_told_with_the_near_one():
    with pytest.raises(UnknownTemplate) as caught:
        template("pointsonly")
    assert caught.value.text() == "There is no template 'pointsonly'. Did you mean `points_only`?"
    assert "是不是想写 `points_only`" in caught.value.text("zh")


@pytest.mark.parametrize("name", ["double_11", "double_11_whole"])
def test_a_dated_template_moves_to_another_year_with_its_scenarios(name):
    text, scenarios = template(name).written(year=2030)
    assert "2027" not in text + scenarios
    assert check(load_program(text), load_scenarios(scenarios)).passed
