"""Rows of what a member holds: lots of points, levels, tier credit, coupons."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from loyalty.coupon_codes import canonical_code
from loyalty.facts.arrival import ArrivingCredit, ArrivingLevel, ArrivingLot
from loyalty.facts.member import BOUGHT, FOREVER, GRANTED, HeldLevel
from loyalty.live.imports.cells import NUMBER_MAX, Cells
from loyalty.live.imports.coming import Coming, ComingCoupon, Setting
from loyalty.rules.tiers import Track
from loyalty.store.accounts import POINTS, stored
from loyalty.store.members import identity_hash

PENDING: Final = "pending"
"""In place of an instant: points that become available only when something happens."""
COMPUTED: Final = "computed"
OFFER_ID_MAX: Final = 64
NOT_OPEN: Final = ("used", "void", "locked")


def read_lot(cells: Cells, coming: Coming, setting: Setting) -> None:
    """Points that are left of one lot."""
    points = cells.number("points", decimals=setting.decimals, needed=True)
    granted = cells.number("granted", decimals=setting.decimals)
    earned = cells.instant("earned", needed=True)
    cells.before("earned", earned, setting.at_us)
    available = FOREVER if cells.text("available_from") == PENDING else cells.instant("available_from")
    expires = cells.instant("expires", ends=True)
    if cells.text("wallet") not in {"", POINTS}:
        cells.wrong("wallet", "unknown_wallet")
    named, order_id = cells.text("lot"), cells.text("order")
    if named:
        _once(cells, coming, "lot", f"lot {named}")
    _add(coming, "points", [named, points, granted, earned, available, expires, *_if(order_id)])
    coming.named_orders.append((order_id, (cells.row.file, cells.row.number), "order"))
    coming.told.update(points=points or 0)
    if points is None or earned is None:
        return
    available = earned if available is None else available
    granted = points if granted is None else granted
    if granted < points:
        cells.wrong("granted", "out_of_range")
    ends = FOREVER if expires is None else expires
    if available < earned or (ends < FOREVER and ends <= available):
        cells.wrong("expires", "times_out_of_order")
    if points == 0:
        cells.wrong("points", "lot_used_up")
    elif ends <= setting.at_us:
        cells.wrong("expires", "lot_ended")
        coming.left_out.update(points=points)
        coming.expired_of.update({order_id: points})
    else:
        if ends == FOREVER and not cells.text("expires"):
            cells.wrong("expires", "never_expires")
        coming.lots.append(ArrivingLot(points, granted, earned, available, ends, named, order_id))


def read_level(cells: Cells, coming: Coming, setting: Setting) -> None:
    """Where a member stands on one track."""
    number, track = _track(cells, setting)
    named = cells.text("level")
    since, until = cells.instant("since"), cells.instant("until", ends=True)
    grace_since = cells.instant("grace_since")
    for column, instant in (("since", since), ("grace_since", grace_since)):
        cells.before(column, instant, setting.at_us)
    source = cells.text("source")
    computed = source in {"", COMPUTED}
    # a level that is told again may move its end; one bought or granted is what it was
    _add(coming, "levels", [cells.text("track"), named, *([] if computed else [source, since, until])])
    coming.told.update(levels=1)
    if track is None:
        return
    if not computed:
        _held(cells, coming, setting, number, track, since=since, until=until)
        return
    _once(cells, coming, "track", f"track {track.id}")
    if track.term.kind == "follows_credit":
        cells.wrong("level", "level_follows_credit")
        coming.left_out.update(levels=1)
        return
    level = next((n for n, one in enumerate(track.levels) if one.id == named), -1)
    if named and level < 0:
        cells.wrong("level", "unknown_level")
    start = setting.at_us if since is None else since
    if until is not None and (until <= start if since is not None else until <= 0):
        cells.wrong("until", "times_out_of_order")
    coming.level_rows.append((cells.row.file, cells.row.number))
    coming.levels.append(ArrivingLevel(number, level, start, until, grace_since))


def _held(  # noqa: PLR0913 - a level, and from when until when
    cells: Cells,
    coming: Coming,
    setting: Setting,
    number: int,
    track: Track,
    *,
    since: int | None,
    until: int | None,
) -> None:
    """A level bought or granted: beside what the credit says, until its own end, and past ones too."""
    source, named = cells.text("source"), cells.text("level")
    level = next((n for n, one in enumerate(track.levels) if one.id == named), -1)
    if level < 0:
        cells.wrong("level", "unknown_level")
    if source not in {BOUGHT, GRANTED}:
        cells.wrong("source", "unknown_source")
    _once(cells, coming, "level", f"level {track.id} {named} {source}")
    start, ends = setting.at_us if since is None else since, FOREVER if until is None else until
    if ends <= start:
        cells.wrong("until", "times_out_of_order")
    coming.held_levels.append(HeldLevel(number, level, source, start, ends))


def read_credit(cells: Cells, coming: Coming, setting: Setting) -> None:
    """Tier credit of one order, or of a sum of them; below nothing where goods came back."""
    number, track = _track(cells, setting)
    decimals = {
        "spend": setting.plan.program.unit.exponent,
        "base_points": setting.decimals,
    }.get(track.credit.of if track else "", 0)
    amount = cells.number("amount", decimals=decimals, low=-NUMBER_MAX, needed=True)
    at, ends = cells.instant("at", needed=True), cells.instant("ends", ends=True)
    order_id = cells.text("order")
    _add(coming, "credit", [cells.text("track"), amount, at, ends, *_if(order_id)])
    coming.named_orders.append((order_id, (cells.row.file, cells.row.number), "order"))
    if order_id:
        _once(cells, coming, "order", f"credit {cells.text('track')} {order_id}")
    coming.told.update(credit=1)
    if at is not None and ends is not None and ends < at:
        cells.wrong("ends", "times_out_of_order")
    if track is not None and amount is not None and at is not None:
        coming.credits.append(ArrivingCredit(number, amount, at, ends, order_id))


def read_coupon(cells: Cells, coming: Coming, setting: Setting) -> None:
    """One coupon that a member holds."""
    offer_id = cells.reference("offer", longest=OFFER_ID_MAX)
    granted = cells.instant("granted", needed=True)
    cells.before("granted", granted, setting.at_us)
    starts, ends = cells.instant("starts"), cells.instant("ends", ends=True)
    if ends is not None and ends <= max(starts or 0, granted or 0):
        cells.wrong("ends", "times_out_of_order")
    coupon_id = _coupon_id(cells, coming, setting, [offer_id, granted, starts, ends])
    _once(cells, coming, "coupon", f"coupon {coupon_id}")
    state, order_id = cells.text("state"), cells.text("order")
    _add(coming, "coupons", [coupon_id, offer_id, granted, starts, ends, *_if(order_id)])
    coming.told.update(coupons=1)
    # an order that is returned gives its coupon back; what a checkout locked is free when it has ended
    used = state == "used" and bool(order_id)
    comes = used or (state == "locked" and setting.holds_told)
    if used:
        coming.named_orders.append((order_id, (cells.row.file, cells.row.number), "order"))
    if state in NOT_OPEN and not comes:
        cells.wrong("state", "coupon_not_open")
        coming.left_out.update(coupons=1)
        return
    if ends is not None and ends <= setting.at_us and not used:
        cells.wrong("ends", "coupon_ended")
        coming.left_out.update(coupons=1)
        return
    if state not in {"", "open"} and not comes:
        cells.wrong("state", "bad_status")
    known = {one.id for one in setting.plan.program.offers if one.coupon is not None}
    if offer_id and offer_id not in known:
        cells.wrong("offer", "unknown_offer")
    if offer_id in setting.void_offers and not used:
        cells.wrong("offer", "offer_void")
    if granted is not None:
        coming.coupons.append(
            ComingCoupon(
                id=coupon_id,
                offer_id=offer_id,
                granted_us=granted,
                starts_us=granted if starts is None else starts,
                ends_us=None if ends is None else stored(ends),
                row=(cells.row.file, cells.row.number),
                order_id=order_id if used else "",
            )
        )


def _coupon_id(cells: Cells, coming: Coming, setting: Setting, told: list[object]) -> str:
    """Its own, or one that the same code, or the same row of the same import, always gives.

    A code is a secret that buys something: only its keyed hash is kept.
    """
    if cells.text("coupon"):
        return cells.reference("coupon")
    code = cells.text("code")
    if code:
        if not setting.secret:
            cells.wrong("code", "without_secret")
        hashed = identity_hash(setting.secret, setting.program_key, "coupon_code", canonical_code(code[:200]))
        return f"code-{hashed[:32]}"
    alike = sum(one[1:] == told for one in coming.content.get("coupons", ()))
    named = "\n".join([setting.program_key, setting.name, coming.ref, repr(told), str(alike)])
    return f"import-{sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _track(cells: Cells, setting: Setting) -> tuple[int, Track | None]:
    named = cells.text("track")
    for number, track in enumerate(setting.plan.program.tiers):
        if track.id == named:
            return number, track
    cells.wrong("track", "unknown_track" if named else "missing")
    return 0, None


def _once(cells: Cells, coming: Coming, column: str, name: str) -> None:
    """What can be there once is named for the first time."""
    names = coming.content.setdefault("named", [])
    if name in names:
        cells.wrong(column, "duplicate_row")
    names.append(name)


def _if(order_id: str) -> list[object]:
    """Rows without an order read as they did before there were any."""
    return [order_id] if order_id else []


def _add(coming: Coming, kind: str, told: list[object]) -> None:
    coming.content.setdefault(kind, []).append(told)
