"""The goods of a case: its lines as a cart has them, and its selectors as a programme writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from loyalty.facts.order import CartLine
from tests.cases.format import Case, Told, Unsupported

FIELDS: Final = {
    "skus": "skus",
    "categories": "categories",
    "exclude_skus": "except_skus",
    "exclude_categories": "except_categories",
}
"""A selector's lists in a case, and in a programme."""
SEVERAL: Final = "categories"
"""The attribute that holds a line's categories where some line has more than one."""
NOTHING: Final = "none of these goods"


@dataclass(frozen=True)
class Shelf:
    """How a case speaks of goods.

    A line of ours has one category. Where a line of the case has several, each combination of categories that
    occurs is one value of an attribute, and a selector names the combinations it takes.
    """

    combinations: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, case: Case) -> Shelf:
        """The shelf behind the cart of a case."""
        return cls(frozenset(_categories(line) for line in case["cart"]["lines"]))

    @property
    def several(self) -> bool:
        """Whether some line has more than one category."""
        return any(len(one) > 1 for one in self.combinations)

    def line(self, told: Told) -> CartLine:
        """A line of the cart."""
        categories = _categories(told)
        quantity = told["quantity"]
        return CartLine(
            id=told["id"],
            sku=told["sku"],
            quantity=whole(quantity, "a line's quantity"),
            unit_price=told["unit_price"],
            category=categories[0] if categories and not self.several else None,
            attributes=((SEVERAL, _name(categories)),) if self.several else (),
        )

    def selector(self, told: Told | None) -> dict[str, Any]:
        """A selector of a programme; with no field it takes every line."""
        only(told or {}, "any", *FIELDS)
        fields = {FIELDS[name]: value for name, value in (told or {}).items() if name in FIELDS and value}
        if not self.several:
            return fields
        wanted = set(fields.pop("categories", ()))
        without = set(fields.pop("except_categories", ()))
        if wanted or without:
            taken = [
                _name(one)
                for one in sorted(self.combinations)
                if (not wanted or wanted & set(one)) and not without & set(one)
            ]
            fields["attributes"] = {SEVERAL: taken or [NOTHING]}
        return fields

    def of_field(self, told: Told) -> dict[str, Any]:
        """The field `of` of a rule about some goods; none for a rule about all of them."""
        selector = self.selector(told.get("of"))
        return {"of": selector} if selector else {}


def only(told: Told, *known: str) -> None:
    """Refuse what this runner would otherwise pass over in silence."""
    strange = [name for name, value in told.items() if name not in known and value is not None]
    if strange:
        kind = told.get("kind", "a selector")
        raise Unsupported("The runner does not know {kind} with `{field}`.", kind=kind, field=strange[0])


def whole(text: str, what: str) -> int:
    """A number of units; the library counts whole ones."""
    number, _, decimals = str(text).partition(".")
    if decimals.strip("0"):
        raise Unsupported("The library counts whole units; {what} is {text}.", what=what, text=text)
    return int(number)


def _categories(line: Told) -> tuple[str, ...]:
    return tuple(sorted(set(line.get("categories") or ())))


def _name(categories: tuple[str, ...]) -> str:
    return " | ".join(categories) or "no category"
