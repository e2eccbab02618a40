"""Goods in a replay: what items are seen with, and which of them offers take."""

from pathlib import Path

import pytest

from loyalty.kernels.codes import NONE
from loyalty.plan import lower
from loyalty.plan.eligibility import Goods
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.answers import (
    item_bits,
    item_prices,
)
from loyalty.simulate.replaying.articles import goods_of, item_attributes
from tests.simulate.frames import log_of, sale
from tests.simulate.replays import shop, told_of


def goods_log(folder: Path) -> OrderLog:
    return log_of(
        folder,
        sale(sku="oolong", category="tea/green", brand="acme", attribute_origin="福建"),
        sale(line_no=2, sku="mug", category="cups", brand=None, attribute_origin=None),
    )


def item(log: OrderLog, sku: str) -> int:
    return log.item_sku.index(sku)


def test_items_are_seen_with_category_brand_and_the_files_attributes(tmp_path):
    log = goods_log(tmp_path)
    goods = goods_of(log)
    assert goods[item(log, "oolong")] == Goods("oolong", "tea/green", "acme", (("origin", "福建"),))
    assert goods[item(log, "mug")] == Goods("mug", "cups")
    assert item_attributes(log, item(log, "mug")) == ()


@pytest.mark.parametrize(
    ("selector", "skus"),
    [
        ({"categories": ["tea"]}, {"oolong"}),
        ({"brands": ["acme"]}, {"oolong"}),
        ({"attributes": {"origin": ["福建"]}}, {"oolong"}),
        ({"attributes": {"origin": ["云南"]}}, set()),
        ({"except_categories": ["tea/green"]}, {"mug"}),
        ({"except_brands": ["acme"]}, {"mug"}),
        ({"except_attributes": {"origin": ["福建"]}}, {"mug"}),
    ],
)
def test_a_selector_takes_these_items(tmp_path, selector, skus):
    log = goods_log(tmp_path)
    offer = {"id": "a", "benefit": {"kind": "percent", "percent": 10, "of": selector}}
    bits = item_bits(lower(shop(offers=[offer])), goods_of(log))["bits"].tolist()
    assert {sku for sku, bit in zip(log.item_sku, bits, strict=True) if bit} == skus


def test_an_offer_on_an_attribute_of_the_file_is_given_to_its_goods(tmp_path):
    offer = {
        "id": "a",
        "benefit": {"kind": "percent", "percent": 10, "of": {"attributes": {"origin": ["福建"]}}},
    }
    rows = [sale(attribute_origin="福建"), sale("B", sku="mug", attribute_origin="云南")]
    draft = told_of(tmp_path, shop(offers=[offer]), *rows).draft
    assert [(one.order_id, one.cost_minor) for one in draft.top_orders] == [("A", 100)]


def test_listed_prices_lie_item_by_item_with_none_for_the_others(tmp_path):
    log = goods_log(tmp_path)
    offers = [
        {"id": name, "benefit": {"kind": "member_price", "prices": prices}}
        for name, prices in (("a", {"mug": "9.99"}), ("b", {"oolong": 8, "mug": 7}))
    ]
    plan = lower(shop(offers=offers))
    prices = item_prices(plan, goods_of(log))["price"].reshape(-1, 2)
    assert prices[item(log, "oolong")].tolist() == [NONE, 800]
    assert prices[item(log, "mug")].tolist() == [999, 700]
