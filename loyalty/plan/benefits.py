"""Benefits as fields of an offer's row, with their steps and price lists."""

from __future__ import annotations

from typing import Any, Final, assert_never

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.money import Currency, percent_ppm, to_minor
from loyalty.plan.tables import Registry
from loyalty.rules.benefits import (
    AmountOff,
    Benefit,
    Bundle,
    BuyGet,
    ExtraPoints,
    FixedPrice,
    FreeShipping,
    Gift,
    MemberPrice,
    NthItem,
    PercentOff,
    PerEachSpent,
    SetBenefit,
    SpendSteps,
    goods_of,
)
from loyalty.rules.selectors import EVERYTHING

EACH: Final = {"order": codes.EACH_ORDER, "line": codes.EACH_LINE, "unit": codes.EACH_UNIT}
TAKES: Final = {"dearest": codes.TAKE_DEAREST, "cheapest": codes.TAKE_CHEAPEST}
WHOLE_PPM: Final = 1_000_000


class BenefitRows:
    """Fills rows of offers, and builds the table `steps`."""

    def __init__(self, registry: Registry, unit: Currency) -> None:
        """Start without steps."""
        self._registry = registry
        self._unit = unit
        self.steps: list[Any] = []

    def fill(self, target: Any, benefit: Benefit) -> None:  # noqa: ANN401 - a kernel row
        """Write what the benefit is into its offer's row."""
        match benefit:
            case PercentOff() | AmountOff() | FixedPrice():
                self._off_units(target, benefit)
            case PerEachSpent() | SpendSteps():
                self._spent(target, benefit)
            case MemberPrice():
                self._member_price(target, benefit)
            case NthItem() | BuyGet() | Bundle():
                self._sets(target, benefit)
            case Gift():
                target.kind = codes.GIFT
            case ExtraPoints():
                target.kind, target.needs_member = codes.POINTS, 1
            case FreeShipping():
                target.kind, target.amount = codes.FREE_SHIPPING, self._money_or_none(benefit.amount)
                target.ppm = WHOLE_PPM if benefit.percent is None else percent_ppm(benefit.percent)
            case _:
                assert_never(benefit)
        of = goods_of(benefit)
        given = benefit.get_of if isinstance(benefit, BuyGet) and benefit.get_of else of
        target.selector = self._registry.selector(of or EVERYTHING)
        target.get_selector = self._registry.selector(given or EVERYTHING)

    def _off_units(self, target: Any, benefit: PercentOff | AmountOff | FixedPrice) -> None:  # noqa: ANN401
        if isinstance(benefit, PercentOff):
            target.kind, target.ppm = codes.PERCENT, percent_ppm(benefit.percent)
            target.cap = self._money_or_none(benefit.cap)
        elif isinstance(benefit, AmountOff):
            target.kind, target.each = codes.AMOUNT, EACH[benefit.each]
            target.amount = to_minor(benefit.amount, self._unit)
        else:
            target.kind, target.amount = codes.FIXED_PRICE, to_minor(benefit.price, self._unit)
            target.benefit_base = codes.BASE_RUNNING  # a price is what is paid, whatever was asked before
        target.units_max = _or_none(benefit.units_max)
        target.take = TAKES[benefit.take]

    def _spent(self, target: Any, benefit: PerEachSpent | SpendSteps) -> None:  # noqa: ANN401
        if isinstance(benefit, SpendSteps):
            self._steps(target, benefit)
            return
        target.kind, target.amount = codes.PER_EACH, to_minor(benefit.amount, self._unit)
        target.every = to_minor(benefit.every, self._unit)
        target.times_max = _or_none(benefit.times_max)

    def _sets(self, target: Any, benefit: SetBenefit) -> None:  # noqa: ANN401 - a kernel row
        if isinstance(benefit, Bundle):
            target.kind, target.buy = codes.BUNDLE, benefit.units
            target.times_max = _or_none(benefit.times_max)
            target.amount = to_minor(benefit.price, self._unit)
            target.benefit_base = codes.BASE_RUNNING
            return
        target.kind, target.ppm = codes.BUY_GET, percent_ppm(benefit.percent)
        target.times_max = _or_none(benefit.times_max)
        if isinstance(benefit, NthItem):
            target.buy, target.get = benefit.nth - 1, 1
        else:
            target.buy, target.get = benefit.buy, benefit.get
            target.unit_use = codes.USE_APART if benefit.unit_use == "apart" else codes.USE_ONCE
        target.take = TAKES[benefit.take]
        target.allocate = codes.ALLOCATE_SET if benefit.allocate == "set" else codes.ALLOCATE_REWARD

    def _money_or_none(self, amount: Any) -> int:  # noqa: ANN401 - Decimal or None
        return codes.NONE if amount is None else to_minor(amount, self._unit)

    def _steps(self, target: Any, benefit: SpendSteps) -> None:  # noqa: ANN401 - a kernel row
        target.kind = codes.STEPS
        target.cap = self._money_or_none(benefit.cap)
        by_money = benefit.measure == "subtotal"
        target.measure = codes.MEASURE_SUBTOTAL if by_money else codes.MEASURE_QUANTITY
        target.rounding_unit = codes.UNIT_SUM
        target.step_start, target.step_count = len(self.steps), len(benefit.steps)
        for step in benefit.steps:
            start = to_minor(step.from_, self._unit) if by_money else int(step.from_)
            ppm = 0 if step.percent is None else percent_ppm(step.percent)
            amount = 0 if step.amount is None else to_minor(step.amount, self._unit)
            self.steps.append(row("steps", start=start, ppm=ppm, amount=amount))

    def _member_price(self, target: Any, benefit: MemberPrice) -> None:  # noqa: ANN401 - a kernel row
        if benefit.percent is not None:
            target.kind, target.ppm = codes.PERCENT, percent_ppm(benefit.percent)
            return
        target.kind, target.prices = codes.PRICE_LIST, len(self._registry.price_lists)
        prices = {sku: to_minor(price, self._unit) for sku, price in benefit.prices or ()}
        self._registry.price_lists.append(prices)


def _or_none(count: int | None) -> int:
    return codes.NONE if count is None else count
