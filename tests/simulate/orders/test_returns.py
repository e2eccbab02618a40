from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.simulate.orders.returns import Asked, Bought, Given, Part, give_back, share
from tests.simulate.frames import adds_up, at, back, codes, log_of, sale


def bought(*lines: tuple[int, int]) -> list[Bought]:
    """Sold lines of (quantity, net)."""
    return [Bought(place, quantity, net, quantity, net) for place, (quantity, net) in enumerate(lines)]


def units(*parts: tuple[int, int]) -> Given:
    """(line, units) gone back."""
    return Given(tuple(Part(line, quantity) for line, quantity in parts))


def money(*parts: tuple[int, int, int]) -> Given:
    """(line, units spoken of, money alone)."""
    return Given(tuple(Part(line, quantity, refund) for line, quantity, refund in parts))


def test_units_go_back_to_their_line():
    lines = bought((3, 300))
    assert give_back(Asked(2, 200), lines) == units((0, 2))
    assert (lines[0].units_left, lines[0].net_left) == (1, 100)


def test_the_line_sold_at_exactly_the_price_comes_first():
    assert give_back(Asked(1, 80), bought((1, 100), (1, 80))) == units((1, 1))
    assert give_back(Asked(1, 100), bought((1, 80), (1, 100))) == units((1, 1))


def test_otherwise_lines_give_back_in_their_order():
    assert give_back(Asked(3, 320), bought((2, 200), (2, 240))) == units((0, 2), (1, 1))


def test_what_goes_beyond_the_units_left_is_cut_off():  # edge 42
    lines = bought((3, 300))
    assert give_back(Asked(5, 500), lines) == units((0, 3))
    assert give_back(Asked(1, 100), lines) == Given()


def test_less_money_than_the_units_cost_is_money_alone():
    lines = bought((1, 112))
    assert give_back(Asked(1, 32), lines) == money((0, 1, 32))
    assert (lines[0].units_left, lines[0].net_left) == (1, 80)


def test_after_money_alone_the_goods_go_back_for_the_rest():
    lines = bought((1, 100))
    assert give_back(Asked(1, 20), lines) == money((0, 1, 20))
    assert give_back(Asked(1, 80), lines) == units((0, 1))


def test_several_refunds_of_money_lower_what_is_left():
    lines = bought((2, 100))
    assert give_back(Asked(2, 90), lines) == money((0, 2, 90))
    assert give_back(Asked(1, 4), lines) == money((0, 1, 4))
    assert lines[0].net_left == 6
    assert give_back(Asked(2, 5), lines) == money((0, 2, 5))
    assert give_back(Asked(2, 1), lines) == units((0, 2))


def test_money_alone_comes_off_a_line_that_can_bear_it():
    assert give_back(Asked(2, 150), bought((1, 40), (1, 160))) == money((1, 2, 150))


def test_money_alone_beyond_every_line_comes_off_several():
    lines = bought((1, 100), (1, 100))
    assert give_back(Asked(2, 150), lines) == money((0, 1, 100), (1, 1, 50))
    assert [line.net_left for line in lines] == [0, 50]


def test_a_shop_that_rounds_each_unit_down_still_takes_goods_back():
    lines = bought((3, 100))
    for _ in range(3):
        assert give_back(Asked(1, 33), lines) == units((0, 1))
    assert (lines[0].units_left, lines[0].net_left) == (0, 0)


def test_more_money_than_the_units_cost_is_remarked_on():
    assert give_back(Asked(1, 120), bought((1, 100))).above_price
    assert not give_back(Asked(1, 34), bought((3, 100))).above_price


def test_free_units_go_back_for_nothing():
    assert give_back(Asked(1, 0), bought((1, 0))) == units((0, 1))


def test_a_share_is_rounded_half_up():
    assert [share(5, 1, 2), share(4, 1, 3), share(7, 3, 3)] == [3, 1, 7]


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 500)), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 900)), max_size=8),
)
def test_no_line_gives_back_more_than_it_was(lines: list[tuple[int, int]], asked: list[tuple[int, int]]):
    sold = bought(*lines)
    units_back, money_back = [0] * len(lines), [0] * len(lines)
    for quantity, net in asked:
        result = give_back(Asked(quantity, net), sold)
        assert result.taken <= quantity
        for part in result.parts:
            units_back[part.line] += part.quantity if part.refund is None else 0
            money_back[part.line] += part.refund or 0
        if result.parts and result.parts[0].refund is not None:
            assert sum(part.refund or 0 for part in result.parts) == share(net, result.taken, quantity)
    for line, (quantity, net) in enumerate(lines):
        assert units_back[line] == quantity - sold[line].units_left
        assert 0 <= money_back[line] <= net
        assert sold[line].net_left >= 0
        assert sold[line].units_left or not sold[line].net_left


def test_an_order_returned_twice_in_full_comes_back_once(tmp_path: Path):  # edge 42
    log = log_of(tmp_path, sale("A"), back("R1"), back("R2", ordered_at=at(6)))
    assert log.doc_ids.to_list() == ["A", "R1", "R2"]
    assert log.line_units.tolist() == [0, 1, 0]
    assert codes(log) == {"return_of_more_than_bought": 1}
    assert adds_up(log)


def test_the_earlier_return_comes_first_whatever_the_order_of_the_file(tmp_path: Path):
    log = log_of(tmp_path, back("R1", ordered_at=at(6)), back("R2"), sale("A"))
    assert log.doc_ids.to_list() == ["A", "R2", "R1"]
    assert log.line_units.tolist() == [0, 1, 0]


def test_a_return_of_too_many_is_cut_to_what_was_left(tmp_path: Path):
    rows = [sale(quantity=3, line_gross=3000, line_discount=300)]
    log = log_of(tmp_path, *rows, back(quantity=5, line_gross=5000, line_discount=500))
    assert codes(log) == {"return_cut_to_what_was_left": 1}
    assert (log.line_quantity[1], log.line_units[1]) == (3, 3)
    assert (log.line_gross[1], log.line_discount[1], log.line_net[1]) == (5000, 500, 4500)
    assert adds_up(log)


def test_a_partial_refund_is_money_alone(tmp_path: Path):
    log = log_of(tmp_path, sale(), back(line_gross=400))
    assert codes(log) == {"amount_only_refund": 1}
    assert (log.line_target[1], log.line_units[1], log.line_refund[1], log.line_net[1]) == (0, 0, 400, 400)


def test_a_return_over_several_lines_is_split_and_its_sums_stay(tmp_path: Path):
    rows = [
        sale("A", line_no=1, quantity=2, line_gross=2000),
        sale("A", line_no=2, sku="cup"),
        sale("A", line_no=3, line_gross=1200),
        back("R", line_no=1, quantity=3, line_gross=3301, line_discount=100, line_net=3201),
        back("R", line_no=2, sku="cup"),
    ]
    log = log_of(tmp_path, *rows)
    assert codes(log) == {"return_over_several_lines": 1, "refund_above_price": 1}
    assert log.line_target.tolist() == [-1, -1, -1, 0, 2, 1]
    assert log.line_units.tolist() == [0, 0, 0, 2, 1, 1]
    assert log.line_quantity.tolist()[3:] == [2, 1, 1]
    assert log.line_row.tolist() == [0, 1, 2, 3, 3, 4]
    assert (int(log.line_gross[3:5].sum()), int(log.line_net[3:5].sum())) == (3301, 3201)
    assert adds_up(log)


def test_money_alone_over_several_lines_is_split_and_its_sums_stay(tmp_path: Path):
    rows = [sale(line_no=1), sale(line_no=2), back(quantity=2, line_gross=1501, line_discount=1)]
    log = log_of(tmp_path, *rows)
    assert codes(log) == {"amount_only_refund": 1, "return_over_several_lines": 1}
    assert log.line_refund.tolist() == [0, 0, 1000, 500]
    assert log.line_target.tolist() == [-1, -1, 0, 1]
    assert (log.line_units.tolist()[2:], log.line_quantity.tolist()[2:]) == ([0, 0], [1, 1])
    assert (int(log.line_gross[2:].sum()), int(log.line_discount[2:].sum())) == (1501, 1)
    assert adds_up(log)


def test_an_item_that_the_order_does_not_hold_cannot_come_back(tmp_path: Path):
    log = log_of(tmp_path, sale(), back(line_no=1, sku="cup"), back(line_no=2))
    assert codes(log) == {"return_of_item_not_bought": 1}
    assert log.line_units.tolist() == [0, 0, 1]
    assert adds_up(log)


@pytest.mark.parametrize("category", ["drinks", "returned goods", None])
def test_a_return_is_matched_by_its_item_whatever_its_category(tmp_path: Path, category: str | None):
    log = log_of(tmp_path, sale(), back(category=category))
    assert log.line_target.tolist() == [-1, 0]
