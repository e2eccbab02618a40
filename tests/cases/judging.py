"""What a case expects against what the quote says, field by field; only what a case asserts is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.facts.quote import Decision, Quote, Reason
from loyalty.money import to_major
from loyalty.rules.program import Program
from loyalty.when import civil, load_zone
from tests.cases.format import SUMS, Case, Told, Unsupported
from tests.cases.programs import offer_ids

UNKNOWN: Final = "unknown_code"
APPLIED: Final = "applied"
EARNS: Final = "earns points"
REASONS: Final = {
    "BELOW_MINIMUM": "min_subtotal",
    "TOO_FEW": "min_quantity",
    "LIMIT_REACHED": "total_uses",
    "MEMBER_LIMIT_REACHED": "per_customer",
    "NOT_FIRST_ORDER": "first_order",
    "WRONG_ATTRIBUTE": "segment",
    "CONDITION": "segment",
    "WRONG_TIER": "tier",
    "WRONG_CHANNEL": "channel",
    "GROUP_TAKEN": "exclusive_group",
    "EXCLUSIVE_TAKEN": "exclusive_group",
}
"""A reason of ours in a case's word; `any` of several questions is only lowered from segments."""
EXPECTED: Final = frozenset({*SUMS, "lines", "applied", "rejected"})
Reasons = Callable[[str], set[Reason]]
"""Every reason that speaks against an offer, by its id."""


@dataclass(frozen=True)
class Difference:
    """One field that is not what the case expects."""

    field: str
    expected: object
    got: object

    def __str__(self) -> str:
        """The line that tells it."""
        return f"{self.field}: expected {self.expected}, got {self.got}"


def differences(case: Case, program: Program, quote: Quote, reasons: Reasons) -> list[Difference]:
    """Every expectation that the quote does not meet."""
    expect = {field: value for field, value in case["expect"].items() if value is not None}
    strange = sorted(expect.keys() - EXPECTED)
    if strange:
        raise Unsupported("The runner does not know what `{field}` expects.", field=strange[0])
    compared = [
        *_sums(expect, program, quote),
        *_lines(expect, program, quote),
        *_applied(case, expect, quote),
        *_rejected(case, expect, quote, reasons),
    ]
    return [one for one in compared if one.expected != one.got]


def _sums(expect: Told, program: Program, quote: Quote) -> Iterator[Difference]:
    """Goods and shipping apart: `total` is what the goods still cost."""
    minor = {
        "subtotal": quote.goods_minor,
        "discount_total": quote.discount_minor,
        "total": quote.goods_minor - quote.discount_minor,
        "shipping_discount": quote.shipping_discount_minor,
    }
    for field, got in minor.items():
        if field in expect:
            yield Difference(field, Decimal(expect[field]), to_major(got, program.unit))
    if "points_earned" in expect:
        decimals = program.points.decimals if program.points else 0
        earned = Decimal(quote.points_earned).scaleb(-decimals)
        yield Difference("points_earned", Decimal(expect["points_earned"]), earned)


def _lines(expect: Told, program: Program, quote: Quote) -> Iterator[Difference]:
    came_off = {line.id: line.discount_minor for line in quote.lines}
    for line, told in expect.get("lines", {}).items():
        strange = sorted(told.keys() - {"discount"})
        if strange:
            raise Unsupported("The runner does not know what `{field}` of a line expects.", field=strange[0])
        if "discount" in told:
            got = to_major(came_off[line], program.unit) if line in came_off else None
            yield Difference(f"lines.{line}.discount", Decimal(told["discount"]), got)


def _applied(case: Case, expect: Told, quote: Quote) -> Iterator[Difference]:
    """Which promotions applied; in which order lies in the amounts."""
    if "applied" in expect:
        names = {offer: promotion for promotion, offer in offer_ids(case).items()}
        yield Difference(
            "applied", sorted(expect["applied"]), sorted(names[offer] for offer in quote.applied)
        )


def _rejected(case: Case, expect: Told, quote: Quote, reasons: Reasons) -> Iterator[Difference]:
    """Why a code did nothing. Several reasons may speak against it, and engines name another one first."""
    decided = {one.offer_id: one for one in quote.decisions}
    for told in expect.get("rejected", ()):
        named = [one for one in case["promotions"] if _same(one.get("code"), told["code"])]
        got = {_outcome(case, one, decided) for one in named} or {UNKNOWN}
        if told["reason"] not in got and not got & {APPLIED, EARNS}:
            ids = offer_ids(case)
            got |= {_word(case, one, reason) for one in named for reason in reasons(ids[one["id"]])}
        shown = told["reason"] if told["reason"] in got else " and ".join(sorted(got))
        yield Difference(f"rejected.{told['code']}", told["reason"], shown)


def _outcome(case: Case, promotion: Told, decided: dict[str, Decision]) -> str:
    decision = decided.get(offer_ids(case).get(promotion["id"], ""))
    if decision is None:
        return EARNS
    return APPLIED if decision.applied else _word(case, promotion, decision.reason)


def _word(case: Case, promotion: Told, reason: Reason) -> str:
    if reason is Reason.OUTSIDE_WINDOW:
        return _side(case, promotion)
    return REASONS.get(reason.name, reason.name.lower())


def _side(case: Case, promotion: Told) -> str:
    """On which side of its windows a promotion stands."""
    starts = [one.get("from") for one in promotion.get("conditions") or () if one["kind"] == "active_between"]
    now = _instant(case["now"])
    return "not_started" if any(start and now < _instant(start) for start in starts) else "expired"


def _instant(text: str) -> datetime:
    return civil(text, load_zone("UTC"))


def _same(code: str | None, other: str) -> bool:
    return code is not None and canonical_code(code) == canonical_code(other)
