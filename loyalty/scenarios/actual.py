"""What the engine gave, in the shape of expectations: Decimals in major units, ids, words."""

from datetime import datetime
from decimal import Decimal

from loyalty.engine import up_to_date
from loyalty.engine.explain import COUNTED, explain
from loyalty.facts.member import Guest, Member
from loyalty.facts.quote import Quote, Reason, Reversal
from loyalty.facts.standing import Standing
from loyalty.money import to_major
from loyalty.plan.tables import Plan
from loyalty.scenarios.results import Got, Judged
from loyalty.when import to_us


class Shown:
    """Minor units and wallet units of one plan as people write them."""

    def __init__(self, plan: Plan) -> None:
        """The plan's currency and the decimals of its points."""
        self.plan = plan
        self.unit = plan.program.unit
        self._decimals = plan.program.points.decimals if plan.program.points else 0

    def money(self, minor: int) -> Decimal:
        """An amount in major units."""
        return to_major(minor, self.unit)

    def points(self, units: int) -> Decimal:
        """Points as members see them."""
        return Decimal(units).scaleb(-self._decimals)

    def quote(self, quoted: Quote) -> dict[str, object]:
        """The figures of a quote."""
        refused = [one for one in quoted.decisions if not one.applied]
        return {
            "goods": self.money(quoted.goods_minor),
            "discount": self.money(quoted.discount_minor),
            "points_spent": self.points(quoted.points_spent),
            "points_value": self.money(quoted.points_minor),
            "points_max": self.points(quoted.points_max),
            "shipping": self.money(quoted.shipping_minor - quoted.shipping_discount_minor),
            "shipping_discount": self.money(quoted.shipping_discount_minor),
            "tendered": self.money(quoted.tendered_minor),
            "tenders": {one.name: self.money(one.amount_minor) for one in quoted.tenders},
            "tax": self.money(quoted.tax_minor),
            "to_pay": self.money(quoted.to_pay_minor),
            "points_earned": self.points(quoted.points_earned),
            "points_base": self.points(quoted.base_points),
            "points_bonus": self.points(quoted.bonus_points),
            "tier": tuple(level for level in quoted.tiers if level is not None),
            "applied": {
                one.offer_id: self.money(one.amount_minor) for one in quoted.decisions if one.applied
            },
            "refused": {one.offer_id: one.reason.name.lower() for one in refused},
            "short_by": {
                one.offer_id: self._short(one.reason, one.short_by) for one in refused if one.short_by > 0
            },
            "coupons": {
                one.coupon_id: "used" if one.used else one.reason.name.lower() for one in quoted.coupons
            },
            "gifts": _gifts(quoted),
            "lines": {line.id: self._line(quoted, line.id) for line in quoted.lines},
        }

    def judged(self, quoted: Quote) -> tuple[Judged, ...]:
        """What became of each offer, in words."""
        return tuple(
            Judged(
                offer_id=one.offer_id,
                applied=one.applied,
                what=explain(one, self.unit),
                what_zh=explain(one, self.unit, language="zh"),
            )
            for one in quoted.decisions
        )

    def reversal(self, back: Reversal) -> dict[str, object]:
        """The figures of a return."""
        return {
            "returned": self.money(back.returned_minor),
            "tendered": self.money(back.tendered_minor),
            "cash": self.money(back.cash_minor),
            "tax": self.money(back.tax_minor),
            "points_back": self.points(back.points_restored),
            "points_back_value": self.money(back.points_minor),
            "taken_back": self.points(back.taken_base + back.taken_bonus + back.taken_unlinked),
            "debt": self.points(back.debt),
            "shortfall": self.points(back.shortfall),
        }

    def after(self, who: Member | Guest, standing: Standing, at: datetime) -> Got:
        """What a member stands at, everything due by then booked; nothing for a guest."""
        if isinstance(who, Guest):
            return {}
        now = up_to_date(self.plan, who=who, standing=standing, at=at)
        held = zip(self.plan.program.tiers, now.tiers, strict=True)
        return {
            "tier": tuple(track.levels[one.effective].id for track, one in held if one.effective >= 0),
            "available": self.points(now.available(to_us(at))),
            "pending": self.points(now.pending(to_us(at))),
            "booked": self.points(now.booked),
            "debt": self.points(now.debt),
            "orders": Decimal(now.orders),
            "coupons": tuple(one.id for one in now.coupons if to_us(at) < one.ends),
        }

    def _short(self, reason: Reason, short_by: int) -> Decimal:
        return Decimal(short_by) if reason in COUNTED else self.money(short_by)

    def _line(self, quoted: Quote, line_id: str) -> dict[str, object]:
        line = next(one for one in quoted.lines if one.id == line_id)
        return {
            "discount": self.money(line.discount_minor),
            "points_value": self.money(line.points_minor),
            "to_pay": self.money(line.net_minor),
            "tendered": self.money(line.tendered_minor),
            "tax": self.money(line.tax_minor),
            "offers": {
                one.offer_id: self.money(one.amount_minor)
                for one in quoted.adjustments
                if one.line_id == line_id
            },
        }


def _gifts(quoted: Quote) -> dict[str, Decimal]:
    """Units on top by offer, those of all sellers together."""
    units: dict[str, Decimal] = {}
    for one in quoted.gifts:
        units[one.offer_id] = units.get(one.offer_id, Decimal(0)) + one.quantity
    return units
