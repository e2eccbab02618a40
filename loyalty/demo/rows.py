"""From numbers to the rows of an order file: ids, prices, discounts, fees, sales and returns together."""

import numpy as np
import polars as pl
from numpy.random import Generator
from numpy.typing import NDArray

from loyalty.demo.catalogue import Catalogue
from loyalty.demo.orders import STORE, Lines, Orders
from loyalty.demo.people import CHANNELS
from loyalty.demo.returns import Returned, Sold, refunds, returns, without_receipt
from loyalty.demo.seasons import DAYS, FIRST_DAY, is_sale

ZONE = "Asia/Shanghai"
SALE_PERCENT = 12
CODE, CODE_PERCENT, CODE_SHARE = "HELLO10", 10, 0.025
FEE_MINOR, FREE_FROM_MINOR = 800, 19_900
GUESTS = 0.05  # of orders in the shop name nobody
BAGS = 0.12  # of parcels on sales days hold a free bag
PRICE_RISE_PERCENT = 3  # in the second year, to the jiao below
JIAO = 10
SECOND_YEAR = 366

Ints = NDArray[np.int64]
COLUMNS = (
    "order_id", "member_id", "ordered_at", "line_no", "sku", "product", "category", "brand", "quantity",
    "unit_price", "currency", "line_gross", "line_discount", "line_net", "kind", "coupon_code", "channel",
    "original_order_id", "shipping_fee",
)  # fmt: skip


def order_rows(rng: Generator, made: Orders, basket: Lines, shelves: Catalogue) -> pl.DataFrame:
    """All rows of sales and returns, none of them wrong."""
    on_sale = _on_sale(made)
    held = _with_bags(rng, basket, bagged=on_sale & (made.channel != STORE), bag=len(shelves.goods) - 1)
    coded = (rng.random(made.member.size) < CODE_SHARE) & ~on_sale
    price = _prices(shelves, held, made)
    gross = price * held.quantity
    percent = np.where(on_sale, SALE_PERCENT, np.where(coded, CODE_PERCENT, 0))[held.order]
    cards = np.array([item.category == "gifts/cards" for item in shelves.goods])[held.goods]
    discount = gross * np.where(cards, 0, percent) // 100
    sold = Sold(held.order, held.quantity, gross, gross - discount, made.second, made.channel)
    frame = _sales(
        made, held, shelves, guests=(made.channel == STORE) & (rng.random(made.member.size) < GUESTS)
    )
    frame = frame.with_columns(
        unit_price=_decimal_text(price),
        line_gross=pl.Series(gross),
        line_discount=pl.Series(discount),
        line_net=pl.Series(gross - discount),
        coupon_code=pl.Series(coded[held.order]).replace_strict(
            {True: CODE, False: None}, return_dtype=pl.String
        ),
        shipping_fee=_fees(sold, held),
    )
    back = returns(rng, sold)
    parts = (
        _given_back(frame, back, prefix="R"),
        _given_back(frame, refunds(rng, sold, back), prefix="M"),
        _unlinked(frame, without_receipt(rng, sold, back)),
    )
    return pl.concat([frame.select(COLUMNS), *(part.select(COLUMNS) for part in parts)])


def at(frame: pl.DataFrame, places: Ints) -> pl.DataFrame:
    """The rows at these places, in this order, as often as they are named."""
    return frame.select(pl.all().gather(places))


def _on_sale(made: Orders) -> NDArray[np.bool_]:
    """Which orders fall on days on which everything is cheaper."""
    dates = np.datetime64(FIRST_DAY) + np.arange(DAYS)
    cheap = np.array([is_sale(day.month, day.day) for day in dates.astype(object)])
    return np.asarray(cheap[made.days()], np.bool_)


def _with_bags(rng: Generator, basket: Lines, *, bagged: NDArray[np.bool_], bag: int) -> Lines:
    """The baskets, some of them with a free bag as their last line."""
    last = np.flatnonzero(np.diff(basket.order, append=-1))
    given = last[bagged[basket.order[last]] & (rng.random(last.size) < BAGS)]
    after = given + 1
    return Lines(
        order=np.insert(basket.order, after, basket.order[given]),
        number=np.insert(basket.number, after, basket.number[given] + 1),
        goods=np.insert(basket.goods, after, bag),
        quantity=np.insert(basket.quantity, after, 1),
    )


def _prices(shelves: Catalogue, held: Lines, made: Orders) -> Ints:
    """Unit prices in minor units; a gift card stays worth what it says."""
    listed = np.array([item.price_minor for item in shelves.goods])
    risen = listed * (100 + PRICE_RISE_PERCENT) // 100 // JIAO * JIAO
    fixed = np.array([item.category == "gifts/cards" for item in shelves.goods])
    later = (made.days() >= SECOND_YEAR)[held.order] & ~fixed[held.goods]
    return np.where(later, risen[held.goods], listed[held.goods])


def _sales(made: Orders, held: Lines, shelves: Catalogue, *, guests: NDArray[np.bool_]) -> pl.DataFrame:
    """What every sale row says apart from its money."""
    year = np.where(made.days() < SECOND_YEAR, FIRST_DAY.year, FIRST_DAY.year + 1)
    numbers = pl.DataFrame(
        {"year": year, "number": np.arange(1, year.size + 1), "member": made.member, "guest": guests}
    )
    named = numbers.select(
        order_id=pl.format("CS-{}-{}", "year", pl.col("number").cast(pl.String).str.zfill(6)),
        member_id=pl.when(~pl.col("guest")).then(
            pl.format("m{}", pl.col("member").cast(pl.String).str.zfill(6))
        ),
        ordered_at=_instants(made.second),
        channel=pl.Series(CHANNELS).gather(made.channel.tolist()),
    )
    goods = pl.DataFrame(
        {
            "sku": [item.sku for item in shelves.goods],
            "product": [item.name for item in shelves.goods],
            "category": [item.category for item in shelves.goods],
            "brand": [item.brand for item in shelves.goods],
        }
    )
    return pl.concat([at(named, held.order), at(goods, held.goods)], how="horizontal").with_columns(
        line_no=pl.Series(held.number, dtype=pl.Int32),
        quantity=pl.Series(held.quantity),
        currency=pl.lit("CNY"),
        kind=pl.lit("sale"),
        original_order_id=pl.lit(None, pl.String),
    )


def _fees(sold: Sold, held: Lines) -> pl.Series:
    """The delivery fee of small parcels, on the first line of the order; other lines say nothing."""
    total = np.zeros(sold.second.size, np.int64)
    np.add.at(total, sold.order, sold.net)
    fee = np.where((sold.channel != STORE) & (total < FREE_FROM_MINOR), FEE_MINOR, 0)[sold.order]
    return pl.Series(fee).set(pl.Series(held.number > 1), None)


def _given_back(frame: pl.DataFrame, back: Returned, *, prefix: str) -> pl.DataFrame:
    """Return rows that name their order; each return has its own number and counts its own lines."""
    return _money(at(frame, back.line), back).with_columns(
        original_order_id=pl.col("order_id"),
        order_id=pl.format("{}-{}", pl.lit(prefix), "order_id"),
        line_no=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("order_id"),
    )


def _unlinked(frame: pl.DataFrame, back: Returned) -> pl.DataFrame:
    """Return rows that name no order, every other of them no member either."""
    number = pl.int_range(1, pl.len() + 1)
    return _money(at(frame, back.line), back).with_columns(
        order_id=pl.format("U-{}", number.cast(pl.String).str.zfill(5)),
        line_no=pl.lit(1, pl.Int32),
        member_id=pl.when(number % 2 == 0).then("member_id"),
    )


def _money(rows: pl.DataFrame, back: Returned) -> pl.DataFrame:
    """Rows with what came back in place of what was sold."""
    return rows.with_columns(
        kind=pl.lit("return"),
        ordered_at=_instants(back.second),
        quantity=pl.Series(back.quantity),
        line_gross=pl.Series(back.gross),
        line_discount=pl.Series(back.gross - back.net),
        line_net=pl.Series(back.net),
        shipping_fee=pl.lit(None, pl.Int64),
    )


def _instants(seconds: Ints) -> pl.Series:
    """Seconds on the shop's clock as instants in UTC."""
    wall = np.datetime64(FIRST_DAY, "us") + seconds * np.timedelta64(1_000_000, "us")
    return pl.Series(wall).dt.replace_time_zone(ZONE).dt.convert_time_zone("UTC")


def _decimal_text(minor: Ints) -> pl.Series:
    """`12.50` from 1250."""
    yuan, fen = np.divmod(minor, 100)
    parts = pl.DataFrame({"yuan": yuan, "fen": fen})
    return parts.select(pl.format("{}.{}", "yuan", pl.col("fen").cast(pl.String).str.zfill(2))).to_series()
