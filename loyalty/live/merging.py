"""Two members who are one person, merged in the host's transaction."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Final

from loyalty.engine.merge import merge
from loyalty.errors import MergeRefused
from loyalty.live.actors import Actor
from loyalty.live.asking import Plans, figures, load_locked
from loyalty.live.holding import current
from loyalty.live.results import Figures
from loyalty.plan.tables import Plan
from loyalty.store.audit import write_act
from loyalty.store.documents import decode, encode
from loyalty.store.members import lock_stored, move_member
from loyalty.store.merging import has_live_hold, move_rows
from loyalty.store.operations import Request, Work, claim, finish
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded, tier_rows


def merge_live(  # noqa: PLR0913 - one act, all named
    work: Work, plans: Plans, request: Request, *, source: str, into: str, actor: Actor, at: datetime
) -> Figures:
    """Bring all of `source` under `into`; raises MergeRefused, UnknownMember, MemberInactive."""
    first = claim(work, request)
    if first is not None:
        return decode(Figures, first)
    if source == into:
        raise MergeRefused(source=source, into=into, **_ONE)
    plan = plans.live(work.connection, at, locking=True)
    # in one order everywhere, so that two merges never wait for each other
    both: dict[str, Loaded] = {}
    for ref in sorted((source, into)):
        lock_stored(work, ref)
        both[ref] = current(work, plans, plan, load_locked(work, plan, ref), at)
    one, other = both[into], both[source]
    if has_live_hold(work, other.account):
        raise MergeRefused(source=source, into=into, **_HELD)
    done = merge(
        plan,
        kept=one.account.who,
        gone=other.account.who,
        at=at,
        kept_standing=one.standing,
        gone_standing=other.standing,
    )
    loaded, moved = move_rows(work, plan, source=other, into=one)
    write_standing(work, plan, loaded, after=done.standing, entries=done.entries, order_id=None)
    move_member(work, source, "merged", into=into)
    told = figures(plan, loaded, done.standing, at)
    details = {
        "reason": request.reason,
        "into": into,
        "moved": asdict(moved),
        "events_before": one.standing.sequence,
        "was": [_was(plan, each) for each in (one, other)],
    }
    write_act(work, actor.name, "merge", subject=f"member {source}", details=details)
    announce(work, "member.merged", {"member": source, "into": into})
    finish(work, account_id=one.account.id, program_hash=plan.hash, result=encode(told))
    return told


def _was(plan: Plan, loaded: Loaded) -> dict[str, object]:
    """What of an account a merge writes over: enough to part the two by hand."""
    account, state = loaded.account, loaded.state
    tiers = tier_rows(plan, account.id, loaded.standing) if loaded.standing.tiers else {}
    return {
        "member": account.who.id,
        "figures": [account.booked, account.debt, account.orders, account.sequence],
        "tiers": tiers,
        "credits": {track: [list(row) for row in rows] for track, rows in state.credits.items()},
        "counters": {name: list(used) for name, used in state.counters.items()},
    }


_ONE: Final = {
    "what": "they are one member already",
    "mend": "Name two members.",
    "what_zh": "两者为同一会员",
    "mend_zh": "请指定两名会员。",
}
_HELD: Final = {
    "what": "a checkout holds an order of it",
    "mend": "Release or capture it first.",
    "what_zh": "其有锁定的订单",
    "mend_zh": "请先释放或入账。",
}
