"""Generated versions one after the other: the live shop prices an older coupon as the engine does."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, assume, given, settings
from sqlalchemy.orm import Session

from loyalty.engine import quote
from loyalty.facts.member import HeldCoupon
from loyalty.facts.order import Cart
from loyalty.facts.standing import Standing
from loyalty.live import Loyalty
from loyalty.plan import lower
from loyalty.plan.carried import offers_of
from loyalty.when import FixedClock
from tests.differential.cases import changed
from tests.live.shops import new_key
from tests.plan.test_composing_properties import cases

START = datetime(2024, 5, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=5)
FEW = settings(
    max_examples=max(settings().max_examples // 10, 5),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def decimals(program):
    return program.points.decimals if program.points else 0


@FEW
@given(cases())
def test_an_older_coupon_is_priced_placed_and_returned_as_the_engine_says(engine, case):
    one, live, asked = case
    assume(decimals(one.program) == decimals(live))  # a version of other decimals is refused
    key = new_key()
    old, live = changed(one.program, key=key), changed(live, key=key)
    older = offers_of(old)[one.carried.offer_id]
    shop = Loyalty(key, clock=FixedClock(NOW))
    with Session(engine) as session, session.begin():
        shop.publish(session, old, author="ann", at=START)
        who = shop.enrol(session, "ann", joined_at=START)
        (coupon,) = shop.coupons.grant(session, older.offer_id, members=["ann"], key="g", at=START)
        shop.publish(session, live, author="ann", at=START + timedelta(days=1))
        cart = Cart(
            currency=asked.currency, lines=asked.lines, shipping_fee=asked.shipping_fee, coupons=(coupon,)
        )
        held = HeldCoupon(coupon, older.offer_id, version=older.version)
        plan = lower(live, carried=(older,))
        expected = quote(plan, cart, who=who, at=NOW, standing=Standing(coupons=(held,)))
        told = shop.quote(session, cart, member="ann", at=NOW)
        assert told.id == expected.id
        assert [one.used for one in told.coupons] == [one.used for one in expected.coupons]
        placed = shop.place(session, cart, order_id="o", member="ann", at=NOW, accept=told)
        units = {line.id: line.quantity for line in cart.lines}
        back = shop.return_items(session, "o", units, return_id="r", at=NOW)
        assert back.returned_minor == placed.quote.goods_minor - placed.quote.discount_minor
        assert (back.figures.booked, back.figures.debt) == (back.shortfall, 0)
        used = any(one.used for one in expected.coupons)
        kept = used and not (older.offer.coupon and older.offer.coupon.give_back)
        assert shop.coupons.history(session, coupon, at=NOW).state == ("used" if kept else "open")
        assert shop.verify(session) == ()
