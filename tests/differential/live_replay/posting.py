"""A history posted through the live shop in the order of events, as the audit makes carts of its documents.

Orders and returns go by the number of their document. Coupons a member is taken to hold are put beside the
member before the order, and what is left of them goes after it: a log tells who used one, not who holds one.
Those that issuances give are the shop's own affair; an order that may not use coupons leaves them.
"""

from dataclasses import dataclass, field, replace
from itertools import count

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.facts.member import Credit, PointLot
from loyalty.facts.standing import Standing
from loyalty.live import Loyalty
from loyalty.live.asking import load
from loyalty.plan import lower
from loyalty.plan.tables import NOTHING_PAUSED
from loyalty.rules.program import Program
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.replay import Replay
from loyalty.store.accounts import stored
from loyalty.store.orders import order_of
from loyalty.store.shared import asked_shared, shared_from
from loyalty.store.standings import Loaded
from loyalty.store.tables import HELD_COUPON
from loyalty.store.together import answers
from loyalty.when import FixedClock, from_us
from tests.differential.cases import changed
from tests.live.shops import SECRET

_shops = count()


@dataclass
class Post:
    """A live shop under way: what each event of a member is called in a replay."""

    replay: Replay
    shop: Loyalty
    carts: Carts
    events: dict[tuple[int, int], int] = field(default_factory=dict)
    """By member and number of the member's event: the name that a replay gives its lots and credit."""

    @property
    def key(self) -> str:
        """The programme's key in the database."""
        return self.shop.program_key


def opened(session: Session, replay: Replay) -> Post:
    """A shop with the replay's programme live from the first document on, and its members."""
    program = _named_anew(replay)
    first = from_us(int(replay.log.first_at), program.zone)
    shop = Loyalty(program.key, clock=FixedClock(first), secret=SECRET)
    shop.publish(session, program, author="ann", at=first)
    # drawn programmes are more generous than a document may be
    shop.desk.plans.known[program.hash, NOTHING_PAUSED] = lower(program)
    carts = Carts(replay)
    for number, name in enumerate(replay.log.member_ids):
        who = carts.who(number)
        shop.members.enrol(
            session,
            name,
            joined_at=who.joined_at,
            birthday=who.birthday,
            attributes=dict(who.attributes),
            identities={"card": name},  # which nobody shares
        )
    return Post(replay, shop, carts)


def _named_anew(replay: Replay) -> Program:
    """The programme under a key of its own; the coupons of a log that tells them are given by no issuance."""
    program = replay.plan.program
    key = f"{program.key}-{next(_shops)}"[:60]
    if replay.settings.use_coupons != "as_logged":
        return changed(program, key=key)
    left = [
        issuance.model_copy(update={"gives": tuple(one for one in issuance.gives if one.kind == "points")})
        for issuance in program.issuances
    ]
    return changed(program, key=key, issuances=tuple(one for one in left if one.gives))


def post(session: Session, live: Post, document: int) -> object:
    """One document: what the shop answers."""
    log, at = live.replay.log, live.carts.at(document)
    member = int(live.replay.feed.member[document])
    name = log.member_ids[member] if member >= 0 else None
    account = _told(session, live, document, name) if name else None
    if log.doc_kind[document] == 0:
        cart = live.carts.cart(document)
        if live.replay.settings.use_coupons != "as_logged" and not live.carts.shows_all(document):
            cart = replace(cart, coupons="none")
        delivered = live.carts.delivered(document)
        answer: object = live.shop.place(
            session, cart, order_id=str(document), member=name, at=at, delivered=delivered
        )
    elif log.doc_original[document] < 0:
        cart = live.carts.cart(document)
        answer = live.shop.return_unlinked(session, cart, return_id=str(document), member=name, at=at)
    else:
        answer = _returned(session, live, document)
    if account and name:
        mine = HELD_COUPON.c.account_id == account.account.id
        session.execute(sa.delete(HELD_COUPON).where(mine, HELD_COUPON.c.cause == "log"))
        after = loaded_of(session, live, name).account.sequence
        note_gifts(live, member, document, account.account.sequence, after - 1)
        live.events[member, after - 1] = (document + 1) * _stride(live) - 1
    return answer


def note_gifts(live: Post, member: int, document: int, first: int, last: int) -> None:
    """Events `first` … `last` − 1 of a member gave points before the document did anything."""
    for number in range(last - first):
        live.events[member, first + number] = document * _stride(live) + number


def _stride(live: Post) -> int:
    return int(live.replay.tables["plan"]["stride"][0])


def _told(session: Session, live: Post, document: int, name: str) -> Loaded:
    """The member before the document, who is given the coupons it is taken to hold."""
    loaded = loaded_of(session, live, name)
    rows = [
        {
            "program_key": live.key,
            "coupon_id": one.id,
            "account_id": loaded.account.id,
            "offer_id": one.offer_id,
            "state": "open",
            "starts_us": stored(one.starts),
            "ends_us": stored(one.ends),
            "granted_us": 0,
            "cause": "log",
            "program_hash": live.replay.plan.hash,
        }
        for one in live.carts.coupons(document)
    ]
    if rows and live.replay.log.doc_kind[document] == 0:
        session.execute(sa.insert(HELD_COUPON), rows)
    return loaded


def _returned(session: Session, live: Post, document: int) -> object:
    """A linked return: units and money, no more money than is left of a line."""
    original = str(live.replay.log.doc_original[document])
    kept = order_of(session.connection(), live.key, original, locking=False)
    assert kept is not None
    units, refunds = live.carts.returned(document, kept.record)
    return live.shop.return_items(
        session,
        original,
        units,
        refunds=refunds,
        return_id=str(document),
        at=live.carts.at(document),
    )


def loaded_of(session: Session, live: Post, name: str) -> Loaded:
    """The member's rows and standing as the database has them."""
    return load(session.connection(), live.replay.plan, live.key, name, locking=False)


def named(live: Post, member: int, standing: Standing) -> Standing:
    """The standing with lots and credits named as a replay names them."""
    groups = int(live.replay.plan.settings().groups)
    events = live.events

    def lot(one: PointLot) -> PointLot:
        event, group = divmod(one.key, groups)
        return one._replace(key=events.get((member, event), event) * groups + group)

    def credit(one: Credit) -> Credit:
        return one._replace(key=events.get((member, one.key), one.key))

    return replace(
        standing,
        lots=tuple(lot(one) for one in standing.lots),
        credits=tuple(tuple(credit(one) for one in track) for track in standing.credits),
    )


def shared_now(session: Session, live: Post, document: int) -> object:
    """Counters and budgets that all members share, in their windows at the document."""
    at_us = int(live.replay.log.doc_at[document])
    plan = live.replay.plan
    asked = asked_shared(plan, live.key, at_us=at_us)
    return shared_from(plan, at_us, answers(session.connection(), asked))
