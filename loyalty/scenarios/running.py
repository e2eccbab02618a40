"""Running scenarios: each step through the engine's own verbs, on what the step before it left."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import assert_never

from loyalty.engine import refund, reverse, reverse_unlinked, settle
from loyalty.errors import LoyaltyError, ScenariosInvalid
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart, CartLine, PointsUse, ShippingMethod, Tender
from loyalty.facts.quote import Reversal
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.plan import lower
from loyalty.plan.tables import Plan
from loyalty.rules.program import Program
from loyalty.scenarios import openings
from loyalty.scenarios.actual import Shown
from loyalty.scenarios.comparing import differences
from loyalty.scenarios.given import CartGiven, LineGiven, Lines, PointsAsked, line_ids
from loyalty.scenarios.references import faults, step_name
from loyalty.scenarios.results import CheckResult, ScenarioResult, StepResult
from loyalty.scenarios.source import (
    LookStep,
    OrderStep,
    RefundStep,
    ReturnStep,
    Scenario,
    Scenarios,
    Step,
    UnlinkedStep,
)
from loyalty.when import civil


@looking()
def check(program: Program, scenarios: Scenarios, *, bare: bool = False) -> CheckResult:
    """Run every scenario through the engine and compare; `bare` allows scenarios that expect nothing.

    Raises ScenariosInvalid where a scenario does not fit the programme, with every such place.
    """
    plan = lower(program)
    problems = faults(plan, scenarios, bare=bare)
    if problems:
        raise ScenariosInvalid(problems=problems)
    return CheckResult(
        program_key=program.key,
        program_hash=program.hash,
        currency=program.currency,
        scenarios=tuple(
            ScenarioResult(
                name=scenario.name,
                name_zh=scenario.name_zh or scenario.name,
                line=scenarios.lines.get(f"scenarios[{number}]"),
                steps=_run(plan, scenario),
            )
            for number, scenario in enumerate(scenarios.all)
        ),
    )


def _run(plan: Plan, scenario: Scenario) -> tuple[StepResult, ...]:
    story = scenario.story()
    first = civil(story[0].at, plan.program.zone)
    who: Member | Guest = Guest()
    standing = Standing()
    if not scenario.guest:
        who = openings.member(plan, scenario.member, first=first)
        standing = openings.standing(plan, scenario.member, who, first=first)
    till = _Till(plan, who, standing, openings.shared(plan, scenario.budgets_spent))
    return tuple(till.take(step, step_name(step, number)) for number, step in enumerate(story, start=1))


@dataclass
class _Till:
    """One programme and one member, and what they stand at after each step."""

    plan: Plan
    who: Member | Guest
    standing: Standing
    shared: Shared
    shown: Shown = field(init=False)

    def __post_init__(self) -> None:
        """How figures of this plan are written."""
        self.shown = Shown(self.plan)

    def take(self, step: Step, name: str) -> StepResult:
        """One step, and how it compares; an error is what the step gave."""
        at = civil(step.at, self.plan.program.zone)
        try:
            return self._taken(step, name, at)
        except LoyaltyError as error:
            got = {"error": error.code, "what": error.text("en"), "what_zh": error.text("zh")}
            expected = step.after if isinstance(step, LookStep) else step.expect
            return StepResult(
                kind=step.kind, name=name, at=at, got=got, mismatches=differences(expected, got)
            )

    def _taken(self, step: Step, name: str, at: datetime) -> StepResult:
        match step:
            case OrderStep():
                return self._order(step, name, at)
            case LookStep():
                got = self.shown.after(self.who, self.standing, at)
                told = differences(step.after, got, under="after.")
                return StepResult(kind="look", name=name, at=at, got={"after": got}, mismatches=told)
            case ReturnStep() | RefundStep() | UnlinkedStep():
                back = self._back(step, name, at)
                self.standing = back.standing
                got = self.shown.reversal(back) | {"after": self.shown.after(self.who, back.standing, at)}
                told = differences(step.expect, got)
                return StepResult(kind=step.kind, name=name, at=at, got=got, mismatches=told)
            case _:
                assert_never(step)

    def _order(self, step: OrderStep, name: str, at: datetime) -> StepResult:
        placed = settle(
            self.plan,
            _cart(step.cart, self.plan),
            who=self.who,
            order_id=name,
            at=at,
            standing=self.standing,
            shared=self.shared,
            delivered=openings.delivered(step.delivered_after_days),
        )
        self.standing, self.shared = placed.standing, placed.shared
        got = self.shown.quote(placed.quote) | {"after": self.shown.after(self.who, placed.standing, at)}
        judged = self.shown.judged(placed.quote)
        told = differences(step.expect, got, judged)
        return StepResult(kind="order", name=name, at=at, got=got, mismatches=told, judged=judged)

    def _back(self, step: ReturnStep | RefundStep | UnlinkedStep, name: str, at: datetime) -> Reversal:
        match step:
            case ReturnStep():
                return reverse(
                    self.plan,
                    dict(step.units),
                    who=self.who,
                    order_id=step.of,
                    return_id=name,
                    at=at,
                    standing=self.standing,
                    refunds=dict(step.refunds),
                )
            case RefundStep():
                return refund(
                    self.plan,
                    step.amount,
                    who=self.who,
                    order_id=step.of,
                    return_id=name,
                    at=at,
                    standing=self.standing,
                    line_ids=step.lines or None,
                )
            case UnlinkedStep():
                cart = Cart(currency=self.plan.program.currency, lines=_lines(step.lines))
                return reverse_unlinked(self.plan, cart, who=self.who, at=at, standing=self.standing)
            case _:
                assert_never(step)


def _cart(given: CartGiven, plan: Plan) -> Cart:
    return Cart(
        currency=plan.program.currency,
        lines=_lines(given.lines),
        channel=given.channel,
        store=given.store,
        payment_method=given.payment_method,
        shipping_method=given.shipping_method,
        region=given.region,
        codes=given.codes,
        codes_use=given.codes_use,
        coupons=given.coupons,
        shipping_fee=given.shipping_fee,
        shipping_methods=tuple(ShippingMethod(id=one.id, fee=one.fee) for one in given.shipping_methods),
        points=_points(given.points, plan),
        tenders=tuple(Tender(name=one.name, amount=one.amount) for one in given.tenders),
        prices_include_tax=given.prices_include_tax,
        shipping_tax_rate=given.shipping_tax_rate,
    )


def _points(asked: PointsAsked, plan: Plan) -> PointsUse:
    if isinstance(asked, Decimal):
        return openings.points_units(plan, asked)
    return "max" if asked == "max" else "none"


def _lines(given: Lines) -> tuple[CartLine, ...]:
    return tuple(_line(line, line_id) for line, line_id in zip(given, line_ids(given), strict=True))


def _line(given: LineGiven, line_id: str) -> CartLine:
    return CartLine(
        id=line_id,
        sku=given.sku,
        quantity=given.quantity,
        unit_price=given.price,
        amount=given.amount,
        list_amount=given.list_amount,
        list_price=given.list_price,
        floor_price=given.floor_price,
        unit_cost=given.unit_cost,
        category=given.category,
        brand=given.brand,
        seller=given.seller,
        attributes=given.attributes,
        selected=given.selected,
        gift=given.gift,
        excluded_from_offers=given.excluded_from_offers,
        excluded_from_points=given.excluded_from_points,
        tax_rate=given.tax_rate,
    )
