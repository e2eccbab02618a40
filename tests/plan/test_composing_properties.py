"""A coupon of an older version is priced as its offer would be in the live version's lanes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from loyalty.engine import quote, reverse, settle
from loyalty.facts.member import HeldCoupon, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.facts.quote import Reason
from loyalty.facts.standing import Shared, Standing
from loyalty.plan import lower
from loyalty.plan.carried import CarriedOffer, offers_of
from loyalty.plan.composing import compose
from loyalty.rules.offers import Coupon
from loyalty.rules.program import Program
from tests.differential.cases import changed, stays_exact
from tests.rules.strategies import programs
from tests.rules.strategies_parts import SKUS

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
ANN = Member(id="ann", joined_at=datetime(2020, 1, 1, tzinfo=UTC))
LINES = st.lists(
    st.tuples(st.sampled_from(SKUS), st.integers(1, 400), st.integers(1, 3)), min_size=1, max_size=3
)


class Case(NamedTuple):
    """A version, and one of its coupon offers."""

    program: Program
    carried: CarriedOffer


@st.composite
def cases(draw):
    """A version with a coupon offer, a later one with other terms or none, what it carries, and a cart."""
    old = draw(programs().filter(lambda one: one.offers and stays_exact(one)))
    place = draw(st.integers(0, len(old.offers) - 1))
    old = changed(old, offers=tuple(_coupon(one) if n == place else one for n, one in enumerate(old.offers)))
    live = draw(programs(currency=old.currency).filter(stays_exact))
    name = old.offers[place].id
    live = changed(live, offers=tuple(_coupon(one) if one.id == name else one for one in live.offers))
    lines = tuple(
        CartLine(id=str(n), sku=sku, unit_price=Decimal(price), quantity=quantity)
        for n, (sku, price, quantity) in enumerate(draw(LINES))
    )
    cart = Cart(currency=old.currency, lines=lines, shipping_fee=draw(st.integers(0, 20)), coupons=("c",))
    return Case(old, offers_of(old)[name]), live, cart


def _coupon(offer):
    return offer.model_copy(update={"coupon": offer.coupon or Coupon()})


@given(cases())
def test_a_carried_coupon_saves_what_its_offer_would_save_among_the_live_ones(case):
    (_, older), live, cart = case
    composed = compose(live, (older,))
    assume(composed.keys and older.version != live.hash)
    own = {one.id: one for one in composed.program.offers}[older.key].model_copy(
        update={"id": older.offer_id}
    )
    others = tuple(one for one in live.offers if one.id != older.offer_id)
    instead = changed(live, offers=(*others, own), budgets=composed.program.budgets)
    held = HeldCoupon("c", older.offer_id)
    one, other = (
        quote(plan, cart, who=ANN, at=NOON, standing=Standing(coupons=(coupon,)))
        for plan, coupon in (
            (lower(live, carried=(older,)), held._replace(version=older.version)),
            (lower(instead), held),
        )
    )
    assert one.id == other.id
    assert one.coupons == other.coupons
    judged = [each for each in one.decisions if each.offer_id != older.offer_id or each.version]
    assert {each.offer_id: told(each) for each in judged} == {
        each.offer_id: told(each) for each in other.decisions
    }


def told(decision):
    """A decision; that it was kept out by a group or by a class is one reason.

    A group that has the same offer in other terms besides is a choice, and one of its own is none.
    """
    kept_out = decision.reason in {Reason.GROUP_TAKEN, Reason.NOT_COMBINABLE}
    return decision._replace(version=None, reason=Reason.GROUP_TAKEN if kept_out else decision.reason)


@given(cases())
def test_an_order_placed_and_returned_whole_leaves_coupon_and_points_as_they_were(case):
    (_, older), live, cart = case
    plan = lower(live, carried=(older,))
    held = HeldCoupon("c", older.offer_id, version=older.version)
    settled = settle(
        plan, cart, who=ANN, order_id="o", at=NOON, standing=Standing(coupons=(held,)), shared=Shared()
    )
    (order,) = settled.standing.placed
    assert [(one.version, one.offer_id) for one in order.carried] == [(older.version, older.offer_id)]
    back = reverse(
        plan,
        {line.id: line.quantity for line in cart.lines},
        who=ANN,
        order_id="o",
        return_id="r",
        at=NOON,
        standing=settled.standing,
    )
    comes_back = bool(older.offer.coupon and older.offer.coupon.give_back)
    used = [one.used for one in settled.quote.coupons] == [True]
    assert back.standing.coupons == ((held,) if comes_back or not used else ())
    assert (back.standing.booked, back.standing.debt) == (back.shortfall, 0)
    assert back.returned_minor == settled.quote.goods_minor - settled.quote.discount_minor
