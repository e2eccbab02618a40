"""An item sold at several prices is several articles, where a selector asks for prices, and one elsewhere."""

import numpy as np
import pytest

from loyalty.plan import lower
from loyalty.simulate.figures.telling_goods import top_items
from loyalty.simulate.replaying.articles import articles
from tests.simulate.frames import back, log_of, sale
from tests.simulate.replays import shop, told_of


def tenth(number=0, **of):
    return {"id": f"o{number}", "benefit": {"kind": "percent", "percent": 10, "of": of}}


def rows():
    return [
        sale("A", line_gross=1000),
        sale("A", line_no=2, sku="mug", line_gross=900),
        sale("B", line_gross=2000, quantity=2),
        sale("C", line_gross=1200, line_discount=300),
        back("R", of="C", line_gross=1200, line_discount=300),
    ]


def parts(folder, *offers):
    log = log_of(folder, *rows())
    return log, articles(lower(shop(offers=list(offers))), log, log.line_net)


def test_without_such_a_question_articles_are_the_items(tmp_path):
    log, found = parts(tmp_path, tenth(skus=["tea"]))
    assert found.line_item is log.line_item
    assert found.of.tolist() == [0, 1]
    assert [one.price for one in found.goods] == [None, None]


@pytest.mark.parametrize(
    ("of", "taken"),
    [
        ({"price_from": 10}, {("tea", 1000), ("tea", 2000)}),
        ({"price_below": 10}, {("mug", 900), ("tea", 900)}),
        ({"at_list_price": True}, {("mug", 900), ("tea", 1000), ("tea", 2000)}),
    ],
)
def test_lines_of_an_item_are_told_apart_by_the_answer(tmp_path, of, taken):
    log, found = parts(tmp_path, tenth(**of))
    plan = lower(shop(offers=[tenth(**of)]))
    takes = plan.takers[0]
    lines = [(log.item_sku[log.line_item[n]], int(log.line_net[n])) for n in range(len(log.line_item))]
    chosen = {one for one, article in zip(lines, found.line_item, strict=True) if takes(found.goods[article])}
    assert chosen == taken
    assert (found.of[found.line_item] == log.line_item).all()
    assert len(found.goods) == 3


def test_many_questions_are_answered_too(tmp_path):
    offers = [tenth(n, price_from=f"{n + 1}.00") for n in range(70)]
    log, found = parts(tmp_path, *offers)
    assert len(found.goods) == 3
    assert (found.of[found.line_item] == log.line_item).all()


def test_figures_by_goods_are_told_by_item(tmp_path):
    told = told_of(tmp_path, shop(offers=[tenth(price_from=10)]), *rows())
    assert [(one.name, one.units, one.off_minor) for one in top_items(told.replay)] == [("tea", 4, 300)]
    table = np.array([(1,), (2,), (4,)], [("units", np.int64)])
    assert told.replay.feed.articles.by_item(table, 2)["units"].tolist() == [1, 6]
