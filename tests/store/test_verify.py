"""Nothing is found where all is well, and every kind of damage is."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import OverReturn
from tests.live.shops import START, cart, open_shop
from tests.store.tampering import guards_down

MEMBERS = ("ann", "bob", "cem")


def busy_shop(engine, seed=1, events=40):
    """A shop after random orders and returns over two years."""
    shop, chance, at = open_shop(engine, *MEMBERS), random.Random(seed), START  # noqa: S311 - repeatable
    for n in range(events):
        at += timedelta(days=chance.randrange(30))
        with Session(engine) as session, session.begin():
            amounts = [str(chance.randrange(1, 400)) for _ in range(chance.randrange(1, 4))]
            if n and chance.random() < 0.4:
                back = f"o{chance.randrange(n)}"
                try:
                    shop.return_items(session, back, {"1": 1}, return_id=f"r{n}", at=at)
                except OverReturn:
                    continue
            else:
                shop.place(session, cart(*amounts), order_id=f"o{n}", member=chance.choice(MEMBERS), at=at)
    return shop


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_found_after_random_work(engine, seed):
    shop = busy_shop(engine, seed)
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()


ACCOUNT = "id IN (SELECT id FROM (SELECT MAX(id) AS id FROM loyalty_account WHERE booked > 5) a)"
LOT = "id IN (SELECT id FROM (SELECT MAX(id) AS id FROM loyalty_point_lot WHERE remaining > 5) a)"
ENTRY = (
    "seq = 2 AND account_id IN (SELECT id FROM "
    "(SELECT MAX(account_id) AS id FROM loyalty_ledger_entry WHERE seq > 2) a)"
)
REDEEMED = "account_id = (SELECT id FROM (SELECT MAX(account_id) AS id FROM loyalty_redemption) a)"
PLACES = {"@ACCOUNT": ACCOUNT, "@LOT": LOT, "@ENTRY": ENTRY, "@REDEEMED": REDEEMED}
DAMAGE = {
    "booked_by_entries": "UPDATE loyalty_account SET booked = booked + 1 WHERE @ACCOUNT",
    "booked_by_lots": "UPDATE loyalty_point_lot SET remaining = remaining - 1 WHERE @LOT",
    "debt": "UPDATE loyalty_account SET debt = debt + 1 WHERE @ACCOUNT",
    "held_by_lots": "UPDATE loyalty_account SET held = held + 1 WHERE @ACCOUNT",
    "lot_held": "UPDATE loyalty_point_lot SET held = held + 1 WHERE @LOT",
    "lot_remaining": "UPDATE loyalty_point_lot SET remaining = remaining - 1 WHERE @LOT",
    "lot_available": "UPDATE loyalty_point_lot SET matured = 1 - matured WHERE @LOT",
    "lot_granted": "UPDATE loyalty_point_lot SET granted = 1 WHERE @LOT",
    "lot_missing": "DELETE FROM loyalty_point_lot WHERE @LOT",
    "entries_numbered": "DELETE FROM loyalty_ledger_entry WHERE @ENTRY",
    "entries_last": "UPDATE loyalty_account SET seq = seq + 1 WHERE @ACCOUNT",
    "booked_after": "UPDATE loyalty_ledger_entry SET booked_after = booked_after + 1 WHERE @ENTRY",
    "debt_after": "UPDATE loyalty_ledger_entry SET debt_after = debt_after + 1 WHERE @ENTRY",
    "entry_without_operation": "UPDATE loyalty_ledger_entry SET op_key = 'x' WHERE @ENTRY",
    "operation_without_result": "UPDATE loyalty_operation SET result = NULL WHERE verb = 'place'",
    "redemption_without_order": "UPDATE loyalty_redemption SET order_id = 'x' WHERE @REDEEMED",
    "coupon_without_order": "INSERT INTO loyalty_held_coupon (program_key, coupon_id, account_id, offer_id, "
    "state, granted_us, cause, program_hash, order_id) "
    "SELECT program_key, 'c', 0, 'first', 'used', 0, 'x', 'x', 'x' FROM loyalty_program",
    "coupon_locked_without_hold": "INSERT INTO loyalty_held_coupon (program_key, coupon_id, account_id, "
    "offer_id, state, granted_us, cause, program_hash, order_id) "
    "SELECT program_key, 'c', 0, 'first', 'locked', 0, 'x', 'x', 'o1' FROM loyalty_program",
    "return_waits_for_known_order": "INSERT INTO loyalty_early_return "
    "SELECT program_key, order_id, 'r', 0, 0, '{}' FROM loyalty_placed_order",
    "quota_used": "UPDATE loyalty_quota SET used = used - 1",
    "quota_shares": "UPDATE loyalty_quota SET cut_of = 99",
    "quota_held": "UPDATE loyalty_quota SET held = held + 1, uses_max = uses_max + 1",
    "budget_held": "UPDATE loyalty_budget SET held_minor = held_minor + 1, amount_minor = amount_minor + 1",
    "budget_spent": "UPDATE loyalty_budget SET spent_minor = spent_minor - 1",
}


def test_every_kind_of_damage_is_found(engine):
    shop = busy_shop(engine, 1)
    for what, damage in DAMAGE.items():
        statement = damage
        for place, chosen in PLACES.items():
            statement = statement.replace(place, chosen)
        with guards_down(engine), Session(engine) as session:
            session.begin()
            session.execute(sa.text(statement))
            found = shop.verify(session)
            session.rollback()
        assert what in {one.what for one in found}, (what, found)
        for one in found:
            assert one.expected != one.found
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()


def test_an_account_that_owes_what_it_has_not_is_found(engine):
    shop = busy_shop(engine, 2, events=3)
    with Session(engine) as session:
        session.begin()
        session.execute(sa.text("UPDATE loyalty_account SET held = booked"))
        assert "held_by_lots" in {one.what for one in shop.verify(session)}
        session.rollback()
