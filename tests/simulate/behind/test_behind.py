"""Every figure of a result is the sum of the orders behind it, to the minor unit."""

from random import Random
from typing import Any

import pytest

from loyalty.simulate.behind.behind import parts_of
from loyalty.simulate.behind.behind_names import NONE_NAMED, Which
from loyalty.when import from_us
from tests.differential.logs import history
from tests.simulate.busy import POINTS, alone, busy
from tests.simulate.replays import Told
from tests.simulate.replays import told as replayed

LOG = history(Random(11), 70, large=False)  # noqa: S311 - test data
SETTINGS: dict[str, dict[str, Any]] = {
    "plain": {},
    "warmed up": {
        "warm_up_until": from_us(int(LOG.doc_at[len(LOG.doc_at) // 3]), busy().zone),
        "use_points": "share",
        "points_share": "0.5",
    },
}


PAYING_THE_FEE = POINTS | {"redeem": POINTS["redeem"] | {"cover_shipping": True}}
PROGRAMS = {"shared": busy(), "alone": alone(), "points pay the fee": alone(points=PAYING_THE_FEE)}


@pytest.fixture(scope="module", params=sorted(PROGRAMS))
def program(request: pytest.FixtureRequest) -> Any:
    return PROGRAMS[request.param]


@pytest.fixture(scope="module", params=sorted(SETTINGS))
def told(request: pytest.FixtureRequest, program: Any) -> Told:
    return replayed(LOG, program, **SETTINGS[request.param])


def sums(told: Told, **which: Any) -> tuple[int, int, int]:
    """Orders, revenue and cost of the orders behind a figure."""
    parts = parts_of(told.replay, Which(**which))
    return parts.documents.size, int(parts.revenue.sum()), int(parts.cost.sum())


def test_all_orders_are_behind_the_totals(told):
    totals = told.draft.totals
    assert sums(told) == (totals.orders, totals.revenue_minor, totals.cost_minor)


def test_an_offers_redemptions_and_cost_are_its_orders(told):
    for one in told.draft.by_offer:
        orders, _revenue, cost = sums(told, offer=one.id)
        assert (one.id, orders, cost) == (one.id, one.redemptions, one.cost_minor)


def test_offers_meet_on_one_order_so_that_the_tables_alone_could_not_say_it(told):
    redemptions = sum(one.redemptions for one in told.draft.by_offer)
    assert redemptions > told.draft.totals.orders_with_benefit


def test_a_components_orders_and_cost_are_its_orders(told):
    for one in told.draft.by_component:
        orders, _revenue, cost = sums(told, component=one.component)
        assert (one.component, orders, cost) == (one.component, one.orders, one.cost_minor)


def test_months_add_up(told):
    for one in told.draft.by_month:
        assert sums(told, month=one.month) == (one.orders, one.revenue_minor, one.cost_minor)
        assert sums(told, month=one.month, component="points")[2] == one.points_minor


def test_levels_of_every_track_add_up(told):
    for one in told.draft.by_tier:
        tier = NONE_NAMED if one.tier is None else one.tier
        got = sums(told, track=one.track, tier=tier)
        assert (one.track, tier, *got) == (one.track, tier, one.orders, one.revenue_minor, one.cost_minor)


def test_channels_add_up(told):
    for one in told.draft.by_channel:
        channel = NONE_NAMED if one.channel is None else one.channel
        assert sums(told, channel=channel) == (one.orders, one.revenue_minor, one.cost_minor)


def test_a_categorys_revenue_and_cost_are_those_of_its_lines(told):
    assert told.draft.by_category
    for one in told.draft.by_category:
        category = NONE_NAMED if one.name is None else one.name
        assert sums(told, category=category)[1:] == (one.revenue_minor, one.cost_minor)


def test_brands_and_skus_add_up(told):
    assert told.draft.by_brand
    for one in told.draft.by_brand:
        brand = NONE_NAMED if one.name is None else one.name
        assert sums(told, brand=brand)[1:] == (one.revenue_minor, one.cost_minor)
    for sku in {one.name for one in told.draft.top_items}:
        rows = [one for one in told.draft.top_items if one.name == sku]
        found = (sum(one.revenue_minor for one in rows), sum(one.cost_minor for one in rows))
        assert sums(told, sku=sku)[1:] == found


def test_groups_of_members_add_up(told):
    spread = told.draft.benefit_spread
    assert sum(one.cost_minor for one in spread.groups)
    for one in spread.groups:
        assert sums(told, group=one.group)[1:] == (one.revenue_minor, one.cost_minor)


def test_stacked_benefits_add_up(told):
    for one in told.draft.stacking:
        assert sums(told, benefits=one.benefits) == (one.orders, one.revenue_minor, one.cost_minor)


def test_deep_discounts_add_up(told):
    for one in told.draft.deep_discount:
        assert sums(told, over_ppm=one.over_ppm) == (one.orders, one.revenue_minor, one.cost_minor)


def test_every_reason_has_the_orders_it_refused(told):
    for one in told.draft.reasons:
        assert sums(told, offer=one.offer, reason=one.reason)[0] == one.orders


def test_demand_denied_is_what_the_refused_orders_would_have_brought(told):
    replay, draft = told.replay, told.draft
    denied = [one for one in draft.exhaustion if one.denied_orders]
    assert bool(denied) == replay.plan.couples_members
    for one in denied:
        reason = "budget_spent" if one.kind == "budget" else "limit_reached"
        offer = "steps" if one.kind == "budget" else one.offer
        orders, _revenue, would = sums(told, offer=offer, reason=reason)
        assert (orders, would) == (one.denied_orders, one.denied_minor)


def test_what_came_back_is_what_its_returns_brought(told):
    totals = told.draft.totals
    back = parts_of(told.replay, Which(component="given_back"))
    assert int(back.cost.sum()) == totals.given_back_minor > 0
    assert (LOG.doc_kind[back.documents] == 1).all()
    by_month = [sums(told, component="given_back", month=one.month)[2] for one in told.draft.by_month]
    assert sum(by_month) == totals.given_back_minor
    by_member = [sums(told, component="given_back", member=one)[2] for one in [*LOG.member_ids, NONE_NAMED]]
    assert sum(by_member) == totals.given_back_minor


def test_what_came_back_of_an_offer_is_its_part_of_the_returned_units(told):
    for one in told.draft.by_offer:
        assert sums(told, component="given_back", offer=one.id)[2] == one.given_back_minor


def test_a_members_orders_are_theirs(told):
    replay = told.replay
    orders = [sums(told, member=member)[0] for member in [*replay.log.member_ids, NONE_NAMED]]
    assert sum(orders) == sums(told)[0]


def test_questions_are_met_together(told):
    parts = [
        sums(told, offer="ten", month=month.month, channel=channel)[2]
        for month in told.draft.by_month
        for channel in ("app", "web", "kiosk", NONE_NAMED)
    ]
    assert sum(parts) == sums(told, offer="ten")[2]
    goods = [sums(told, offer="ten", category=name)[2] for name in ("food", "food/tea", "toys")]
    goods += [sums(told, offer="ten", category=name)[2] for name in ("food/tea/green", NONE_NAMED)]
    assert sum(goods) == sums(told, offer="ten")[2]
