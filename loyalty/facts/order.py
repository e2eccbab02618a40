"""Carts before payment: what a shop asks a quote for; money and percents as Decimal, text or int."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Amount: TypeAlias = Decimal | str | int
"""Major units of the cart's currency, or a percent; a float is refused where it is read."""

CouponChoice: TypeAlias = Literal["best", "none"] | tuple[str, ...]
"""Which held coupons to use: those that save most, none, or those with these ids, whatever they save."""

CodesUse: TypeAlias = Literal["each", "all"]
"""What codes shown together get: each by itself, or all of them or none."""

PointsUse: TypeAlias = Literal["max", "none"] | int
"""How many points to spend: as many as allowed, none, or at most a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CartLine:
    """One line of goods.

    `amount` is the line at its selling price when that is not `unit_price` times `quantity`; `list_price` and
    `floor_price` are per unit. `category` is a path such as `drinks/tea`; `tax_rate` a percent. A line that
    is not `selected` is no part of the order. A `gift` costs nothing: no offer counts or changes it, and it
    earns nothing. Goods may be kept out of offers alone, or out of earning points and paying with them.
    `unit_cost` is what a unit costs the shop: no rule asks for it, simulations of the shop's orders do.
    """

    id: str
    sku: str
    quantity: int = 1
    unit_price: Amount | None = None
    amount: Amount | None = None
    list_amount: Amount | None = None
    list_price: Amount | None = None
    floor_price: Amount = 0
    selected: bool = True
    gift: bool = False
    excluded_from_offers: bool = False
    excluded_from_points: bool = False
    category: str | None = None
    brand: str | None = None
    seller: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    tax_rate: Amount = 0
    unit_cost: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """Money that somebody already holds and pays with: stored value, a gift card; `name` is the shop's."""

    name: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingMethod:
    """A way to ship an order, with its fee before offers."""

    id: str
    fee: Amount = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cart:
    """What someone is about to buy. `region` is a path such as `CN/Shanghai`.

    The fee is `shipping_fee`, or that of the `shipping_method` chosen among `shipping_methods`.
    `tenders` are used up in their order. Prices and the fee include tax unless `prices_include_tax` is False.
    """

    currency: str
    lines: tuple[CartLine, ...]
    channel: str | None = None
    store: str | None = None
    payment_method: str | None = None
    shipping_method: str | None = None
    region: str | None = None
    codes: tuple[str, ...] = ()
    codes_use: CodesUse = "each"
    coupons: CouponChoice = "best"
    shipping_fee: Amount = 0
    shipping_methods: tuple[ShippingMethod, ...] = ()
    points: PointsUse = "max"
    tenders: tuple[Tender, ...] = ()
    prices_include_tax: bool = True
    shipping_tax_rate: Amount = 0
