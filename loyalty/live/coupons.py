"""Coupons of a live shop: granted, listed, made void, and an offer's issuing stopped.

To stop issuing leaves what members hold; to make an offer void does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa

from loyalty.errors import CouponRefused, MemberInactive, UnknownMember
from loyalty.facts.order import Cart
from loyalty.facts.quote import CouponDecision
from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.known import must_know_offers
from loyalty.live.quoting import quote_live
from loyalty.live.results import CouponInfo
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.store.accounts import account_id_of, stored
from loyalty.store.audit import write_act
from loyalty.store.connecting import connection_of
from loyalty.store.coupons import (
    StoredCoupon,
    coupon_named,
    coupons_of,
    lock_accounts,
    redemptions_of,
    void_cause,
    void_coupon,
    void_offer,
    write_coupons,
)
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce
from loyalty.store.switches import switch_of, turn_switch
from loyalty.when import to_us, utc_of


@door
@dataclass(frozen=True, slots=True)
class Coupons:
    """The door to coupons: `shop.coupons`."""

    desk: Desk

    def grant(  # noqa: PLR0913 - the facts of one grant, all named
        self,
        session: Host,
        offer_id: str,
        *,
        members: Sequence[str],
        key: str,
        cause: str = "hand",
        at: datetime | None = None,
        actor: str | None = None,
    ) -> tuple[str, ...]:
        """Give each member named a coupon (as often as they are named); the ids of the coupons, in order.

        Raises CouponRefused where the offer takes none or issues none, UnknownMember, MemberInactive.
        """
        instant = self.desk.at(at)
        reference("cause", cause)
        request = Request(
            verb="grant",
            named=(reference("grant", key),),
            content={"offer": offer_id, "members": list(members), "cause": cause},
            actor=actor,
        )

        def do(work: Work) -> tuple[str, ...]:
            first = claim(work, request)
            if first is not None:
                return tuple(json.loads(first))
            program = self.desk.plans.live(work.connection, instant).program
            ids = hand_out(work, program, offer_id, members=members, cause=cause, at=instant)
            announce(work, "coupons.granted", {"offer": offer_id, "coupons": len(ids), "cause": cause})
            finish(work, account_id=None, program_hash=program.hash, result=json.dumps(ids))
            return ids

        return self.desk.once(session, request, instant, do)

    def held(self, session: Host, member: str, *, at: datetime | None = None) -> tuple[CouponInfo, ...]:
        """All coupons a member ever got, whatever became of them, the first granted first.

        Raises UnknownMember.
        """
        connection, at_us = connection_of(session), to_us(self.desk.at(at))
        found = coupons_of(connection, self.desk.program_key, member)
        if not found and account_id_of(connection, self.desk.program_key, member) is None:
            raise UnknownMember(member=member)
        return tuple(self._info(connection, one, at_us) for one in found)

    def usable(
        self, session: Host, cart: Cart, *, member: str, at: datetime | None = None
    ) -> tuple[CouponDecision, ...]:
        """Each coupon that is open, and whether the cart would use it, or why not; nothing is written."""
        connection = connection_of(session)
        quoted = quote_live(connection, self.desk.plans, cart, member_ref=member, at=self.desk.at(at))
        return quoted.coupons

    def history(self, session: Host, coupon_id: str, *, at: datetime | None = None) -> CouponInfo:
        """A coupon with the orders that used it; raises CouponRefused for one that is not known."""
        connection = connection_of(session)
        found = coupon_named(connection, self.desk.program_key, coupon_id, locking=False)
        if found is None:
            raise CouponRefused(what=coupon_id, why="unknown")
        uses = redemptions_of(connection, self.desk.program_key, coupon_id)
        told = self._info(connection, found, to_us(self.desk.at(at)))
        return replace(told, used_on=tuple(order for _, order in uses))

    def _info(self, connection: sa.Connection, one: StoredCoupon, at_us: int) -> CouponInfo:
        terms = self.desk.plans.terms_of(connection, one.program_hash, one.offer_id)
        name = one.offer_id if terms is None or terms.offer.name is None else terms.offer.name
        name_zh = name if terms is None or terms.offer.name_zh is None else terms.offer.name_zh
        return _info(one, at_us, (name, name_zh))

    def void(self, session: Host, coupon_id: str, *, actor: str, reason: str, key: str) -> bool:
        """Make a coupon void; one that an order has is void when it comes back. Whether it was open.

        False is said of one that was used, void or past its end before. Raises CouponRefused for one that is
        not known.
        """

        def do(work: Work) -> int:
            if coupon_named(work.connection, work.program_key, coupon_id, locking=False) is None:
                raise CouponRefused(what=coupon_id, why="unknown")
            return int(void_coupon(work, coupon_id))

        act = ("void_coupon", key, coupon_id)
        return bool(self._by_hand(session, act, actor=actor, reason=reason, do=do))

    def void_cause(self, session: Host, cause: str, *, actor: str, reason: str, key: str) -> int:
        """Make all coupons that were granted for one cause void, as `void` does one; how many were open."""
        return self._by_hand(
            session,
            ("void_cause", key, cause),
            actor=actor,
            reason=reason,
            do=lambda work: void_cause(work, cause),
        )

    def void_offer(self, session: Host, offer_id: str, *, actor: str, reason: str, key: str) -> int:
        """Make all coupons of an offer void, as `void` does one, and issue no more; how many were open.

        Raises NoSuchOffer.
        """
        act = ("void_offer", key, offer_id)
        return self._turn(session, act, "void", actor=actor, reason=reason, then=void_offer)

    def stop_issuing(self, session: Host, offer_id: str, *, actor: str, reason: str, key: str) -> None:
        """Issue no more coupons of an offer; those held stay good. Raises NoSuchOffer."""
        act = ("switch_not_issuing", key, offer_id)
        self._turn(session, act, "not_issuing", actor=actor, reason=reason)

    def issue_again(self, session: Host, offer_id: str, *, actor: str, reason: str, key: str) -> None:
        """Issue coupons of an offer again; void ones stay void. Raises NoSuchOffer."""
        self._turn(session, ("switch_live", key, offer_id), "live", actor=actor, reason=reason)

    def _turn(  # noqa: PLR0913 - an act with who and why
        self,
        session: Host,
        act: tuple[str, str, str],
        state: str,
        *,
        actor: str,
        reason: str,
        then: Callable[[Work, str], int] = lambda _work, _offer: 0,
    ) -> int:
        offer_id = act[2]

        def do(work: Work) -> int:
            must_know_offers(self.desk, work, [offer_id])
            turn_switch(work, offer_id, {"state": state}, actor=actor, reason=reason)
            return then(work, offer_id)

        return self._by_hand(session, act, actor=actor, reason=reason, do=do)

    def _by_hand(
        self,
        session: Host,
        act: tuple[str, str, str],
        *,
        actor: str,
        reason: str,
        do: Callable[[Work], int],
    ) -> int:
        """An act that somebody answers for: once for its key, with its row in the audit."""
        verb, key, subject = act
        content = {"subject": reference("subject", subject), "reason": reason}
        request = Request(
            verb=verb, named=(reference("key", key),), content=content, actor=actor, reason=reason
        )

        def act_once(work: Work) -> int:
            first = claim(work, request)
            if first is not None:
                return int(first)
            done = do(work)
            write_act(work, actor, verb, subject=subject, details={"reason": reason, "coupons": done})
            announce(work, f"coupons.{verb}", {"subject": subject, "coupons": done})
            finish(work, account_id=None, program_hash=None, result=str(done))
            return done

        return self.desk.once(session, request, self.desk.at(None), act_once)


def hand_out(  # noqa: PLR0913 - the facts of one grant, all named
    work: Work,
    program: Program,
    offer_id: str,
    *,
    members: Sequence[str],
    cause: str,
    at: datetime,
    span: tuple[int | None, int | None] | None = None,
) -> tuple[str, ...]:
    """Add a coupon for each member named; `span` (µs) stands for the offer's own validity."""
    offer = _issued(program, offer_id)
    accounts = lock_accounts(work, members)
    for member in members:
        if member not in accounts:
            raise UnknownMember(member=member)
        if accounts[member][1] != "active":
            raise MemberInactive(member=member, state=accounts[member][1])
    if switch_of(work, offer_id) in {"not_issuing", "void"}:
        raise CouponRefused(what=offer_id, why="not_issuing")
    starts, ends = _span(program, offer, at) if span is None else span
    ids = tuple(_id(work.op_key, place) for place in range(len(members)))
    write_coupons(
        work,
        [
            {
                "program_key": work.program_key,
                "coupon_id": coupon_id,
                "account_id": accounts[member][0],
                "offer_id": offer_id,
                "state": "open",
                "starts_us": starts,
                "ends_us": ends,
                "granted_us": work.at_us,
                "cause": cause,
                "program_hash": program.hash,
            }
            for coupon_id, member in zip(ids, members, strict=True)
        ],
    )
    return ids


def _issued(program: Program, offer_id: str) -> Offer:
    offer = next((one for one in program.offers if one.id == offer_id), None)
    if offer is None or offer.coupon is None:
        raise CouponRefused(what=offer_id, why="no_coupon")
    return offer


def _span(program: Program, offer: Offer, at: datetime) -> tuple[int | None, int | None]:
    if offer.coupon is None:
        return None, None
    start, end = offer.coupon.span(at, program.zone)
    return stored(to_us(start)), None if end is None else to_us(end)


def _id(op_key: str, place: int) -> str:
    """An id that the same grant gives again, and that tells nothing."""
    return f"c{sha256(f'{op_key}|{place}'.encode()).hexdigest()[:24]}"


def _info(one: StoredCoupon, at_us: int, names: tuple[str, str]) -> CouponInfo:
    state = one.state_at(at_us)
    return CouponInfo(
        id=one.coupon_id,
        offer_id=one.offer_id,
        name=names[0],
        name_zh=names[1],
        member=one.member_ref,
        state=state,
        starts_at=_instant(one.starts_us),
        ends_at=_instant(one.ends_us),
        granted_at=utc_of(one.granted_us),
        cause=one.cause,
        program_hash=one.program_hash,
        order_id=None if state in {"open", "ended"} else one.order_id,
        voided=bool(one.voided),
    )


def _instant(us: int | None) -> datetime | None:
    return None if us is None else utc_of(us)
