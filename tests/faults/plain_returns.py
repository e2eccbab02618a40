"""Returns, refunds and cancellations in plain Python: what comes back, and what it takes along."""

from tests.faults.plain_holds import Holding, Refused
from tests.faults.plain_prices import (
    spread,
    without,
)


class Returning(Holding):
    """Orders of which something comes back."""

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
        self.release_overdue(at, order.member)
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
        self.release_overdue(at, order.member)
        order.delivered = True
        self.people[order.member].points.advance(at)
