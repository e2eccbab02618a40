"""Whatever the programme and the cart: floors and sums hold, and returning an order undoes it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from hypothesis import assume, given
from hypothesis import strategies as st

from loyalty.engine import quote, reverse, settle
from loyalty.facts.member import HeldCoupon, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.facts.standing import Shared, Standing
from loyalty.money import to_minor
from loyalty.plan import lower
from tests.differential.cases import changed, stays_exact
from tests.rules.strategies import programs
from tests.rules.strategies_parts import CATEGORIES, SELLERS, SKUS
from tests.thousand import THOUSAND

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ANN = Member(id="ann", joined_at=datetime(2020, 1, 1, tzinfo=UTC), attributes={"city": "Shanghai"})


@st.composite
def line(draw, place):
    price = draw(st.integers(0, 400))
    return CartLine(
        id=str(place),
        sku=draw(st.sampled_from(SKUS)),
        unit_price=Decimal(price),
        list_price=Decimal(price + draw(st.sampled_from((0, 0, 20)))),
        floor_price=Decimal(draw(st.sampled_from((0, 0, 1, 30)))),
        quantity=draw(st.integers(1, 4)),
        category=draw(st.sampled_from((None, *CATEGORIES))),
        seller=draw(st.sampled_from((None, *SELLERS))),
    )


@st.composite
def cases(draw):
    """A programme and two carts of a member who holds a coupon of every offer that asks for one."""
    program = draw(programs().filter(stays_exact))
    carts = [
        Cart(
            currency=program.currency,
            lines=tuple(draw(line(place)) for place in range(draw(st.integers(1, 5)))),
            shipping_fee=draw(st.integers(0, 20)),
            points=draw(st.sampled_from(("none", "max"))),
            channel=draw(st.sampled_from((None, "app"))),
        )
        for _ in range(2)
    ]
    plan = lower(program)
    held = tuple(HeldCoupon(f"{name}/{n}", name) for name in plan.coupon_offers for n in range(2))
    return plan, carts, Standing(coupons=held)


@THOUSAND
@given(cases())
def test_no_line_falls_below_its_floor_and_lines_add_up_to_the_order(case):
    plan, (_, cart), standing = case
    quoted = quote(plan, cart, who=ANN, at=NOON, standing=standing)
    unit = plan.program.unit
    for asked, told in zip(cart.lines, quoted.lines, strict=True):
        floor = min(to_minor(asked.floor_price, unit) * asked.quantity, told.amount_minor)
        assert told.amount_minor == to_minor(asked.unit_price, unit) * asked.quantity
        assert 0 <= told.discount_minor <= told.amount_minor - floor
        assert told.net_minor == told.amount_minor - told.discount_minor - told.points_minor >= floor
        own = [one.amount_minor for one in quoted.adjustments if one.line_id == asked.id]
        assert sum(own) == told.discount_minor
        assert min(own, default=1) > 0
    assert sum(one.amount_minor for one in quoted.lines) == quoted.goods_minor
    assert sum(one.discount_minor for one in quoted.lines) == quoted.discount_minor
    assert 0 <= quoted.shipping_discount_minor <= quoted.shipping_minor
    applied = sum(one.amount_minor for one in quoted.decisions)
    assert applied == quoted.discount_minor + quoted.shipping_discount_minor


@THOUSAND
@given(cases(), st.data())
def test_the_order_of_the_lines_changes_no_total(case, data):
    plan, (_, cart), standing = case
    offers = [changed(one, remainder="largest") for one in plan.program.offers]
    plan = lower(changed(plan.program, offers=tuple(offers)))
    mixed = data.draw(st.permutations(cart.lines))
    one, other = (
        quote(plan, carted(cart, some), who=ANN, at=NOON, standing=standing) for some in (cart.lines, mixed)
    )
    assume(told_apart(cart.lines, one) and told_apart(cart.lines, other))
    for name in ("goods_minor", "discount_minor", "shipping_discount_minor", "applied", "points_max"):
        assert getattr(one, name) == getattr(other, name)
    assert one.decisions == other.decisions


def told_apart(lines, quoted):
    """Whether no two lines are worth as much, by the unit or in all, at any offer: ties go to the first."""
    units = {one.id: one.quantity for one in lines}
    left = {one.id: one.amount_minor for one in quoted.lines}
    for _, taken in groupby(quoted.adjustments, key=lambda one: one.offer_id):
        each = {Fraction(left[name], units[name]) for name in left}
        if len(set(left.values())) < len(left) or len(each) < len(left):
            return False
        for one in taken:
            left[one.line_id] -= one.amount_minor
    return True


def carted(cart, lines):
    return Cart(
        currency=cart.currency,
        lines=tuple(lines),
        shipping_fee=cart.shipping_fee,
        points=cart.points,
        channel=cart.channel,
    )


@THOUSAND
@given(cases())
def test_an_order_that_is_placed_and_returned_whole_leaves_points_and_credit_as_they_were(case):
    plan, (earlier, cart), standing = case
    placed = settle(plan, carted(earlier, earlier.lines), who=ANN, order_id="1", at=NOON, standing=standing)
    at = NOON + timedelta(minutes=1)
    facts = {"who": ANN, "order_id": "2"}
    bought = settle(plan, cart, at=at, standing=placed.standing, shared=placed.shared or Shared(), **facts)
    units = {one.id: one.quantity for one in cart.lines}
    back = reverse(plan, units, return_id="r", at=at, standing=bought.standing, **facts)
    quoted = bought.quote
    assert back.returned_minor == sum(one.net_minor for one in quoted.lines)
    assert back.points_minor == sum(one.points_minor for one in quoted.lines) or cart.shipping_fee
    assert (back.taken_base, back.taken_bonus) == (quoted.base_points, quoted.bonus_points)
    before, after = placed.standing, back.standing
    assert after.booked == before.booked - quoted.points_spent + back.points_restored + back.shortfall
    assert back.debt == 0
    policy = plan.program.points
    if policy is None or policy.on_return.reversible_days is None:
        assert back.points_restored == quoted.points_spent
    assert [one.sum for one in after.tiers] == [one.sum for one in before.tiers]


@THOUSAND
@given(cases(), st.data())
def test_the_order_of_offers_in_the_document_changes_nothing(case, data):
    plan, (_, cart), standing = case
    mixed = tuple(data.draw(st.permutations(plan.program.offers)))
    other = lower(changed(plan.program, offers=mixed))
    facts = {"who": ANN, "at": NOON, "standing": standing}
    one, turned = quote(plan, cart, **facts), quote(other, cart, **facts)
    assert one.decisions == turned.decisions
    assert one.adjustments == turned.adjustments
    assert one.coupons == turned.coupons
    assert (one.points_earned, one.to_pay_minor) == (turned.points_earned, turned.to_pay_minor)
