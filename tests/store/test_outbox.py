"""Events stand beside what they tell of, and go with it when the host rolls back."""

import json

from sqlalchemy.orm import Session

from loyalty.store.tables import OUTBOX
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows


def test_every_operation_leaves_one_event(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for _ in range(2):
            shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
            shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START)
    told = [(row["topic"], json.loads(row["payload"])) for row in rows(engine, OUTBOX, shop)]
    assert told == [
        ("member.enrolled", {"member": "ann"}),
        ("order.placed", {"order_id": "o1", "member": "ann"}),
        ("order.returned", {"order_id": "o1", "return_id": "r1"}),
    ]


def test_what_is_rolled_back_is_not_told(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session:
        session.begin()
        shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        session.rollback()
    assert [row["topic"] for row in rows(engine, OUTBOX, shop)] == ["member.enrolled"]
