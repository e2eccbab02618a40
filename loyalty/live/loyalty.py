"""The door to the live shop: one object per programme, and every verb on the host's own session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from loyalty.facts.member import Member
from loyalty.facts.order import Amount, Cart
from loyalty.facts.quote import Quote
from loyalty.live.acting import ActionAsked, act_live
from loyalty.live.asking import Plans, figures, load
from loyalty.live.desk import Desk, Host
from loyalty.live.enrolling import enrol_live
from loyalty.live.giving import see_current
from loyalty.live.placing import OrderAsked, place_live, quote_live
from loyalty.live.reminding import remind_live
from loyalty.live.results import ActionBooked, Figures, Placed, Returned
from loyalty.live.returning import ReturnAsked, return_live
from loyalty.rules.program import Program
from loyalty.store.connecting import connection_of
from loyalty.store.documents import encode
from loyalty.store.operations import Request, reference
from loyalty.store.programs import publish
from loyalty.store.tables import METADATA
from loyalty.when import Clock, SystemClock, to_us


class Loyalty:
    """A programme in a shop's own database.

    Every verb takes the host's session, writes inside its transaction and never commits. `at` is when
    something happened (aware; the clock's now when left out); when it was recorded the clock says. Verbs that
    write may be sent again: the first answer comes again, other content raises IdempotencyConflict.
    """

    def __init__(self, program_key: str, *, clock: Clock | None = None) -> None:
        """The programme by its key; `clock` for tests."""
        key = reference("programme", program_key)
        self.desk = Desk(key, clock or SystemClock(), Plans(key, {}))

    @property
    def program_key(self) -> str:
        """The programme's key."""
        return self.desk.program_key

    def create_tables(self, engine: sa.Engine) -> tuple[str, ...]:
        """Create the library's tables in a database that has none of them; their names."""
        METADATA.create_all(engine)
        return tuple(sorted(METADATA.tables))

    def publish(self, session: Host, program: Program, *, author: str, at: datetime | None = None) -> int:
        """Make a programme live from an instant on; the number of its version."""
        instant = self.desk.at(at)
        with self.desk.working(session, f"publish:{program.hash}", instant) as work:
            return publish(work, program, author=author, live_from_us=to_us(instant))

    def enrol(
        self,
        session: Host,
        member_ref: str,
        *,
        joined_at: datetime | None = None,
        birthday: tuple[int, int] | None = None,
        attributes: Mapping[str, str | None] | None = None,
    ) -> Member:
        """Make someone a member; the same again changes nothing."""
        at = self.desk.at(joined_at)
        member = Member(
            id=reference("member", member_ref), joined_at=at, birthday=birthday, attributes=attributes or {}
        )
        request = Request(
            verb="enrol",
            named=(member.id,),
            content={"birthday": birthday, "attributes": dict(member.attributes)},
        )
        return self.desk.once(session, request, at, lambda work: enrol_live(work, member, request))

    def quote(
        self, session: Host, cart: Cart, *, member: str | None = None, at: datetime | None = None
    ) -> Quote:
        """What a cart would get now; a guest's where no member is named. Writes nothing."""
        return quote_live(
            connection_of(session), self.desk.plans, cart, member_ref=member, at=self.desk.at(at)
        )

    def place(  # noqa: PLR0913 - the facts of one order, all named
        self,
        session: Host,
        cart: Cart,
        *,
        order_id: str,
        member: str | None = None,
        at: datetime | None = None,
        accept: Quote | str | None = None,
        replaces: str | None = None,
        actor: str | None = None,
    ) -> Placed:
        """Book a paid order; with `accept` (a quote or its id) only if it still gets just that.

        Raises QuoteStale with nothing written, UnknownMember, CartError kinds, RetryTransaction.
        """
        asked = OrderAsked(
            cart=cart,
            order_id=reference("order", order_id),
            member_ref=member,
            at=self.desk.at(at),
            accept=accept,
            replaces=replaces,
        )
        request = Request(
            verb="place",
            named=(order_id,),
            content={"cart": encode(cart), "member": member, "replaces": replaces},
            actor=actor,
        )
        return self.desk.drawing(
            session,
            request,
            asked.at,
            lambda work, locking: place_live(work, self.desk.plans, asked, request, locking=locking),
        )

    def return_items(  # noqa: PLR0913 - the facts of one return, all named
        self,
        session: Host,
        order_id: str,
        units: Mapping[str, int],
        *,
        return_id: str,
        refunds: Mapping[str, Amount] | None = None,
        at: datetime | None = None,
        actor: str | None = None,
    ) -> Returned:
        """Units by line id come back, and money alone by line id beside them; raises OverReturn."""
        asked = ReturnAsked(
            order_id=reference("order", order_id),
            return_id=reference("return", return_id),
            at=self.desk.at(at),
            units=units,
            refunds=refunds or {},
        )
        return self._returned(session, asked, actor)

    def refund_amount(  # noqa: PLR0913 - as above
        self,
        session: Host,
        order_id: str,
        amount: Amount,
        *,
        return_id: str,
        line_ids: tuple[str, ...] | None = None,
        at: datetime | None = None,
        actor: str | None = None,
    ) -> Returned:
        """Money alone (major units) comes back, of all lines or some; raises OverReturn."""
        asked = ReturnAsked(
            order_id=reference("order", order_id),
            return_id=reference("return", return_id),
            at=self.desk.at(at),
            units={},
            refunds={},
            amount=amount,
            line_ids=line_ids,
        )
        return self._returned(session, asked, actor)

    def act(  # noqa: PLR0913 - the facts of one action, all named
        self,
        session: Host,
        member: str,
        action: str,
        *,
        action_id: str,
        at: datetime | None = None,
        actor: str | None = None,
    ) -> ActionBooked:
        """Book what a member did (`check_in`, `review`, …): it earns what the programme says."""
        asked = ActionAsked(
            action_id=reference("action", action_id),
            action=reference("action", action),
            member_ref=member,
            at=self.desk.at(at),
        )
        request = Request(
            verb="act", named=(action_id,), content={"member": member, "action": action}, actor=actor
        )
        return self.desk.once(
            session, request, asked.at, lambda work: act_live(work, self.desk.plans, asked, request)
        )

    def remind(self, session: Host, member: str, *, at: datetime | None = None) -> int:
        """Announce what of a member ends soon, each thing once; how many reminders were new."""
        instant = self.desk.at(at)
        request = Request(verb="remind", named=(member, str(to_us(instant))), content={})
        return self.desk.once(
            session,
            request,
            instant,
            lambda work: remind_live(work, self.desk.plans, request, member_ref=member, at=instant),
        )

    def figures(self, session: Host, member: str, *, at: datetime | None = None) -> Figures:
        """What a member has now (or would have at a later instant if nothing happened)."""
        instant = self.desk.at(at)
        connection = connection_of(session)
        plan = self.desk.plans.live(connection, instant)
        loaded = load(connection, plan, self.program_key, member, locking=False)
        loaded = see_current(connection, self.desk.plans, plan, loaded, to_us(instant))
        return figures(plan, loaded, loaded.standing, instant)

    def _returned(self, session: Host, asked: ReturnAsked, actor: str | None) -> Returned:
        request = Request(
            verb="return", named=(asked.order_id, asked.return_id), content=asked.content(), actor=actor
        )
        return self.desk.once(
            session, request, asked.at, lambda work: return_live(work, self.desk.plans, asked, request)
        )
