"""Shop systems whose exports use a plain word for something of their own.

`Name` is an order's number in one system and a buyer in another: such words count only where the columns that
the system is known by stand beside them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loyalty.simulate.orders.spelling import bare

IGNORED: Final = ""
"""A column of a known export that means nothing here, though its name could."""


@dataclass(frozen=True, slots=True)
class Export:
    """A shop system's own export: the columns it is known by, and what its names mean there."""

    name: str
    known_by: tuple[str, ...]
    columns: Mapping[str, str]


EXPORTS: Final = (
    Export(
        "Shopify",
        ("lineitem quantity", "lineitem price"),
        {
            "name": "order_id",
            "id": IGNORED,
            "email": "member_id",
            "created at": "ordered_at",
            "lineitem discount": "line_discount",
            "discount amount": "order_discount",
            "refunded amount": "order_refund",
            "subtotal": IGNORED,
            "total": IGNORED,
            "fulfillment status": IGNORED,
            "phone": IGNORED,
        },
    ),
    Export(
        "WooCommerce",
        ("order number", "item cost", "order status"),
        {
            "item cost": "unit_price",
            "order line total": "line_net",
            "order line subtotal": "line_gross",
            "discount amount": IGNORED,
            "discount amount tax": IGNORED,
            "order total amount": IGNORED,
            "order subtotal amount": IGNORED,
            "order id": IGNORED,
        },
    ),
    Export(
        "Taobao",
        ("买家应付货款", "买家应付邮费"),
        {"买家应付货款": "gross", "总金额": IGNORED, "买家实际支付金额": IGNORED, "宝贝总数量": IGNORED},
    ),
)


def export_of(found: Sequence[str]) -> Export | None:
    """The shop system whose export has these columns, if it is a known one."""
    there = {bare(theirs) for theirs in found}
    return next((export for export in EXPORTS if there >= {bare(name) for name in export.known_by}), None)
