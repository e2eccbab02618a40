from dataclasses import fields

import numpy as np
import pytest

from loyalty.demo.catalogue import catalogue
from loyalty.demo.orders import STORE, lines, orders
from loyalty.demo.people import people
from loyalty.demo.seasons import FIRST_DAY, demand


@pytest.fixture(scope="module")
def folk():
    return people(np.random.default_rng(1), demand())


@pytest.fixture(scope="module")
def made(folk):
    return orders(np.random.default_rng(2), folk, demand())


@pytest.fixture(scope="module")
def basket(folk, made):
    return lines(np.random.default_rng(3), made, folk, catalogue())


def test_orders_come_in_order_of_time(made):
    assert (np.diff(made.second) >= 0).all()


def test_every_order_lies_between_joining_and_leaving(folk, made):
    assert (made.days() >= folk.joined[made.member]).all()
    assert (made.days() <= folk.left[made.member]).all()


def test_new_members_order_on_the_day_they_join(folk, made):
    first = np.full(folk.joined.size, 10**6)
    np.minimum.at(first, made.member, made.days())
    new = folk.joined >= 0
    assert (first[new] == folk.joined[new]).all()


def test_the_shop_sells_from_eight_to_ten(made):
    hours = made.second[made.channel == STORE] // 3_600 % 24
    assert (hours.min(), hours.max()) == (8, 21)


def test_on_singles_day_many_wait_for_midnight(made):
    singles_day = (np.datetime64("2025-11-11") - np.datetime64(FIRST_DAY)).astype(int)
    online = (made.days() == singles_day) & (made.channel != STORE)
    assert (made.second[online] // 3_600 % 24 == 0).mean() > 0.12


def test_every_order_has_lines_numbered_from_one(made, basket):
    starts = np.flatnonzero(np.diff(basket.order, prepend=-1))
    assert starts.size == made.member.size
    assert (basket.number[starts] == 1).all()
    inside = np.diff(basket.order) == 0
    assert (np.diff(basket.number)[inside] == 1).all()


def test_lines_hold_goods_that_are_for_sale(basket):
    assert basket.goods.min() == 0
    assert basket.goods.max() == len(catalogue().goods) - 2
    assert set(np.unique(basket.quantity)) == {1, 2, 3, 4}


def test_gifts_are_bought_one_at_a_time(basket):
    gifts = [number for number, item in enumerate(catalogue().goods) if item.category.startswith("gifts")]
    assert (basket.quantity[np.isin(basket.goods, gifts)] == 1).all()


def test_the_same_seed_makes_the_same_orders(folk, made):
    again = orders(np.random.default_rng(2), folk, demand())
    assert all((getattr(again, field.name) == getattr(made, field.name)).all() for field in fields(made))
