"""Parity over whole lives: sampled members re-run through the live engine from their first event to the last.

Only where members share nothing; returns are part of it, and so is the standing when the log ends.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from loyalty.engine import reverse, reverse_unlinked, settle, up_to_date
from loyalty.facts.member import Guest, Member
from loyalty.facts.quote import Reversal
from loyalty.facts.standing import Standing
from loyalty.simulate.replaying.audit import Parity, compare_standing
from loyalty.simulate.replaying.audit_gifts import Gifts
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.state import standing_of
from loyalty.when import from_us


def check_members(replay: Replay, parity: Parity, tell: Callable[[int], None]) -> None:
    """Re-run sampled members from their first event, and compare orders, returns and the final standing."""
    if replay.plan.couples_members or not replay.log.member_ids:
        return
    wanted = min(replay.settings.parity_members, len(replay.log.member_ids))
    chooser = np.random.default_rng(replay.settings.seed + 1)
    chosen = np.sort(chooser.choice(len(replay.log.member_ids), size=wanted, replace=False))
    carts = Carts(replay)
    ordered = replay.feed.member[replay.feed.order]
    for number, member in enumerate(chosen.tolist()):
        events = replay.feed.order[np.searchsorted(ordered, member) : np.searchsorted(ordered, member + 1)]
        _check_member(replay, carts, member, events.tolist(), parity)
        tell(number + 1)


def _check_member(replay: Replay, carts: Carts, member: int, events: list[int], parity: Parity) -> None:
    who = carts.who(member)
    standing = Standing()
    gifts = Gifts(replay, carts)
    given = gifts.fresh()
    log, outcomes = replay.log, replay.tables["outcomes"]
    for document in events:
        order_id = str(log.doc_ids[document])
        met = gifts.meets(document, standing, given)
        given = met.given
        if log.doc_kind[document] == 0:
            settled = settle(
                replay.plan,
                carts.cart(document),
                who=who,
                order_id=str(document),
                at=carts.at(document),
                standing=met.standing,
                delivered=carts.delivered(document),
            )
            live, standing = settled.quote, gifts.left(met, settled.standing)
            told = (
                live.discount_minor,
                live.shipping_discount_minor,
                live.points_minor,
                live.points_spent,
                live.points_earned,
            )
            row = outcomes[document]
            seen = tuple(int(row[name]) for name in ("off", "shipping", "points_minor", "points", "earned"))
            parity.compare(order_id, "outcome", told, seen)
            parity.member_orders += 1
        else:
            told_back = give_back(replay, carts, document, who, met.standing)
            standing, given = gifts.voided(document, met, gifts.left(met, told_back.standing))
            parity.compare(order_id, "returned", told_back.returned_minor, int(outcomes[document]["revenue"]))
    last = int(log.last_at)
    standing, _ = gifts.current(who, standing, given, at_us=last, document=len(log.doc_at))
    end = up_to_date(replay.plan, who=who, standing=standing, at=from_us(last, replay.plan.program.zone))
    replayed = standing_of(replay.tables, replay.plan, member)
    compare_standing(log.member_ids[member], gifts.bare(end), replayed, last, parity)
    parity.members += 1


def give_back(
    replay: Replay, carts: Carts, document: int, who: Member | Guest, standing: Standing
) -> Reversal:
    """One return document through the live engine, units and sums of money together."""
    log = replay.log
    original = int(log.doc_original[document])
    at = carts.at(document)
    if original < 0:
        return reverse_unlinked(replay.plan, carts.cart(document), who=who, at=at, standing=standing)
    order = next(one for one in standing.placed if one.order_id == str(original))
    units, refunds = carts.returned(document, order)
    return reverse(
        replay.plan,
        units,
        refunds=refunds,
        who=who,
        order_id=str(original),
        return_id=str(document),
        at=at,
        standing=standing,
    )
