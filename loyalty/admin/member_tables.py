"""What a member holds and what moved, as tables: coupons, points by end, movements, orders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from loyalty.admin.member_pen import Pen
from loyalty.admin.words import Words
from loyalty.live.profiles import LimitUse, LotInfo, OrderInfo
from loyalty.live.results import CouponInfo
from loyalty.reports.figures import DASH, count
from loyalty.reports.tables import Row, Table, numbers, row, table, texts
from loyalty.store.history import Movement
from loyalty.when import from_us

CAUSES: Final = ("hand", "issuance", "code")
"""Causes of the library's own; others are the host's words."""
BY_HAND: Final = ("adjusted", "transferred")
"""What somebody answers for; what fell due is only booked by whoever came next."""


def usable(one: CouponInfo, at: datetime) -> bool:
    """Whether an order may use a coupon now."""
    return one.state == "open" and (one.starts_at is None or one.starts_at <= at)


def coupons_table(coupons: Sequence[CouponInfo], at: datetime, pen: Pen) -> Table:
    """Those to use, the first to end before the others; then what became of the rest."""
    words, chinese = pen.words, pen.words.language == "zh"
    ordered = sorted(
        coupons,
        key=lambda one: (
            one.state != "open",
            one.ends_at is None,
            one.ends_at or one.granted_at,
        ),
    )
    heads = texts(
        *(words(name) for name in ("coupon", "coupon.state", "coupon.last_day")),
        *(words(f"coupon.{name}") for name in ("given", "cause", "id")),
    )
    rows = [
        row(
            one.name_zh if chinese else one.name,
            _state(one, at, pen),
            words("lot.good") if one.ends_at is None else pen.last_day(one.ends_at),
            pen.time(one.granted_at),
            _cause(one.cause, words),
            one.id,
        )
        for one in ordered
    ]
    return table(heads, rows)


def _state(one: CouponInfo, at: datetime, pen: Pen) -> str:
    if one.state == "open" and one.starts_at is not None and one.starts_at > at:
        return pen.words("coupon.later", day=pen.time(one.starts_at))
    return pen.words(f"coupon.{one.state}", order=one.order_id or DASH)


def _cause(cause: str, words: Words) -> str:
    """A cause of the library's own in words; a host's as it was given."""
    kind, _, what = cause.partition(":")
    return words(f"cause.{kind}", what=what) if kind in CAUSES else cause


def lots_table(lots: Sequence[LotInfo], pen: Pen) -> Table:
    """Points by the day they end."""
    words = pen.words
    heads = [
        *numbers(words("lot.left"), words("lot.granted")),
        *texts(*(words(name) for name in ("coupon.last_day", "lot.usable", "lot.earned"))),
    ]
    rows = [
        row(
            pen.points(one.left),
            pen.points(one.granted),
            words("lot.good") if one.ends_at is None else pen.last_day(one.ends_at),
            _usable_from(one, pen),
            pen.time(one.earned_at),
        )
        for one in lots
    ]
    return table(heads, rows)


def _usable_from(one: LotInfo, pen: Pen) -> str:
    if one.usable_from is None:
        return pen.words("lot.unknown")
    return pen.words("lot.at_once") if one.usable_from <= one.earned_at else pen.time(one.usable_from)


def uses_table(uses: Sequence[LimitUse], pen: Pen) -> Table:
    """How often offers were used, of how often they may be: by the member, or all who share an identity."""
    words = pen.words
    heads = [
        *texts(words("use.offer"), words("use.by"), words("use.in")),
        *numbers(words("use.used"), words("use.most")),
    ]
    rows = []
    for one in uses:
        offer_id, by, *span = one.limit.split("/")
        counts = words(f"use.{by}"), words(f"use.in.{span[0] if by != 'birthday' else 'birthday'}")
        rows.append(row(pen.offer(offer_id), *counts, count(one.used), count(one.uses_max)))
    return table(heads, rows)


def ledger_table(movements: Sequence[Movement], pen: Pen) -> Table:
    """Movements, the latest first, each with what it left."""
    words = pen.words
    heads = [
        *texts(words("behind.when"), words("entry.what")),
        *numbers(words("entry.points"), words("entry.booked")),
        *texts(*(words(f"entry.{name}") for name in ("lot", "with", "why"))),
    ]
    return table(heads, [_movement(one, pen) for one in movements])


def _movement(one: Movement, pen: Pen) -> Row:
    moved = one.points or one.available or one.debt
    sign = "+" if moved > 0 else ""
    by_hand = (one.actor, one.reason) if one.kind in BY_HAND else ()
    why = " · ".join(part for part in by_hand if part)
    return row(
        pen.time(from_us(one.effective_us, pen.zone)),
        pen.words(f"entry.{one.kind}"),
        f"{sign}{pen.points(moved)}",
        pen.points(one.booked_after),
        one.order_id or "",
        one.op_key,
        why,
    )


def orders_table(orders: Sequence[OrderInfo], pen: Pen) -> Table:
    """The latest orders with what each offer took off."""
    words = pen.words
    heads = texts(*(words(f"behind.{name}") for name in ("order", "when")), words("order.what"))
    rows = [
        row(
            one.order_id,
            pen.time(one.placed_at),
            _became(one, words),
            " · ".join(f"{pen.offer(name)} {pen.money(amount)}" for name, amount in one.offers),
        )
        for one in orders
    ]
    return table([*heads, *texts(words("behind.applied"))], rows)


def _became(one: OrderInfo, words: Words) -> str:
    state = words(f"order.{one.state}")
    partly = one.returns and one.state == "placed"
    return f"{state} · {words('order.returns', count=one.returns)}" if partly else state
