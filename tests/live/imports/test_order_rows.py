"""Rows of orders: put together whatever their order, or found where they do not fit."""

import pytest

from loyalty.facts.member import FOREVER
from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming
from loyalty.live.imports.judging import READ
from loyalty.live.imports.order_rows import put_together
from loyalty.when import civil, to_us
from tests.live.imports.importing import PLAN, bundle, row, setting

ORDER = {"order": "o1", "paid": "2023-05-01", "earned": "12", "bonus": "0.5"}
LINE = {"order": "o1", "line": "1", "sku": "A", "quantity": "2", "net": "80.00"}
SPENT = {"order": "o1", "points": "30", "expires": "2024-12-31"}


def us(text):
    return to_us(civil(text, PLAN.program.zone))


def read(*rows, **changed):
    """What rows (kind, cells) bring, and the codes of what is found."""
    rows = [row(kind, number, **cells) for number, (kind, cells) in enumerate(rows, 1)]
    coming, told = Coming(bundle(*rows)), setting(**changed)
    for one in rows:
        READ[one.kind](Cells(one, told.plan.program.zone, coming.found), coming, told)
    put_together(coming)
    return coming, [found.code for found in coming.found]


def test_an_order_is_put_together_of_rows_in_any_order():
    coming, found = read(
        ("spent", SPENT | {"lot": "a", "earned": "2023-01-01"}),
        ("lines", LINE | {"list": "100", "points_worth": "3", "tendered": "20", "tax": "1.5", "brand": "b"}),
        ("orders", ORDER | {
            "delivered": "2023-05-03", "expired": "2", "points_worth": "4", "shipping_paid": "9",
            "shipping_tendered": "1", "shipping_tax": "0.9", "return_ids": "r1; r2",
        }),
        ("spent", SPENT | {"points": "1"}),
    )  # fmt: skip
    (order,) = coming.orders.values()
    assert (order.at, order.delivered) == (us("2023-05-01"), us("2023-05-03"))
    assert (order.base, order.bonus, order.expired, order.points_minor) == (120, 5, 20, 400)
    assert (order.shipping_paid, order.shipping_tendered, order.shipping_tax) == (900, 100, 90)
    assert (order.return_ids, order.cancelled) == (("r1", "r2"), False)
    (line,) = order.lines
    assert line.unit_cost is None
    assert (line.units, line.net, line.listed, line.points_minor) == (2, 8000, 10_000, 300)
    assert (line.tendered, line.tax, line.brand, line.seller) == (2000, 150, "b", None)
    first, second = order.spent
    assert (first.points, first.lot, first.earned, first.expires) == (
        300, "a", us("2023-01-01"), us("2025-01-01"),
    )  # fmt: skip
    assert (second.points, second.earned, second.available) == (10, order.at, order.at)
    assert found == []
    told = {name: coming.told[name] for name in ("orders", "lines", "spent")}
    assert told == {"orders": 1, "lines": 1, "spent": 310}


def test_what_a_unit_cost_comes_with_its_line():
    coming, found = read(("orders", ORDER), ("lines", LINE | {"unit_cost": "12.34"}))
    plain, _ = read(("orders", ORDER), ("lines", LINE))
    (order,) = coming.orders.values()
    assert (order.lines[0].unit_cost, found) == (1_234, [])
    assert coming.content["lines"][0] == [*plain.content["lines"][0], 1_234]


def test_what_is_not_told_has_its_usual_value():
    coming, found = read(("orders", {"order": "o1", "paid": "2023-05-01"}), ("lines", LINE))
    (order,) = coming.orders.values()
    assert (order.delivered, order.base, order.points_minor) == (FOREVER, 0, 0)
    assert (order.lines[0].listed, found) == (8000, [])


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([("orders", ORDER)], ["order_without_lines"]),
        ([("orders", ORDER | {"state": "cancelled"})], []),
        ([("orders", ORDER | {"state": "open"}), ("lines", LINE)], ["bad_status"]),
        ([("orders", ORDER), ("orders", ORDER), ("lines", LINE)], ["duplicate_row"]),
        ([("orders", ORDER), ("lines", LINE), ("lines", LINE)], ["duplicate_row"]),
        ([("orders", ORDER | {"paid": "2030-01-01"}), ("lines", LINE)], ["times_out_of_order"]),
        ([("orders", ORDER | {"delivered": "2023-04-01"}), ("lines", LINE)], ["times_out_of_order"]),
        ([("orders", ORDER | {"expired": "12.6"}), ("lines", LINE)], ["out_of_range"]),
        ([("orders", ORDER | {"paid": ""}), ("lines", LINE)], ["missing", "unknown_order"]),
        ([("lines", LINE), ("spent", SPENT)], ["unknown_order", "unknown_order"]),
        ([("orders", ORDER), ("lines", LINE | {"quantity": ""})], ["missing", "order_without_lines"]),
        ([("orders", ORDER), ("lines", LINE | {"tendered": "80.01"})], ["out_of_range"]),
        ([("orders", ORDER), ("lines", LINE | {"quantity": "3000000000"})], ["out_of_range"]),
        ([("orders", ORDER), ("lines", LINE | {"net": "10995116277.76"})], ["order_too_large"]),
        ([("orders", ORDER), ("lines", LINE), ("spent", SPENT)], ["points_stay_spent"]),
        ([("orders", ORDER), ("lines", LINE), ("spent", SPENT | {"points": ""})], ["missing"]),
        (
            [("orders", ORDER), ("lines", LINE | {"points_worth": "1"}), ("spent", SPENT | {"expires": ""})],
            ["never_expires"],
        ),
        ([("holds", {"order": "o9", "ends": "2099-01-01"})], ["hold_open"]),
        ([("holds", {"order": "o9", "ends": "2023-01-01"})], ["hold_ended"]),
        ([("holds", {"order": "o9", "ends": ""})], ["missing"]),
        (
            [("points", {"points": "5", "earned": "2023-05-01", "expires": "forever", "order": "other"})],
            ["unknown_order"],
        ),
        (
            [("credit", {"track": "growth", "amount": "5", "at": "2023-05-01", "order": "other"})],
            ["unknown_order"],
        ),
        (
            [("credit", {"track": "growth", "amount": "5", "at": "2023-05-01", "order": "o1"})] * 2
            + [("orders", ORDER), ("lines", LINE)],
            ["duplicate_row"],
        ),
    ],
)
def test_what_does_not_fit_is_found(rows, codes):
    assert read(*rows)[1] == codes


def test_what_has_ended_of_an_orders_lots_counts_as_expired():
    lot = {"points": "3", "earned": "2023-05-01", "expires": "2023-06-01", "order": "o1"}
    coming, found = read(("orders", ORDER), ("lines", LINE), ("points", lot))
    assert (coming.orders["o1"].expired, found) == (30, ["lot_ended"])
    coming, _ = read(("orders", ORDER), ("lines", LINE), ("points", lot | {"points": "300"}))
    assert coming.orders["o1"].expired == 125
