"""How steps are said: figures of one programme in one language, and a step in both at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, assert_never

from loyalty.facts.standing import Standing
from loyalty.money import show
from loyalty.rules.benefits import Benefit
from loyalty.rules.earning import EarnRule
from loyalty.rules.exact import plain
from loyalty.rules.points import RedeemRate
from loyalty.rules.program import Program
from loyalty.rules.sentences_benefits import benefit_words
from loyalty.rules.sentences_points import redeem_words, rule_sentence
from loyalty.rules.tiers import Track
from loyalty.rules.tongue import Tongue
from loyalty.simulate.figures.outcome_steps import Step, StepKind, StepLine


@dataclass(frozen=True, slots=True)
class Say:
    """One language for one programme's figures: called with both texts, it gives the one it speaks."""

    tongue: Tongue
    decimals: int

    def __call__(self, english: str, chinese: str) -> str:
        """The text in this language."""
        return self.tongue.say(english, chinese)

    def money(self, minor: int) -> str:
        """`¥1,234.50`, with all decimals."""
        return show(minor, self.tongue.unit, language=self("en", "zh"))

    def points(self, count: int) -> str:
        """`1,234 points` from the wallet's smallest unit."""
        return self.tongue.points(Decimal(count).scaleb(-self.decimals))

    def units(self, count: int) -> str:
        """`3 units`."""
        return self.tongue.count(count, one="unit", many="units", chinese="件")

    def articles(self, count: int) -> str:
        """`3 articles`."""
        return self.tongue.count(count, one="article", many="articles", chinese="种")

    def factor(self, num: int, den: int) -> str:
        """`1.5×`."""
        ratio = Fraction(num, den)
        times = plain(Decimal(ratio.numerator) / Decimal(ratio.denominator))
        return self(f"{times}×", f"{times}倍")

    def both(self, entries: Sequence[str]) -> str:
        """`a and b`."""
        return self.tongue.both(entries)

    def benefit(self, benefit: Benefit) -> str:
        """What a benefit takes off."""
        return benefit_words(benefit, self.tongue)

    def redeem(self, rate: RedeemRate) -> str:
        """What points are worth at checkout."""
        return redeem_words(rate, self.tongue)

    def rule(self, rule: EarnRule) -> str:
        """An earn rule as a sentence."""
        return rule_sentence(rule, self.tongue)


Saying: TypeAlias = Callable[[Say], str]
"""A sentence that can be said in either language."""


class Voice:
    """Says every step of a programme's orders in English and in Chinese."""

    def __init__(self, program: Program) -> None:
        """Know the programme's currency, levels and points."""
        decimals = 0 if program.points is None else program.points.decimals
        self.program = program
        self._english = Say(Tongue.of(program, "en"), decimals)
        self._chinese = Say(Tongue.of(program, "zh"), decimals)

    def step(  # noqa: PLR0913 - a step's parts
        self,
        kind: StepKind,
        subject: str | None,
        said: Saying,
        *,
        amount_minor: int | None = None,
        left_minor: int | None = None,
        points: int | None = None,
        lines: tuple[StepLine, ...] = (),
    ) -> Step:
        """A step with its sentence in both languages."""
        return Step(
            step=kind,
            subject=subject,
            en=said(self._english),
            zh=said(self._chinese),
            amount_minor=amount_minor,
            left_minor=left_minor,
            points=points,
            lines=lines,
        )


def tier_steps(voice: Voice, before: Sequence[str | None], after: Standing) -> Iterator[Step]:
    """On every track the level the order met, the one it led to, and the credit that counts now."""
    for number, track in enumerate(voice.program.tiers):
        standing = after.tiers[number]
        reached = track.levels[standing.level].id if standing.level >= 0 else None
        yield _tier(voice, track, (before[number], reached), standing.sum)


def _tier(voice: Voice, track: Track, levels: tuple[str | None, str | None], credit: int) -> Step:
    def said(say: Say) -> str:
        name = say(track.name or track.id, track.name_zh or track.name or track.id)
        old, new = (_level(level, say) for level in levels)
        counts = _credit(track, credit, say)
        now = say(f"tier credit is {counts}", f"当前成长值 {counts}")
        if old == new:
            return say(f"{name}: {old}, unchanged; {now}.", f"{name}：{old}，等级不变；{now}。")
        return say(f"{name}: from {old} to {new}; {now}.", f"{name}：由{old}变为{new}；{now}。")

    return voice.step("tier", track.id, said)


def _level(level: str | None, say: Say) -> str:
    if level is None:
        return say("below the first level", "未达最低等级")
    return say.tongue.level_names[level]


def _credit(track: Track, credit: int, say: Say) -> str:
    match track.credit.of:
        case "spend":
            return say.money(credit)
        case "orders":
            return say.tongue.count(credit, one="order", many="orders", chinese="个订单")
        case "base_points":
            return say.points(credit)
        case _:
            assert_never(track.credit.of)
