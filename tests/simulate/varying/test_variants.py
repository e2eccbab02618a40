"""Axes read exactly, every combination a whole and checked programme, and one sentence for what cannot be."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import AxisRefused
from loyalty.rules.document import load_program
from loyalty.simulate.varying.variants import VARIANTS_MAX, Axis, told, variants, varied, written
from tests.simulate.replays import shop
from tests.simulate.story import FIVE, tea_club


def values(text):
    return Axis.parse(f"offers.five.amount={text}").values


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("200:400:100", (200, 300, 400)),
        ("1:2:0.25", (1, Decimal("1.25"), Decimal("1.5"), Decimal("1.75"), 2)),
        ("5:1:-2", (5, 3, 1)),
        ("0:10:4", (0, 4, 8)),
        ("7:7:1", (7,)),
        ("200,300, 250", (200, 300, 250)),
        ("2.50,none,3", (Decimal("2.50"), None, 3)),
        ("true,false", (True, False)),
        ("best_of,all", ("best_of", "all")),
        ("3,3,4", (3, 4)),
        ("20:00,22:00", ("20:00", "22:00")),
        ("2025-11-11", ("2025-11-11",)),
    ],
)
def test_values_are_a_span_or_a_list(text, meant):
    assert values(text) == meant


@given(low=st.decimals(0, 1000, places=2), step=st.decimals("0.01", 50, places=2), count=st.integers(0, 100))
def test_a_span_meets_each_of_its_steps_to_the_last_digit(low, step, count):
    made = values(f"{low}:{low + count * step}:{step}")
    assert [Decimal(one) for one in made] == [low + number * step for number in range(count + 1)]


@pytest.mark.parametrize("text", ["offers.five.amount", "=1,2", "offers.five.amount=", ""])
def test_an_axis_without_values_is_refused_with_its_form(text):
    with pytest.raises(AxisRefused, match=r"names no values\. Write offers\.full_reduction"):
        Axis.parse(text)


@pytest.mark.parametrize("text", ["1:5:0", "1:5:-1", "5:1:1"])
def test_steps_that_never_arrive_are_refused(text):
    with pytest.raises(AxisRefused, match="never lead from the first value to the last"):
        values(text)


def test_every_combination_is_made_with_the_last_axis_fastest():
    made = variants(
        tea_club(), [Axis("offers.five.minimum", (60, 80)), Axis("offers.five.amount", (5, 6, 7))]
    )
    assert [one.values for one in made.variants] == [(a, b) for a in (60, 80) for b in (5, 6, 7)]
    last = made.variants[-1].program.offers[0]
    assert (last.when[0].minimum, last.benefit.amount) == (80, 7)
    assert [field.path for field in made.fields] == ["offers.five.when.minimum", "offers.five.benefit.amount"]


def test_the_value_of_today_makes_the_programme_of_today():
    program = tea_club()
    made = variants(program, [Axis("offers.five.amount", (5, 6))]).variants
    assert made[0].program == program
    assert made[0].program.hash == program.hash
    assert made[1].program.hash != program.hash


def test_a_value_of_none_takes_the_field_away():
    made = variants(tea_club(), [Axis("points.max_percent", (None, 10))]).variants
    assert [one.program.points.redeem.max_percent for one in made] == [None, 10]


def test_what_follows_from_a_field_goes_on_following_it():
    made = variants(tea_club(), [Axis("tiers.gold.minimum", (300,))]).variants[0].program
    assert made.levels()["gold"].retain == 300


def test_an_offer_rounds_as_its_new_lane_does_unless_it_says_otherwise():
    tenth = {"id": "tenth", "benefit": {"kind": "percent", "percent": 10}}
    moved = variants(shop(offers=[tenth]), [Axis("offers.tenth.lane", ("item",))]).variants[0].program
    assert moved.offers[0].rounding_unit == "line"
    fixed = shop(offers=[tenth | {"lane": "item", "rounding_unit": "unit"}])
    kept = variants(fixed, [Axis("offers.tenth.percent", (20,))]).variants[0].program
    assert kept.offers[0].rounding_unit == "unit"


def test_a_default_that_nobody_wrote_can_be_changed():
    program = shop(offers=[FIVE])
    made = variants(program, [Axis("lanes.order.rule", ("best_of",))]).variants[0].program
    assert [lane.rule for lane in made.lanes] == ["best_of", "best_of", "all", "all", "best_of"]


def test_a_price_of_one_sku_can_be_varied():
    prices = {"id": "p", "benefit": {"kind": "member_price", "prices": {"tea": 3, "A.1": 4}}}
    made = variants(shop(offers=[prices]), [Axis('offers.p.prices["A.1"]', (2,))]).variants[0].program
    assert dict(made.offers[0].benefit.prices) == {"tea": 3, "A.1": 2}


def test_a_written_programme_reads_back_as_itself():
    program = tea_club()
    assert load_program(written(program)) == program
    assert varied(program) == program


@pytest.mark.parametrize(
    ("axis", "told_en", "told_zh"),
    [
        (
            "tiers.gold.minimum=0",
            "tiers.growth.levels.gold.minimum=0: The minimum 0 is not above",
            "请按门槛",
        ),
        ("offers.five.amount=-1", "offers.five.benefit.amount=-1: ", "无法变动"),
        ("offers.five.lane=itm", "Did you mean `item`?", "是不是想写"),
        ("offers.five.amount=none", "offers.five.benefit.amount=none: ", "无法变动"),
        ("offers.five.amount=5:9", "Write low:high:step, as 200:400:20.", "请按“起点:终点:步长”书写"),
    ],
)
def test_a_variant_that_does_not_load_is_refused_with_its_value(axis, told_en, told_zh):
    with pytest.raises(AxisRefused) as refused:
        variants(tea_club(), [Axis.parse(axis)])
    assert told_en in str(refused.value)
    assert told_zh in refused.value.text("zh")
    assert not str(refused.value).endswith("?.")


def test_values_that_do_not_go_together_are_refused_together():
    axes = [Axis("tiers.member.minimum", (0, 50)), Axis("tiers.gold.minimum", (40,))]
    with pytest.raises(
        AxisRefused, match=r"levels\.member\.minimum=50, tiers\.growth\.levels\.gold\.minimum=40"
    ):
        variants(tea_club(), axes)


def test_more_variants_than_can_be_replayed_are_refused_before_they_are_made():
    wide = Axis("offers.five.minimum", tuple(range(VARIANTS_MAX)))
    with pytest.raises(AxisRefused, match=r"800 variants.*Keep it to 400"):
        variants(tea_club(), [wide, Axis("offers.five.amount", (1, 2))])
    with pytest.raises(AxisRefused, match="1,000,000,000 variants"):
        values("1:1000000000:1")


def test_no_axis_at_all_and_an_axis_without_values_are_refused():
    with pytest.raises(AxisRefused, match="names no values"):
        variants(tea_club(), [Axis("offers.five.amount", ())])


def test_one_field_has_one_axis():
    axes = [Axis("offers.five.minimum", (1,)), Axis("offers.five.when.minimum", (2,))]
    with pytest.raises(AxisRefused, match="named twice"):
        variants(tea_club(), axes)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("10.00"), "10"),
        (3, "3"),
        (True, "true"),
        ("all", "all"),
        (None, None),
        (Decimal("0.5"), "0.5"),
    ],
)
def test_a_value_is_told_as_a_document_writes_it(value, text):
    assert told(value) == text
