from pathlib import Path

import numpy as np
import pytest

from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.draws import MILLION, drawn
from tests.simulate.frames import at, log_of, sale


def many(folder: Path, numbers: range) -> OrderLog:
    """An order a number: of four members in turn, every fifth by a guest."""
    people = [None, "m1", "m2", "m3", "m4"]
    return log_of(
        folder,
        *(
            sale(f"o{number}", customer_id=people[number % 5], ordered_at=at(2, number % 24))
            for number in numbers
        ),
    )


def chosen(log: OrderLog, share_ppm: int, *, seed: int = 1, purpose: str = "points") -> set[str]:
    """The orders that take part."""
    flags = drawn(log, share_ppm, seed=seed, purpose=purpose)
    return {order for order, flag in zip(log.doc_ids, flags.tolist(), strict=True) if flag}


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return many(Path(tmp_path_factory.mktemp("draws")), range(1000))


def test_nobody_is_drawn_at_0_and_everybody_at_1(log):
    assert drawn(log, 0, seed=1, purpose="points").tolist() == [0] * 1000
    assert drawn(log, MILLION, seed=1, purpose="points").tolist() == [1] * 1000
    assert drawn(log, MILLION, seed=1, purpose="points").dtype == np.int8


def test_about_the_share_is_drawn(log):
    assert 250 < len(chosen(log, 300_000)) < 350


def test_a_larger_share_keeps_everybody_of_a_smaller_one(log):
    sizes = [chosen(log, ppm) for ppm in (100_000, 300_000, 300_001, 900_000)]
    assert sizes[0] < sizes[1] <= sizes[2] < sizes[3]


def test_the_same_seed_draws_the_same_orders_and_another_seed_others(log):
    assert chosen(log, 500_000) == chosen(log, 500_000)
    assert chosen(log, 500_000) != chosen(log, 500_000, seed=2)


def test_points_and_coupons_are_drawn_apart(log):
    assert chosen(log, 500_000) != chosen(log, 500_000, purpose="coupons")


def test_seeds_that_begin_alike_keep_their_purposes_apart(log):
    seed = 2**63 - 1
    assert chosen(log, 500_000, seed=seed) != chosen(log, 500_000, seed=seed, purpose="coupons")


def test_an_order_is_drawn_whatever_else_is_in_the_log(log, tmp_path):
    few = many(tmp_path, range(0, 1000, 3))
    assert chosen(few, 400_000) == chosen(log, 400_000) & set(few.doc_ids)


def test_an_order_of_another_member_is_another_draw(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    orders = [f"o{number}" for number in range(64)]
    mine = log_of(one, *(sale(order, customer_id="m1") for order in orders))
    theirs = log_of(other, *(sale(order, customer_id="m2") for order in orders))
    assert chosen(mine, 500_000) != chosen(theirs, 500_000)


def test_the_draws_of_a_seed_never_change(tmp_path):
    log = many(tmp_path, range(12))
    assert sorted(chosen(log, 500_000)) == ["o0", "o2", "o3", "o5", "o8"]
