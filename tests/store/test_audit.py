"""Acts are kept in order, by subject, with their details as they were."""

from sqlalchemy.orm import Session

from loyalty.store.audit import read_acts, write_act
from tests.live.shops import START, open_shop


def test_acts_come_back_in_order_with_what_they_said(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        with shop.desk.working(session, "x", START) as work:
            first = write_act(work, "eve", "pause", subject="program", details={"原因": ["a", None]})
            second = write_act(work, "amy", "resume", subject="version 1", details={})
        acts = read_acts(session.connection(), shop.program_key)
        assert [(one.id, one.actor, one.act) for one in acts] == [
            (first, "eve", "pause"), (second, "amy", "resume"),
        ]  # fmt: skip
        (one,) = read_acts(session.connection(), shop.program_key, subject="program")
        assert one.details == {"原因": ["a", None]}
