"""A log posted event by event through the live shop, and compared with its replay to the last point."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from loyalty.engine import up_to_date
from loyalty.facts.member import Guest, Shared, Standing
from loyalty.live import Loyalty, run
from loyalty.live.asking import load
from loyalty.money import to_major
from loyalty.plan.tables import NOTHING_PAUSED
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.state import shared_of, standing_of
from loyalty.store.orders import order_of
from loyalty.store.shared import read_shared
from loyalty.when import FixedClock, from_us

OUTCOME = ("off", "shipping", "points_minor", "points", "earned")


@dataclass
class Posted:
    """What was posted, and every figure in which the shop and the replay are not one."""

    orders: int = 0
    returns: int = 0
    members: int = 0
    lots: int = 0
    differences: list[str] = field(default_factory=list)

    def compare(self, where: str, what: str, live: object, replayed: object) -> None:
        """Note a difference."""
        if live != replayed:
            self.differences.append(f"{where}: {what}: live {live}, replayed {replayed}")


def post(engine, replay: Replay, *, key: str) -> Posted:
    """Post all documents of a finished replay in the order of events, and compare."""
    log, carts = replay.log, Carts(replay)
    start = from_us(
        int(min(log.doc_at.min(), log.member_joined.min(initial=log.doc_at.min()))) - 1, carts.zone
    )
    shop = Loyalty(key, clock=FixedClock(start))
    # a generated programme may give back more than loading would let it
    shop.desk.plans.known[replay.plan.hash, NOTHING_PAUSED] = replay.plan
    posted = Posted()

    def begin(session: Session) -> None:
        shop.publish(session, replay.plan.program, author="ann", at=start)
        for number in range(len(log.member_ids)):
            who = carts.who(number)
            shop.enrol(
                session,
                who.id,
                joined_at=who.joined_at,
                birthday=who.birthday,
                attributes=who.attributes,
            )

    run(lambda: Session(engine), begin)
    processed = set(replay.feed.order.tolist())
    for document in range(len(log.doc_at)):
        if document in processed:
            run(lambda: Session(engine), lambda session: _one(session, shop, replay, carts, document, posted))  # noqa: B023
    run(lambda: Session(engine), lambda session: _compare_ends(session, shop, replay, posted))
    return posted


def _one(
    session: Session, shop: Loyalty, replay: Replay, carts: Carts, document: int, posted: Posted
) -> None:
    log = replay.log
    who = carts.who(int(log.doc_member[document]))
    member = None if isinstance(who, Guest) else who.id
    row = replay.tables["outcomes"][document]
    where = str(log.doc_ids[document])
    at = carts.at(document)
    if log.doc_kind[document] == 0:
        placed = shop.place(
            session,
            carts.cart(document),
            order_id=str(document),
            member=member,
            at=at,
            delivered=carts.delivered(document),
        )
        live = placed.quote
        told = (
            live.discount_minor,
            live.shipping_discount_minor,
            live.points_minor,
            live.points_spent,
            live.points_earned,
        )
        posted.compare(where, "outcome", told, tuple(int(row[name]) for name in OUTCOME))
        posted.orders += 1
        return
    original = int(log.doc_original[document])
    if original < 0:
        if member is not None:
            back = shop.return_unlinked(
                session, carts.cart(document), member=member, return_id=str(document), at=at
            )
            posted.compare(where, "returned", back.returned_minor, int(row["revenue"]))
            posted.returns += 1
        return
    units, money = _brought(replay, document, original, session, shop)
    back = shop.return_items(
        session,
        str(original),
        units,
        refunds={name: to_major(minor, carts.unit) for name, minor in money.items() if minor > 0},
        return_id=str(document),
        at=at,
    )
    posted.compare(where, "returned", back.returned_minor, int(row["revenue"]))
    posted.returns += 1


def _brought(
    replay: Replay, document: int, original: int, session, shop
) -> tuple[dict[str, int], dict[str, int]]:
    """Units and money that a return document brings back, by line; money at most what is left of the line."""
    log = replay.log
    first = int(log.doc_line_start[original])
    found = order_of(session.connection(), shop.program_key, str(original), locking=False)
    nets = {name: line.net for name, line in zip(found.record.line_ids, found.record.lines, strict=True)}
    units: dict[str, int] = {}
    money: dict[str, int] = {}
    for line in range(int(log.doc_line_start[document]), int(log.doc_line_start[document + 1])):
        name = str(int(log.line_target[line]) - first)
        if log.line_units[line] > 0:
            units[name] = units.get(name, 0) + int(log.line_units[line])
        elif log.line_refund[line] > 0:
            money[name] = min(money.get(name, 0) + int(log.line_refund[line]), nets[name])
    return units, money


def _compare_ends(session: Session, shop: Loyalty, replay: Replay, posted: Posted) -> None:
    """Every member's standing when the log ends, and what all members share."""
    log, plan = replay.log, replay.plan
    end = from_us(int(log.last_at), plan.program.zone)
    for number, member in enumerate(log.member_ids):
        loaded = load(session.connection(), plan, shop.program_key, member, locking=False)
        live = up_to_date(plan, who=loaded.account.who, standing=loaded.standing, at=end)
        replayed = standing_of(replay.tables, plan, number)
        posted.compare(member, "booked", loaded.account.booked, loaded.standing.booked)
        for name, mine, theirs in zip(PARTS, _parts(live), _parts(replayed), strict=True):
            posted.compare(member, name, mine, theirs)
        posted.members += 1
        posted.lots += len(live.lots)
    at_us = int(log.last_at)
    shared = read_shared(session.connection(), plan, shop.program_key, at_us=at_us, locking=False)
    told: Shared = shared_of(replay.tables, plan)
    posted.compare("all", "funds", shared.funds, told.funds)
    for name, mine, theirs in zip(plan.shared, shared.uses, told.uses, strict=True):
        posted.compare("all", name, mine.used, theirs.used if theirs.key == mine.key else 0)


PARTS = (
    "orders",
    "last_order",
    "active_until",
    "wiped_at",
    "debt",
    "lots",
    "tiers",
    "reaches",
    "credits",
    "uses",
)


def _parts(standing: Standing) -> tuple[object, ...]:
    """What a member has, without the numbers by which each side names lots and credits.

    What a lot was once granted the replay forgets when it comes back after it was used up; the shop keeps it.
    """
    return (
        standing.orders,
        standing.last_order,
        standing.active_until,
        standing.wiped_at,
        standing.debt,
        [lot._replace(kept=-1, key=0, granted=0) for lot in standing.lots],
        standing.tiers,
        standing.reaches,
        [[one._replace(key=0) for one in track] for track in standing.credits],
        standing.uses,
    )
