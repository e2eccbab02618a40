"""Acts by hand are kept with whoever did them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.auditing import audit
from loyalty.store.tables import AUDIT
from tests.live.shops import START, open_shop


def test_an_act_is_kept_with_who_did_it(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), shop.desk.working(session, "a", START) as work:
        audit(work, "void", actor="eve", subject="c1", details={"why": "误发"})
        row = session.execute(sa.select(AUDIT).where(AUDIT.c.program_key == shop.program_key)).one()
        assert (row.actor, row.act, row.subject, row.details) == ("eve", "void", "c1", '{"why": "误发"}')
