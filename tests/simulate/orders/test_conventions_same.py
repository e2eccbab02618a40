"""The same orders in other clothes: names, dates, decimals, discounts and refunds of other shop systems."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.mapping import FileMapping
from tests.simulate.frames import frame, sale

START = datetime(2025, 1, 13, 8, tzinfo=UTC)

Line = tuple[int, int]
"""Pieces, and the price of one in cents."""

ORDERS = st.lists(
    st.tuples(
        st.integers(0, 40 * 24 * 60),
        st.lists(st.tuples(st.integers(1, 9), st.integers(1, 10**6)), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=8,
)


def told(orders: list[tuple[int, list[Line]]], **options: Any) -> OrderLog:
    """The log of these orders in our own words."""
    rows = [
        sale(
            f"A{number}",
            customer_id=f"m{number % 3}",
            ordered_at=START + timedelta(minutes=minutes),
            line_no=at,
            sku=f"item {at}",
            category=None,
            quantity=pieces,
            line_gross=pieces * price,
        )
        for number, (minutes, lines) in enumerate(orders)
        for at, (pieces, price) in enumerate(lines, start=1)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "orders.parquet"
        frame(rows).drop("channel", "coupon_code", "category", "line_discount").write_parquet(path)
        return OrderLog.read(path, **options)


def read(text: str, encoding: str = "utf-8", **said: Any) -> OrderLog:
    """The log of a CSV file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        path.write_bytes(text.encode(encoding))
        return OrderLog.read(path, mapping=FileMapping(**({"constants": {"currency": "CNY"}} | said)))


def major(cents: int, mark: str = ".", group: str = ",") -> str:
    """An amount as people write it."""
    return f"{Decimal(cents) / 100:,.2f}".translate({ord("."): mark, ord(","): group})


@settings(max_examples=25)
@given(ORDERS)
def test_a_continental_export_gives_the_same_orders(orders: list[tuple[int, list[Line]]]):
    rows = ["Order No;Order Date;Customer No;Line Number;SKU;Qty;Unit Price"]
    for number, (minutes, lines) in enumerate(orders):
        moment = f"{START + timedelta(minutes=minutes):%d.%m.%Y %H:%M}"
        for at, (pieces, price) in enumerate(lines, start=1):
            rows.append(
                f"A{number};{moment};m{number % 3};{at};item {at};{pieces};{major(price, ',', '.')} ¥"
            )
    assert read("\n".join(rows)).content_hash == told(orders).content_hash


@settings(max_examples=25)
@given(ORDERS)
def test_a_chinese_export_in_gbk_gives_the_same_orders(orders: list[tuple[int, list[Line]]]):
    rows = ["订单编号,下单时间,会员编号,行号,商品编码,购买数量,商品总价（元）"]
    for number, (minutes, lines) in enumerate(orders):
        moment = START + timedelta(minutes=minutes, hours=8)
        clock = f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"
        for at, (pieces, price) in enumerate(lines, start=1):
            rows.append(
                f'="A{number}",{clock},m{number % 3},{at},item {at},{pieces},"¥{major(pieces * price)}"'
            )
    log = read("\r\n".join(rows), "gb18030", zone="Asia/Shanghai")
    assert log.content_hash == told(orders).content_hash


@settings(max_examples=25)
@given(ORDERS)
def test_an_american_export_gives_the_same_orders(orders: list[tuple[int, list[Line]]]):
    rows = ["Order #\tOrder Date\tCustomer Number\tLine\tItem Code\tQuantity\tPrice"]
    for number, (minutes, lines) in enumerate(orders):
        moment = f"{START + timedelta(minutes=minutes):%m/%d/%Y %I:%M %p}"
        for at, (pieces, price) in enumerate(lines, start=1):
            rows.append(f"A{number}\t{moment}\tm{number % 3}\t{at}\titem {at}\t{pieces}.0\t{major(price)}")
    log = read("\n".join(rows), "utf-16", date_order="month_first")
    assert log.content_hash == told(orders).content_hash


@settings(max_examples=25)
@given(ORDERS, st.integers(1, 99))
def test_an_orders_discount_is_spread_to_the_cent_wherever_it_is_written(orders, percent):
    header = "order no,date,customer no,line number,sku,qty,price,order discount amount"
    total = 0
    texts: dict[str, list[str]] = {"first": [header], "all": [header]}
    for number, (minutes, lines) in enumerate(orders):
        off = sum(pieces * price for pieces, price in lines) * percent // 100
        total += off
        moment = f"{START + timedelta(minutes=minutes):%Y-%m-%d %H:%M}"
        for at, (pieces, price) in enumerate(lines, start=1):
            row = f'A{number},{moment},m{number % 3},{at},item {at},{pieces},"{major(price)}",'
            texts["all"].append(f'{row}"{major(off)}"')
            texts["first"].append(f'{row}"{major(off)}"' if at == 1 else row)
    first, every = (read("\n".join(rows)) for rows in texts.values())
    assert first.content_hash == every.content_hash
    assert int(first.line_discount.sum()) == total
    assert (first.line_gross - first.line_discount == first.line_net).all()
    assert (first.line_net >= 0).all()
