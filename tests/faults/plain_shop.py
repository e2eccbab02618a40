"""A whole shop in plain Python: orders, holds, returns, coupons, limits. Nothing of the library is called."""

from contextlib import suppress
from dataclasses import dataclass, field

from tests.faults.plain_member import Points
from tests.faults.plain_prices import (
    CHECK_IN_POINTS,
    CHECKS_IN,
    DAY_US,
    FIRST_USES,
    LOT_LASTS,
    MONTHLY_USES,
    day_end,
    local,
    price,
    spread,
    without,
)


class Refused(Exception):
    """The shop must refuse, with this error of the library."""


@dataclass
class Person:
    """A member: points, number of orders, uses of limits, coupons (ends, starts)."""

    points: Points = field(default_factory=Points)
    orders: int = 0
    first: int = 0
    monthly: tuple = (None, 0)
    checked_in: tuple = (None, 0)
    coupons: list = field(default_factory=list)


@dataclass
class Held:
    """An order set aside, or placed."""

    member: str
    cart: tuple
    price: object
    at: int
    ends: int = 0
    coupon: tuple | None = None
    trail: list = field(default_factory=list)
    award: int = 0
    key: int = 0
    lines: list = field(default_factory=list)
    back: int = 0
    points_back: int = 0
    state: str = "live"
    wanted: int | None = None
    delivered: bool = False
    month: str | None = None


@dataclass
class Shop:
    """What the shop's database must say."""

    people: dict = field(default_factory=dict)
    orders: dict = field(default_factory=dict)
    holds: dict = field(default_factory=dict)
    waiting: dict = field(default_factory=dict)
    first_used: int = 0
    first_held: int = 0
    paused: frozenset = frozenset()
    keys: int = 0

    def person(self, member):
        """Who is a member."""
        if member not in self.people:
            raise Refused("UnknownMember")
        return self.people[member]

    def enrol(self, member):
        """The same again changes nothing."""
        self.people.setdefault(member, Person())

    def quote(self, member, cart, at, wanted=None):
        """What a cart gets; the coupon that ends first goes with it."""
        who = self.person(member)
        who.points.advance(at)
        used = who.monthly[1] if self._month(who, at) == who.monthly[0] else 0
        offers = []
        if who.orders == 0 and who.first < 1 and self.first_used + self.first_held < FIRST_USES:
            offers.append("first")
        if used < MONTHLY_USES:
            offers.append("monthly")
        coupon = min((one for one in who.coupons if one[1] <= at < one[0]), default=None)
        if coupon is not None:
            offers.append("ten")
        offers = [offer for offer in offers if offer not in self.paused]
        usable = max(who.points.usable(at) - who.points.debt, 0)
        return price(cart, offers, usable, wanted), coupon if "ten" in offers else None

    @staticmethod
    def _month(who, at):
        """The month in which an order counts: the newest one there was, if it comes late."""
        return max(local(at).strftime("%Y-%m"), who.monthly[0] or "")

    def seen(self, member, cart, at, wanted=None):
        """A quote: overdue holds hold nothing, though nobody has written so."""
        self.release_overdue(at)
        return self.quote(member, cart, at, wanted)[0].told

    def _count(self, who, order, by):
        """Uses and the coupon go with an order, or come back from it."""
        who.orders += by
        if "first" in order.price.applied:
            who.first += by
        if "monthly" in order.price.applied:
            month = order.month = order.month or self._month(who, order.at)
            if by > 0:
                who.monthly = (month, who.monthly[1] + 1 if who.monthly[0] == month else 1)
            elif who.monthly[0] == month:
                who.monthly = (month, who.monthly[1] - 1)
        if order.coupon is not None:
            (who.coupons.remove if by > 0 else who.coupons.append)(order.coupon)

    def hold(self, member, cart, order_id, at, *, ends, wanted=None):
        """Points, uses and the coupon are set aside; no row says so."""
        self.release_overdue(at)
        who = self.person(member)
        priced, coupon = self.quote(member, cart, at, wanted)
        held = Held(member, cart, priced, at, ends, coupon)
        held.trail = [[lot, taken] for lot, taken in who.points.draw(priced.points, at)]
        who.points.held += priced.points
        self._count(who, held, 1)
        self.first_held += "first" in priced.applied
        self.holds[order_id] = held
        return priced.told

    def extend(self, order_id, ends, at):
        """A later end of a live hold."""
        held = self.holds.get(order_id)
        if held is None or held.state != "live":
            raise Refused("NoHold")
        if at >= held.ends:
            raise Refused("HoldEnded")
        held.ends = ends

    def release(self, order_id, at):
        """A hold is let go; one that is gone already is no error."""
        held = self.holds.get(order_id)
        if held is None or held.state not in {"live", "released"}:  # paid, and perhaps cancelled since
            raise Refused("NoHold")
        if held.state == "live":
            self._let_go(held, at)

    def _let_go(self, held, at):
        who = self.people[held.member]
        until = min(at, held.ends)
        who.points.advance(until)
        for lot, points in held.trail:
            who.points.put_back(lot, points, until)
        who.points.held -= held.price.points
        self._count(who, held, -1)
        self.first_held -= "first" in held.price.applied
        held.state = "released"
        who.points.advance(at)

    def release_overdue(self, at, member=None):
        """Holds past their end hold nothing."""
        for held in self.holds.values():
            if held.state == "live" and held.ends <= at and member in {None, held.member}:
                self._let_go(held, at)

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

    def give_back(self, order_id, units, at):
        """Units come back; an order nobody knows yet has its return wait."""
        order = self.orders.get(order_id)
        if order is None:
            self.waiting[order_id] = units, at
            return 0
        self._open(order, units)
        back = 0
        for place, count in units.items():
            order.lines[place], net, points = without(order.lines[place], count)
            order.back, back = order.back + points, back + net
        self._came_back(order, at)
        if not any(line.units for line in order.lines) and order.coupon is not None:
            self.people[order.member].coupons.append(order.coupon)
            order.coupon = None
        return back

    def _open(self, order, units):
        if order.state == "cancelled":
            raise Refused("OrderClosed")
        if any(not 1 <= count <= order.lines[place].units for place, count in units.items()):
            raise Refused("OverReturn")

    def refund(self, order_id, minor, at):
        """Money alone comes back, from each line by what is left of it."""
        order = self.orders[order_id]
        self._open(order, {})
        nets = [line.net for line in order.lines]
        if minor > sum(nets):
            raise Refused("OverReturn")
        for place, share in enumerate(spread(minor, nets)):
            line = order.lines[place]
            order.lines[place] = type(line)(line.units, line.net - share, line.points_minor)
        self._came_back(order, at)
        return minor

    def _came_back(self, order, at, *, whole=False):
        """Spent points in proportion, then the award on what is left."""
        who = self.people[order.member]
        who.points.advance(at)
        if order.price.points:
            due = order.price.points if whole else order.back  # a point is worth a cent
            who.points.restore(order.trail, due - order.points_back, at)
            order.points_back = due
        stands = 0 if whole else sum(line.net for line in order.lines) // 100
        taken = max(order.award - stands, 0)
        if taken:
            order.award -= taken
            who.points.owe(who.points.take_award(order.key, taken, at), at)
        who.points.advance(at)

    def cancel(self, order_id, at):
        """All that is left comes back, as if the order had not been placed."""
        order = self.orders[order_id]
        self._open(order, {})
        back = sum(line.net for line in order.lines)
        order.lines = [type(line)(0, 0) for line in order.lines]
        self._came_back(order, at, whole=True)
        self._count(self.people[order.member], order, -1)
        self.first_used -= "first" in order.price.applied
        order.state = "cancelled"
        return back

    def mature(self, order_id, at):
        """Nothing waits for a delivery here; what is due by then is booked."""
        order = self.orders[order_id]
        self._open(order, {})
        order.delivered = True
        self.people[order.member].points.advance(at)

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
