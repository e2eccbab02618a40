"""The arithmetic of a return: what was paid for the goods, what offers and points take with them."""

from typing import Any

import pytest

from loyalty.engine import up_to_date
from loyalty.facts.giving import UndoneGift
from loyalty.facts.member import Guest
from loyalty.simulate.behind.steps_returns import Returned, return_steps
from loyalty.simulate.figures.outcome_steps import Step
from tests.engine.till import ONE_FOR_ONE, Till, line
from tests.simulate.worked_order import GOLD, worked

POINTS = {"rules": [ONE_FOR_ONE], "redeem": {"points": 10, "worth": 1}}


def back(till: Till, at: str, order_id: str = "A", **facts: Any) -> list[Step]:
    """The steps of a return; one unit of line `a` unless said."""
    before = till.standing
    tiers = None
    if not isinstance(till.who, Guest):
        now = up_to_date(till.plan, who=till.who, standing=before, at=till.at(at))
        tracks = till.program.tiers
        tiers = [
            tracks[n].levels[one.level].id if one.level >= 0 else None for n, one in enumerate(now.tiers)
        ]
    told = till.give_back(order_id, at, **facts)
    return list(return_steps(till.plan, Returned(order_id, before, told), tiers))


def kinds(steps: list[Step]) -> list[str]:
    return [one.step for one in steps]


@pytest.fixture
def till() -> Till:
    """The worked order, placed; its member is gold with 6,000 points."""
    till = worked()
    goods = (line("a", "200.00"), line("b", "99.00", 2))
    till.buy("A", "2026-05-04", *goods, points="max", shipping_fee="12.00")
    return till


def test_each_unit_takes_its_part_of_price_offers_and_points_with_it(till):
    steps = back(till, "2026-05-05", units={"b": 1})
    assert [(one.step, one.subject, one.amount_minor, one.points) for one in steps] == [
        ("returned", None, -49_62, None),
        ("given_back", "half", 24_75, None),
        ("given_back", "each", 6_78, None),
        ("given_back", "coupon", 5_65, None),
        ("points_back", None, 12_21, 1_221),
        ("taken_back", None, None, -75),
        ("tier", "growth", None, None),
    ]
    assert [(one.line, one.sku, one.units, one.amount_minor) for one in steps[0].lines] == [
        (2, "B", 1, -49_62)
    ]


def test_gifts_of_a_rise_that_it_undid_are_told_with_what_was_used(till):
    before = till.standing
    told = till.give_back("A", "2026-05-05", units={"b": 1})
    gift = UndoneGift("risen", "gold:2026", ("c1",), ("c2", "c3"), 40, 5)
    steps = return_steps(till.plan, Returned("A", before, told, (gift,)), ["gold"])
    assert (steps[-1].step, steps[-1].subject, steps[-1].points) == ("gift_void", "risen", -40)
    assert steps[-1].en == (
        "The return undoes a rise, and what is unused of its gift risen (gold:2026): coupons made void: 1; "
        "40 points taken back. Used or ended, and not reversed: coupons: 2; 5 points."
    )
    assert "作废未使用的券 1 张" in steps[-1].zh


def test_it_is_said_in_both_languages(till):
    steps = {one.subject or one.step: one for one in back(till, "2026-05-05", units={"b": 1})}
    assert steps["returned"].en == "1 unit comes back, for which ¥49.62 had been paid."
    assert steps["returned"].zh == "退回1件，对应实付 ¥49.62。"
    assert steps["each"].en == "10 off each 100: ¥6.78 of it is no longer given."
    assert steps["each"].zh == "每满100减10：其中 ¥6.78 的优惠随退货收回。"
    assert steps["points_back"].en == (
        "1,221 points that paid ¥12.21 of these goods go back to their own lots."
    )
    assert steps["taken_back"].en == (
        "What is left of the order earns 75 points less; they are taken back: "
        "50 points base, 25 points bonus."
    )
    assert steps["taken_back"].zh == "订单剩余部分应得积分减少75积分，予以扣回：基础50积分，奖励25积分。"


def test_money_alone_goes_back_without_goods(till):
    steps = back(till, "2026-05-05", units={}, refunds={"a": "10.00"})
    assert steps[0].en == "¥10.00 of what was paid goes back, without goods."
    assert steps[0].zh == "仅退款 ¥10.00，不退货。"
    assert "given_back" not in kinds(steps)


def test_several_units_come_back(till):
    assert back(till, "2026-05-05", units={"b": 2})[0].en.startswith("2 units come back")


def test_points_that_come_back_too_late_end_at_once():
    points = POINTS | {"expiry": {"kind": "rolling", "days": 30, "from": "earning"}}
    till = Till(points=points)
    till.spend("first", "2026-01-01", "100.00")
    till.spend("A", "2026-01-20", "50.00", points="max")
    steps = back(till, "2026-03-01")
    (restored,) = (one for one in steps if one.step == "points_back")
    assert restored.en.endswith("; 100 points of them have passed their day and end at once.")
    assert restored.zh.endswith("，其中100积分已过期，随即失效。")


def spent_before_it_came_back(shortfall: str) -> list[Step]:
    till = Till(points=POINTS | {"on_return": {"shortfall": shortfall}})
    till.spend("A", "2026-01-01", "100.00")
    till.spend("B", "2026-01-02", "100.00", points="max")
    return back(till, "2026-01-03")


def test_points_already_spent_become_a_debt():
    (short,) = (one for one in spent_before_it_came_back("allow_debt") if one.step == "shortfall")
    assert (short.points, short.en) == (-10, "10 points of them are gone already: the member owes them.")
    assert short.zh == "其中10积分已被用掉，记为欠分。"


def test_points_already_spent_may_be_forgiven():
    (short,) = (one for one in spent_before_it_came_back("to_zero") if one.step == "shortfall")
    assert short.en == "10 points of them are gone already and are forgiven."
    assert short.zh == "其中10积分已被用掉，不再追扣。"


def test_goods_that_name_no_order_take_points_by_base_rules():
    till = Till(points=POINTS)
    till.spend("A", "2026-01-01", "100.00")
    before = till.standing
    told = till.give_back_unlinked("2026-01-02", line("a", "30.00"))
    steps = list(return_steps(till.plan, Returned(None, before, told), []))
    assert kinds(steps) == ["returned", "taken_back"]
    assert steps[0].en == "Goods for ¥30.00 come back and name no order."
    assert steps[1].en == "30 points, what these goods would earn now by base rules, are taken, finally."
    assert steps[1].zh == "按当前基础规则应得的30积分被一次性扣回。"


def test_where_nothing_was_earned_nothing_is_taken():
    till = Till(tiers=[GOLD])
    till.spend("A", "2026-01-01", "100.00")
    steps = back(till, "2026-01-02")
    assert kinds(steps) == ["returned", "taken_back", "tier"]
    assert (steps[1].en, steps[1].zh) == ("No points are taken back.", "无需扣回积分。")


def test_a_guests_return_is_worth_what_was_paid():
    till = Till(guest=True, points=POINTS)
    till.spend("A", "2026-01-01", "100.00")
    assert kinds(back(till, "2026-01-02")) == ["returned"]
