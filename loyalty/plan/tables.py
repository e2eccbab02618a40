"""The Plan: a Program's tables, and what the numbers in them stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.facts.member import HeldCoupon
from loyalty.kernels import codes
from loyalty.money import to_minor
from loyalty.plan.carried import CarriedOffer
from loyalty.plan.eligibility import Goods, Purpose, Question, taker_for
from loyalty.rules.conditions import codes_asked
from loyalty.rules.program import Program
from loyalty.rules.selectors import EVERYTHING, Selector

BITS = 32
GOODS_KEPT = 65_536


@dataclass(frozen=True, slots=True)
class LoweredOffer:
    """One row of the offers table: an offer of the programme, or what a tier's benefit became."""

    id: str
    name: str
    name_zh: str
    lane: str
    kind: str
    component: str
    funded_by: tuple[tuple[str, int], ...]
    """Shares in parts per million."""
    carried_as: str = ""
    """Its key where its terms are an older version's; another row may then have the same id."""
    version: str | None = None
    """The older version whose terms these are."""

    @property
    def key(self) -> str:
        """What no other row has."""
        return self.carried_as or self.id


@dataclass(frozen=True, slots=True)
class Pauses:
    """What the shop has switched off for a while: some offers, or all that the programme grants."""

    offers: frozenset[str] = frozenset()
    everything: bool = False

    def stop(self, offer_id: str) -> bool:
        """Whether an offer is among it."""
        return self.everything or offer_id in self.offers


NOTHING_PAUSED: Final = Pauses()


@dataclass(frozen=True)
class Plan:
    """Integer tables of one programme version, shared by every order it prices."""

    program: Program
    tables: dict[str, list[Any]]
    bits: tuple[Question, ...]
    """What each eligibility bit of an order answers."""
    selectors: tuple[Selector, ...]
    purposes: tuple[Purpose, ...]
    """What each selector is asked for: told apart only where a cart keeps goods out of something."""
    price_lists: tuple[dict[str, int], ...]
    offers: tuple[LoweredOffer, ...]
    own: tuple[str, ...]
    """Names of the counters each member carries."""
    shared: tuple[str, ...]
    """Names of the counters all members share."""
    pauses: Pauses = NOTHING_PAUSED
    carried: tuple[CarriedOffer, ...] = ()
    """Coupon offers of older versions that were asked for."""
    keys: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Which row's terms a coupon of an older version and offer has."""
    live: Program | None = None
    """The version itself, where `program` has carried offers beside its own."""

    @property
    def version(self) -> Program:
        """The version as it was published: `program` without what is carried."""
        return self.program if self.live is None else self.live

    @property
    def hash(self) -> str:
        """The programme version's id."""
        return self.version.hash

    def key_of(self, held: HeldCoupon) -> str | None:
        """The key of the offer whose terms a coupon has; None where the plan has no such terms."""
        if held.version in {"", self.hash}:
            return held.offer_id
        return self.keys.get((held.version, held.offer_id))

    @property
    def words(self) -> int:
        """Words of eligibility bits an order carries."""
        return max((len(self.bits) + BITS - 1) // BITS, 1)

    @property
    def item_words(self) -> int:
        """Words of selector bits an item carries."""
        return max((len(self.selectors) + BITS - 1) // BITS, 1)

    @property
    def couples_members(self) -> bool:
        """Whether one member's order can change another's: total limits or budgets."""
        return bool(self.shared) or bool(self.program.budgets)

    @cached_property
    def identity_counters(self) -> dict[str, str]:
        """Counters of what all who share an identity have used; by each the one of a member's own uses."""
        named = {self.own[one.slot] for one in self.tables["limits"] if one.per == codes.PER_IDENTITY}
        return {name: own_counter(name) for name in sorted(named)}

    @property
    def holds_back(self) -> bool:
        """Whether a hold of one member can keep something from another."""
        return self.couples_members or bool(self.identity_counters)

    @cached_property
    def coupon_offers(self) -> tuple[str, ...]:
        """Keys of offers that take a coupon."""
        return tuple(offer.id for offer in self.program.offers if offer.coupon is not None)

    @cached_property
    def asks_tax(self) -> bool:
        """Whether an earn rule counts amounts with tax or without it, whatever prices say."""
        points = self.program.points
        return points is not None and any(rule.tax != "as_priced" for rule in points.rules)

    @cached_property
    def by_seller(self) -> bool:
        """Whether an offer is judged for each seller apart: the work bench then holds every line twice."""
        return any(offer.per == "seller" for offer in self.program.offers)

    @cached_property
    def code_offers(self) -> dict[str, tuple[str, ...]]:
        """By code in canonical form the offers that ask for it, in order of application."""
        asked: dict[str, tuple[str, ...]] = {}
        whens = {offer.id: offer.when for offer in self.program.offers}
        for lowered in self.offers:
            wanted = {canonical_code(code) for code in codes_asked(whens.get(lowered.key, ()))}
            for code in sorted(wanted):
                asked[code] = (*asked.get(code, ()), lowered.id)
        return asked

    @cached_property
    def budgets(self) -> tuple[tuple[int, int], ...]:
        """Each budget's way of ending and its amount in minor units."""
        unit = self.program.unit
        return tuple(
            (codes.CLIP if budget.over == "clip" else codes.REJECT, to_minor(budget.amount, unit))
            for budget in self.program.budgets
        )

    @cached_property
    def takers(self) -> tuple[Callable[[Goods], bool], ...]:
        """What each selector takes, in the selectors' order."""
        asked = zip(self.selectors, self.purposes, strict=True)
        return tuple(taker_for(selector, purpose, self.program.unit) for selector, purpose in asked)

    @cached_property
    def price_tests(self) -> tuple[Selector, ...]:
        """The selectors that look at what a line costs."""
        return tuple(selector for selector in self.selectors if selector.asks_price)

    @cached_property
    def words_of(self) -> Callable[[Goods], tuple[int, ...]]:
        """The words of selector bits of an item; a shop's goods come again with every cart."""

        @lru_cache(maxsize=GOODS_KEPT)
        def words(goods: Goods) -> tuple[int, ...]:
            return tuple(signed_words([int(takes(goods)) for takes in self.takers], self.item_words))

        return words

    @cached_property
    def spare(self) -> list[dict[str, Any]]:
        """Scratch tables between two quotes; whoever takes one has it alone."""
        return []

    def settings(self) -> Any:  # noqa: ANN401 - a kernel row
        """The one row of plan-wide settings."""
        return self.tables["plan"][0]


@dataclass
class Registry:
    """What lowering numbers as it meets it: selectors, questions, nodes, counters."""

    flagged: bool = False
    """Whether goods may be kept out of offers or points, so that everything is no longer all lines."""
    purpose: Purpose = ""
    selectors: dict[tuple[Selector, Purpose], int] = field(default_factory=dict)
    bits: dict[Question, int] = field(default_factory=dict)
    nodes: list[Any] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    price_lists: list[dict[str, int]] = field(default_factory=list)

    def turn_to(self, purpose: Purpose) -> None:
        """What follows is about offers, or about points."""
        self.purpose = purpose if self.flagged else ""

    def selector(self, selector: Selector) -> int:
        """The selector's number; NONE for everything."""
        if selector == EVERYTHING and not self.flagged:
            return codes.NONE
        return self.selectors.setdefault((selector, self.purpose), len(self.selectors))

    def bit(self, condition: Question) -> int:
        """The eligibility bit that answers a condition without history."""
        return self.bits.setdefault(condition, len(self.bits))


def own_counter(name: str) -> str:
    """The counter of a member's own uses that belongs to one of an identity's."""
    offer_id, _, each = name.rsplit("/", 2)
    return f"{offer_id}/member/{each}"


def counts_identity(name: str) -> bool:
    """Whether a counter is one of all who share an identity."""
    return name.rsplit("/", 2)[1:2] == ["identity"]


def signed_words(flags: list[int], words: int) -> list[int]:
    """Bits as signed 32-bit words, lowest first."""
    packed = [0] * words
    for place, flag in enumerate(flags):
        if flag:
            packed[place // BITS] |= 1 << (place % BITS)
    return [word - 2**BITS if word >= 2 ** (BITS - 1) else word for word in packed]
