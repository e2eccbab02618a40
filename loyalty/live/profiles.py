"""All that the shop knows of one member, as staff look it up: figures, levels, lots, coupons, orders.

Everything is as a quote at the same instant would see it: what is due by then counts, booked or not. Nothing
is written, and whoever is blocked, closed or merged can be looked up too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from loyalty.engine import up_to_date
from loyalty.engine.progress import TrackFigures, track_figures
from loyalty.facts.member import FOREVER, HeldCoupon, Member, PointLot
from loyalty.facts.standing import Standing
from loyalty.kernels.calendar import day_of, window_key
from loyalty.kernels.codes import PER_PROGRAM
from loyalty.live.asking import figures_of
from loyalty.live.coupons import Coupons
from loyalty.live.desk import Desk, Host
from loyalty.live.giving import see_current
from loyalty.live.identity_limits import see_person
from loyalty.live.overdue import own_without_overdue
from loyalty.live.results import CouponInfo, Figures
from loyalty.plan.tables import Plan
from loyalty.rules.program import Program
from loyalty.store.accounts import account_from, asked_account
from loyalty.store.connecting import connection_of
from loyalty.store.order_reading import OrderRow, orders_of
from loyalty.store.standings import Loaded, standing_of
from loyalty.store.state_reading import read_state
from loyalty.when import to_us, utc_of

ORDERS_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LotInfo:
    """Points that were earned together, in the wallet's smallest unit: `left` of `granted`.

    They may be spent from `usable_from` (None: not known yet) until `ends_at` (None: for good).
    """

    left: int
    granted: int
    earned_at: datetime
    usable_from: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderInfo:
    """A placed order: `state` is placed, returned or cancelled; offers with what each took (minor units)."""

    order_id: str
    placed_at: datetime
    state: str
    offers: tuple[tuple[str, int], ...]
    returns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """A member's uses of a limit in the window that an order would meet, what is held among them.

    Of a limit per identity (`offer/identity/…`) with those of all who share one, as far as they count.
    """

    limit: str
    uses_max: int
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberProfile:
    """A member at an instant under the live programme; `state` is active, blocked, closed, merged, erased.

    Lots end the first first; `ends_next` are the points that end next, and when. Coupons are all there ever
    were; `orders` are the latest, at most 50; `uses` those of limits per member and per identity.
    """

    member: Member
    state: str
    program: Program
    figures: Figures
    levels: tuple[TrackFigures, ...]
    lots: tuple[LotInfo, ...]
    ends_next: tuple[int, datetime] | None
    coupons: tuple[CouponInfo, ...]
    orders: tuple[OrderInfo, ...]
    uses: tuple[LimitUse, ...]


def profile_of(desk: Desk, session: Host, member_ref: str, *, at: datetime) -> MemberProfile:
    """Look a member up; raises UnknownMember, BadReference, NoLiveProgram."""
    connection, at_us = connection_of(session), to_us(at)
    plan = desk.plans.live(connection, at)
    rows = connection.execute(*asked_account(desk.program_key, member_ref, locking=False)).all()
    account = account_from(rows, member_ref, inactive=True)
    stored = read_state(connection, account.id, locking=False)
    loaded = Loaded(account, stored, standing_of(plan, account, stored))
    if rows[0].state == "active":
        loaded = see_current(connection, desk.plans, plan, loaded, at_us)
    seen = own_without_overdue(connection, desk.plans, plan, loaded, at=at)
    now = up_to_date(plan, who=account.who, standing=seen, at=at)
    lots = tuple(_lot(one) for one in sorted(now.lots, key=_order) if one.left)
    booked = Coupons(desk).held(connection, member_ref, at=at)
    known = {one.id for one in booked}
    due = tuple(one for one in now.coupons if one.id not in known)
    return MemberProfile(
        member=account.who,
        state=rows[0].state,
        program=plan.version,
        figures=figures_of(plan, now, at),
        levels=track_figures(plan, now, at_us=at_us),
        lots=lots,
        ends_next=_ends_next(lots),
        coupons=(*booked, *_yet_to_book(desk, connection, due, plan.version, account.who)),
        orders=tuple(
            _told(one) for one in orders_of(connection, desk.program_key, account.id, most=ORDERS_SHOWN)
        ),
        uses=_uses(plan, see_person(connection, desk.program_key, plan, member_ref, now, at_us=at_us), at_us),
    )


def _uses(plan: Plan, standing: Standing, at_us: int) -> tuple[LimitUse, ...]:
    """By the limits' names; a window that is older than the instant's counts nothing."""
    day, told = day_of(plan.tables["zone"], at_us), {}
    for limit in plan.tables["limits"]:
        if limit.per != PER_PROGRAM and plan.own:
            name, one = plan.own[limit.slot], standing.uses[limit.slot]
            used = one.used if one.key >= window_key(day, limit.each, plan.settings().week_start) else 0
            told[name] = LimitUse(limit=name, uses_max=limit.uses_max, used=used)
    return tuple(told[name] for name in sorted(told))


def _order(lot: PointLot) -> tuple[int, int, int]:
    return lot.expires, lot.earned, lot.key


def _ends_next(lots: tuple[LotInfo, ...]) -> tuple[int, datetime] | None:
    """All points that end at the first end there is."""
    end = min((lot.ends_at for lot in lots if lot.ends_at is not None), default=None)
    return None if end is None else (sum(lot.left for lot in lots if lot.ends_at == end), end)


def _lot(lot: PointLot) -> LotInfo:
    return LotInfo(
        left=lot.left,
        granted=lot.granted,
        earned_at=utc_of(lot.earned),
        usable_from=_instant(lot.available),
        ends_at=_instant(lot.expires),
    )


def _yet_to_book(
    desk: Desk, connection: sa.Connection, now: tuple[HeldCoupon, ...], program: Program, who: Member
) -> tuple[CouponInfo, ...]:
    """Coupons that are due and will be booked at the next touch; their names are those of their terms."""
    return tuple(_due(desk, connection, one, program, who) for one in now)


def _due(desk: Desk, connection: sa.Connection, one: HeldCoupon, program: Program, who: Member) -> CouponInfo:
    version = one.version or program.hash
    terms = desk.plans.terms_of(connection, version, one.offer_id)
    name = one.offer_id if terms is None or terms.offer.name is None else terms.offer.name
    name_zh = None if terms is None else terms.offer.name_zh
    starts = utc_of(one.starts) if one.starts > -FOREVER else who.joined_at
    return CouponInfo(
        id=one.id,
        offer_id=one.offer_id,
        name=name,
        name_zh=name_zh or name,
        member=who.id,
        state="open",
        starts_at=starts,
        ends_at=_instant(one.ends),
        granted_at=starts,
        cause="issuance",
        program_hash=version,
        order_id=None,
    )


def _told(row: OrderRow) -> OrderInfo:
    return OrderInfo(
        order_id=row.order_id,
        placed_at=utc_of(row.placed_us),
        state=row.state,
        offers=row.offers,
        returns=row.returns,
    )


def _instant(us: int) -> datetime | None:
    return None if us >= FOREVER else utc_of(us)
