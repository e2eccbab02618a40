"""A till for tests: one programme and one member, and what they stand at after each event."""

from dataclasses import replace
from datetime import timedelta

from loyalty.engine import (
    adjust,
    cancel,
    capture,
    hold,
    mature,
    quote,
    refund,
    release,
    reverse,
    reverse_unlinked,
    settle,
    up_to_date,
)
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine
from loyalty.facts.standing import Shared, Standing
from loyalty.plan import lower
from loyalty.rules.document import load_program
from loyalty.when import civil, from_us, to_us

HEAD = {"key": "corner-shop", "currency": "CNY", "time_zone": "Asia/Shanghai"}
ONE_FOR_ONE = {"id": "base", "kind": "per_amount", "points": 1, "per": "1.00"}
CENT_EACH = {"points": 1, "worth": "0.01"}
"""Points worth a cent each, spent one by one."""


def line(line_id, price=None, quantity=1, **fields):
    """A line of goods; its SKU is its id in capitals unless said."""
    known = {"sku": line_id.upper()} | fields
    return CartLine(id=line_id, unit_price=price, quantity=quantity, **known)


class Till:
    """Events of one member in turn; times are civil times of the programme's zone."""

    def __init__(
        self, *, joined="2020-01-01", birthday=None, attributes=None, guest=False, head=None, **sections
    ):
        self.program = load_program(HEAD | (head or {}) | sections)
        self.plan = lower(self.program)
        self.who = Guest() if guest else self.member("m", joined, birthday, attributes)
        self.standing = Standing()
        self.shared = Shared()
        self.entries = ()
        self.returns = 0

    def member(self, name, joined="2020-01-01", birthday=None, attributes=None):
        return Member(
            id=name, joined_at=self.at(joined), birthday=birthday, attributes=dict(attributes or {})
        )

    def at(self, text):
        return civil(text, self.program.zone)

    def us(self, text):
        return to_us(self.at(text))

    def shown(self, instant_us):
        """An instant as the programme's clock shows it."""
        return from_us(instant_us, self.program.zone).replace(tzinfo=None).isoformat()

    def cart(self, lines, fields):
        return Cart(**{"currency": self.program.currency, "lines": tuple(lines), "points": "none"} | fields)

    def quote(self, at, *lines, **cart):
        return quote(
            self.plan,
            self.cart(lines, cart),
            who=self.who,
            at=self.at(at),
            standing=self.standing,
            shared=self.shared,
        )

    def buy(self, order_id, at, *lines, delivered_days=0, **cart):
        """Place an order; its quote."""
        settled = settle(
            self.plan,
            self.cart(lines, cart),
            who=self.who,
            order_id=order_id,
            at=self.at(at),
            standing=self.standing,
            shared=self.shared,
            delivered=None if delivered_days is None else timedelta(days=delivered_days),
        )
        self.standing, self.shared, self.entries = settled.standing, settled.shared, settled.entries
        return settled.quote

    def hold(self, *coupons):
        """Let the member hold coupons."""
        self.standing = replace(self.standing, coupons=(*self.standing.coupons, *coupons))

    def lock(self, order_id, at, *lines, ends="2099-01-01", delivered_days=0, **cart):
        """Hold an order before payment; the hold."""
        holding = hold(
            self.plan,
            self.cart(lines, cart),
            who=self.who,
            order_id=order_id,
            at=self.at(at),
            ends_at=self.at(ends),
            standing=self.standing,
            shared=self.shared,
            delivered=None if delivered_days is None else timedelta(days=delivered_days),
        )
        self._take(holding)
        return holding.hold

    def pay(self, held, at):
        """Capture a hold; the quote it was priced by."""
        return self._take(capture(self.plan, held, **self._now(at))).quote

    def let_go(self, held, at):
        return self._take(release(self.plan, held, **self._now(at)))

    def _now(self, at):
        return {"who": self.who, "at": self.at(at), "standing": self.standing, "shared": self.shared}

    def _take(self, told):
        self.standing, self.shared, self.entries = told.standing, told.shared, told.entries
        return told

    def mature(self, order_id, *, delivered, at):
        facts = {"delivered_at": self.at(delivered), "at": self.at(at), "standing": self.standing}
        return self._back(mature(self.plan, who=self.who, order_id=order_id, **facts))

    def adjust(self, points, at, expires=None):
        ends = None if expires is None else self.at(expires)
        facts = {"who": self.who, "at": self.at(at), "standing": self.standing, "expires": ends}
        return self._back(adjust(self.plan, points, **facts))

    def cancel(self, order_id, at):
        return self._take(cancel(self.plan, order_id=order_id, **self._now(at)))

    def spend(self, order_id, at, price, **cart):
        """Place an order of one line of one unit."""
        return self.buy(order_id, at, line("a", price), **cart)

    def give_back(self, order_id, at, units=None, *, return_id=None, **facts):
        """Return units by line id; one of line `a` unless said."""
        return self._back(
            reverse(
                self.plan,
                {"a": 1} if units is None else units,
                who=self.who,
                order_id=order_id,
                return_id=return_id or self._next(),
                at=self.at(at),
                standing=self.standing,
                **facts,
            )
        )

    def refund(self, order_id, at, amount, *, return_id=None, line_ids=None):
        return self._back(
            refund(
                self.plan,
                amount,
                who=self.who,
                order_id=order_id,
                return_id=return_id or self._next(),
                at=self.at(at),
                standing=self.standing,
                line_ids=line_ids,
            )
        )

    def give_back_unlinked(self, at, *lines):
        cart = self.cart(lines, {})
        return self._back(
            reverse_unlinked(self.plan, cart, who=self.who, at=self.at(at), standing=self.standing)
        )

    def advance(self, at):
        self.standing = up_to_date(self.plan, who=self.who, standing=self.standing, at=self.at(at))
        return self.standing

    def level(self, at, track=0):
        """The level a member stands on at an instant, which changes nothing."""
        return self.quote(at, line("probe", 0)).tiers[track]

    def points(self, at):
        """Points that could be spent at an instant, which changes nothing."""
        standing = up_to_date(self.plan, who=self.who, standing=self.standing, at=self.at(at))
        return standing.available(self.us(at))

    def pending(self, at):
        return self.standing.pending(self.us(at))

    def expiries(self):
        """The ends of the lots, as the programme's clock shows them."""
        return [self.shown(lot.expires) for lot in self.standing.lots]

    def _back(self, reversal):
        self.standing, self.entries = reversal.standing, reversal.entries
        return reversal

    def _next(self):
        self.returns += 1
        return f"return-{self.returns}"
