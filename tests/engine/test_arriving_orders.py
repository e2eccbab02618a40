"""Orders of an older system: they count as orders and credit, and their part of an award comes back."""

from datetime import UTC, datetime, timedelta

import pytest

from loyalty import load_program, lower
from loyalty.engine import arrive, cancel, mature, refund, reverse
from loyalty.facts.arrival import (
    Arrivals,
    ArrivingCredit,
    ArrivingLine,
    ArrivingLot,
    ArrivingOrder,
    ArrivingSpent,
)
from loyalty.facts.member import FOREVER, HeldCoupon, HeldLevel, Member
from loyalty.facts.standing import Shared, Standing
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START

DAY = timedelta(days=1)
AT = to_us(START)
MIN_DAY = 86_400_000_000
DOCUMENT = PROGRAM.replace(
    "points:\n",
    """  - id: often
    credit: {{of: orders, window: {{kind: lifetime}}}}
    term: {{kind: follows_credit}}
    levels: [{{id: regular, minimum: "2"}}]
  - id: base
    credit: {{of: base_points, window: {{kind: lifetime}}, counts_at: matured}}
    term: {{kind: follows_credit}}
    levels: [{{id: keen, minimum: "90"}}]
points:
  caps: [{{id: month, per: month, points: "1000", over: clip}}]
""",
    1,
)
PLAN = lower(load_program(DOCUMENT.format(key="k")))
POINTLESS = lower(load_program("key: k\ncurrency: CNY\ntime_zone: Asia/Shanghai\n"))
ANN = Member(id="ann", joined_at=datetime(2022, 1, 1, tzinfo=UTC))


def line(number, units, net, **fields):
    told = {"listed": net, "points_minor": 0, "tendered": 0, "tax": 0}
    return ArrivingLine(line_id=str(number), sku=f"S{number}", units=units, net=net, **told | fields)


def order(**fields):
    made = {
        "order_id": "o1",
        "at": AT - 40 * MIN_DAY,
        "lines": (line(1, 3, 10_000), line(2, 1, 5_000, tendered=2_000)),
        "base": 100,
        "bonus": 31,
    }
    return ArrivingOrder(**made | fields)


def lot(points, **fields):
    return ArrivingLot(points, points, AT - 40 * MIN_DAY, AT - 40 * MIN_DAY, **fields)


def came(plan=PLAN, **fields):
    arrivals = Arrivals(**{"placed": (order(),), "orders": 1, "credit_of_orders": True} | fields)
    return arrive(plan, arrivals, who=ANN, standing=Standing(), at=START).standing


def back(standing, units, *, number=1, order_id="o1", plan=PLAN):
    return reverse(
        plan, units, who=ANN, order_id=order_id, return_id=f"r{number}", at=START + DAY, standing=standing
    )


def test_an_order_counts_as_its_tracks_say():
    standing = came()
    amounts = [[one.amount for one in track] for track in standing.credits]
    assert amounts == [[15_000], [1], [100]]
    assert [tier.level for tier in standing.tiers] == [0, -1, 0]


def test_credit_that_is_told_is_all_there_is():
    told = (ArrivingCredit(0, 7_000, AT - 40 * MIN_DAY, None, "o1"), ArrivingCredit(1, 4, AT - 50 * MIN_DAY))
    standing = came(credits=told, credit_of_orders=False)
    assert [[one.amount for one in track] for track in standing.credits] == [[0, 7_000], [4, 0], [0, 0]]
    done = back(standing, {"1": 3, "2": 1}).standing
    assert [sum(one.amount for one in track) for track in done.credits] == [7_000 - 15_000, 3, -100]


@pytest.mark.parametrize("splits", [[{"1": 3, "2": 1}], [{"1": 1}, {"1": 1}, {"2": 1}, {"1": 1}]])
def test_all_returns_of_an_order_take_what_it_earned(splits):
    standing = came(lots=(lot(131, order_id="o1"), lot(50)))
    taken = 0
    for number, units in enumerate(splits):
        done = back(standing, units, number=number)
        taken += done.taken_base + done.taken_bonus
        standing = done.standing
    assert taken == 131
    assert (standing.booked, standing.debt) == (50, 0)
    assert [sum(one.amount for one in track) for track in standing.credits] == [0, 0, 0]
    assert [tier.level for tier in standing.tiers] == [-1, -1, -1]
    assert standing.uses == came().uses


def test_a_part_that_comes_back_takes_its_part_whatever_came_back_before():
    standing = came(lots=(lot(131, order_id="o1"),))
    first = back(standing, {"1": 1})
    assert first.returned_minor == 3_334
    stays = 131 * (13_000 - 3_334) // 13_000
    assert first.taken_base + first.taken_bonus == 131 - stays
    assert first.taken_base == 100 - 100 * (13_000 - 3_334) // 13_000
    money = refund(
        PLAN, "33.33", who=ANN, order_id="o1", return_id="m", at=START + DAY, standing=first.standing,
        line_ids=("1",),
    )  # fmt: skip
    at_once = refund(
        PLAN, "66.67", who=ANN, order_id="o1", return_id="m", at=START + DAY, standing=standing,
        line_ids=("1",),
    )  # fmt: skip
    both = first.taken_base + first.taken_bonus + money.taken_base + money.taken_bonus
    assert both == at_once.taken_base + at_once.taken_bonus


def test_points_spent_go_back_to_their_lots_or_to_ones_in_their_place():
    spent = (
        ArrivingSpent(30, AT - 90 * MIN_DAY, AT - 90 * MIN_DAY, AT + 90 * MIN_DAY),
        ArrivingSpent(20, AT - 40 * MIN_DAY, AT - 40 * MIN_DAY, FOREVER, "b"),
        ArrivingSpent(5, AT - 99 * MIN_DAY, AT - 99 * MIN_DAY, AT - MIN_DAY, "gone"),
    )
    bought = order(lines=(line(1, 1, 9_945, points_minor=55),), spent=spent, points_minor=55, base=0, bonus=0)
    standing = came(placed=(bought,), lots=(lot(40, name="b"),))
    done = back(standing, {"1": 1})
    assert (done.points_restored, done.points_minor) == (55, 55)
    assert sorted((one.left, one.expires) for one in done.standing.lots) == [
        (30, AT + 90 * MIN_DAY), (60, FOREVER),
    ]  # fmt: skip


def test_what_has_expired_counts_as_taken_and_what_is_missing_is_owed():
    standing = came(placed=(order(base=100, bonus=0, expired=60),))
    done = back(standing, {"1": 3, "2": 1})
    assert (done.taken_base, done.debt) == (100, 40)


def test_an_order_that_nothing_was_paid_for_keeps_its_award_while_a_unit_is_left():
    standing = came(placed=(order(lines=(line(1, 2, 0),), base=4, bonus=5),), lots=(lot(9, order_id="o1"),))
    first = back(standing, {"1": 1})
    assert first.taken_base + first.taken_bonus == 0
    last = back(first.standing, {"1": 1}, number=2)
    assert (last.taken_base, last.taken_bonus) == (4, 5)


def test_an_order_is_cancelled_and_is_no_earlier_order_any_more():
    standing = came(
        placed=(
            order(),
            order(order_id="o2", at=AT - 3 * MIN_DAY, lines=(line(1, 1, 200),), base=2, bonus=0),
        ),
        orders=2,
        last_order=AT - 3 * MIN_DAY,
        lots=(lot(131, order_id="o1"), lot(2, order_id="o2")),
    )
    assert [one.order_id for one in standing.placed] == ["o1", "o2"]
    assert standing.placed[1].earlier == AT - 40 * MIN_DAY
    done = cancel(PLAN, who=ANN, order_id="o2", at=START, standing=standing, shared=Shared())
    after = done.standing
    assert (done.taken_base, after.orders, after.last_order) == (2, 1, AT - 40 * MIN_DAY)
    assert after.uses == standing.uses


def test_a_cancelled_order_is_known_and_counts_for_nothing():
    standing = came(placed=(order(cancelled=True, lines=()),), orders=0)
    assert [[one.amount for one in track] for track in standing.credits] == [[0], [0], [0]]
    assert standing.placed[0].cancelled
    assert standing.orders == 0


def test_a_coupon_comes_back_with_all_goods_where_its_offer_says_so():
    offers = (
        '  - {{id: gift, coupon: {{}}, benefit: {{kind: amount, amount: "5"}}}}\n'
        '  - {{id: kept, coupon: {{give_back: false}}, benefit: {{kind: amount, amount: "5"}}}}\n'
    )
    plan = lower(load_program((DOCUMENT + offers).format(key="k")))
    coupons = (HeldCoupon("c1", "gift"), HeldCoupon("c2", "kept"))
    standing = came(plan, placed=(order(coupons=coupons),))
    part = back(standing, {"1": 3}, plan=plan)
    assert part.standing.coupons == ()
    assert back(part.standing, {"2": 1}, number=2, plan=plan).standing.coupons == coupons[:1]


def test_tax_comes_back_with_the_goods():
    standing = came(placed=(order(lines=(line(1, 2, 1_000, tax=101), line(2, 1, 500)), shipping_tax=7),))
    done = back(standing, {"1": 1})
    assert done.tax_minor in {50, 51}
    assert done.standing.placed[0].taxes == (101 - done.tax_minor, 0)


WAITS = lower(
    load_program(
        DOCUMENT.replace("  redeem:", "  pending: {{days: 2, after: delivered}}\n  redeem:").format(key="k")
    )
)


def test_points_that_wait_for_a_delivery_get_their_dates():
    waits = ArrivingLot(131, 131, AT - 40 * MIN_DAY, FOREVER, FOREVER, "", "o1")
    standing = came(WAITS, lots=(waits,))
    assert standing.credits[2][0].at == FOREVER
    done = mature(
        WAITS, who=ANN, order_id="o1", delivered_at=START - 5 * DAY, at=START + DAY, standing=standing
    )
    assert done.standing.available(AT + MIN_DAY) == 131
    assert done.standing.tiers[2].level == 0


def test_points_spent_stay_spent_where_goods_come_too_late():
    document = DOCUMENT.replace("  redeem:", "  on_return: {{reversible_days: 10}}\n  redeem:")
    plan = lower(load_program(document.format(key="k")))
    spent = (ArrivingSpent(30, AT - 90 * MIN_DAY, AT - 90 * MIN_DAY, FOREVER),)
    bought = order(lines=(line(1, 1, 970, points_minor=30),), spent=spent, points_minor=30, base=0, bonus=0)
    standing = came(plan, placed=(bought,))
    assert back(standing, {"1": 1}, plan=plan).points_restored == 0


def test_a_programme_without_tiers_and_points_takes_orders_too():
    standing = came(POINTLESS, lots=())
    done = back(standing, {"1": 1}, plan=POINTLESS)
    assert done.returned_minor == 3_334


def test_levels_bought_and_granted_and_uses_arrive():
    held = (HeldLevel(0, 1, "bought", AT - MIN_DAY, AT + 30 * MIN_DAY),)
    counter = "first/member/ever"
    assert counter in PLAN.own
    standing = came(held_levels=held, uses=((counter, 0, 1), (counter, 0, 2)))
    assert standing.held_levels == held
    assert standing.uses[PLAN.own.index(counter)].used == 3
    again = arrive(
        PLAN, Arrivals(uses=((counter, 0, 2),), held_levels=held), who=ANN, standing=standing, at=START + DAY
    ).standing
    assert again.uses[PLAN.own.index(counter)].used == 5
