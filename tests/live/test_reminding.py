"""Reminders are events, each once."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.live.test_giving import topics

REMINDING = PROGRAM + "reminders: {{points_days: 30, tier_days: 30}}\n"
SOON = START + timedelta(days=350)


def test_what_ends_soon_is_told_once(engine):
    shop = open_shop(engine, "ann", document=REMINDING)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        assert shop.remind(session, "ann", at=START) == 0
    for new in (2, 0):
        with Session(engine) as session, session.begin():
            assert shop.remind(session, "ann", at=SOON + timedelta(days=2 - new)) == new
    with Session(engine) as session, session.begin():
        assert shop.remind(session, "ann", at=SOON) == 2
        assert topics(session, shop, "reminder.points") == [
            {"member": "ann", "ends": "2025-02-01T00:00:00+08:00", "points": 140}
        ]
        assert topics(session, shop, "reminder.tier") == [
            {"member": "ann", "ends": "2025-01-31T12:00:00+08:00", "tier": "silver"}
        ]
