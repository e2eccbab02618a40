"""A use that was taken out of the tables is found: an order, a coupon, a code could be used once more."""

import pytest

from tests.store.test_verify_members import shop, tampered

__all__ = ["shop"]
DAMAGE = {
    "orders_counted": [
        "UPDATE loyalty_account SET orders = orders - 1 WHERE member_ref = 'bob' AND @KEY",
    ],
    "tier_credit": [
        "UPDATE loyalty_tier_standing SET credit = credit + 1 WHERE account_id = @BOB",
        "UPDATE loyalty_tier_standing SET head = head + 1 WHERE account_id = @BOB",
        "UPDATE loyalty_tier_credit SET amount = amount + 1 WHERE account_id = @ANN",
        "DELETE FROM loyalty_tier_credit WHERE account_id = @BOB AND amount > 0",
    ],
    "coupon_open_though_used": [
        "UPDATE loyalty_held_coupon SET state = 'open', order_id = NULL WHERE account_id = @BOB",
    ],
    "code_uses_max": [
        "UPDATE loyalty_coupon_code SET uses_max = uses_max + 1 WHERE @KEY",
    ],
    "code_uses": [
        "UPDATE loyalty_coupon_code SET used = used - 1 WHERE used > 0 AND @KEY",
    ],
}


@pytest.mark.parametrize("what", DAMAGE)
def test_what_could_be_used_once_more_is_found(engine, shop, what):
    for damage in DAMAGE[what]:
        assert tampered(engine, shop, damage, what), damage
