"""Any operations in any order, each on the shop and on a plain one; after each both must say the same."""

from copy import deepcopy
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine
from loyalty.errors import IdempotencyConflict, LoyaltyError
from loyalty.live import Actor
from tests.faults.plain_prices import PROGRAM
from tests.faults.plain_shop import Refused, Shop
from tests.live.shops import START, open_shop

MEMBERS = st.sampled_from(["ann", "ann", "bob", "bob", "cem", "dia"])
CARTS = st.lists(st.tuples(st.integers(1, 3), st.integers(3000, 40_000)), min_size=1, max_size=2).map(tuple)
WANTED = st.sampled_from([None, None, None, 0, 250])
WHICH = st.integers(0, 30)
UNDONE = st.sampled_from([False, False, False, False, True])
STAFF = Actor("eve", frozenset({"admin"}))
FIRST_US = int(START.timestamp()) * 1_000_000


def sold(cart, wanted):
    """A cart of the library with these lines of (units, minor)."""
    lines = tuple(
        CartLine(id=str(place), sku=f"S{place}", quantity=units, amount=f"{minor // 100}.{minor % 100:02d}")
        for place, (units, minor) in enumerate(cart)
    )
    return Cart(currency="CNY", lines=lines, points="max" if wanted is None else wanted)


class Hands:
    """A clock that is moved."""

    def __init__(self):
        self.at = START

    def now(self):
        """The instant it was moved to."""
        return self.at


class Machine(RuleBasedStateMachine):
    """The shop beside the plain one."""

    engine = None

    def __init__(self):
        super().__init__()
        self.clock, self.model = Hands(), Shop()
        self.shop = open_shop(self.engine, document=PROGRAM, clock=self.clock)
        self.done, self.names, self.seen, self.steps = [], {}, {}, 0

    @property
    def us(self):
        """The clock's instant as the plain shop counts."""
        return FIRST_US + (self.clock.at - START) // timedelta(microseconds=1)

    def name(self, kind):
        """An id that no other operation has."""
        self.names[kind] = self.names.get(kind, 0) + 1
        return f"{kind}{self.names[kind]}"

    def operate(self, call, plain, *, undone=False, changed=None, read=False):
        """The same on both: both answer alike, or both refuse for the same reason and nothing changes."""
        fresh = deepcopy(self.model)
        try:
            expected = plain(fresh)
        except Refused as refused:
            expected, fresh = refused.args[0], None
        told = None
        with Session(self.engine) as session:
            try:
                told = call(session)
                answer = self.answered(told)
            except LoyaltyError as error:
                answer = type(error).__name__
            if undone:
                session.rollback()
            else:
                session.commit()  # a host that goes on after a refusal
        assert answer == expected, (answer, expected)
        if fresh is not None and not undone and not read:
            self.model = fresh
            if changed is not None:
                self.done.append((call, changed, told))

    @staticmethod
    def answered(told):
        """Of an answer what the plain shop knows."""
        quote = getattr(told, "quote", told)
        if hasattr(quote, "applied"):
            return quote.applied, quote.points_spent, quote.to_pay_minor, quote.points_earned
        if hasattr(told, "returned_minor"):
            return told.returned_minor
        return told.points if hasattr(told, "days_in_a_row") else None

    def some(self, table, which):
        """One of the orders or holds by a number."""
        names = list(table)
        return names[which % len(names)]

    @initialize(many=st.integers(1, 4))
    def members(self, many):
        for member in ["ann", "bob", "cem", "dia"][:many]:
            self.operate(lambda s, m=member: self.shop.enrol(s, m) and None, lambda m, o=member: m.enrol(o))

    @rule(member=MEMBERS, undone=UNDONE)
    def enrol(self, member, undone):
        if member not in self.model.people:  # the same again, later, is another content
            self.operate(
                lambda s: self.shop.enrol(s, member) and None, lambda m: m.enrol(member), undone=undone
            )

    @rule(
        by=st.one_of(
            st.timedeltas(timedelta(0), timedelta(hours=30)),
            st.integers(1, 31).map(lambda days: timedelta(days=days)),
            st.sampled_from([timedelta(days=30), timedelta(minutes=30), timedelta(microseconds=1)]),
        )
    )
    def later(self, by):
        self.clock.at += by

    @precondition(lambda self: any(p.points.lots for p in self.model.people.values()))
    @rule(which=WHICH, short=st.integers(0, 1))
    def to_the_end_of_a_lot(self, which, short):
        lots = [lot for who in self.model.people.values() for lot in who.points.lots]
        end = lots[which % len(lots)].expires - short
        if end > self.us:
            self.clock.at = START + timedelta(microseconds=end - FIRST_US)

    @precondition(lambda self: any(h.state == "live" for h in self.model.holds.values()))
    @rule(short=st.integers(0, 1))
    def to_the_end_of_a_hold(self, short):
        end = next(h.ends for h in self.model.holds.values() if h.state == "live") - short
        if end > self.us:
            self.clock.at = START + timedelta(microseconds=end - FIRST_US)

    @rule(member=MEMBERS, cart=CARTS, wanted=WANTED)
    def quote(self, member, cart, wanted):
        at = self.us
        self.operate(
            lambda s: self.shop.quote(s, sold(cart, wanted), member=member),
            lambda m: m.seen(member, cart, at, wanted),
            read=True,
        )

    def placing(self, member, cart, order_id, wanted, undone):
        """An order on both."""
        at = self.us

        def place(session, bought=cart):
            return self.shop.place(session, sold(bought, wanted), order_id=order_id, member=member)

        self.operate(
            place,
            lambda m: m.place(member, cart, order_id, at, wanted=wanted),
            undone=undone,
            changed=lambda s: place(s, (*cart, (1, 100))),
        )

    @rule(member=MEMBERS, cart=CARTS, wanted=WANTED, undone=UNDONE)
    def place(self, member, cart, wanted, undone):
        self.placing(member, cart, self.name("o"), wanted, undone)

    @precondition(lambda self: self.model.waiting)
    @rule(member=MEMBERS, cart=CARTS, undone=UNDONE)
    def place_what_came_back_early(self, member, cart, undone):
        self.placing(member, cart, next(iter(self.model.waiting)), None, undone)

    @rule(member=MEMBERS, cart=CARTS, wanted=WANTED, undone=UNDONE, minutes=st.sampled_from([30, 30, 2000]))
    def hold(self, member, cart, wanted, undone, minutes):
        order_id, at, ends = self.name("o"), self.us, self.clock.at + timedelta(minutes=minutes)

        def hold(session, bought=cart):
            return self.shop.hold(
                session, sold(bought, wanted), order_id=order_id, member=member, ends_at=ends
            )

        ends_us = at + minutes * 60_000_000
        before = set(self.model.holds)
        self.operate(
            hold,
            lambda m: m.hold(member, cart, order_id, at, ends=ends_us, wanted=wanted),
            undone=undone,
            changed=lambda s: hold(s, (*cart, (1, 100))),
        )
        for one in set(self.model.holds) - before:
            self.model.holds[one].wanted = wanted

    @precondition(lambda self: set(self.model.holds) - set(self.model.orders))
    @rule(which=WHICH, undone=UNDONE)
    def pay_what_is_held(self, which, undone):
        order_id = self.some([one for one in self.model.holds if one not in self.model.orders], which)
        held = self.model.holds[order_id]
        self.placing(held.member, held.cart, order_id, held.wanted, undone)

    @precondition(lambda self: self.model.holds)
    @rule(which=WHICH, minutes=st.integers(1, 5000), undone=UNDONE)
    def extend(self, which, minutes, undone):
        order_id, at = self.some(self.model.holds, which), self.us
        ends = self.clock.at + timedelta(minutes=minutes)
        self.operate(
            lambda s: self.shop.extend_hold(s, order_id, ends_at=ends) and None,
            lambda m: m.extend(order_id, at + minutes * 60_000_000, at),
            undone=undone,
        )

    @precondition(lambda self: self.model.holds)
    @rule(which=WHICH, undone=UNDONE)
    def release(self, which, undone):
        order_id, at = self.some(self.model.holds, which), self.us
        self.operate(
            lambda s: self.shop.release(s, order_id) and None,
            lambda m: m.release(order_id, at),
            undone=undone,
        )

    @precondition(lambda self: self.model.orders)
    @rule(which=WHICH, lines=st.dictionaries(st.integers(0, 1), st.integers(1, 3), min_size=1), undone=UNDONE)
    def give_back(self, which, lines, undone):
        self.returning(self.some(self.model.orders, which), lines, undone)

    @precondition(lambda self: self.model.orders)
    @rule(which=WHICH, undone=UNDONE)
    def give_all_back(self, which, undone):
        order_id = self.some(self.model.orders, which)
        left = {n: one.units for n, one in enumerate(self.model.orders[order_id].lines) if one.units}
        if left:
            self.returning(order_id, left, undone)

    @precondition(lambda self: not self.model.waiting)
    @rule(lines=st.just({0: 1}), undone=UNDONE)
    def give_back_early(self, lines, undone):
        self.returning(self.name("o"), lines, undone)

    def returning(self, order_id, lines, undone):
        """Units come back on both."""
        return_id, at = self.name("r"), self.us
        order = self.model.orders.get(order_id)
        if order is not None:
            lines = {place: units for place, units in lines.items() if place < len(order.lines)} or {0: 1}

        def give_back(session, more=0):
            units = {str(place): count + more for place, count in lines.items()}
            return self.shop.return_items(session, order_id, units, return_id=return_id)

        self.operate(
            give_back,
            lambda m: m.give_back(order_id, lines, at),
            undone=undone,
            changed=lambda s: give_back(s, 1),
        )

    @precondition(lambda self: self.model.orders)
    @rule(which=WHICH, minor=st.integers(1, 60_000), undone=UNDONE)
    def refund(self, which, minor, undone):
        order_id, return_id, at = self.some(self.model.orders, which), self.name("r"), self.us

        def refund(session, more=0):
            amount = f"{(minor + more) // 100}.{(minor + more) % 100:02d}"
            return self.shop.refund_amount(session, order_id, amount, return_id=return_id)

        self.operate(
            refund, lambda m: m.refund(order_id, minor, at), undone=undone, changed=lambda s: refund(s, 1)
        )

    @precondition(lambda self: self.model.orders)
    @rule(which=WHICH, undone=UNDONE)
    def cancel(self, which, undone):
        order_id, at = self.some(self.model.orders, which), self.us
        if self.model.orders[order_id].state != "cancelled":
            self.operate(
                lambda s: self.shop.cancel(s, order_id), lambda m: m.cancel(order_id, at), undone=undone
            )

    @precondition(lambda self: self.model.orders)
    @rule(which=WHICH)
    def mature(self, which):
        order_id, at = self.some(self.model.orders, which), self.us
        if not self.model.orders[order_id].delivered:
            self.operate(lambda s: self.shop.mature(s, order_id) and None, lambda m: m.mature(order_id, at))

    @rule(member=MEMBERS, cart=CARTS)
    def give_back_without_an_order(self, member, cart):
        return_id, at = self.name("u"), self.us
        self.operate(
            lambda s: (
                self.shop.return_unlinked(s, sold(cart, None), member=member, return_id=return_id) and None
            ),
            lambda m: m.unlinked(member, cart, at),
        )

    @rule(member=MEMBERS, points=st.integers(-400, 400), undone=UNDONE)
    def adjust(self, member, points, undone):
        key, at = self.name("k"), self.us

        def adjust(session, more=0):
            self.shop.points.adjust(session, member, points + more, key=key, reason="r", actor="eve")

        self.operate(
            adjust, lambda m: m.adjust(member, points, at), undone=undone, changed=lambda s: adjust(s, 1)
        )

    @rule(giver=MEMBERS, taker=MEMBERS, points=st.integers(1, 400), undone=UNDONE)
    def transfer(self, giver, taker, points, undone):
        key, at = self.name("k"), self.us

        def transfer(session, more=0):
            self.shop.points.transfer(
                session, points + more, giver=giver, taker=taker, key=key, reason="r", actor="eve"
            )

        self.operate(
            transfer,
            lambda m: m.transfer(giver, taker, points, at),
            undone=undone,
            changed=lambda s: transfer(s, 1),
        )

    @rule(member=MEMBERS, undone=UNDONE)
    def check_in(self, member, undone):
        action_id, at = self.name("a"), self.us

        def act(session, action="check_in"):
            return self.shop.act(session, member, action, action_id=action_id)

        self.operate(act, lambda m: m.check_in(member, at), undone=undone, changed=lambda s: act(s, "other"))

    @rule(member=MEMBERS, undone=UNDONE)
    def grant(self, member, undone):
        key, at = self.name("g"), self.us

        def grant(session, cause="hand"):
            self.shop.coupons.grant(session, "ten", members=[member], key=key, cause=cause)

        self.operate(grant, lambda m: m.grant(member, at), undone=undone, changed=lambda s: grant(s, "other"))

    @rule(offers=st.sets(st.sampled_from(["first", "monthly", "ten"]), min_size=1), stop=st.booleans())
    def pause(self, offers, stop):
        turn = self.shop.programs.pause if stop else self.shop.programs.resume
        with Session(self.engine) as session, session.begin():
            turn(session, actor=STAFF, reason="r", offer_ids=offers)
        self.model.paused = self.model.paused | offers if stop else self.model.paused - offers

    @rule()
    def nightly(self):
        self.shop.nightly(lambda: Session(self.engine))
        self.model.nightly(self.us)

    @precondition(lambda self: self.done)
    @rule(which=WHICH, other=st.booleans())
    def again(self, which, other):
        call, changed, told = self.done[which % len(self.done)]
        with Session(self.engine) as session, session.begin():
            if other:
                try:
                    changed(session)
                except IdempotencyConflict:
                    return
                raise AssertionError(told)
            assert call(session) == told

    @invariant()
    def both_say_the_same(self):
        self.steps += 1
        with Session(self.engine) as session, session.begin():
            for member, who in self.model.people.items():
                self.same_rows(session, member, who.points.rows)
                now = self.shop.figures(session, member)
                ahead = deepcopy(who.points)
                ahead.advance(self.us)
                told = now.booked, now.available, now.held, now.debt
                assert told == ahead.figures(self.us), (member, told, ahead)
                ends = [
                    int(one.ends_at.timestamp()) * 1_000_000
                    for one in self.shop.coupons.held(session, member)
                    if one.state in {"open", "ended"}
                ]
                assert sorted(ends) == sorted(ends for ends, _ in who.coupons)
            found = self.shop.verify(session)
            assert found == (), found

    def same_rows(self, session, member, rows):
        """The ledger has the rows that are expected, in their order, and no other."""
        seen = self.seen.get(member, 0)
        told = self.shop.history(session, member, most=len(rows) - seen + 1)[::-1]
        if seen:
            told = told[1:]
        moved = [(one.kind, one.points, one.debt, one.effective_us) for one in told]
        assert moved == rows[seen:], (member, moved, rows[seen:])
        assert not told or told[-1].seq == len(rows)
        self.seen[member] = len(rows)
