"""A case as a programme of ours: one offer for each promotion, under exactly the policies the case names."""

from __future__ import annotations

from typing import Any, Final

from loyalty.errors import ProgramInvalid
from loyalty.money import EXPONENTS
from loyalty.rules.document import load_program
from loyalty.rules.program import Program
from tests.cases.benefits import benefit
from tests.cases.conditions import conditions, tiers
from tests.cases.format import Case, Told, Unsupported
from tests.cases.goods import Shelf
from tests.cases.lanes import Place, Stand, in_order, lanes, rounds_apart
from tests.cases.points import earns, points_policy

POLICIES: Final = frozenset(
    {
        "rounding_unit",
        "remainder",
        "threshold_base",
        "benefit_base",
        "group",
        "unit_use",
        "take",
        "points_rounding",
        "rounding",
    }
)
LIMITS: Final = (("total_uses", "program"), ("per_customer", "member"))
"""Limits of a case, and whose uses they count with us; total limits are told first."""
SO_FAR: Final = {"program": "uses_so_far", "member": "customer_uses_so_far"}


def offer_ids(case: Case) -> dict[str, str]:
    """The id of each offer by the id of its promotion; one that earns points is no offer."""
    offers = [promotion for promotion in case["promotions"] if not earns(promotion)]
    return {promotion["id"]: f"offer-{place}" for place, promotion in enumerate(offers)}


def load(document: dict[str, Any]) -> Program:
    """The programme of a document; Unsupported, in the words of the refusal, where there is none."""
    try:
        return load_program(document)
    except ProgramInvalid as error:
        raise Unsupported("{told}", told=error.problems[0].text()) from None


def document(case: Case) -> dict[str, Any]:
    """The programme of a case; raises Unsupported for what this runner cannot write down."""
    policy = case.get("policy") or {}
    strange = sorted(policy.keys() - POLICIES)
    if strange:
        raise Unsupported("The runner does not know the policy `{policy}`.", policy=strange[0])
    _decimals(case)
    shelf = Shelf.of(case)
    promotions = in_order([one for one in case["promotions"] if not earns(one)])
    benefits = [benefit(one["effect"], shelf, policy) for one in promotions]
    apart = rounds_apart(promotions, policy.get("rounding_unit", "sum"))
    stands = [
        Stand(promotion, given["kind"] == "free_shipping", by_line)
        for promotion, given, by_line in zip(promotions, benefits, apart, strict=True)
    ]
    made, places = lanes(stands)
    ids = offer_ids(case)
    offers = [
        {
            "id": ids[promotion["id"]],
            "name": promotion["id"],
            "when": conditions(case, promotion, shelf),
            "benefit": given,
            "priority": len(promotions) - rank,
            "limits": _limits(promotion),
            **_terms(case, place),
            **(_apart(policy) if by_line else {}),
            **_company(case, promotion),
        }
        for rank, (promotion, given, place, by_line) in enumerate(
            zip(promotions, benefits, places, apart, strict=True)
        )
    ]
    return {
        "key": "case",
        "currency": case["currency"],
        "time_zone": "UTC",
        "lanes": made,
        "offers": offers,
        **_sections(case, shelf),
    }


def _decimals(case: Case) -> None:
    """The case and ISO 4217 mean the same minor units; a currency that ISO does not know is refused later."""
    decimals = EXPONENTS.get(case["currency"])
    told = case.get("currency_decimals", decimals)
    if decimals is not None and told != decimals:
        raise Unsupported(
            "{code} has {own} decimals here, not {told}.", code=case["currency"], own=decimals, told=told
        )


def _sections(case: Case, shelf: Shelf) -> dict[str, Any]:
    """What only some cases need."""
    sections: dict[str, Any] = {}
    rule = (case.get("policy") or {}).get("group", "first")
    groups = [{"id": group, "rule": rule} for group in _groups(case).values()]
    if groups:
        sections["groups"] = groups
    track = tiers(case)
    if track:
        sections["tiers"] = track
    points = points_policy(case, shelf)
    if points is not None:
        sections["points"] = points
    return sections


def _terms(case: Case, place: Place) -> dict[str, Any]:
    """Where an offer stands, on what it is judged, and how it rounds."""
    policy = case.get("policy") or {}
    threshold = policy.get("threshold_base", "running")
    return {
        "lane": place.lane,
        "threshold_base": place.running if threshold == "running" else threshold,
        "benefit_base": policy.get("benefit_base", "running"),
        "rounding": policy.get("rounding") or case.get("rounding") or "half_up",
        "remainder": policy.get("remainder", "largest"),
    }


def _apart(policy: Told) -> dict[str, Any]:
    """A percentage rounded by line or unit stands in a lane by line, beside all others there."""
    return {"rounding_unit": policy["rounding_unit"], "stack": True}


def _limits(promotion: Told) -> list[dict[str, Any]]:
    told = promotion.get("limits") or {}
    strange = sorted(told.keys() - {name for name, _ in LIMITS} - set(SO_FAR.values()))
    if strange:
        raise Unsupported("The runner does not know the limit `{limit}`.", limit=strange[0])
    return [{"per": per, "uses": int(told[name])} for name, per in LIMITS if told.get(name) is not None]


def _company(case: Case, promotion: Told) -> dict[str, Any]:
    """Who an offer keeps out."""
    group = promotion.get("exclusive_group")
    fields = {"group": _groups(case)[group]} if group is not None else {}
    return fields | ({"exclusive": True} if promotion.get("exclusive") else {})


def _groups(case: Case) -> dict[str, str]:
    """An id for each exclusive group."""
    named = [one.get("exclusive_group") for one in case["promotions"] if not earns(one)]
    return {name: f"group-{place}" for place, name in enumerate(dict.fromkeys(named)) if name is not None}
