"""Lanes: in which order offers apply; groups and classes: who excludes whom; budgets: how much money."""

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from loyalty.rules.scalars import Amount, Id, Rule

SHIPPING_LANE: Final = "shipping"
ITEM_LANE: Final = "item"
ORDER_LANE: Final = "order"


def _scope(data: dict[str, Any]) -> Literal["line", "order"]:
    """The item lane picks line by line, every other one for the order."""
    return "line" if data.get("id") == ITEM_LANE and data.get("rule") == "best_of" else "order"


class Lane(Rule):
    """One stage of the calculation: `all` offers apply, the `best_of` them, or the first one alone."""

    id: Id
    rule: Literal["all", "best_of", "exclusive"]
    scope: Literal["line", "order"] = Field(default_factory=_scope)

    @property
    def by_line(self) -> bool:
        """Whether the best offer is picked line by line."""
        return self.scope == "line"


class Group(Rule):
    """Offers of which an order gets one: the `first` that applies, or the `best` for the member."""

    id: Id
    rule: Literal["first", "best"] = "first"


class OfferClass(Rule):
    """Offers of which an order gets only such as combine: two classes do when each names the other."""

    id: Id
    combines_with: Annotated[tuple[Id, ...], Field(max_length=60)] = ()


class Budget(Rule):
    """A sum of money that the offers naming it may cost together.

    A live shop pauses its offers when it costs more than `per_hour` within a clock hour, until somebody
    answers for going on.
    """

    id: Id
    amount: Amount
    over: Literal["clip", "reject"] = "clip"
    per_hour: Amount | None = None


DEFAULT_LANES: Final = (
    Lane(id=ITEM_LANE, rule="best_of", scope="line"),
    Lane(id=ORDER_LANE, rule="all", scope="order"),
    Lane(id="platform", rule="all", scope="order"),
    Lane(id="coupon", rule="all", scope="order"),
    Lane(id=SHIPPING_LANE, rule="best_of", scope="order"),
)
