"""A standing goes into rows by ids and comes out as it was, under this version of a programme or the next."""

from datetime import timedelta

from sqlalchemy.orm import Session

from loyalty import load_program, lower
from loyalty.store.accounts import lock_account
from loyalty.store.standings import standing_of, tier_rows
from loyalty.store.state_reading import read_state
from loyalty.store.tables import POINT_LOT
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

TRACK = """  - id: orders
    credit: {{of: orders, window: {{kind: lifetime}}}}
    term: {{kind: forever}}
    levels: [{{id: regular, minimum: "2"}}]
points:"""
TWO_TRACKS = PROGRAM.replace("points:\n", TRACK + "\n", 1)
OWN_END = PROGRAM.replace('per: "1"}}]', 'per: "1", expiry: {{kind: rolling, months: 3}}}}]')


def loaded(engine, shop, plan, member="ann"):
    with Session(engine) as session, session.begin():
        connection = session.connection()
        account = lock_account(connection, shop.program_key, member)
        state = read_state(connection, account.id, locking=True)
        return account, state, standing_of(plan, account, state)


def plan_of(shop, document=PROGRAM):
    return lower(load_program(document.format(key=shop.program_key)))


def test_a_standing_that_is_read_is_the_one_that_was_written(engine):
    shop = open_shop(engine, "ann")
    for n in range(5):
        with Session(engine) as session, session.begin():
            shop.place(session, cart("150"), order_id=f"o{n}", member="ann", at=START + timedelta(days=n))
    plan = plan_of(shop)
    account, state, standing = loaded(engine, shop, plan)
    assert (standing.orders, standing.sequence) == (5, 5)
    assert [len(rows) for rows in standing.credits] == [5]
    assert standing.tiers[0].level == 1
    assert standing.booked == account.booked
    assert {row["track"]: row["level"] for row in tier_rows(plan, account.id, standing).values()} == {
        "growth": state.tiers["growth"].level
    }


def test_a_track_that_a_new_version_adds_opens_without_credit_of_earlier_orders(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        program = load_program(TWO_TRACKS.format(key=shop.program_key))
        shop.publish(session, program, author="ann", at=START + timedelta(days=1))
        shop.place(session, cart("150"), order_id="o2", member="ann", at=START + timedelta(days=2))
        shop.place(session, cart("150"), order_id="o3", member="ann", at=START + timedelta(days=3))
        tiers = shop.figures(session, "ann", at=START + timedelta(days=4)).tiers
    assert tiers == {"growth": "silver", "orders": "regular"}
    _, _, standing = loaded(engine, shop, plan_of(shop, TWO_TRACKS))
    assert [sum(one.amount for one in rows) for rows in standing.credits] == [43800, 2]


def test_lots_never_share_a_key_when_a_version_changes_how_many_an_order_makes(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for n in range(3):
            shop.place(session, cart("50"), order_id=f"a{n}", member="ann", at=START + timedelta(days=n))
        program = load_program(OWN_END.format(key=shop.program_key))
        shop.publish(session, program, author="ann", at=START + timedelta(days=5))
        for n in range(3):
            shop.place(session, cart("50"), order_id=f"b{n}", member="ann", at=START + timedelta(days=6 + n))
        shop.publish(
            session,
            load_program(PROGRAM.format(key=shop.program_key)),
            author="ann",
            at=START + timedelta(days=10),
        )
        for n in range(3):
            shop.place(session, cart("50"), order_id=f"c{n}", member="ann", at=START + timedelta(days=11 + n))
    lots = rows(engine, POINT_LOT, shop, "lot_key", "order_id", "expiry_group")
    assert len(lots) == len({lot["lot_key"] for lot in lots}) == 9
    assert [lot["expiry_group"] for lot in lots] == [0, 0, 0, 1, 1, 1, 0, 0, 0]
    account, _, standing = loaded(engine, shop, plan_of(shop))
    assert standing.booked == account.booked
