"""The standing a scenario starts from is what the engine would have made of it."""

import pytest

from loyalty.engine import settle, up_to_date
from loyalty.facts.member import FOREVER
from loyalty.facts.order import Cart, CartLine
from loyalty.plan import lower
from loyalty.rules.document import load_program
from loyalty.scenarios import openings
from loyalty.scenarios.given import MemberGiven
from loyalty.when import civil, to_us
from tests.scenarios.shop import AT, PROGRAM, shop

PLAN = lower(shop())
FIRST = civil(AT, PLAN.program.zone)


def opened(plan=PLAN, **given):
    asked = MemberGiven(**given)
    who = openings.member(plan, asked, first=FIRST)
    return who, openings.standing(plan, asked, who, first=FIRST)


def levels(standing, plan=PLAN, at=FIRST, who=None):
    now = standing if who is None else up_to_date(plan, who=who, standing=standing, at=at)
    return [track.levels[one.level].id for track, one in zip(plan.program.tiers, now.tiers, strict=True)]


def test_somebody_new_has_joined_just_before_and_stands_at_the_first_levels():
    who, standing = opened()
    assert who.joined_at < FIRST
    assert levels(standing) == ["member", "new"]
    assert (standing.orders, standing.booked, standing.debt) == (0, 0, 0)


def test_a_member_is_as_described():
    who, standing = opened(
        id="mei", joined="2020-02-01", birthday="02-29", attributes={"city": "x"}, orders=4
    )
    assert (who.id, who.birthday, who.attributes) == ("mei", (2, 29), {"city": "x"})
    assert who.joined_at == civil("2020-02-01", PLAN.program.zone)
    assert standing.orders == 4


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({"tier": "gold"}, ["gold", "new"]),
        ({"tier": ["gold", "regular"]}, ["gold", "regular"]),
        ({"credit": {"growth": 999}}, ["member", "new"]),
        ({"credit": {"growth": 1000}}, ["gold", "new"]),
        ({"credit": {"often": 5}}, ["member", "regular"]),
        ({"tier": "gold", "credit": {"growth": 10}}, ["gold", "new"]),
        ({"tier": "gold", "credit": {"growth": 9500}}, ["gold", "new"]),
    ],
)
def test_levels_come_from_credit_unless_one_is_named(given, stands):
    who, standing = opened(**given)
    assert levels(standing) == stands
    assert levels(standing, who=who) == stands


def test_a_level_ends_a_term_after_it_was_reached():
    who, standing = opened(tier="gold", since="2026-01-01", credit={"growth": 0})
    zone = PLAN.program.zone
    assert levels(standing, who=who, at=civil("2026-12-31T23:59", zone))[0] == "gold"
    assert levels(standing, who=who, at=civil("2027-01-01", zone))[0] == "member"


def test_credit_of_points_counts_in_the_wallets_smallest_unit():
    by_points = PROGRAM.replace("{of: spend,", "{of: base_points,").replace("minimum: 1000", "minimum: 10")
    plan = lower(load_program(by_points))
    assert levels(opened(plan, credit={"growth": "9.9"})[1], plan) == ["member", "new"]
    assert levels(opened(plan, credit={"growth": 10})[1], plan) == ["gold", "new"]
    assert opened(plan, tier="gold")[1].credits[0][0].amount == 100


def test_points_lie_in_lots_that_can_be_spent_and_end_when_said():
    lots = [
        {"points": "5.5", "available": "2026-05-10", "expires": "2026-06-01"},
        {"points": 7, "expires": "2026-05-20"},
    ]
    _, standing = opened(points=100, lots=lots)
    zone = PLAN.program.zone
    assert [lot.left for lot in standing.lots] == [70, 55, 1000]
    assert [lot.expires for lot in standing.lots] == [
        to_us(civil("2026-05-20", zone)),
        to_us(civil("2026-06-01", zone)),
        FOREVER,
    ]
    assert standing.available(to_us(FIRST)) == 1070
    assert len({lot.key for lot in standing.lots}) == 3


def test_debt_is_kept_apart_from_points():
    _, standing = opened(points=10, debt=3)
    assert (standing.debt, standing.booked) == (30, 100)


def test_where_points_end_by_inactivity_the_last_activity_was_just_before():
    idle = PROGRAM.replace("pending: {days: 7}", "expiry: {kind: inactivity, months: 6}")
    plan = lower(load_program(idle))
    _, standing = opened(plan, points=10, since="2026-05-01")
    assert standing.active_until == to_us(civil("2026-11-01", plan.program.zone))
    assert opened(plan)[1].active_until == FOREVER


def test_budgets_start_with_what_they_have_already_cost():
    assert openings.shared(PLAN, ()).funds == ()
    (fund,) = openings.shared(PLAN, (("fund", 40),)).funds
    assert (fund.amount, fund.spent, fund.closed) == (10_000, 4_000, 0)
    assert openings.shared(PLAN, (("fund", 100),)).funds[0].closed == 1


def test_credit_counts_as_if_an_order_had_brought_it():
    plain = lower(load_program(PROGRAM.partition("offers:")[0]))
    who, given = opened(plain, credit={"growth": 1500, "often": 1}, since="2026-05-01")
    at = civil("2026-05-01", PLAN.program.zone)
    basket = Cart(currency="CNY", lines=(CartLine(id="1", sku="A", unit_price=1500),))
    bought = settle(plain, basket, who=who, order_id="A", at=at)
    placed = up_to_date(plain, who=who, standing=bought.standing, at=at)
    assert placed.tiers == given.tiers
    assert placed.reaches == given.reaches
    assert [[one._replace(key=0) for one in track] for track in placed.credits] == [
        list(track) for track in given.credits
    ]


def test_the_last_order_was_when_it_is_said_to_have_been():
    assert opened()[1].last_order == -FOREVER
    _, standing = opened(orders=3, last_order="2024-01-05T12:00")
    assert standing.last_order == to_us(civil("2024-01-05T12:00", PLAN.program.zone))
