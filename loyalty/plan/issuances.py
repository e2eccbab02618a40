"""Issuances as rows: when each gives, to whom, and what; and the coupons of offers that they give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.plan.eligibility import CouponHeld
from loyalty.plan.tables import Registry
from loyalty.rules.issuances import GiveCoupon, GivePoints, Issuance, Monthly, OnBirthday, OnTierEntry
from loyalty.rules.program import Program
from loyalty.rules.tiers import Track

SHORTEST: Final = {"birthday": 300, "monthly": 28, "tier_entry": 365}
"""By occasion: days that lie at least between every other one of its cycles."""


class IssuanceRows:
    """Builds the tables `issuances`, `named`, `gifts` and `coupons`, and fills the plan's row."""

    def __init__(
        self,
        program: Program,
        registry: Registry,
        *,
        levels: dict[str, tuple[int, int]],
        offers: dict[str, int],
    ) -> None:
        """Lower the programme's issuances; `levels` and `offers` say the places of their ids."""
        self._program = program
        self._registry = registry
        self._levels = levels
        self._offers = offers
        self._coupon_rows: dict[str, int] = {}
        self._slots = 0
        self.issuances: list[Any] = []
        self.named: list[Any] = []
        self.gifts: list[Any] = []
        self.coupons: list[Any] = []
        for issuance in program.issuances:
            self._issuance(issuance)

    def fill(self, plan: Any) -> None:  # noqa: ANN401 - a kernel row
        """Write how many there are of each into the plan's row."""
        plan.issuances = len(self.issuances)
        plan.slots = self._slots
        plan.asks_levels = int(bool(self.named))
        plan.coupons = len(self.coupons)
        plan.held = sum(
            most_held(issuance, given.valid_days)
            for issuance in self._program.issuances
            for given in issuance.gives
            if isinstance(given, GiveCoupon)
        )

    def tables(self) -> dict[str, list[Any]]:
        """What was made, by table."""
        return {
            "issuances": self.issuances,
            "named": self.named,
            "gifts": self.gifts,
            "coupons": self.coupons,
        }

    def _issuance(self, issuance: Issuance) -> None:
        names = issuance.on.levels if isinstance(issuance.on, OnTierEntry | Monthly) else ()
        made = row(
            "issuances",
            kind=_KINDS[issuance.on.kind],
            level_start=len(self.named),
            level_count=len(names),
            slot=self._slots,
            gift_start=len(self.gifts),
            gift_count=len(issuance.gives),
        )
        if isinstance(issuance.on, OnBirthday):
            made.day = issuance.on.days_before
        if isinstance(issuance.on, Monthly):
            made.day = issuance.on.day
        for name in names:
            track, level = self._levels[name]
            lasts = int(entered_once(self._program.tiers[track]))
            self.named.append(row("named", track=track, level=level, lasts=lasts))
        self._slots += len(names) if isinstance(issuance.on, OnTierEntry) else 1
        self.gifts += [self._gift(given) for given in issuance.gives]
        self.issuances.append(made)

    def _gift(self, given: GiveCoupon | GivePoints) -> Any:  # noqa: ANN401 - a kernel row
        days = given.valid_days or 0
        if isinstance(given, GiveCoupon):
            return row("gifts", coupon=self._coupon(given.offer), days=days)
        return row("gifts", coupon=codes.NONE, days=days, points=scaled_points(self._program, given.points))

    def _coupon(self, offer_id: str) -> int:
        if offer_id not in self._coupon_rows:
            self._coupon_rows[offer_id] = len(self.coupons)
            bit = self._registry.bit(CouponHeld(offer_id))
            offer = next(one for one in self._program.offers if one.id == offer_id)
            back = int(offer.coupon is not None and offer.coupon.give_back)
            self.coupons.append(row("coupons", offer=self._offers[offer_id], bit=bit, back=back))
        return self._coupon_rows[offer_id]


_KINDS: Final = {
    "sign_up": codes.AT_SIGN_UP,
    "birthday": codes.AT_BIRTHDAY,
    "tier_entry": codes.AT_TIER_ENTRY,
    "monthly": codes.AT_MONTHLY,
}


def entered_once(track: Track) -> bool:
    """Whether a level of the track is entered once for ever, not once a year."""
    return track.term.kind == "forever" or track.credit.window.kind == "lifetime"


def most_held(issuance: Issuance, days: int) -> int:
    """How many coupons of one gift a member can hold at a time that have not ended."""
    levels = len(issuance.on.levels) if isinstance(issuance.on, OnTierEntry) else 1
    return levels * (days // SHORTEST[issuance.on.kind] + 2) if issuance.on.kind in SHORTEST else 1


def scaled_points(program: Program, points: Decimal) -> int:
    """Points of a document in the wallet's smallest unit."""
    return int(points * 10 ** (program.points.decimals if program.points else 0))
