"""What a history leads to, live and replayed, side by side: every order, every standing, every sum."""

from dataclasses import replace
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.engine import up_to_date
from loyalty.facts.standing import Standing
from loyalty.live import Placed, Returned
from loyalty.live.giving import see_current
from loyalty.live.identity_limits import see_person
from loyalty.plan import lower
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit import Parity, compare_standing
from loyalty.simulate.replaying.replay import prepare
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.replaying.state import shared_of, standing_of
from loyalty.store.accounts import Account
from loyalty.store.tables import LEDGER_ENTRY, POINT_LOT
from loyalty.when import from_us
from tests.differential.live_replay.posting import (
    Post,
    loaded_of,
    named,
    note_gifts,
    opened,
    post,
    shared_now,
)
from tests.differential.replays import run_out

OUTCOME = {
    "off": "discount_minor",
    "shipping": "shipping_discount_minor",
    "points_minor": "points_minor",
    "points": "points_spent",
    "earned": "points_earned",
}


def live_and_replayed(session: Session, log: OrderLog, program: Program, settings: Settings) -> Parity:
    """Post every document and replay them all; the differences."""
    replay = prepare(lower(program), log, settings)
    parity = Parity()
    if not replay.feed.order.size:
        return parity
    live = opened(session, replay)
    before = _by_document(live)
    for document in np.sort(replay.feed.order).tolist():
        answer = post(session, live, document)
        _compare_document(parity, live, document, answer, before.get(document, {}))
        parity.orders += 1
    _compare_shared(session, parity, live)
    for member in range(len(log.member_ids)):
        _compare_member(session, parity, live, member)
        parity.members += 1
    return parity


def _by_document(live: Post) -> dict[int, dict[str, int]]:
    """What the replay made of each document."""
    run_out(live.replay)
    rows = live.replay.tables["outcomes"]
    names = rows.dtype.names or ()
    return {
        document: {name: int(rows[document][name]) for name in names}
        for document in live.replay.feed.order.tolist()
    }


def _compare_document(
    parity: Parity, live: Post, document: int, answer: object, seen: dict[str, int]
) -> None:
    order_id = str(document)
    if isinstance(answer, Placed):
        for column, name in OUTCOME.items():
            parity.compare(order_id, name, getattr(answer.quote, name), seen[column])
        offers = live.replay.plan.offers
        words = live.replay.tables["applied"]["bits"]
        width = (len(offers) + 30) // 31
        applied = {
            offer.id
            for n, offer in enumerate(offers)
            if int(words[document * width + n // 31]) >> (n % 31) & 1
        }
        parity.compare(
            order_id, "applied", {d.offer_id for d in answer.quote.decisions if d.applied}, applied
        )
    elif isinstance(answer, Returned):
        parity.compare(order_id, "returned_minor", answer.returned_minor, seen["revenue"])


def _compare_shared(session: Session, parity: Parity, live: Post) -> None:
    """Counters in the windows they were last used in, and budgets."""
    now: Any = shared_now(session, live, int(np.sort(live.replay.feed.order)[-1]))
    then = shared_of(live.replay.tables, live.replay.plan)
    parity.compare("end", "budgets", now.funds, then.funds)
    used = [
        (one.key, one.used) == (other.key, other.used)
        for one, other in zip(now.uses, then.uses, strict=True)
        if one.key == other.key
    ]
    parity.compare("end", "counters", used, [True] * len(used))


def _compare_member(session: Session, parity: Parity, live: Post, member: int) -> None:
    """The standing when the log ends, and that the ledger adds up to what is stored."""
    name, replay = live.replay.log.member_ids[member], live.replay
    loaded = loaded_of(session, live, name)
    last = int(replay.log.last_at)
    at = from_us(last, replay.plan.program.zone)
    plans = live.shop.desk.plans
    connection = session.connection()
    given = see_current(connection, plans, plans.live(connection, at), loaded, last).standing
    given = see_person(connection, live.key, replay.plan, name, given, at_us=last)
    note_gifts(live, member, len(replay.log.doc_at), loaded.standing.sequence, given.sequence)
    end = up_to_date(replay.plan, who=loaded.account.who, standing=given, at=at)
    then = standing_of(replay.tables, replay.plan, member)
    compare_standing(name, _left(named(live, member, end)), _left(then), last, parity)
    compare_sums(session, parity, loaded.account, name)


def compare_sums(session: Session, parity: Parity, account: Account, name: str) -> None:
    """Lots and entries add up to what the account says."""
    told = session.execute(_SUMS, {"account": account.id}).one()
    stored = (account.booked, account.booked, account.debt, account.seq)
    parity.compare(name, "ledger", tuple(int(one or 0) for one in told), stored)


def _left(standing: Standing) -> Standing:
    """Without what lots were once granted: a lot that comes back is new to a replay and stored as it was."""
    return replace(standing, lots=tuple(lot._replace(granted=0) for lot in standing.lots))


_SUMS = sa.select(
    sa.select(sa.func.sum(POINT_LOT.c.remaining))
    .where(POINT_LOT.c.account_id == sa.bindparam("account"))
    .scalar_subquery(),
    sa.func.sum(LEDGER_ENTRY.c.delta_points),
    sa.func.sum(LEDGER_ENTRY.c.delta_debt),
    sa.func.count(),
).where(LEDGER_ENTRY.c.account_id == sa.bindparam("account"))
