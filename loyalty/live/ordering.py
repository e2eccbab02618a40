"""The verbs of a checkout: quote, hold, place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeVar

from loyalty.engine import near_misses, quote_shipping, refusals, tier_progress
from loyalty.engine.tier_progress import TierProgress
from loyalty.facts.order import Cart
from loyalty.facts.quote import Decision, NearMiss, Quote, ShippingOption
from loyalty.live.batches import ExtendItem, HoldItem, Many, OrderItem, ReleaseItem, each
from loyalty.live.cart_texts import checked_texts
from loyalty.live.desk import Desk, Host
from loyalty.live.ending_holds import extend_live, refuse_too_long, release_live, told_at
from loyalty.live.handed_in import door
from loyalty.live.holding import FIRST_HOLD, HoldAsked, hold_live
from loyalty.live.placing import OrderAsked, place_live
from loyalty.live.quoting import quote_live, seen_now
from loyalty.live.request_content import cart_content, cart_content_once, instant_content
from loyalty.live.results import HeldOrder, Placed, ReleasedOrder
from loyalty.store.connecting import connection_of
from loyalty.store.operations import Request, reference
from loyalty.when import MICROSECOND, to_us

Told = TypeVar("Told")
HOLD_LASTS: Final = timedelta(minutes=30)


@door
class Ordering:
    """From a cart to a placed order."""

    desk: Desk

    def quote(
        self, session: Host, cart: Cart, *, member: str | None = None, at: datetime | None = None
    ) -> Quote:
        """What a cart would get now; a guest's where no member is named. Writes nothing."""
        asked = checked_texts(cart)
        return quote_live(
            connection_of(session), self.desk.plans, asked, member_ref=member, at=self.desk.at(at)
        )

    def near_misses(
        self, session: Host, cart: Cart, *, member: str | None = None, at: datetime | None = None
    ) -> tuple[NearMiss, ...]:
        """What little more in the cart would save more, the smallest addition first. Writes nothing."""
        return self._told(session, cart, near_misses, member=member, at=at)

    def refusals(
        self, session: Host, cart: Cart, *, member: str | None = None, at: datetime | None = None
    ) -> tuple[Decision, ...]:
        """Every reason against every offer that a quote of the cart refuses. Writes nothing."""
        return self._told(session, cart, refusals, member=member, at=at)

    def tier_progress(
        self, session: Host, cart: Cart, *, member: str, at: datetime | None = None
    ) -> tuple[TierProgress, ...]:
        """What an order of the cart would bring the member on each track. Writes nothing."""
        return self._told(session, cart, tier_progress, member=member, at=at)

    def quote_shipping(
        self, session: Host, cart: Cart, *, member: str | None = None, at: datetime | None = None
    ) -> tuple[ShippingOption, ...]:
        """What the order would cost with each of the cart's methods of shipping. Writes nothing."""
        return self._told(session, cart, quote_shipping, member=member, at=at)

    def _told(
        self,
        session: Host,
        cart: Cart,
        tell: Callable[..., tuple[Told, ...]],
        *,
        member: str | None,
        at: datetime | None,
    ) -> tuple[Told, ...]:
        asked, instant = checked_texts(cart), self.desk.at(at)
        now = seen_now(connection_of(session), self.desk.plans, member_ref=member, at=instant)
        return tell(now.plan, asked, who=now.who, at=instant, standing=now.standing, shared=now.shared)

    def place_many(
        self, session: Host, items: Sequence[OrderItem], *, actor: str | None = None
    ) -> Many[Placed]:
        """Book many orders in one transaction, in the order given; an error stands in its item's place."""
        return each(
            OrderItem,
            items,
            lambda one: self.place(
                session,
                one.cart,
                order_id=one.order_id,
                member=one.member,
                at=one.at,
                accept=one.accept,
                replaces=one.replaces,
                delivered=one.delivered,
                actor=actor,
            ),
        )

    def hold(  # noqa: PLR0913 - the facts of one order, all named
        self,
        session: Host,
        cart: Cart,
        *,
        order_id: str,
        member: str | None = None,
        at: datetime | None = None,
        ends_at: datetime | None = None,
        hold_id: str = FIRST_HOLD,
        accept: Quote | str | None = None,
    ) -> HeldOrder:
        """Set aside what an order takes until just before `ends_at` (30 minutes from now when left out).

        With `accept` (a quote or its id) only if it still gets just that, or QuoteStale with nothing written.
        `place` of the same order then books exactly this. Another `hold_id` holds the order anew: what it
        still held before, for this member or another, is let go first. Raises UnknownMember, CartError kinds,
        AlreadyPlaced, OrderClosed, HoldEnded for an end that is past, OutOfBounds for one more than 30 days
        away.
        """
        instant = self.desk.at(at)
        if ends_at is not None:
            refuse_too_long(instant, ends_at)
        asked = HoldAsked(
            cart=checked_texts(cart),
            order_id=reference("order", order_id),
            member_ref=member,
            at=instant,
            ends_at=instant + HOLD_LASTS if ends_at is None else ends_at,
            hold_id=reference("hold", hold_id),
            accept=accept,
        )
        request = Request(
            verb="hold",
            named=(order_id, hold_id),
            content={
                "cart": cart_content(cart),
                "member": member,
                "ends_at": instant_content(ends_at),
            },
            added=frozenset({"ends_at"}),
            once={"cart": partial(cart_content_once, cart)},
        )
        return self.desk.drawing(
            session,
            request,
            instant,
            lambda work, locking: hold_live(work, self.desk.plans, asked, request, locking=locking),
        )

    def hold_many(self, session: Host, items: Sequence[HoldItem]) -> Many[HeldOrder]:
        """Hold many orders in one transaction, in the order given; an error stands in its item's place."""
        return each(
            HoldItem,
            items,
            lambda one: self.hold(
                session,
                one.cart,
                order_id=one.order_id,
                member=one.member,
                at=one.at,
                ends_at=one.ends_at,
                hold_id=one.hold_id,
                accept=one.accept,
            ),
        )

    def extend_hold(
        self,
        session: Host,
        order_id: str,
        *,
        ends_at: datetime,
        hold_id: str = FIRST_HOLD,
        at: datetime | None = None,
    ) -> datetime:
        """Put the end of a live hold off, to 30 days after it began at most; never to an earlier one.

        Raises NoHold, HoldEnded, OutOfBounds.
        """
        named = (reference("order", order_id), reference("hold", hold_id))
        request = Request(verb="extend_hold", named=(*named, told_at(to_us(ends_at))), content={})
        return self.desk.once(
            session, request, self.desk.at(at), lambda work: extend_live(work, named, ends_at, request)
        )

    def release(
        self, session: Host, order_id: str, *, hold_id: str = FIRST_HOLD, at: datetime | None = None
    ) -> ReleasedOrder:
        """Let a hold go before payment: everything it set aside is there again; raises NoHold.

        A later hold of the order, under another `hold_id`, stays.
        """
        instant = self.desk.at(at)
        named = (reference("order", order_id), reference("hold", hold_id))
        request = Request(verb="release", named=named, content={})
        return self.desk.once(
            session,
            request,
            instant,
            lambda work: release_live(work, self.desk.plans, named, instant, request),
        )

    def extend_hold_many(self, session: Host, items: Sequence[ExtendItem]) -> Many[datetime]:
        """Put the ends of many holds off in one transaction; an error stands in its item's place."""
        return each(
            ExtendItem,
            items,
            lambda one: self.extend_hold(
                session, one.order_id, ends_at=one.ends_at, hold_id=one.hold_id, at=one.at
            ),
        )

    def release_many(self, session: Host, items: Sequence[ReleaseItem]) -> Many[ReleasedOrder]:
        """Let many holds go in one transaction, in the order given; an error stands in its item's place."""
        return each(
            ReleaseItem,
            items,
            lambda one: self.release(session, one.order_id, hold_id=one.hold_id, at=one.at),
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
        delivered: timedelta | None = None,
        actor: str | None = None,
    ) -> Placed:
        """Book a paid order; with `accept` (a quote or its id) only if it still gets just that.

        `delivered` is how long after payment the goods arrive, where points wait for that; when left out they
        wait for `mature`.

        Raises QuoteStale with nothing written, UnknownMember, CartError kinds, RetryTransaction.
        """
        asked = OrderAsked(
            cart=checked_texts(cart),
            order_id=reference("order", order_id),
            member_ref=member,
            at=self.desk.at(at),
            accept=accept,
            replaces=None if replaces is None else reference("replaces", replaces),
            delivered=delivered,
        )
        request = Request(
            verb="place",
            named=(order_id,),
            content={
                "cart": cart_content(cart),
                "member": member,
                "replaces": replaces,
                "delivered": None if delivered is None else delivered // MICROSECOND,
            },
            actor=actor,
            added=frozenset({"delivered"}),
            once={"cart": partial(cart_content_once, cart)},
        )
        return self.desk.drawing(
            session,
            request,
            asked.at,
            lambda work, locking: place_live(work, self.desk.plans, asked, request, locking=locking),
        )
