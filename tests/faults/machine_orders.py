"""Orders on both shops: asked for, held, placed, and what comes back of them."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.faults.machine_both import Both, sold

MEMBERS = st.sampled_from(["ann", "ann", "bob", "bob", "cem", "dia"])
CARTS = st.lists(st.tuples(st.integers(1, 3), st.integers(3000, 40_000)), min_size=1, max_size=2).map(tuple)
WANTED = st.sampled_from([None, None, None, 0, 250])
WHICH = st.integers(0, 30)
UNDONE = st.sampled_from([False, False, False, False, True])


class Orders(Both):
    """Whatever happens to orders."""

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
