"""Documents of a log as the carts and members the live engine takes."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from loyalty.coupon_codes.canonical import canonical_code, codes_in
from loyalty.engine.reverse import net_beside
from loyalty.facts.member import Guest, HeldCoupon, Member, PlacedOrder
from loyalty.facts.order import Cart, CartLine, PointsUse
from loyalty.money import to_major
from loyalty.plan.eligibility import CouponHeld
from loyalty.plan.tables import Plan
from loyalty.rules.conditions import CodeGiven, flatten
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.articles import item_attributes
from loyalty.simulate.replaying.draws import drawn
from loyalty.simulate.replaying.gifts import issued_offers
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.settings import share_ppm
from loyalty.when import from_us


class Carts:
    """Documents of a log as carts and members for the live engine."""

    def __init__(self, replay: Replay) -> None:
        """Read the replay's log as the replay's feed laid it out."""
        self._log: OrderLog = replay.log
        self._plan: Plan = replay.plan
        self._amounts = replay.feed.amounts
        self._points = replay.feed.points_wanted
        self._delivered = replay.feed.delivered
        self._settings = replay.settings
        self.unit = replay.plan.program.unit
        self.zone = replay.plan.program.zone
        issued = issued_offers(self._plan, self._settings)
        self._everybodys = tuple(one for one in self._plan.coupon_offers if one not in issued)
        bits = tuple(one for one in replay.plan.bits if not isinstance(one, CouponHeld))
        asked = [one for one in flatten(bits) if isinstance(one, CodeGiven)]
        self._known = tuple(dict.fromkeys(code for one in asked for code in one.any))
        share = self._settings.use_coupons == "share"
        ppm = share_ppm("coupons_share", self._settings.coupons_share) if share else 0
        self._drawn = drawn(self._log, ppm, seed=self._settings.seed, purpose="coupons") if share else None

    def who(self, member: int) -> Member | Guest:
        """The member by number; a guest below 0."""
        if member < 0:
            return Guest()
        log = self._log
        month, day = int(log.member_birth_month[member]), int(log.member_birth_day[member])
        return Member(
            id=log.member_ids[member],
            joined_at=from_us(int(log.member_joined[member]), self._plan.program.zone),
            birthday=(month, day) if month else None,
            attributes={name: values[member] for name, values in log.member_attributes.items()},
        )

    def at(self, document: int) -> datetime:
        """The document's instant."""
        return from_us(int(self._log.doc_at[document]), self._plan.program.zone)

    def delivered(self, document: int) -> timedelta:
        """How long after the order its goods count as delivered."""
        return timedelta(microseconds=int(self._delivered[document] - self._log.doc_at[document]))

    def cart(self, document: int) -> Cart:
        """The document's lines at the price the draft starts from."""
        log = self._log
        start, end = int(log.doc_line_start[document]), int(log.doc_line_start[document + 1])
        channel = int(log.doc_channel[document])
        wanted = int(self._points[document])
        points: PointsUse = "max" if wanted < 0 else wanted
        return Cart(
            currency=self.unit.code,
            lines=tuple(self._line(line, line - start) for line in range(start, end)),
            channel=log.channels[channel] if channel >= 0 else None,
            codes=self._codes(document, start, end),
            shipping_fee=self._major(log.doc_shipping[document]),
            points=points,
        )

    def returned(self, document: int, order: PlacedOrder) -> tuple[dict[str, int], dict[str, Decimal]]:
        """What comes back with a return of an order, by line id: units, and money alone (major units).

        No more money than its units leave of a line.
        """
        log = self._log
        first = int(log.doc_line_start[int(log.doc_original[document])])
        kept = dict(zip(order.line_ids, order.lines, strict=True))
        units: dict[str, int] = {}
        money: dict[str, int] = {}
        for line in range(int(log.doc_line_start[document]), int(log.doc_line_start[document + 1])):
            name = str(int(log.line_target[line]) - first)
            if log.line_units[line] > 0:
                units[name] = units.get(name, 0) + int(log.line_units[line])
            elif log.line_refund[line] > 0:
                money[name] = money.get(name, 0) + int(log.line_refund[line])
        for name, asked in money.items():
            money[name] = min(asked, net_beside(kept[name], units.get(name, 0)))
        return units, {name: self._major(minor) for name, minor in money.items() if minor > 0}

    def _line(self, line: int, number: int) -> CartLine:
        log = self._log
        item = int(log.line_item[line])
        return CartLine(
            id=str(number),
            sku=log.item_sku[item],
            quantity=int(log.line_quantity[line]),
            amount=self._major(self._amounts[line]),
            list_amount=self._major(log.line_gross[line]),
            category=log.item_category[item],
            brand=log.item_brand[item],
            seller=log.item_seller[item],
            attributes=item_attributes(log, item),
        )

    def _major(self, minor: Any) -> Decimal:  # noqa: ANN401 - a NumPy integer
        return to_major(int(minor), self.unit)

    def coupons(self, document: int) -> tuple[HeldCoupon, ...]:
        """The coupons the document's member is taken to hold: one of each offer, as the settings say.

        None of those that issuances give, unless the log itself says who used them.
        """
        log = self._log
        if log.doc_member[document] < 0:
            return ()
        offers = self._everybodys if self.shows_all(document) else ()
        if self._settings.use_coupons == "as_logged":
            start, end = int(log.doc_line_start[document]), int(log.doc_line_start[document + 1])
            shown = {canonical_code(code) for code in self._codes(document, start, end)}
            offers = tuple(one for one in self._plan.coupon_offers if canonical_code(one) in shown)
        return tuple(HeldCoupon(f"{offer}/{document}", offer) for offer in offers)

    def _codes(self, document: int, start: int, end: int) -> tuple[str, ...]:
        if self._settings.use_coupons == "as_logged":
            cells = {int(cell) for cell in self._log.line_code[start:end]} - {-1}
            shown = [code for cell in sorted(cells) for code in codes_in(self._log.codes[cell])]
            return tuple(dict.fromkeys(shown))
        return self._known if self.shows_all(document) else ()

    def shows_all(self, document: int) -> bool:
        """Whether the order shows every code and uses every coupon, as the settings say."""
        if self._drawn is not None:
            return bool(self._drawn[document])
        return self._settings.use_coupons == "always_best"
