"""Orders asked for and held, in plain Python: offers, limits and coupons that go with them."""

from dataclasses import dataclass, field

from tests.faults.plain_member import Points
from tests.faults.plain_prices import (
    FIRST_USES,
    MONTHLY_USES,
    local,
    price,
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
class Holding:
    """What a shop's database must say; orders that are asked for, and held."""

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
        if ends < held.ends:
            raise Refused("OutOfBounds")
        held.ends = ends

    def release(self, order_id, at):
        """A hold is let go; one that is gone already is no error."""
        held = self.holds.get(order_id)
        if held is None or held.state not in {"live", "released"}:  # paid, and perhaps cancelled since
            raise Refused("NoHold")
        if held.state == "live":
            self._let_go(held, at)
            self.people[held.member].points.advance(at)

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

    def release_overdue(self, at, member=None):
        """Holds past their end hold nothing, all of them before anything else that is due."""
        overdue = [
            held
            for held in self.holds.values()
            if held.state == "live" and held.ends <= at and member in {None, held.member}
        ]
        for held in sorted(overdue, key=lambda one: one.ends):
            self._let_go(held, at)
        for name in {held.member for held in overdue}:
            self.people[name].points.advance(at)
