"""When a promotion of a case applies, as the conditions of an offer; and the tiers these speak of."""

from __future__ import annotations

from typing import Any, Final

from tests.cases.format import Case, Told, Unsupported
from tests.cases.goods import Shelf, only, whole

YES: Final = "yes"
STEP: Final = 1_000_000
"""Orders between two tiers: so many that an order in between never moves a member."""


def segment(name: str) -> str:
    """The member attribute that says who belongs to a segment."""
    return f"segment:{name}"


def conditions(case: Case, promotion: Told, shelf: Shelf) -> list[dict[str, Any]]:
    """The conditions of a promotion: its code, then those of the case in their order."""
    code = promotion.get("code")
    found = [{"kind": "code", "any": [code]}] if code is not None else []
    for told in promotion.get("conditions") or ():
        found += _condition(case, told, shelf)
    return found


def levels(case: Case) -> dict[str, str]:
    """An id for each tier that the case names."""
    named = [
        name
        for promotion in case["promotions"]
        for told in promotion.get("conditions") or ()
        if told["kind"] == "tier"
        for name in told["any"]
    ]
    held = (case.get("customer") or {}).get("tier")
    named += [held] if held else []
    return {name: f"level-{place}" for place, name in enumerate(dict.fromkeys(named))}


def tiers(case: Case) -> list[dict[str, Any]]:
    """One track with the tiers that the case names; who has none stands below them all."""
    found = [{"id": level, "minimum": STEP * (n + 1)} for n, level in enumerate(levels(case).values())]
    if not found:
        return []
    credit = {"of": "orders", "window": {"kind": "lifetime"}}
    return [{"id": "tier", "credit": credit, "term": {"kind": "forever"}, "levels": found}]


FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "min_subtotal": ("amount", "of"),
    "min_quantity": ("quantity", "of"),
    "first_order": (),
    "segment": ("any",),
    "tier": ("any",),
    "active_between": ("from", "to"),
    "channel": ("any",),
}
"""What each condition of a case consists of."""


def _condition(case: Case, told: Told, shelf: Shelf) -> list[dict[str, Any]]:
    """One condition of a case; none for a question that is always answered with yes."""
    kind = told["kind"]
    if kind not in FIELDS:
        raise Unsupported("The runner does not know the condition `{kind}`.", kind=kind)
    only(told, "kind", *FIELDS[kind])
    found: list[dict[str, Any]] = []
    match kind:
        case "min_subtotal":
            found = [{"kind": "subtotal", "minimum": told["amount"], **shelf.of_field(told)}]
        case "min_quantity":
            units = whole(told["quantity"], "a minimum")
            found = [{"kind": "quantity", "minimum": units, **shelf.of_field(told)}] if units else []
        case "segment":
            asked = [{"kind": "attribute", "name": segment(name), "any": [YES]} for name in told["any"]]
            found = asked if len(asked) == 1 else [{"kind": "any", "conditions": asked}]
        case "tier":
            found = [{"kind": "tier", "any": [levels(case)[name] for name in told["any"]]}]
        case "active_between":
            edges = {"start": told.get("from"), "end": told.get("to")}
            window = {name: value for name, value in edges.items() if value is not None}
            found = [{"kind": "window", **window}] if window else []
        case _:
            found = [dict(told)]
    return found
