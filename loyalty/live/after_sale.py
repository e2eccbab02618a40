"""The verbs after a sale: delivery, returns, refunds, cancellation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from loyalty.errors import NotANumber
from loyalty.facts.order import Amount, Cart
from loyalty.live.batches import CancelItem, DeliveryItem, Many, RefundItem, ReturnItem, UnlinkedItem, each
from loyalty.live.cancelling import cancel_live
from loyalty.live.cart_texts import checked_texts
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.maturing import mature_live
from loyalty.live.request_content import cart_content, cart_content_once, instant_content
from loyalty.live.results import Cancelled, Matured, Returned
from loyalty.live.return_figures import checked_return
from loyalty.live.returning import ReturnAsked, return_live, unlinked_live
from loyalty.store.operations import Request, reference


@door
class AfterSale:
    """What becomes of a placed order."""

    desk: Desk

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
        """Units by line id come back, and money alone by line id beside them.

        Raises OverReturn, and BadCart, FloatRefused, NotANumber for what is no figure.
        """
        asked = ReturnAsked(
            order_id=reference("order", order_id),
            return_id=reference("return", return_id),
            at=self.desk.at(at),
            units=units,
            refunds=refunds or {},
        )
        return self._returned(session, asked, actor)

    def return_many(
        self, session: Host, items: Sequence[ReturnItem], *, actor: str | None = None
    ) -> Many[Returned]:
        """Book many returns in one transaction, in the order given; an error stands in its item's place."""
        return each(
            ReturnItem,
            items,
            lambda one: self.return_items(
                session,
                one.order_id,
                one.units,
                return_id=one.return_id,
                refunds=one.refunds,
                at=one.at,
                actor=actor,
            ),
        )

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
        """Money alone (major units) comes back, of all lines or some; raises as `return_items`."""
        if amount is None:
            raise NotANumber(value="None")
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

    def refund_many(
        self, session: Host, items: Sequence[RefundItem], *, actor: str | None = None
    ) -> Many[Returned]:
        """Refund many sums in one transaction, in the order given; an error stands in its item's place."""
        return each(
            RefundItem,
            items,
            lambda one: self.refund_amount(
                session,
                one.order_id,
                one.amount,
                return_id=one.return_id,
                line_ids=one.line_ids,
                at=one.at,
                actor=actor,
            ),
        )

    def return_unlinked(  # noqa: PLR0913 - as above
        self,
        session: Host,
        cart: Cart,
        *,
        member: str | None = None,
        return_id: str,
        at: datetime | None = None,
        actor: str | None = None,
    ) -> Returned:
        """Goods come back that name no order: what their value would earn now is taken, finally.

        A guest's are only noted.
        """
        instant, cart = self.desk.at(at), checked_texts(cart)
        request = Request(
            verb="return_unlinked",
            named=(reference("return", return_id),),
            content={"cart": cart_content(cart), "member": member},
            actor=actor,
            once={"cart": partial(cart_content_once, cart)},
        )
        return self.desk.once(
            session,
            request,
            instant,
            lambda work: unlinked_live(
                work, self.desk.plans, cart, member_ref=member, at=instant, request=request
            ),
        )

    def return_unlinked_many(
        self, session: Host, items: Sequence[UnlinkedItem], *, actor: str | None = None
    ) -> Many[Returned]:
        """Book many returns that name no order in one transaction; an error stands in its item's place."""
        return each(
            UnlinkedItem,
            items,
            lambda one: self.return_unlinked(
                session, one.cart, member=one.member, return_id=one.return_id, at=one.at, actor=actor
            ),
        )

    def mature(
        self,
        session: Host,
        order_id: str,
        *,
        delivered_at: datetime | None = None,
        at: datetime | None = None,
        actor: str | None = None,
    ) -> Matured:
        """The delivery of an order (its last shipment) is known: what waits for it gets its dates.

        Raises UnknownOrder, OrderClosed, AlreadyDelivered.
        """
        instant = self.desk.at(at)
        delivered = instant if delivered_at is None else delivered_at
        request = Request(
            verb="mature",
            named=(reference("order", order_id),),
            content={"delivered_at": instant_content(delivered_at)},
            actor=actor,
            added=frozenset({"delivered_at"}),
        )
        return self.desk.once(
            session,
            request,
            instant,
            lambda work: mature_live(
                work, self.desk.plans, order_id, delivered_at=delivered, at=instant, request=request
            ),
        )

    def mature_many(
        self, session: Host, items: Sequence[DeliveryItem], *, actor: str | None = None
    ) -> Many[Matured]:
        """Make many deliveries known in one transaction; an error stands in its item's place."""
        return each(
            DeliveryItem,
            items,
            lambda one: self.mature(
                session, one.order_id, delivered_at=one.delivered_at, at=one.at, actor=actor
            ),
        )

    def cancel_many(
        self, session: Host, items: Sequence[CancelItem], *, actor: str | None = None
    ) -> Many[Cancelled]:
        """Cancel many orders in one transaction, in the order given; an error stands in its item's place."""
        return each(CancelItem, items, lambda one: self.cancel(session, one.order_id, at=one.at, actor=actor))

    def cancel(
        self, session: Host, order_id: str, *, at: datetime | None = None, actor: str | None = None
    ) -> Cancelled:
        """Cancel an order before it is shipped: everything back; raises UnknownOrder, OrderClosed."""
        instant = self.desk.at(at)
        request = Request(verb="cancel", named=(reference("order", order_id),), content={}, actor=actor)
        return self.desk.once(
            session,
            request,
            instant,
            lambda work: cancel_live(work, self.desk.plans, order_id, instant, request),
        )

    def _returned(self, session: Host, asked: ReturnAsked, actor: str | None) -> Returned:
        checked_return(asked)
        request = Request(
            verb="return",
            named=(asked.order_id, asked.return_id),
            content=asked.content(),
            actor=actor,
            once={"line_ids": asked.lines_once},
        )
        return self.desk.once(
            session, request, asked.at, lambda work: return_live(work, self.desk.plans, asked, request)
        )
