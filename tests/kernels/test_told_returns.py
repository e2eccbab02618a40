"""An award that was told stands in proportion to what is still paid, whatever came back in between."""

from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernels.rows import row
from loyalty.kernels.told_returns import keep_told


def stands(base, bonus, paid, lines):
    """Base and bonus that stand: `lines` are (units, net, tendered)."""
    grants = [row("grants", base=9, bonus=9), row("grants", base=9, bonus=9)]
    kept = [row("kept_orders", line_start=0, line_count=len(lines))]
    rows = [row("kept_lines", units=units, net=net, tendered=off) for units, net, off in lines]
    keep_told(0, base, bonus, paid, [row("plan", groups=2)], kept, rows, grants)
    assert (grants[1].base, grants[1].bonus) == (0, 0)
    return grants[0].base, grants[0].bonus


def test_what_tenders_paid_earned_nothing():
    assert stands(100, 50, 1_000, [(1, 600, 100), (1, 300, 300)]) == (50, 25)


def test_an_order_that_cost_nothing_keeps_its_award_while_a_unit_is_left():
    assert stands(3, 4, 0, [(1, 0, 0)]) == (3, 4)
    assert stands(3, 4, 0, [(0, 0, 0)]) == (0, 0)


@given(st.integers(0, 2**40), st.integers(0, 2**40), st.integers(1, 2**31), st.integers(0, 2**31), st.data())
def test_nothing_stands_of_nothing_and_all_of_all(base, bonus, paid, left, data):
    whole = stands(base, bonus, paid, [(1, left, 0)])
    assert 0 <= sum(whole) <= base + bonus
    assert stands(base, bonus, paid, [(1, paid, 0)]) == (base, bonus)
    assert stands(base, bonus, paid, [(1, 0, 0)]) == (0, 0)
    less = stands(base, bonus, paid, [(1, data.draw(st.integers(0, left)), 0)])
    assert less[0] <= whole[0]
    assert sum(less) <= sum(whole)
