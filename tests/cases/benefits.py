"""What a promotion of a case gives, as the benefit of an offer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from tests.cases.format import Told, Unsupported
from tests.cases.goods import Shelf, only, whole

ALL: Final = Decimal(100)
TAKES: Final = {"cheapest_item": "cheapest", "most_expensive_item": "dearest"}


def benefit(effect: Told, shelf: Shelf, policy: Told) -> dict[str, Any]:
    """The benefit that does what the effect of a case does."""
    match effect["kind"]:
        case "free_shipping":
            only(effect, "kind")
            return {"kind": "free_shipping"}
        case "buy_x_get_y":
            return _buy_get(effect, shelf, policy)
        case kind if kind in EFFECTS:
            return EFFECTS[kind](effect, shelf)
        case kind:
            raise Unsupported("The runner does not know the effect `{kind}`.", kind=kind)


def _percent(effect: Told, shelf: Shelf) -> dict[str, Any]:
    only(effect, "kind", "percent", "on", "of", "max_amount")
    most = effect.get("max_amount")
    match effect.get("on", "order"):
        case "shipping":
            share = {} if Decimal(effect["percent"]) == ALL else {"percent": effect["percent"]}
            return {"kind": "free_shipping", **share} | ({} if most is None else {"amount": most})
        case "order" | "lines":
            units: dict[str, Any] = {}
        case "cheapest_item" | "most_expensive_item" as which:
            units = {"units_max": 1, "take": TAKES[which]}
        case other:
            raise Unsupported("The runner does not know `percent_off` on `{on}`.", on=other)
    cap = {} if most is None else {"cap": most}
    return {"kind": "percent", "percent": effect["percent"], **cap, **units, **shelf.of_field(effect)}


def _amount(effect: Told, shelf: Shelf) -> dict[str, Any]:
    only(effect, "kind", "amount", "on", "of", "per_unit", "per_each_spent")
    amount, on = effect["amount"], effect.get("on", "order")
    every = effect.get("per_each_spent")
    if on not in {"order", "lines", "shipping"} or (every is not None and on != "order"):
        which = "`per_each_spent`" if every is not None else "`amount_off`"
        raise Unsupported("The runner does not know {which} on `{on}`.", which=which, on=on)
    if on == "shipping":
        return {"kind": "free_shipping", "amount": amount}
    if every is not None:
        return {"kind": "per_each", "amount": amount, "every": every, **shelf.of_field(effect)}
    each = "unit" if effect.get("per_unit") else "order" if on == "order" else "line"
    return {"kind": "amount", "amount": amount, "each": each, **shelf.of_field(effect)}


def _price(effect: Told, shelf: Shelf) -> dict[str, Any]:
    only(effect, "kind", "price", "of", "bundle_quantity", "max_applications")
    price = {"price": effect["price"], **shelf.of_field(effect)}
    if effect.get("bundle_quantity") is None:
        return {"kind": "fixed_price", **price}
    units = whole(effect["bundle_quantity"], "a bundle")
    return {"kind": "bundle", "units": units, **price, **_times(effect)}


def _gift(effect: Told, _shelf: Shelf) -> dict[str, Any]:
    only(effect, "kind", "sku", "quantity")
    units = whole(effect.get("quantity", "1"), "a gift")
    return {"kind": "gift", "skus": [effect["sku"]], "quantity": units}


def _buy_get(effect: Told, shelf: Shelf, policy: Told) -> dict[str, Any]:
    only(effect, "kind", "buy", "get", "max_applications")
    buy, get = effect["buy"], effect["get"]
    bought, free = shelf.selector(buy.get("of")), shelf.selector(get.get("of"))
    found = {
        "kind": "buy_get",
        "buy": whole(buy["quantity"], "what is bought"),
        "get": whole(get["quantity"], "what is free"),
        "percent": get.get("percent_off", "100"),
        "allocate": "reward",
        **({"of": bought} if bought else {}),
        **({"get_of": free} if free != bought else {}),
        **_times(effect),
    }
    return found | {name: policy[name] for name in ("take", "unit_use") if name in policy}


def _times(effect: Told) -> dict[str, Any]:
    times = effect.get("max_applications")
    return {} if times is None else {"times_max": int(times)}


def _steps(effect: Told, shelf: Shelf) -> dict[str, Any]:
    only(effect, "kind", "steps", "of")
    steps = []
    for told in effect["steps"]:
        only({"kind": "tiered", **told}, "kind", "min_subtotal", "amount_off", "percent_off")
        names = (("amount_off", "amount"), ("percent_off", "percent"))
        gives = {ours: told[theirs] for theirs, ours in names if told.get(theirs) is not None}
        steps.append({"from": told["min_subtotal"], **gives})
    steps.sort(key=lambda step: Decimal(step["from"]))
    return {"kind": "steps", "measure": "subtotal", "steps": steps, **shelf.of_field(effect)}


EFFECTS: Final[dict[str, Callable[[Told, Shelf], dict[str, Any]]]] = {
    "percent_off": _percent,
    "amount_off": _amount,
    "fixed_price": _price,
    "gift": _gift,
    "tiered": _steps,
}
"""The effects that only depend on their own fields and the goods."""
