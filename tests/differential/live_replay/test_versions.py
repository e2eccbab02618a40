"""A programme changes while members live on: what is stored goes on under the new version and adds up."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.plan import lower
from loyalty.rules.document import load_program
from loyalty.simulate.replaying.audit import Parity
from loyalty.simulate.replaying.replay import prepare
from loyalty.store.accounts import find_account
from tests.differential.live_replay.comparing import compare_sums
from tests.differential.live_replay.posting import opened, post
from tests.differential.logs import history
from tests.differential.settings_drawn import settings_of
from tests.live.shops import PROGRAM

NEXT = (
    PROGRAM.replace('minimum: "100"', 'minimum: "250"')
    + '  - {{id: added, benefit: {{kind: percent, percent: "3"}}, limits: [{{per: member, uses: 2}}]}}\n'
)


@pytest.mark.parametrize("seed", range(4))
def test_figures_add_up_when_a_new_version_goes_live_in_the_middle(engine: sa.Engine, seed: int) -> None:
    log = history(Random(seed), 25, large=False)  # noqa: S311 - test data
    replay = prepare(lower(load_program(PROGRAM.format(key="shop"))), log, settings_of())
    documents = sorted(replay.feed.order.tolist())
    half = len(documents) // 2
    parity = Parity()
    applied: set[str] = set()
    with Session(engine) as session, session.begin():
        live = opened(session, replay)
        for number, document in enumerate(documents):
            if number == half:
                changes = load_program(NEXT.format(key=live.key))
                live.shop.publish(session, changes, author="ann", at=live.carts.at(document))
            answer = post(session, live, document)
            applied |= set(getattr(getattr(answer, "quote", None), "applied", ()))
        for name in log.member_ids:
            account = find_account(session.connection(), live.key, name)
            compare_sums(session, parity, account, name)
            later = live.carts.at(documents[-1]) + timedelta(days=800)
            now = live.shop.figures(session, name, at=later)
            assert (now.available, now.pending) == (0, 0)
            assert now.tiers == {"growth": None}
    assert parity.differences == []
    assert "added" in applied
