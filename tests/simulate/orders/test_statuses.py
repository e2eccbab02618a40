import pytest

from loyalty.simulate.orders.statuses import CANCELLED, COUNTS, REFUNDED, STATUSES, UNPAID, plain_status


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Paid", COUNTS),
        ("partially_refunded", COUNTS),
        ("wc-on-hold", UNPAID),
        ("Pending  Payment", UNPAID),
        ("Cancelled", CANCELLED),
        ("refunded", REFUNDED),
        ("交易成功", COUNTS),
        (" 等待买家付款 ", UNPAID),
        ("(删除)等待付款确认", UNPAID),
    ],
)
def test_a_status_is_known_in_any_spelling(text: str, meaning: int):
    assert STATUSES[plain_status(text)] == meaning


def test_the_table_spells_its_statuses_plainly():
    assert [word for word in STATUSES if plain_status(word) != word] == []
