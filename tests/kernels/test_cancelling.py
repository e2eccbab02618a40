"""Cancelling undoes placing, in whatever pieces the order has already come back."""

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.till import Till, line
from tests.kernels.test_holding import BEFORE, SECTIONS, lived

RETURNS = st.lists(st.sampled_from(("a", "b")), max_size=3, unique=True)


@given(BEFORE, st.integers(1, 9000))
def test_placed_and_cancelled_at_once_leaves_what_there_was(before, cents):
    shop = lived(before)
    price = f"{cents // 100}.{cents % 100:02}"
    earlier = shop.advance("2024-05-03T12:00")
    quoted = shop.buy("B", "2024-05-03T12:00", line("a", price), points="max")
    told = shop.cancel("B", "2024-05-03T12:00")
    after = shop.standing
    assert told.returned_minor == quoted.to_pay_minor
    assert (told.points_restored, told.taken_base + told.taken_bonus) == (
        quoted.points_spent,
        quoted.points_earned,
    )
    assert (after.booked, after.debt, after.orders, after.last_order) == (
        earlier.booked,
        earlier.debt,
        earlier.orders,
        earlier.last_order,
    )
    assert {(lot.key, lot.left, lot.expires) for lot in after.lots} == {
        (lot.key, lot.left, lot.expires) for lot in earlier.lots
    }
    assert [one.level for one in after.tiers] == [one.level for one in earlier.tiers]
    assert sum(one.amount for one in after.credits[0]) == sum(one.amount for one in earlier.credits[0])


@given(RETURNS, st.integers(2, 9000))
def test_returns_and_the_cancellation_after_them_are_the_whole_order(returned, cents):
    shop = Till(**SECTIONS)
    price = f"{cents // 100}.{cents % 100:02}"
    quoted = shop.buy("B", "2024-05-01", line("a", price), line("b", "1.99"), line("c", "0.01"))
    back = [shop.give_back("B", "2024-05-01T10:00", {one: 1}) for one in returned]
    back.append(shop.cancel("B", "2024-05-01T11:00"))
    assert sum(one.returned_minor for one in back) == quoted.to_pay_minor
    assert sum(one.taken_base + one.taken_bonus for one in back) == quoted.points_earned
    assert (shop.standing.booked, shop.standing.debt) == (0, 0)
