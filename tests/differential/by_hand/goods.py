"""Lines of an order, and which of them a selector takes."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any


@dataclass
class Line:
    """A line in minor units: what it costs, cost by list and may not fall below, and what came off so far."""

    number: int
    sku: str
    quantity: int
    amount: int
    listed: int
    floor: int
    category: str | None = None
    brand: str | None = None
    seller: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    takes_part: bool = True
    off: dict[str, int] = field(default_factory=dict)
    after_items: int = 0
    used: int = 0
    """Units that sets have used, and what the sets took off them."""
    set_off: int = 0
    points_minor: int = 0
    tendered: int = 0

    @property
    def net(self):
        """What is left to pay."""
        return self.amount - sum(self.off.values()) - self.points_minor

    @property
    def room(self):
        """What may still come off."""
        return max(self.net - self.floor, 0)

    def on(self, base):
        """The line on one of the bases."""
        return {"running": self.net, "after_items": self.after_items, "list": self.listed}[base]

    def before_sets(self, base):
        """The same, as if no set had taken anything off."""
        return self.on(base) + (self.set_off if base == "running" else 0)


def takes(selector: Any, line: Line, coin: int) -> bool:
    """Whether a selector takes a line; `coin` is how many minor units make a major one."""
    unit = Fraction(line.amount, line.quantity)
    kept_out = (
        (selector.skus and line.sku not in selector.skus)
        or (selector.categories and not below(line.category, selector.categories))
        or (selector.brands and line.brand not in selector.brands)
        or (selector.sellers and line.seller not in selector.sellers)
        or any(line.attributes.get(name) not in values for name, values in selector.attributes)
        or (selector.price_from is not None and unit < Fraction(selector.price_from) * coin)
        or (selector.price_below is not None and unit >= Fraction(selector.price_below) * coin)
        or (selector.at_list_price and line.amount < line.listed)
        or line.sku in selector.except_skus
        or below(line.category, selector.except_categories)
        or line.brand in selector.except_brands
        or line.seller in selector.except_sellers
        or any(line.attributes.get(name) in values for name, values in selector.except_attributes)
    )
    return not kept_out


def below(path, tops):
    """Whether a path is one of these, or lies below one."""
    return path is not None and any(path == top or path.startswith(f"{top}/") for top in tops)
