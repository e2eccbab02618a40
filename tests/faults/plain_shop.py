"""A whole shop in plain Python: orders, points, actions, the night. Nothing of the library is called."""

from contextlib import suppress

from tests.faults.plain_holds import Held, Refused
from tests.faults.plain_prices import (
    CHECK_IN_POINTS,
    CHECKS_IN,
    DAY_US,
    LOT_LASTS,
    day_end,
    local,
)
from tests.faults.plain_returns import Returning


class Shop(Returning):
    """The whole shop, by what its database must say."""

    def place(self, member, cart, order_id, at, *, wanted=None):
        """An order is booked as it was held, else as it is now; returns that waited come with it."""
        who = self.person(member)
        held = self.holds.get(order_id)
        if held is not None and held.state == "live" and at < held.ends:
            order, held.state = held, "captured"
            who.points.advance(at)
            who.points.held -= held.price.points
            for _, points in held.trail:
                who.points.note("spent", at, -points)
            self.first_held -= "first" in held.price.applied
        else:
            self.release_overdue(at)
            priced, coupon = self.quote(member, cart, at, wanted)
            if held is not None and (priced, coupon) != (held.price, held.coupon):
                raise Refused("QuoteStale")
            order = Held(member, cart, priced, at, coupon=coupon)
            order.trail = who.points.spend(priced.points, at)
            self._count(who, order, 1)
        self.first_used += "first" in order.price.applied
        order.lines, order.award, order.key = list(order.price.lines), order.price.earned, self._key()
        self._earn(who, order.key, order.award, at)
        self.orders[order_id] = order
        if order_id in self.waiting:
            with suppress(Refused):  # one that asks for more than the order has: the order stands
                units, asked_at = self.waiting.pop(order_id)
                self.give_back(order_id, units, max(at, asked_at))
        return order.price.told

    def _key(self):
        self.keys += 1
        return self.keys

    def _earn(self, who, key, points, at):
        if points:
            who.points.add(key, points, earned=at, available=at, expires=at + LOT_LASTS)
            who.points.note("earned", at, points)
        if who.points.debt:
            who.points.advance(at)

    def unlinked(self, member, cart, at):
        """Goods that name no order take what their value would earn."""
        who = self.person(member)
        self.release_overdue(at, member)
        who.points.advance(at)
        points = sum(minor for _, minor in cart) // 100
        who.points.owe(who.points.take(points, at), at)

    def adjust(self, member, points, at):
        """Points by hand."""
        who = self.person(member)
        self.release_overdue(at, member)
        who.points.advance(at)
        if points < 0:
            self._enough(who, -points, at)
            who.points.spend(-points, at, "adjusted")
        elif points:
            who.points.add(self._key(), points, earned=at, available=at, expires=at + LOT_LASTS)
            who.points.note("adjusted", at, points)
            who.points.advance(at)

    def _enough(self, who, points, at):
        if points > who.points.usable(at):
            raise Refused("NotEnoughPoints")

    def transfer(self, giver, taker, points, at):
        """Points passed on keep their end."""
        source, target = self.person(giver), self.person(taker)
        for one in sorted((giver, taker), key=list(self.people).index):
            self.release_overdue(at, one)
        if giver == taker:
            raise Refused("SameMember")
        source.points.advance(at)
        target.points.advance(at)
        self._enough(source, points, at)
        for lot, taken in source.points.spend(points, at, "transferred"):
            target.points.add(self._key(), taken, earned=lot.earned, available=at, expires=lot.expires)
            target.points.note("transferred", at, taken)
        target.points.advance(at)

    def check_in(self, member, at):
        """Points for checking in, twice a day."""
        who = self.person(member)
        self.release_overdue(at, member)
        who.points.advance(at)
        day = max(local(at).date(), who.checked_in[0] or local(at).date())
        used = who.checked_in[1] if who.checked_in[0] == day else 0
        if used < CHECKS_IN:
            who.checked_in = (day, used + 1)
            self._earn(who, self._key(), CHECK_IN_POINTS, at)
            return CHECK_IN_POINTS
        return 0

    def grant(self, member, at):
        """A coupon from now until the end of its twentieth day."""
        self.person(member).coupons.append((day_end(at + 20 * DAY_US - 1), at))

    def nightly(self, at):
        """What is due is booked; nothing else changes."""
        self.release_overdue(at)
        for who in self.people.values():
            who.points.advance(at)
