"""Gifts through the live engine: what an event meets, what is set aside, and what is left after it."""

from dataclasses import replace

from loyalty.facts.member import Guest, HeldCoupon
from loyalty.facts.standing import Standing
from loyalty.simulate.replaying.audit_gifts import Gifts, Given, given_of, still_held
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.runs import run
from tests.differential.logs import DAY, FIRST, Document, People, log_of
from tests.differential.settings_drawn import settings_of
from tests.simulate.replays import laid_out, shop

HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
OPEN = {"id": "open", "benefit": {"kind": "amount", "amount": 1}, "coupon": {}}
TRACK = {
    "id": "t",
    "credit": {"of": "orders", "window": {"kind": "rolling", "months": 1}},
    "term": {"kind": "months", "months": 1},
    "levels": [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 1}],
}
PROGRAM = shop(
    tiers=[TRACK],
    offers=[HELD, OPEN],
    points={},
    issuances=[
        {
            "id": "month",
            "on": {"kind": "monthly"},
            "gives": [{"kind": "coupon", "offer": "held", "valid_days": 40}, {"kind": "points", "points": 7}],
        },
        {
            "id": "rise",
            "on": {"kind": "tier_entry", "levels": ["low", "high"]},
            "gives": [{"kind": "points", "points": 3}],
        },
    ],
)
LOG = log_of(
    [
        Document(FIRST),
        Document(FIRST + 9 * DAY),
        Document(FIRST + 9 * DAY, member=-1),
        Document(FIRST + 40 * DAY),
    ],
    People(),
)


def gifts(**settings):
    replay = laid_out(LOG, PROGRAM, **settings)
    return Gifts(replay, Carts(replay)), replay


def test_an_event_meets_what_was_given_by_then_with_its_own_name_for_lots():
    told, replay = gifts()
    met = told.meets(1, Standing(), told.fresh())
    stride = int(replay.tables["plan"]["stride"][0])
    assert met.standing.sequence == 2 * stride - 1
    assert [coupon.offer_id for coupon in met.standing.coupons] == ["held", "open"]
    assert sorted((lot.left, lot.key) for lot in met.standing.lots) == [(3, stride), (7, stride + 1)]
    assert met.given.cycles == {("month", "2024-02"), ("rise", "low:2024")}
    again = told.meets(1, told.left(met, met.standing), met.given)
    assert again.standing.lots == met.standing.lots
    assert again.given == met.given


def test_what_only_the_log_gives_is_gone_after_the_event():
    told, _replay = gifts()
    met = told.meets(1, Standing(), told.fresh())
    assert [coupon.offer_id for coupon in told.left(met, met.standing).coupons] == ["held"]


def test_an_order_that_uses_no_coupons_sets_them_aside():
    told, _replay = gifts(use_coupons="never")
    met = told.meets(1, Standing(), told.fresh())
    assert met.standing.coupons == ()
    assert [coupon.offer_id for coupon in told.left(met, met.standing).coupons] == ["held"]


def test_a_log_that_tells_its_coupons_needs_none_of_issuances():
    told, _replay = gifts(use_coupons="as_logged")
    met = told.meets(1, Standing(), told.fresh())
    assert (met.standing.coupons, met.aside, len(met.standing.lots)) == ((), (), 2)


def test_nothing_is_given_to_guests():
    told, replay = gifts()
    assert told.current(Guest(), Standing(), Given(0), at_us=1, document=0) == (Standing(), Given(0))
    assert given_of(replay, -1) == Given(0)
    assert given_of(laid_out(LOG, shop()), 0) == Given(0)


def test_a_replay_tells_how_far_it_has_given():
    replay, parity = run(LOG, PROGRAM, settings_of())
    assert parity.differences == []
    given = given_of(replay, 0)
    assert given.until == LOG.last_at
    assert given.cycles == {("month", "2024-03"), ("rise", "low:2024"), ("rise", "high:2024")}


def test_coupons_still_held_are_those_that_have_not_ended():
    coupons = (HeldCoupon("a", "x", ends=5), HeldCoupon("b", "y", ends=3), HeldCoupon("c", "z", ends=2))
    standing = replace(Standing(), coupons=coupons)
    assert still_held(standing, 2) == [(3, "y"), (5, "x")]
