"""Points in words."""

import pytest

from loyalty.rules.sentences_points import points_sentences
from loyalty.rules.tongue import Tongue
from tests.rules.shop import BASE_RULE, program

CASH = {"id": "cash", "kind": "proportional", "rate": "0.05"}


def told(**fields):
    shop = program(points=fields)
    english = list(points_sentences(shop.points, Tongue.of(shop, "en")))
    return list(zip(english, points_sentences(shop.points, Tongue.of(shop, "zh")), strict=True))


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        (BASE_RULE, "1 point for each full ¥1 spent.", "每消费满1元得1积分。"),
        (
            BASE_RULE
            | {"points": 10, "per": "2.50", "of": {"brands": ["acme"]}, "name": "Acme", "name_zh": "品牌日"},
            "Acme: 10 points for each full ¥2.50 spent on the brand acme.",
            "品牌日：acme品牌每消费满2.5元得10积分。",
        ),
        (CASH, "0.05 points for each ¥1 spent, rounded down.", "每消费1元得0.05积分，向下取整。"),
        (
            CASH
            | {
                "rounding": "half_even",
                "basis": "list",
                "include_shipping": True,
                "expiry": {"kind": "never"},
            },
            (
                "0.05 points for each ¥1 spent, rounded half to even; counted on list prices; "
                "shipping counts too; points do not end."
            ),
            "每消费1元得0.05积分，四舍六入五成双；按原价计算；运费也计入；积分永久有效。",
        ),
        (
            BASE_RULE | {"tax": "without"},
            "1 point for each full ¥1 spent; tax does not count.",
            "每消费满1元得1积分；税额不计分。",
        ),
        (
            BASE_RULE | {"tax": "with"},
            "1 point for each full ¥1 spent; tax on top counts too.",
            "每消费满1元得1积分；另加的税额也计入。",
        ),
        (
            CASH | {"rounding": "up", "when": {"kind": "first_order"}},
            "On the first order: 0.05 points for each ¥1 spent, rounded up.",
            "首单，每消费1元得0.05积分，向上取整。",
        ),
    ],
)
def test_earn_rules_have_their_sentences(rule, english, chinese):
    assert told(rules=[rule])[0] == (english, chinese)


@pytest.mark.parametrize(
    ("overlap", "english"),
    [
        ("max", "the rule that gives most"),
        ("sum", "all rules count"),
        ("first", "the first rule by priority"),
    ],
)
def test_several_rules_say_which_counts(overlap, english):
    pair = told(rules=[BASE_RULE, CASH], on_overlap=overlap)[2]
    assert english in pair[0]
    assert pair[1].startswith("规则重叠：")


def test_multipliers_say_when_and_on_what():
    raiser = {"id": "m", "factor": "1.5", "of": {"skus": ["A"]}, "when": {"kind": "month_day", "any": [8]}}
    assert told(multipliers=[raiser])[0] == (
        "On day 8 of the month: 1.5 times the points on the SKU A.",
        "每月8日，积分1.5倍（限A）。",
    )


@pytest.mark.parametrize(
    ("combine", "english", "chinese"),
    [
        ("add_bonuses", "add up (2 times and 3 times make 4 times)", "加成相加"),
        ("multiply", "multiply (2 times and 3 times make 6 times)", "相乘"),
        ("highest", "the highest counts", "取最高"),
    ],
)
def test_multipliers_say_how_they_combine(combine, english, chinese):  # edge 8
    pair = told(combine=combine, rounding="half_up")[0]
    assert english in pair[0]
    assert pair[0].endswith("points are rounded half up.")
    assert chinese in pair[1]


@pytest.mark.parametrize(
    ("per", "english", "chinese"),
    [
        ("order", "per order", "每单最多得5积分"),
        ("day", "a day", "每天最多得5积分"),
        ("week", "a week", "每周最多得5积分"),
        ("month", "a month", "每月最多得5积分"),
        ("year", "a year", "每年最多得5积分"),
        ("ever", "per member ever", "每人累计最多得5积分"),
        ("holdings", "held at once", "账户最多持有5积分"),
    ],
)
def test_caps_say_their_span(per, english, chinese):  # edge 10
    clip = told(caps=[{"id": "c", "per": per, "points": 5}])[1]
    assert clip == (f"At most 5 points {english}; more is cut.", f"{chinese}；超出部分不计。")
    reject = told(caps=[{"id": "c", "per": per, "points": 5, "over": "reject"}])[1]
    assert reject[0].endswith("an order that would go beyond earns nothing.")
    assert reject[1].endswith("超出时整单不得积分。")


@pytest.mark.parametrize(
    ("expiry", "english", "chinese"),
    [
        (
            {"kind": "rolling", "months": 12},
            "12 months after maturing, at the end of the day",
            "自到账起12个月有效，当天",
        ),
        (
            {"kind": "rolling", "days": 1, "from": "earning", "round_up": "none"},
            "1 day after earning.",
            "自获得起1天有效。",
        ),
        ({"kind": "rolling", "months": 1, "round_up": "month"}, "at the end of the month", "当月结束时"),
        ({"kind": "rolling", "months": 1, "round_up": "quarter"}, "at the end of the quarter", "当季结束时"),
        ({"kind": "rolling", "months": 1, "round_up": "year"}, "at the end of the year", "当年结束时"),
        (
            {"kind": "fixed", "month": 12, "day": 31},
            "on 31 December, 1 year after",
            "12月31日到期（获得当年之后1年）",
        ),
        (
            {"kind": "fixed", "month": 6, "day": 30, "years_after": 0},
            "30 June of the year of earning",
            "获得当年",
        ),
        ({"kind": "anniversary", "years": 2}, "2 anniversaries of joining", "第2个入会周年日"),
        (
            {"kind": "inactivity", "months": 18},
            "18 months after the last earning or spending",
            "获得积分或使用积分后18个月",
        ),
        (
            {"kind": "inactivity", "months": 6, "extended_by": ["spend"]},
            "after the last spending",
            "最后一次使用积分后",
        ),
        ({"kind": "never"}, "Points do not end.", "积分永久有效。"),
    ],
)
def test_expiries_have_their_sentences(expiry, english, chinese):
    pair = told(expiry=expiry)[1]
    assert english in pair[0]
    assert chinese in pair[1]


@pytest.mark.parametrize(
    ("after", "english", "chinese"), [("paid", "payment", "付款"), ("delivered", "delivery", "签收")]
)
def test_waiting_says_its_anchor(after, english, chinese):
    pair = told(pending={"days": 7, "after": after})[1]
    assert pair == (f"Points can be spent 7 days after {english}.", f"积分在{chinese}7天后可用。")


def test_waiting_for_delivery_says_how_long_it_may_take():
    pair = told(pending={"days": 7, "after": "delivered", "timeout_days": 30})[1]
    assert pair == (
        "Points can be spent 7 days after delivery; they lapse without delivery within 30 days.",
        "积分在签收7天后可用；30天内未签收则失效。",
    )


def test_spending_says_rate_step_and_bounds():
    redeem = {"points": 100, "worth": 1}
    assert told(redeem=redeem)[2] == (
        "100 points pay ¥1; in steps of 100 points.",
        "100积分抵1元；每次以100积分为单位。",
    )
    whole = redeem | {"minimum_points": 500, "max_percent": 30, "max_amount": 50, "cover_shipping": True}
    pair = told(redeem=whole | {"points_are": "tender", "of": {"categories": ["tea"]}})[2]
    assert pair[0] == (
        "100 points pay ¥1 on tea; in steps of 100 points; from 500 points on; at most 30% of the goods; "
        "at most ¥50 an order; shipping may be paid too; points are a means of payment."
    )
    assert pair[1] == (
        "100积分抵1元（限tea）；每次以100积分为单位；至少使用500积分；最多抵商品金额的30%；每单最多抵50元；"
        "可抵运费；积分视为支付方式。"
    )


@pytest.mark.parametrize(
    ("shortfall", "english", "chinese"),
    [
        ("allow_debt", "already spent become a debt", "欠分"),
        ("to_zero", "at most what the member still has", "最多扣到0"),
        ("pending_only", "only pending points", "只扣回未到账"),
    ],
)
def test_returns_say_what_happens_to_points_that_are_gone(shortfall, english, chinese):  # edge 33
    pair = told(on_return={"shortfall": shortfall, "grace_days": 3})[-1]
    assert english in pair[0]
    assert "3 days more" in pair[0]
    assert chinese in pair[1]
    assert "grace" not in told(on_return={"shortfall": shortfall})[-1][0]


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        (0, "points that were spent do not come back", "已用积分不退回"),
        (30, "points that were spent come back within 30 days of the order", "下单后30天内退货退回已用积分"),
    ],
)
def test_returns_say_until_when_spent_points_come_back(days, english, chinese):  # edge 44
    pair = told(on_return={"reversible_days": days})[-1]
    assert english in pair[0]
    assert chinese in pair[1]


def test_a_share_that_inactivity_ends_is_said():  # edge 26
    pair = told(expiry={"kind": "inactivity", "months": 6, "percent": "12.5"})
    assert any("12.5% of the points end each 6 months without earning or spending" in one for one, _ in pair)
    assert any("积分失效12.5%" in one for _, one in pair)
