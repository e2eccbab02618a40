"""The switches of a programme: what holds its cost back, or would, and how each can be set otherwise.

A cap, a limit, a budget or a ceiling on paying with points is taken away and halved; what has no per-member
limit, or counts for each full sum, set or unit, is held to once. A switch moves nothing else: without its
limit per member an offer still asks for a member, an amount given once stays in its lane. Where something
else must move along, the sentence says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, TypeAlias

from loyalty.money import to_major, to_minor
from loyalty.plan.graph import needs_member
from loyalty.rules.benefits import (
    AmountOff,
    Bundle,
    BuyGet,
    FreeShipping,
    NthItem,
    PercentOff,
    PerEachSpent,
    SetBenefit,
    SpendSteps,
)
from loyalty.rules.exact import plain
from loyalty.rules.lanes import ORDER_LANE, Budget, Lane
from loyalty.rules.offers import Limit, Offer
from loyalty.rules.points import PointsPolicy, RedeemRate
from loyalty.rules.program import Program
from loyalty.rules.sentences_offers import limit_words
from loyalty.rules.tongue import Tongue
from loyalty.simulate.varying.paths import Step
from loyalty.simulate.varying.switchboard_words import SPANS, WORDS

Place: TypeAlias = tuple[Step, ...]
Setting: TypeAlias = Decimal | int | str | None
Said: TypeAlias = Callable[[Tongue], str]
"""A fact of a sentence, in whichever language."""

PERCENT_STEP: Final = Decimal("0.0001")
ONCE: Final = {"per": "member", "uses": 1}
UNREACHED: Final = 2**31 - 1
"""The highest limit there is: nobody reaches it, and it asks for a member as any other limit does."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch and another position for it: the fields that change, from what to what, in words."""

    offer: str | None
    name: str
    source: Setting
    target: Setting
    changes: tuple[tuple[Place, object], ...]
    en: str
    zh: str


def switches(program: Program) -> tuple[Switch, ...]:
    """Every switch in each other position, in document order."""
    board = _Board(program)
    found = chain(
        *(board.offer(place, offer) for place, offer in enumerate(program.offers)),
        *(board.budget(place, budget) for place, budget in enumerate(program.budgets)),
        *(board.lane(place, lane) for place, lane in enumerate(program.lanes)),
        board.points(program.points) if program.points else (),
    )
    return tuple(found)


class _Board:
    """The switches of one programme, section by section."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._tongues = Tongue.of(program, "en"), Tongue.of(program, "zh")

    def offer(self, place: int, offer: Offer) -> Iterator[Switch]:
        """What an offer's benefit and limits hold back."""
        at: Place = ("offers", place, "benefit")
        name = _name(offer)
        match offer.benefit:
            case PercentOff(cap=cap) | SpendSteps(cap=cap):
                yield from self._ceiling("cap", offer.id, (*at, "cap"), cap, of=name)
            case FreeShipping(amount=amount):
                yield from self._ceiling("cap", offer.id, (*at, "amount"), amount, of=name)
            case PerEachSpent() as benefit:
                yield from self._times(offer, benefit, (*at, "times_max"))
            case NthItem() | BuyGet() | Bundle() as benefit:
                yield from self._sets(offer, benefit, (*at, "times_max"))
            case AmountOff(each="line" | "unit") as benefit:
                moved = self._program.lane(offer.lane).by_line
                change = (
                    ((*at, "each"), "order"),
                    (("offers", place, "lane"), ORDER_LANE if moved else offer.lane),
                )
                word = f"each.{benefit.each}"
                facts = {"of": name, "moved": _moved if moved else _text("")}
                yield self._switch(word, offer.id, (benefit.each, "order"), *change, **facts)
            case _:
                pass
        yield from self._limits(place, offer)
        if offer.stack:
            alone = (("offers", place, "stack"), False)
            yield self._switch("stack.offer", offer.id, ("true", "false"), alone, of=name)

    def budget(self, place: int, budget: Budget) -> Iterator[Switch]:
        """A budget taken from all offers that spend it, and half of it."""
        spenders = [number for number, offer in enumerate(self._program.offers) if offer.budget == budget.id]
        if spenders:
            owner = self._program.offers[spenders[0]].id if len(spenders) == 1 else None
            taken = [(("offers", number, "budget"), None) for number in spenders]
            facts = {"of": _text(budget.id), "before": _money(budget.amount)}
            yield self._switch("budget.none", owner, (budget.amount, None), *taken, **facts)
            half = self._half(budget.amount)
            change = (("budgets", place, "amount"), half)
            yield self._switch("budget.half", owner, (budget.amount, half), change, now=_money(half), **facts)

    def lane(self, place: int, lane: Lane) -> Iterator[Switch]:
        """Offers of a lane that add up, held to the best of them."""
        if lane.rule == "all" and sum(offer.lane == lane.id for offer in self._program.offers) > 1:
            change = (("lanes", place, "rule"), "best_of")
            yield self._switch("stack.lane", None, ("all", "best_of"), change, of=_text(lane.id))

    def points(self, policy: PointsPolicy) -> Iterator[Switch]:
        """What holds back paying with points, and earning them."""
        if policy.redeem is not None:
            yield from self._redeem(policy.redeem)
        for place, cap in enumerate(policy.caps):
            scale = Decimal(10) ** policy.decimals
            half = Decimal(int(cap.points * scale) // 2).scaleb(-policy.decimals)
            span = SPANS[cap.per]
            facts: dict[str, Said] = {
                "before": lambda tongue, count=cap.points: tongue.points(count),  # type: ignore[misc]
                "span": lambda tongue, span=span: tongue.say(*span),  # type: ignore[misc]
            }
            rest = [one.model_dump(exclude_unset=True) for one in policy.caps if one is not cap]
            taken = (("points", "caps"), rest)
            yield self._switch("earn_cap.none", None, (cap.points, None), taken, **facts)
            change = (("points", "caps", place, "points"), half)
            facts["now"] = lambda tongue, count=half: tongue.points(count)  # type: ignore[misc]
            yield self._switch("earn_cap.half", None, (cap.points, half), change, **facts)

    def _redeem(self, rate: RedeemRate) -> Iterator[Switch]:
        at: Place = ("points", "redeem")
        yield from self._ceiling("max_amount", None, (*at, "max_amount"), rate.max_amount)
        percent = rate.max_percent
        if percent is not None:
            half = (percent * Decimal("0.5")).quantize(PERCENT_STEP)
            facts = {"before": _text(f"{plain(percent)}%"), "now": _text(f"{plain(half)}%")}
            place = (*at, "max_percent")
            yield self._switch("max_percent.none", None, (percent, None), (place, None), **facts)
            yield self._switch("max_percent.half", None, (percent, half), (place, half), **facts)

    def _ceiling(
        self, name: str, owner: str | None, place: Place, amount: Decimal | None, **facts: Said
    ) -> Iterator[Switch]:
        """A sum of money taken away, and half of it."""
        if amount is not None:
            half = self._half(amount)
            told = {"before": _money(amount), "now": _money(half), **facts}
            yield self._switch(f"{name}.none", owner, (amount, None), (place, None), **told)
            yield self._switch(f"{name}.half", owner, (amount, half), (place, half), **told)

    def _times(self, offer: Offer, benefit: PerEachSpent, place: Place) -> Iterator[Switch]:
        """For each full sum as often as it goes, and once an order."""
        most = benefit.times_max
        facts = {"of": _name(offer), "every": _money(benefit.every), "before": _text(f"{most}")}
        if most is not None:
            yield self._switch("times_max.none", offer.id, (most, None), (place, None), **facts)
        if most != 1:
            word = "times_max.once" if most else "times_max.set"
            yield self._switch(word, offer.id, (most, 1), (place, 1), **facts)

    def _sets(self, offer: Offer, benefit: SetBenefit, place: Place) -> Iterator[Switch]:
        """As many sets as there are, and one an order."""
        most = benefit.times_max
        facts = {"of": _name(offer), "before": _text(f"{most}")}
        if most is not None:
            yield self._switch("times_max.sets_none", offer.id, (most, None), (place, None), **facts)
        if most != 1:
            word = "times_max.sets_once" if most else "times_max.sets_set"
            yield self._switch(word, offer.id, (most, 1), (place, 1), **facts)

    def _limits(self, place: int, offer: Offer) -> Iterator[Switch]:
        at: Place = ("offers", place, "limits")
        written = [limit.model_dump(exclude_unset=True) for limit in offer.limits]
        for number, limit in enumerate(offer.limits):
            by_member = limit.for_members
            name = "member_limit" if by_member else "total_limit"
            facts = {"of": _name(offer), "before": _limit(limit)}
            rest = written[:number] + written[number + 1 :]
            taken = ((*at, number, "uses"), UNREACHED) if by_member else (at, rest)
            yield self._switch(f"{name}.none", offer.id, (limit.uses, None), taken, **facts)
            if limit.uses > 1:
                half = limit.uses // 2
                facts["now"] = _limit(limit.model_copy(update={"uses": half}))
                change = ((*at, number, "uses"), half)
                yield self._switch(f"{name}.half", offer.id, (limit.uses, half), change, **facts)
        if not any(limit.for_members for limit in offer.limits):
            once = (at, [*written, ONCE])
            yield self._switch(self._first_limit(offer), offer.id, (None, 1), once, of=_name(offer))

    def _first_limit(self, offer: Offer) -> str:
        """Who is shut out by a first limit per member: no guest holds a coupon that an issuance gives."""
        if any(
            given.kind == "coupon" and given.offer == offer.id
            for issuance in self._program.issuances
            for given in issuance.gives
        ):
            return "member_limit.coupons"
        return "member_limit.set" if needs_member(offer.when) else "member_limit.members"

    def _half(self, amount: Decimal) -> Decimal:
        """Half of a sum, in whole minor units."""
        return to_major(to_minor(amount, self._program.unit) // 2, self._program.unit)

    def _switch(
        self,
        word: str,
        offer: str | None,
        positions: tuple[Setting, Setting],
        *changes: tuple[Place, object],
        **facts: Said,
    ) -> Switch:
        en, zh = (
            template.format(**{name: fact(tongue) for name, fact in facts.items()})
            for template, tongue in zip(WORDS[word], self._tongues, strict=True)
        )
        return Switch(offer, word.partition(".")[0], *positions, changes, en, zh)


def _name(offer: Offer) -> Said:
    return lambda tongue: tongue.say(offer.name or offer.id, f"“{offer.name_zh or offer.name or offer.id}”")


def _text(text: str) -> Said:
    return lambda _tongue: text


def _moved(tongue: Tongue) -> str:
    return tongue.say(", and together with the offers on the whole order", "，并改为与整单优惠一同计算")


def _money(amount: Decimal) -> Said:
    return lambda tongue: tongue.money(amount)


def _limit(limit: Limit) -> Said:
    return lambda tongue: limit_words(limit, tongue)
