"""The shop beside a plain one: one operation on both, and whether both say the same after it."""

from copy import deepcopy
from datetime import timedelta

from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine
from loyalty.errors import LoyaltyError
from tests.faults.plain_holds import Refused
from tests.faults.plain_prices import PROGRAM
from tests.faults.plain_shop import Shop
from tests.live.shops import START, open_shop

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


class Both(RuleBasedStateMachine):
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

    @invariant()
    def both_say_the_same(self):
        self.steps += 1
        ahead = deepcopy(self.model)
        ahead.release_overdue(self.us)  # what is overdue is seen by whoever looks, and written by who writes
        with Session(self.engine) as session, session.begin():
            for member, who in ahead.people.items():
                self.same_rows(session, member, self.model.people[member].points.rows)
                now = self.shop.figures(session, member)
                who.points.advance(self.us)
                told = now.booked, now.available, now.held, now.debt
                assert told == who.points.figures(self.us), (member, told, who.points)
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
