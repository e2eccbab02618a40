from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.money import currency
from loyalty.simulate.orders.amounts import Amounts, amounts, money, shipping, skus
from loyalty.simulate.orders.columns import Choice, Loaded
from loyalty.simulate.orders.conventions import Conventions
from loyalty.simulate.orders.problems import Marks

PATH = Path("orders.csv")


def read(
    unit: str = "CNY", *, said: dict[str, object] | None = None, **columns: list[object]
) -> tuple[Amounts, dict[str, int]]:
    """The figures of these columns, amounts in minor units unless it is said otherwise, and the findings."""
    frame = pl.DataFrame(columns, strict=False)
    marks = Marks(frame.height)
    loaded = Loaded(PATH, frame, Choice({name: name for name in columns}))
    figures = amounts(loaded, conventions=conventions(loaded.choice, unit, said or {}), marks=marks)
    nowhere = np.full(frame.height, -1, np.int32)
    found = marks.problems(orders=pl.Series([], dtype=pl.String), order_of=lambda rows: nowhere[rows])
    return figures, {entry.code: entry.rows for entry in found.entries}


def conventions(choice: Choice, unit: str, said: dict[str, object]) -> Conventions:
    """Those of a file in our own words, but for what is said."""
    plain = Conventions(choice=choice, currency=currency(unit), zone="UTC", date_orders={}, money={})
    return replace(plain, **said)


def test_net_is_gross_less_discount():
    figures, found = read(quantity=[2], line_gross=[1000], line_discount=[150], line_net=[850])
    assert (figures.gross[0], figures.discount[0], figures.net[0], figures.quantity[0]) == (1000, 150, 850, 2)
    assert found == {}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"line_net": [850]}, (850, 0, 850)),
        ({"line_gross": [1000]}, (1000, 0, 1000)),
        ({"line_net": [850], "line_discount": [150]}, (1000, 150, 850)),
        ({"line_gross": [1000], "line_net": [850]}, (1000, 150, 850)),
        ({"line_gross": [1000], "line_discount": [150]}, (1000, 150, 850)),
    ],
)
def test_what_is_missing_follows_from_the_rest(
    columns: dict[str, list[object]], expected: tuple[int, int, int]
):
    figures, found = read(quantity=[1], **columns)
    assert (figures.gross[0], figures.discount[0], figures.net[0]) == expected
    assert found == {}


def test_a_net_that_contradicts_gross_and_discount_is_repaired():
    figures, found = read(quantity=[1], line_gross=[1000], line_discount=[100], line_net=[950])
    assert figures.net[0] == 900
    assert found == {"net_mismatch": 1}


@pytest.mark.parametrize(
    ("unit", "price", "quantity", "gross"),
    [
        ("CNY", "6.95", 12, 8340),
        ("CNY", "0.125", 1, 13),
        ("CNY", "0.125", 3, 38),
        ("CNY", "1.005", 1, 101),
        ("GBP", "0.001", 5, 1),
        ("JPY", "99.5", 1, 100),
        ("KWD", "0.0005", 1, 1),
        ("IDR", "15000", 42, 630_000),
    ],
)
def test_unit_price_times_quantity_is_rounded_half_up_once(unit: str, price: str, quantity: int, gross: int):
    figures, _ = read(unit, quantity=[quantity], unit_price=[price])
    assert figures.gross[0] == figures.net[0] == gross


@given(st.decimals(min_value=0, max_value=10**6, places=4), st.integers(1, 10**4))
def test_unit_prices_agree_with_decimal_arithmetic(price: Decimal, quantity: int):
    figures, _ = read(quantity=[quantity], unit_price=[f"{price:f}"])
    assert figures.gross[0] == (price * quantity * 100).quantize(Decimal(1), ROUND_HALF_UP)


def test_a_discount_in_minor_units_goes_off_a_priced_line():
    figures, _ = read(quantity=[2], unit_price=["5.00"], line_discount=[150])
    assert (figures.gross[0], figures.net[0]) == (1000, 850)


def test_a_price_beyond_all_bounds_is_huge_and_not_wrapped_around():
    figures, _ = read(quantity=[2**31 - 1], unit_price=["9999999999999"])
    assert figures.gross[0] == 2**62


def test_floating_point_prices_are_noted():
    figures, found = read(quantity=[12], unit_price=[6.95])
    assert figures.gross[0] == 8340
    assert found == {"float_prices": 1}


MAJOR = {"money": dict.fromkeys(("line_gross", "line_net", "line_discount", "shipping_fee"), "major")}


def test_amounts_in_major_units_are_read_exactly():
    figures, found = read(
        said=MAJOR, quantity=["1", "2"], line_gross=["1,200.50", "¥3"], line_discount=["(0.5)", None]
    )
    assert (figures.gross.tolist(), figures.discount.tolist()) == ([120_050, 300], [-50, 0])
    assert found == {"negative_money": 1}


def test_an_amount_of_too_many_decimals_is_rounded_and_told():
    figures, found = read(said=MAJOR, quantity=[1, 1], line_net=["1.005", "1.00"])
    assert figures.net.tolist() == [101, 100]
    assert found == {"rounded_amount": 1}


def test_floating_point_amounts_are_read_by_their_shortest_text_and_told():
    figures, found = read(said=MAJOR, quantity=[1, 1], line_net=[8.7, float("nan")])
    assert figures.net.tolist()[:1] == [870]
    assert found == {"bad_number": 1, "float_prices": 1}


def test_floating_point_minor_units_count_when_whole():
    figures, found = read(quantity=[1, 1], line_net=[850.0, 8.5])
    assert (figures.net[0], found) == (850, {"bad_number": 1})


def test_a_decimal_comma_is_the_whole_files():
    figures, _ = read(said=MAJOR | {"decimal_mark": ","}, quantity=["1,0"], line_net=["1.200,50"])
    assert (figures.quantity[0], figures.net[0]) == (1, 120_050)


def test_discounts_written_negative_are_discounts():
    figures, found = read(
        said={"discounts_negative": True}, quantity=[1], line_gross=[100], line_discount=[-30]
    )
    assert (figures.discount[0], figures.net[0], found) == (30, 70, {})


def test_what_was_paid_before_a_refund_is_what_is_left_and_what_went_back():
    said = {"paid_after_refunds": True, "refunds": "columns"}
    figures, _ = read(said=said, quantity=[1], line_gross=[100], line_net=[60], line_refund=[40])
    assert (figures.gross[0], figures.net[0]) == (100, 100)


def test_a_price_beside_what_was_paid_tells_the_discount():
    figures, found = read(quantity=[2, 1], unit_price=["5.00", "3.00"], line_net=[800, 350])
    assert (figures.gross.tolist(), figures.discount.tolist()) == ([1000, 350], [200, 0])
    assert found == {"net_above_price": 1}


def test_order_ids_may_tell_what_is_a_return():
    figures, found = read(
        said={"return_prefix": "C"},
        order_id=["C1", "2", "C3", None],
        quantity=[-1, -1, 1, 1],
        line_net=[100, 100, 100, 100],
    )
    assert figures.returned.tolist() == [True, False, True, False]
    assert found == {"quantity_not_positive": 1, "signed_refund": 1}


def test_where_refunds_stand_in_columns_no_row_is_a_return():
    figures, found = read(said={"refunds": "columns"}, quantity=[-1], line_net=[100])
    assert (figures.returned.tolist(), found) == ([False], {"quantity_not_positive": 1})


def test_what_the_goods_cost_is_per_line_or_per_unit():
    assert read(quantity=[2], line_net=[100])[0].cost is None
    assert read(quantity=[2, 1], line_net=[9, 9], line_cost=[70, None])[0].cost.tolist() == [70, -1]
    figures, found = read(quantity=[2, 3], line_net=[9, 9], unit_cost=["0.355", "x"])
    assert (figures.cost.tolist(), found) == ([71, -1], {"bad_cost": 1})
    assert read(quantity=[-2], line_net=[-9], unit_cost=["0.5"])[0].cost.tolist() == [100]
    figures, found = read(
        said={"money": {"line_cost": "major"}}, quantity=[1], line_net=[9], line_cost=["0.045"]
    )
    assert (figures.cost.tolist(), found) == ([5], {"rounded_cost": 1})


def test_a_fee_that_is_none_is_told():
    frame = pl.DataFrame({"shipping_fee": ["8.00", None, "x", "-1"]})
    loaded, marks = Loaded(PATH, frame, Choice({"shipping_fee": "shipping_fee"})), Marks(4)
    said = conventions(loaded.choice, "CNY", MAJOR)
    assert shipping(loaded, conventions=said, marks=marks).tolist() == [800, -1, -1, -1]
    assert marks.repaired("bad_shipping_fee").tolist() == [False, False, True, True]
    assert not money(loaded, "line_net", conventions=said, marks=marks).known.any()


def test_items_are_called_what_the_file_calls_them():
    loaded = Loaded(PATH, pl.DataFrame({"a": ["tea "]}), Choice({}, {"sku": "ORDER"}))
    assert skus(loaded).to_list() == ["ORDER"]


def test_an_item_without_a_code_is_called_by_its_name_where_the_file_names_it():
    frame = pl.DataFrame({"sku": ["T1", None, " "], "item_name": ["Tea", "Cup", None]})
    loaded = Loaded(PATH, frame, Choice({"sku": "sku", "item_name": "item_name"}))
    assert skus(loaded).to_list() == ["T1", "Cup", None]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"quantity": ["x"], "line_net": [100]}, "bad_number"),
        ({"quantity": [1], "line_net": ["8.50"]}, "bad_number"),
        ({"quantity": ["1"], "line_net": ["€ 8"]}, "bad_number"),
        ({"quantity": [1], "unit_price": ["free"]}, "bad_number"),
        ({"quantity": [None, 1], "line_net": [100, 100]}, "bad_number"),
        ({"quantity": [1, 1], "line_net": [None, 100]}, "bad_number"),
        ({"quantity": [0], "line_net": [100]}, "quantity_not_positive"),
        ({"quantity": [-1], "line_net": [100], "kind": ["sale"]}, "quantity_not_positive"),
        ({"quantity": [0], "line_net": [100], "kind": ["return"]}, "quantity_not_positive"),
        ({"quantity": [1], "line_net": [-100], "kind": ["sale"]}, "negative_money"),
        ({"quantity": [1], "line_gross": [100], "line_discount": [150]}, "negative_money"),
        ({"quantity": [1], "line_gross": [100], "line_discount": [-50]}, "negative_money"),
        ({"quantity": [1], "line_net": [100], "kind": ["gift"]}, "unknown_kind"),
    ],
)
def test_a_row_with_wrong_figures_is_excluded(columns: dict[str, list[object]], reason: str):
    _, found = read(**columns)
    assert found == {reason: 1}


@pytest.mark.parametrize("word", ["return", " Refund ", "退货", "退款"])
def test_returns_are_recognised_by_their_word(word: str):
    assert read(quantity=[1], line_net=[100], kind=[word])[0].returned.tolist() == [True]


@pytest.mark.parametrize("word", ["sale", "ORDER", "purchase", "销售", "", None])
def test_sales_are_too_and_an_empty_cell_is_one(word: str | None):
    assert read(quantity=[1, 1], line_net=[100, 100], kind=[word, "sale"])[0].returned.tolist() == [
        False,
        False,
    ]


def test_a_refund_with_negative_figures_becomes_a_return_of_their_size():
    figures, found = read(
        quantity=[-2, 2], line_gross=[-1000, 1000], line_discount=[-100, 0], line_net=[-900, 1000]
    )
    assert figures.returned.tolist() == [True, False]
    assert (figures.quantity[0], figures.gross[0], figures.discount[0], figures.net[0]) == (2, 1000, 100, 900)
    assert found == {"signed_refund": 1}


def test_a_return_may_be_written_with_either_sign():
    figures, found = read(quantity=[-1, 1], line_net=[-500, -500], kind=["return", None])
    assert figures.returned.tolist() == [True, True]
    assert figures.net.tolist() == [500, 500]
    assert found == {"signed_refund": 2}


def test_a_negative_price_is_a_refund_where_the_file_names_no_kinds():
    figures, found = read(quantity=[1], unit_price=["-110.62"])
    assert (figures.returned.tolist(), figures.net.tolist()) == ([True], [11062])
    assert found == {"signed_refund": 1}


FIGURE = st.one_of(st.none(), st.integers(-300, 900))


@given(
    st.lists(st.tuples(st.integers(-2, 9) | st.none(), FIGURE, FIGURE, FIGURE), min_size=1, max_size=12),
    st.sets(st.sampled_from(["line_gross", "line_discount", "line_net"])),
)
def test_a_row_means_the_same_alone_as_among_others(rows, columns):
    names = sorted(columns | {"line_net"})
    table = [
        dict(zip(["quantity", "line_gross", "line_discount", "line_net"], row, strict=True)) for row in rows
    ]

    def figures(picked: list[dict[str, int | None]]) -> tuple[list[tuple[int, ...]], dict[str, int]]:
        found, told = read(
            **{
                name: pl.Series([row[name] for row in picked], dtype=pl.Int64)
                for name in ("quantity", *names)
            }
        )
        values = (found.quantity, found.gross, found.discount, found.net, found.returned)
        return [tuple(int(one[at]) for one in values) for at in range(len(picked))], told

    together, told = figures(table)
    alone = [figures([row]) for row in table]
    excluded = {"bad_number", "quantity_not_positive", "negative_money"}
    assert {code: sum(told.get(code, 0) for _, told in alone) for code in told} == told
    for whole, (single, own) in zip(together, alone, strict=True):
        assert own.keys() & excluded or whole == single[0]
