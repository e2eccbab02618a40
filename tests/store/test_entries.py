"""Ledger rows say what each movement does to booked points, debt, and what is available."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty.store.tables import LEDGER_ENTRY
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

PENDING = PROGRAM.replace("  expiry:", "  pending: {{days: 7}}\n  expiry:")
COLUMNS = ("kind", "delta_points", "delta_debt", "delta_available", "booked_after", "debt_after")


def ledger(engine, shop):
    return [tuple(row.values()) for row in rows(engine, LEDGER_ENTRY, shop, *COLUMNS)]


def test_points_that_wait_become_available_by_an_entry_of_their_own(engine):
    shop = open_shop(engine, "ann", document=PENDING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("110"), order_id="o2", member="ann", at=START + timedelta(days=8))
    assert ledger(engine, shop) == [
        ("earned", 200, 0, 0, 200, 0),
        ("matured", 0, 0, 200, 200, 0),
        ("spent", -200, 0, -200, 0, 0),
        ("earned", 108, 0, 0, 108, 0),
    ]


def test_a_debt_stands_beside_the_points_and_is_repaid_first(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("210"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50"), order_id="o2", member="ann", at=START)
        shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START + timedelta(days=1))
        shop.place(session, cart("200"), order_id="o3", member="ann", at=START + timedelta(days=2))
    assert ledger(engine, shop) == [
        ("earned", 200, 0, 200, 200, 0),
        ("spent", -200, 0, -200, 0, 0),
        ("earned", 48, 0, 48, 48, 0),
        ("taken_back", -48, 0, -48, 0, 0),
        ("debt_incurred", 0, 152, 0, 0, 152),
        ("earned", 200, 0, 200, 200, 152),
        ("debt_repaid", -152, -152, -152, 48, 0),
    ]


def test_an_expiry_is_booked_at_the_instant_it_fell_due(engine):  # edge 24
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("50"), order_id="o2", member="ann", at=START + timedelta(days=500))
    told = rows(engine, LEDGER_ENTRY, shop, "kind", "delta_points", "effective_us", "recorded_us")
    assert [row["kind"] for row in told] == ["earned", "expired", "earned"]
    expired = told[1]
    assert expired["delta_points"] == -100
    assert expired["effective_us"] < told[2]["effective_us"]
