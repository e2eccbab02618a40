"""Gifts of rises that a return or a cancellation undid: unused ones become void with it.

The level that falls is known when the return is booked: all that was due by then is counted first. What was
given on rises is asked for only then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loyalty.engine import void_gifts
from loyalty.facts.giving import Undone, UndoneGift
from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.standing import Standing
from loyalty.live.giving import KIND
from loyalty.plan.tables import Plan
from loyalty.store.coupons import void_with_order
from loyalty.store.issuing import end_locked, part_lots, rises_of
from loyalty.store.once import free_claim, identity
from loyalty.store.operations import Work
from loyalty.store.outbox import announce
from loyalty.store.standings import Loaded


def undo_gifts(
    work: Work, plan: Plan, loaded: Loaded, after: Standing, entries: tuple[LedgerEntry, ...]
) -> Undone:
    """What a return that led to `after` leaves, with the points of gifts of undone rises taken back.

    Coupons stay on it: `write_undone` makes them void once those that came back are written.
    """
    fell = any(one.level < was.level for one, was in zip(after.tiers, loaded.standing.tiers, strict=False))
    gifts = rises_of(work.connection, loaded.account.id) if fell else ()
    if not gifts:
        return Undone(standing=after, entries=entries, gifts=())
    undone = void_gifts(
        plan, gifts, who=loaded.account.who, before=loaded.standing, after=after, at_us=work.at_us
    )
    standing = replace(undone.standing, coupons=after.coupons)
    return Undone(standing=standing, entries=(*entries, *undone.entries), gifts=undone.gifts)


def write_undone(work: Work, loaded: Loaded, gifts: Sequence[UndoneGift], order_id: str) -> None:
    """Unused coupons are void; what nothing was used of may be given again; each gift is told."""
    who = loaded.account.who.id
    for gift in gifts:
        void_with_order(work, gift.coupons, order_id)
        end_locked(work, gift.coupons_kept)
        part_lots(work, loaded.account.id, gift.issuance_id, gift.cycle)
        if gift.unused:
            free_claim(work, KIND, identity(gift.issuance_id, gift.cycle, who))
        announce(work, "issuance.undone", {"member": who, "order_id": order_id} | _payload(gift))


def _payload(gift: UndoneGift) -> dict[str, object]:
    return {
        "issuance": gift.issuance_id,
        "cycle": gift.cycle,
        "coupons": list(gift.coupons),
        "coupons_kept": list(gift.coupons_kept),
        "points": gift.points,
        "points_kept": gift.points_kept,
    }
