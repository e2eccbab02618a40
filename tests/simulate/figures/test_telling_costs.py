from pathlib import Path

import pytest

from loyalty.money import percent_ppm
from loyalty.plan.tables import LoweredOffer
from loyalty.simulate.figures.outcome_costs import ChannelCost, FunderCost
from loyalty.simulate.figures.telling_costs import funded, shop_net
from tests.simulate.frames import Row, log_of
from tests.simulate.replays import Told, bought, shop, told, told_of, utc
from tests.simulate.story import THIRDS, history, tea_club

TEN = {"id": "ten", "benefit": {"kind": "percent", "percent": 10}}


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The whole story."""
    return told(history(Path(tmp_path_factory.mktemp("costs"))), tea_club())


def test_cost_is_told_by_component(spring):
    assert [(one.component, one.cost_minor, one.orders) for one in spring.draft.by_component] == [
        ("offers", 1_500, 3),
        ("member_price", 800, 1),
        ("shipping", 800, 1),
        ("points", 1_200, 2),
    ]


def test_cost_is_told_by_offer_in_the_order_of_application(spring):
    assert [
        (
            one.id,
            one.name,
            one.name_zh,
            one.lane,
            one.kind,
            one.redemptions,
            one.cost_minor,
            one.given_back_minor,
        )
        for one in spring.draft.by_offer
    ] == [
        ("growth.gold.price", "Gold price", "金卡会员价", "item", "member_price", 1, 800, 0),
        ("five", "Five off", "满减", "order", "amount", 3, 1_500, 250),
        ("delivery", "delivery", "delivery", "shipping", "free_shipping", 1, 800, 0),
    ]


def test_each_offers_cost_is_divided_among_its_funders(spring):
    assert [one.funded for one in spring.draft.by_offer] == [
        {"shop": 800},
        {"platform": 500, "shop": 500, "brand": 500},
        {"shop": 800},
    ]


def test_months_are_those_of_the_programmes_zone_and_none_is_left_out(spring):
    assert [
        (
            one.month,
            one.orders,
            one.revenue_minor,
            one.cost_minor,
            one.offers_minor,
            one.shipping_minor,
            one.points_minor,
        )
        for one in spring.draft.by_month
    ] == [
        ("2025-01", 1, 10_000, 1_300, 500, 800, 0),
        ("2025-02", 4, 23_001, 3_000, 1_800, 0, 1_200),
        ("2025-03", 0, 0, 0, 0, 0, 0),
        ("2025-04", 1, 3_000, 0, 0, 0, 0),
    ]


def an_offer(*funded_by: tuple[str, int]) -> LoweredOffer:
    return LoweredOffer("a", "a", "a", "order", "amount", "offers", funded_by)


@pytest.mark.parametrize(
    ("shares", "cost", "parts"),
    [
        ((), 999, {"shop": 999}),
        ((("shop", 500_000), ("brand", 500_000)), 1, {"shop": 0, "brand": 1}),
        ((("shop", 500_000), ("brand", 500_000)), 0, {"shop": 0, "brand": 0}),
        (
            (("platform", 333_333), ("shop", 333_333), ("brand", 333_334)),
            1_500,
            {"platform": 500, "shop": 500, "brand": 500},
        ),
        (
            (("platform", 333_333), ("shop", 333_333), ("brand", 333_334)),
            100,
            {"platform": 33, "shop": 33, "brand": 34},
        ),
        ((("shop", 10_000), ("brand", 990_000)), 149, {"shop": 1, "brand": 148}),
        ((("shop", 10_000), ("brand", 990_000)), 151, {"shop": 2, "brand": 149}),
    ],
)
def test_funders_share_by_largest_remainder(shares, cost, parts):
    assert funded(an_offer(*shares), cost) == parts


@pytest.mark.parametrize("cost", [0, 1, 2, 3, 99, 100, 101, 12_345, 2**40 - 1])
def test_funded_shares_sum_to_the_cost(cost):
    shares = tuple((funder, percent_ppm(percent)) for funder, percent in THIRDS.items())
    for offer in (an_offer(*shares), an_offer(("shop", 1), ("brand", 999_999)), an_offer()):
        assert sum(funded(offer, cost).values()) == cost


def test_funders_pay_the_whole_cost_and_points_are_the_shops(spring):
    assert spring.draft.by_funder == (
        FunderCost(funder="shop", offers_minor=500 + 800 + 800, points_minor=1_200, cost_minor=3_300),
        FunderCost(funder="brand", offers_minor=500, points_minor=0, cost_minor=500),
        FunderCost(funder="platform", offers_minor=500, points_minor=0, cost_minor=500),
    )


def test_the_shop_pays_points_also_where_it_pays_no_offer(tmp_path):
    points = {
        "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
        "redeem": {"points": 10, "worth": 1, "max_percent": 50},
    }
    program = shop(offers=[TEN | {"funded_by": {"brand": 100}}], points=points)
    rows = [bought("A", utc(1, 1), 10_000), bought("B", utc(1, 2), 10_000)]
    found = told_of(tmp_path, program, *rows).draft.by_funder
    assert [(one.funder, one.offers_minor, one.points_minor) for one in found] == [
        ("brand", 2_000, 0),
        ("shop", 0, 900),
    ]


def test_a_programme_that_costs_nothing_has_no_funder_but_of_its_offers(tmp_path):
    rows = [bought("A", utc(1, 1), 0)]
    assert told_of(tmp_path, shop(), *rows).draft.by_funder == ()
    (only,) = told_of(tmp_path, shop(offers=[TEN]), *rows).draft.by_funder
    assert (only.funder, only.cost_minor) == ("shop", 0)


def test_orders_are_told_by_channel_dearest_first_and_last_what_the_file_does_not_say(tmp_path):
    rows = [
        bought("A", utc(1, 1), 1_000, channel="web"),
        bought("B", utc(1, 2), 3_000, channel="app"),
        bought("C", utc(1, 3), 9_000),
        bought("D", utc(1, 4), 1_500, channel="web", customer_id=None),
    ]
    assert told_of(tmp_path, shop(offers=[TEN]), *rows).draft.by_channel == (
        ChannelCost(channel="app", orders=1, revenue_minor=3_000, cost_minor=300),
        ChannelCost(channel="web", orders=2, revenue_minor=2_500, cost_minor=250),
        ChannelCost(channel=None, orders=1, revenue_minor=9_000, cost_minor=900),
    )


def test_a_channel_of_the_warm_up_alone_is_not_told(tmp_path):
    rows = [bought("A", utc(1, 1), 1_000, channel="fax"), bought("B", utc(1, 2), 3_000, channel="app")]
    found = told_of(tmp_path, shop(offers=[TEN]), *rows, warm_up_until=utc(1, 2)).draft.by_channel
    assert [one.channel for one in found] == ["app"]


def test_each_offer_is_told_in_the_months_in_which_it_was_used(spring):
    assert [
        (one.month, one.offer, one.redemptions, one.cost_minor) for one in spring.draft.by_offer_month
    ] == [
        ("2025-01", "five", 1, 500),
        ("2025-01", "delivery", 1, 800),
        ("2025-02", "growth.gold.price", 1, 800),
        ("2025-02", "five", 2, 1_000),
    ]


# first orders ---------------------------------------------------------------------------------------------

TENTH = {"kind": "percent", "percent": 10}
NEWCOMER = {"id": "new", "when": {"kind": "first_order"}, "benefit": TENTH}


def first_months() -> list[Row]:
    """Two first orders in January, one of a third member in March; the second of m1 is none."""
    return [
        bought("A", utc(1, 5), 10_000),
        bought("B", utc(1, 9), 2_000, customer_id="m2"),
        bought("C", utc(2, 1), 5_000),
        bought("D", utc(3, 1), 4_000, customer_id="m3"),
    ]


def test_first_orders_of_the_first_month_are_told_where_no_warm_up_says_who_is_new(tmp_path):
    either = {"kind": "any", "conditions": [{"kind": "first_order"}, {"kind": "channel", "any": ["app"]}]}
    offers = [NEWCOMER, {"id": "app", "when": either, "benefit": TENTH}, {"id": "all", "benefit": TENTH}]
    log = log_of(tmp_path, *first_months())
    (only,) = told(log, shop(offers=offers[:1])).draft.first_orders
    assert (only.offer, only.redemptions, only.cost_minor) == ("new", 3, 1_000 + 200 + 400)
    assert (only.in_first_month, only.in_first_month_minor) == (2, 1_200)
    assert [one.offer for one in told(log, shop(offers=offers)).draft.first_orders] == ["new"]
    assert told(log, shop(offers=offers), warm_up_until=utc(2, 1)).draft.first_orders == ()


def test_what_the_shop_pays_itself_is_less_by_its_part_of_what_came_back(spring):
    """A third of three times 5.00 less 2.50; gold's price, delivery, and 12.00 of points less 9.00."""
    assert shop_net(spring.replay) == 416 + 800 + 800 + (1_200 - 900)
