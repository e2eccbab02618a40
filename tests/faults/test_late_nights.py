"""A night that comes late changes nothing: a shop with nights between all steps, beside one without any."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from loyalty.errors import LoyaltyError
from tests.faults.books import levels_told
from tests.faults.machine_both import Hands
from tests.faults.share import share, tell
from tests.live.shops import cart, open_shop

DUE = """
key: {{key}}
currency: CNY
time_zone: Asia/Shanghai
points:
  rules: [{{{{kind: per_amount, id: base, points: 1, per: 1.00}}}}]
  pending: {{{{days: 3}}}}
  expiry: {{{{kind: rolling, days: 20}}}}
  actions: [{{{{id: daily, action: check_in, points: 5}}}}]
  redeem: {{{{points: 100, worth: 1.00, max_percent: 50}}}}
  on_return: {{{{shortfall: {shortfall}}}}}
tiers:
  - id: growth
    credit: {{{{of: spend, window: {{{{kind: rolling, months: 1}}}}}}}}
    term: {{{{kind: months, months: 1}}}}
    levels: [{{{{id: silver, minimum: 200, multiplier: 1.5}}}}, {{{{id: gold, minimum: 600, multiplier: 2}}}}]
offers:
  - {{{{id: ten, benefit: {{{{kind: amount, amount: 5}}}}, coupon: {{{{valid_days: 9}}}}}}}}
  - id: noon
    benefit: {{{{kind: amount, amount: 7}}}}
    limits: [{{{{per: member, uses: 3, each: week}}}}, {{{{per: program, uses: 6, each: day}}}}]
issuances:
  - id: monthly
    on: {{{{kind: monthly, day: 10}}}}
    gives: [{{{{kind: coupon, offer: ten, valid_days: 4}}}}, {{{{kind: points, points: 20, valid_days: 3}}}}]
"""
MEMBERS = ("ann", "bob")
VERBS = (
    "place",
    "hold",
    "pay",
    "release",
    "return",
    "refund",
    "cancel",
    "mature",
    "act",
    "adjust",
    "unlinked",
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.sampled_from(MEMBERS),
        st.sampled_from([1, 7, 40, 600, 1440, 4000, 11_000]),
        st.sampled_from([30, 99, 450]),
        st.integers(0, 5),
    ),
    min_size=5,
    max_size=25,
)


class Shop:
    """A shop that does the steps, with nights between them or none."""

    def __init__(self, engine, document):
        self.engine, self.clock = engine, Hands()
        self.shop = open_shop(engine, *MEMBERS, document=document, clock=self.clock)
        self.orders, self.holds = [], []

    def step(self, number, verb, member, amount, which):
        """What a step answers: its figures, or the error that it meets; and what all members then have."""
        goods = cart(amount, 10)
        with Session(self.engine) as session, session.begin():
            try:
                done = self.done(session, number, verb, member, goods, which)
            except LoyaltyError as error:
                told = error.code
            else:
                told = _told(done)
        with Session(self.engine) as session, session.begin():
            assert self.shop.verify(session) == ()
            assert list(levels_told(session.connection(), self.shop)) == []
            figures = [self.shop.figures(session, one) for one in MEMBERS]
            quotes = [self.shop.quote(session, goods, member=one) for one in MEMBERS]
        return told, figures, [(one.to_pay_minor, one.points_earned) for one in quotes]

    def done(self, session, number, verb, member, goods, which):
        """Do one step; None where there is nothing to do it to."""
        shop, name = self.shop, f"{verb}{number}"
        if verb in {"pay", "release"}:
            return self.held(session, verb, which) if self.holds else None
        if verb in {"return", "refund", "cancel", "mature"}:
            order = self.orders[-1 - which % len(self.orders)] if self.orders else "none"
            return self.after(session, verb, order, name)
        if verb == "act":
            return shop.act(session, member, "check_in", action_id=name)
        if verb == "adjust":
            return shop.points.adjust(session, member, 50 - 30 * which, key=name, reason="r", actor="eve")
        if verb == "unlinked":
            return shop.return_unlinked(session, goods, member=member, return_id=name)
        return self.ordered(session, verb, name, goods, member)

    def ordered(self, session, verb, name, goods, member):
        """An order, paid or held."""
        if verb == "place":
            self.orders.append(name)
            return self.shop.place(session, goods, order_id=name, member=member)
        self.holds.append((name, goods, member))
        return self.shop.hold(session, goods, order_id=name, member=member)

    def held(self, session, verb, which):
        """What becomes of a hold."""
        order, held, theirs = self.holds.pop(which % len(self.holds))
        if verb == "release":
            return self.shop.release(session, order) and None
        self.orders.append(order)
        return self.shop.place(session, held, order_id=order, member=theirs)

    def after(self, session, verb, order, name):
        """What becomes of an order."""
        match verb:
            case "return":
                return self.shop.return_items(session, order, {"1": 1}, return_id=name)
            case "refund":
                return self.shop.refund_amount(session, order, "5", return_id=name)
            case "cancel":
                return self.shop.cancel(session, order)
        return self.shop.mature(session, order)


def _told(done):
    """Of an answer what a member or a cashier sees."""
    names = (
        "returned_minor",
        "points_restored",
        "taken_base",
        "taken_unlinked",
        "debt",
        "shortfall",
        "figures",
    )
    quote = getattr(done, "quote", None)
    told = [getattr(done, name, None) for name in names]
    return [*told, quote and (quote.to_pay_minor, quote.points_spent, quote.points_earned)]


@pytest.mark.parametrize("shortfall", ["to_zero", "allow_debt"])
def test_a_night_that_comes_late_changes_nothing(engine, shortfall):
    ran = []

    @settings(max_examples={"sqlite": share(15, 500)}.get(engine.dialect.name, share(2, 50)))
    @given(STEPS)
    def both(steps):
        document = DUE.format(shortfall=shortfall)
        late, nightly = Shop(engine, document), Shop(engine, document)
        for number, (verb, member, minutes, amount, which) in enumerate(steps):
            for one in (late, nightly):
                one.clock.at += timedelta(minutes=minutes)
            nightly.shop.nightly(lambda: Session(engine))
            told = [one.step(number, verb, member, amount, which) for one in (late, nightly)]
            assert told[0] == told[1]
        ran.append(len(steps))

    both()
    tell("nights that come late", engine, runs=len(ran), acknowledged=sum(ran))
