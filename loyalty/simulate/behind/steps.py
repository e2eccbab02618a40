"""The arithmetic of one order, step by step, for whoever asks why it cost so much, in words of two languages.

The order is quoted and settled by the live engine from the state it met; every figure is the engine's own,
and the sentences only say what it did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from loyalty.engine import settle
from loyalty.engine.quote import lay, read_quote
from loyalty.engine.trace import trace
from loyalty.engine.trace_rules import RuleTrace
from loyalty.engine.trace_told import OfferTrace, Trace
from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import Decision, Quote, Settlement
from loyalty.facts.standing import Shared, Standing
from loyalty.kernels import events
from loyalty.plan.points import in_order
from loyalty.plan.tables import Plan
from loyalty.simulate.behind.steps_offers import offer_words, refusal_words
from loyalty.simulate.behind.steps_words import Say, Saying, Voice, tier_steps
from loyalty.simulate.figures.outcome_steps import Step, StepKind, StepLine
from loyalty.when import to_us

PAID_BY: Final[tuple[StepKind, ...]] = ("goods", "shipping", "offer", "points")
"""The steps whose amounts make what is to pay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An order as it was met: the cart, who buys, when, and what they and all shared stood at before."""

    cart: Cart
    who: Member | Guest
    order_id: str
    at: datetime
    delivered: timedelta
    standing: Standing
    shared: Shared


@dataclass(frozen=True, slots=True)
class Account:
    """One order explained, and settled, so that what follows it can be explained too."""

    steps: tuple[Step, ...]
    settlement: Settlement


def account(plan: Plan, scene: Scene) -> Account:
    """Quote and settle an order, and tell every step."""
    bench = lay(
        plan,
        scene.cart,
        who=scene.who,
        at=scene.at,
        standing=scene.standing,
        shared=scene.shared,
        delivered=scene.delivered,
    )
    bench.run(events.quote_order, 0)
    quoted, seen = read_quote(bench, scene.cart, scene.who), trace(bench)
    bench.release()
    settled = settle(
        plan,
        scene.cart,
        who=scene.who,
        order_id=scene.order_id,
        at=scene.at,
        standing=scene.standing,
        shared=scene.shared,
        delivered=scene.delivered,
    )
    teller = _Teller(Voice(plan.program), plan, scene, quoted, seen)
    return Account(tuple(teller.steps(settled)), settled)


class _Teller:
    """Tells one quote; keeps what is left to pay."""

    def __init__(self, voice: Voice, plan: Plan, scene: Scene, quoted: Quote, seen: Trace) -> None:
        self._voice = voice
        self._plan = plan
        self._scene = scene
        self._quote = quoted
        self._trace = seen
        self._left = 0
        policy = plan.program.points
        self._rules = () if policy is None else tuple(in_order(policy))

    def steps(self, settled: Settlement) -> Iterator[Step]:
        """From the goods to the tier after the order."""
        yield self._goods()
        if self._quote.shipping_minor:
            yield self._fee()
        yield from self._due(settled)
        for one in self._trace.offers:
            yield self._offer(one, self._quote.decisions[one.offer])
        if self._quote.points_max or self._quote.points_spent:
            yield self._points()
        yield self._paid()
        if isinstance(self._scene.who, Member):
            yield from self._earned()
            yield from tier_steps(self._voice, self._quote.tiers, settled.standing)

    def _goods(self) -> Step:
        lines = self._lines([line.amount_minor for line in self._quote.lines])

        def said(say: Say) -> str:
            total = say.money(self._quote.goods_minor)
            return say(
                f"Goods at the prices the draft starts from: {total}.", f"商品按测算起点价合计 {total}。"
            )

        return self._money("goods", None, self._quote.goods_minor, said, lines)

    def _fee(self) -> Step:
        def said(say: Say) -> str:
            fee = say.money(self._quote.shipping_minor)
            return say(f"Shipping fee: {fee}.", f"运费 {fee}。")

        return self._money("shipping", None, self._quote.shipping_minor, said)

    def _due(self, settled: Settlement) -> Iterator[Step]:
        """Points that ended before the order, or repaid a debt."""
        at = to_us(self._scene.at)
        expired = sum(
            one.points for one in settled.entries if one.kind == EntryKind.EXPIRED and one.at_us <= at
        )
        if expired:

            def said(say: Say) -> str:
                points = say.points(expired)
                return say(f"{points} had expired by then.", f"下单前已有{points}过期。")

            yield self._voice.step("due", None, said, points=-expired)

    def _offer(self, seen: OfferTrace, decision: Decision) -> Step:
        offer = self._plan.offers[seen.offer]
        if not decision.applied:
            said = refusal_words(self._plan, seen, self._quote.decisions)
            return self._voice.step("refused", offer.id, said)
        parts = dict.fromkeys(range(len(self._quote.lines)), 0)
        for line, amount in seen.shares:
            parts[line] -= amount
        lines = self._lines(list(parts.values()))
        said = offer_words(self._plan, seen, decision, self._quote.shipping_minor)
        return self._money("offer", offer.id, -decision.amount_minor, said, lines)

    def _points(self) -> Step:
        quote = self._quote
        policy = self._plan.program.points
        redeem = None if policy is None else policy.redeem

        def said(say: Say) -> str:
            rule = "" if redeem is None else say.redeem(redeem)
            most, held = say.points(quote.points_max), say.points(self._trace.held)
            head = say(
                f"Points as money ({rule}): {held} available, at most {most} on this order",
                f"积分抵现（{rule}）：可用{held}，本单最多可用{most}",
            )
            if not quote.points_spent:
                return say(f"{head}; none are spent.", f"{head}，未使用。")
            paid = say.money(quote.points_minor)
            return say(
                f"{head}; {say.points(quote.points_spent)} pay {paid}.",
                f"{head}；使用{say.points(quote.points_spent)}，抵 {paid}。",
            )

        lines = self._lines([-line.points_minor for line in quote.lines])
        return self._money("points", None, -quote.points_minor, said, lines, points=-quote.points_spent)

    def _paid(self) -> Step:
        def said(say: Say) -> str:
            total = say.money(self._quote.to_pay_minor)
            return say(f"To pay: {total}.", f"应付 {total}。")

        lines = self._lines([line.net_minor for line in self._quote.lines])
        return self._voice.step(
            "paid",
            None,
            said,
            amount_minor=self._quote.to_pay_minor,
            left_minor=self._quote.to_pay_minor,
            lines=lines,
        )

    def _earned(self) -> Iterator[Step]:
        if not self._plan.settings().earns:
            return
        yield from (self._rule(one) for one in self._trace.rules if one.base or one.bonus)
        quote = self._quote
        wanted = quote.base_wanted + quote.bonus_wanted

        def said(say: Say) -> str:
            total, base, bonus = (
                say.points(one) for one in (quote.points_earned, quote.base_points, quote.bonus_points)
            )
            parts = say(f": {base} base, {bonus} bonus", f"：基础{base}，奖励{bonus}")
            cut = ""
            if wanted > quote.points_earned:
                room = say.points(wanted)
                cut = say(f" of {room}: caps leave no room for more", f"（应得{room}，超出上限部分不计）")
            return say(
                f"Earned: {total}{cut}{parts if quote.bonus_points else ''}.",
                f"共得{total}{cut}{parts if quote.bonus_points else ''}。",
            )

        yield self._voice.step("earned", None, said, points=quote.points_earned)

    def _rule(self, seen: RuleTrace) -> Step:
        if seen.rule >= len(self._rules):
            return self._extra(seen)
        rule = self._rules[seen.rule]

        def said(say: Say) -> str:
            basis, base = say.money(seen.basis_minor), say.points(seen.base)
            if seen.shipping_minor:
                fee = say.money(seen.shipping_minor)
                basis = say(f"{basis} and {fee} shipping", f"{basis} 及运费 {fee}")
            more = ""
            if seen.bonus:
                why, bonus = self._multipliers(say), say.points(seen.bonus)
                more = say(f", and {bonus} more by {why}", f"，另因{why}多得{bonus}")
            return say(
                f"{say.rule(rule)} On {basis}: {base}{more}.",
                f"{say.rule(rule)}计算基数 {basis}：{base}{more}。",
            )

        return self._voice.step("rule", rule.id, said, points=seen.base + seen.bonus)

    def _extra(self, seen: RuleTrace) -> Step:
        """Points on top, of an offer."""
        offer = self._plan.offers[self._plan.tables["rules"][seen.rule].offer]

        def said(say: Say) -> str:
            points = say.points(seen.bonus)
            return say(f"{offer.name}: {points} on top.", f"{offer.name_zh}：额外{points}。")

        return self._voice.step("rule", offer.id, said, points=seen.bonus)

    def _multipliers(self, say: Say) -> str:
        """What raised the points: tiers, then multipliers by name."""
        seen, policy = self._trace, self._plan.program.points
        named = []
        if seen.tier_factor != seen.factor_den:
            times = say.factor(seen.tier_factor, seen.factor_den)
            named.append(say(f"the tier ({times})", f"会员等级（{times}）"))
        for place in seen.multipliers:
            row = self._plan.tables["multipliers"][place]
            if row.offer >= 0:
                offer = self._plan.offers[row.offer]
                name = say(offer.name, offer.name_zh)
            elif policy is not None:
                one = policy.multipliers[place]
                name = say(one.name or one.id, one.name_zh or one.name or one.id)
            times = say.factor(row.num, row.den)
            named.append(say(f"{name} ({times})", f"{name}（{times}）"))
        return say.both(named) if named else say("multipliers", "倍率")

    def _money(  # noqa: PLR0913
        self,
        kind: StepKind,
        subject: str | None,
        amount: int,
        said: Saying,
        lines: tuple[StepLine, ...] = (),
        *,
        points: int | None = None,
    ) -> Step:
        """A step that changes what is left to pay."""
        self._left += amount
        return self._voice.step(
            kind, subject, said, amount_minor=amount, left_minor=self._left, points=points, lines=lines
        )

    def _lines(self, amounts: list[int]) -> tuple[StepLine, ...]:
        """The lines that have a part of a step."""
        found = zip(self._scene.cart.lines, amounts, strict=True)
        return tuple(
            StepLine(line=number, sku=line.sku, units=line.quantity, amount_minor=amount)
            for number, (line, amount) in enumerate(found, start=1)
            if amount
        )
