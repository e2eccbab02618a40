"""An offer that is made void while coupons of it are granted, used and brought back leaves none open."""

from threading import Barrier, Thread

from sqlalchemy.orm import Session

from loyalty.errors import CouponRefused
from loyalty.live import run
from tests.live.shops import START, cart, open_shop
from tests.live.test_coupons import PROGRAM

MEMBERS = tuple(f"m{n}" for n in range(8))


def granting(shop, once, ready):
    """A coupon more for each member, until the offer issues none."""
    ready.wait()
    for member in MEMBERS:
        try:
            once(lambda session, who=member: shop.coupons.grant(session, "ten", members=[who], key=who))
        except CouponRefused:
            return


def shopping(shop, once, ready):
    """An order of each member; all come back whole while the offer is made void."""
    for member in MEMBERS:
        once(lambda session, who=member: shop.place(session, cart("60"), order_id=who, member=who, at=START))
    ready.wait()
    for member in MEMBERS:
        once(lambda session, who=member: shop.return_items(session, who, {"1": 1}, return_id="r", at=START))


def voiding(shop, once, ready):
    """The act on the whole offer."""
    ready.wait()
    once(lambda session: shop.coupons.void_offer(session, "ten", actor="eve", reason="no", key="v"))


def test_a_void_misses_no_coupon_that_is_under_way(engine):
    shop = open_shop(engine, *MEMBERS, document=PROGRAM)
    ready = Barrier(3)

    def once(do):
        return run(lambda: Session(engine), do, attempts=12)

    once(lambda session: shop.coupons.grant(session, "ten", members=MEMBERS, key="first", at=START))
    threads = [Thread(target=act, args=(shop, once, ready)) for act in (granting, shopping, voiding)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with Session(engine) as session, session.begin():
        held = [one.state for member in MEMBERS for one in shop.coupons.held(session, member, at=START)]
        assert len(held) >= len(MEMBERS)
        assert set(held) == {"void"}
