"""Case files, read so that no figure is ever a float and every field holds what the format says.

A file that is not of the format is refused in one sentence. What a case asks for inside the format, a kind of
benefit say, is judged case by case later on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NoReturn

from tests.cases.format import SUMS, Case, NotOfTheFormat, Told

FIGURE: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
FIGURES: Final = frozenset(
    [
        "unit_price",
        "quantity",
        "shipping",
        "past_orders",
        "amount",
        "percent",
        "price",
        "max_amount",
        "per_each_spent",
        "bundle_quantity",
        "max_applications",
        "percent_off",
        "amount_off",
        "min_subtotal",
        "per_amount",
        "points",
        "multiplier",
        "total_uses",
        "uses_so_far",
        "per_customer",
        "customer_uses_so_far",
        "discount",
        "priority",
        "currency_decimals",
    ]
) | {*SUMS}
LISTS: Final = frozenset(
    [
        "lines",
        "promotions",
        "conditions",
        "codes",
        "segments",
        "skus",
        "categories",
        "exclude_skus",
        "exclude_categories",
        "steps",
        "applied",
        "rejected",
    ]
)
GROUPS: Final = frozenset(["customer", "cart", "effect", "of", "buy", "get", "limits", "policy", "expect"])
"""Fields by what they hold, wherever they stand; each may also be null."""
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "percent_off": ("percent",),
    "amount_off": ("amount",),
    "fixed_price": ("price",),
    "buy_x_get_y": ("buy", "get"),
    "gift": ("sku",),
    "tiered": ("steps",),
    "earn_points": ("per_amount", "points"),
    "min_subtotal": ("amount",),
    "min_quantity": ("quantity",),
    "segment": ("any",),
    "tier": ("any",),
    "channel": ("any",),
}
"""What an effect or a condition of each kind must say."""
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "lines": ("id", "sku", "unit_price", "quantity"),
    "promotions": ("id", "effect"),
    "conditions": ("kind",),
    "effect": ("kind",),
    "buy": ("quantity",),
    "get": ("quantity",),
    "steps": ("min_subtotal",),
    "cart": ("lines",),
    "rejected": ("code", "reason"),
}
"""What each part of a case must say."""


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; raises NotOfTheFormat."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"), parse_float=_no_text, parse_constant=_no_text)
    except (OSError, UnicodeDecodeError) as error:
        raise NotOfTheFormat("The file cannot be read: {why}.", why=error) from None
    except json.JSONDecodeError as error:
        raise NotOfTheFormat("The file is no JSON: {why}.", why=error) from None
    if not isinstance(found, list):
        raise NotOfTheFormat("A case file is a list of cases, not {it}.", it=_shown(found))
    seen: set[str] = set()
    for number, case in enumerate(found, start=1):
        _case(case, f"case {number}")
        if case["id"] in seen:
            raise NotOfTheFormat("The id {id} stands twice, last in case {n}.", id=case["id"], n=number)
        seen.add(case["id"])
    return found


def _case(case: object, where: str) -> None:
    told = _group(case, where)
    for field in ("id", "currency", "now"):
        if not isinstance(told.get(field), str):
            it = _shown(told.get(field))
            raise NotOfTheFormat(
                "`{field}` of {where} should be text, not {it}.", field=field, where=where, it=it
            )
    name = f"{where} ({told['id']})"
    _needs(told, ("cart", "promotions", "expect"), name)
    _part(told, name)
    lines = told["expect"].get("lines") or {}
    for line, figures in _group(lines, f"`lines` of `expect` of {name}").items():
        _part(_group(figures, f"`{line}` of {name}"), f"line {line} of `expect` of {name}")


def _part(told: Told, where: str) -> None:
    """Every field holds what its name says, as deep as the format goes."""
    for field, value in told.items():
        here = f"`{field}` of {where}"
        if value is None or (field == "lines" and isinstance(value, Mapping)):
            continue
        if field in FIGURES:
            _figure(value, here)
        elif field in GROUPS:
            _needs(_group(value, here), PARTS.get(field, ()), here)
            _part(value, here)
        elif field in LISTS:
            _list(field, value, here)


def _list(field: str, value: object, here: str) -> None:
    if not isinstance(value, list):
        raise NotOfTheFormat("{where} should be a list, not {it}.", where=here, it=_shown(value))
    for one in value if field in PARTS else ():
        entry = f"an entry of {here}"
        _needs(_group(one, entry), PARTS[field], entry)
        _part(one, entry)


def _needs(told: Told, fields: tuple[str, ...], where: str) -> None:
    for field in (*fields, *NEEDED.get(str(told.get("kind")), ())):
        if told.get(field) is None:
            raise NotOfTheFormat("{where} lacks `{field}`.", where=where, field=field)


def _group(value: object, where: str) -> Told:
    if not isinstance(value, Mapping):
        raise NotOfTheFormat("{where} should be a group of fields, not {it}.", where=where, it=_shown(value))
    return value


def _figure(value: object, where: str) -> None:
    """A figure as text; a whole number loses nothing without quotes."""
    if type(value) is not int and not (isinstance(value, str) and FIGURE.match(value)):
        raise NotOfTheFormat("{where} should be a figure, not {it}.", where=where, it=_shown(value))


def _no_text(value: str) -> NoReturn:
    raise NotOfTheFormat("A figure is written as text; {it} stands there as a number.", it=value)


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value)[:40]
