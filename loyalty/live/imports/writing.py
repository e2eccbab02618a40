"""Members who come in, written: new ones in numbers, those who are in the shop one by one, each whole.

Every point is a ledger entry of the member's own operation, so that the books add up and the same rows again
write nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sqlalchemy.exc import IntegrityError

from loyalty.engine import arrive
from loyalty.errors import MemberInactive, RetryTransaction
from loyalty.facts.arrival import Arrivals
from loyalty.facts.standing import Standing
from loyalty.live.asking import Plans, load_locked
from loyalty.live.holding import current
from loyalty.live.imports.coming import Coming, Setting
from loyalty.live.imports.judging import Case
from loyalty.live.imports.writing_orders import arrivals_of, book_waiting, costs_of, write_orders
from loyalty.store.arriving import account_ids, loaded_new, write_identities
from loyalty.store.audit import write_act
from loyalty.store.coupons import lock_accounts, write_coupons
from loyalty.store.enrolling import write_member
from loyalty.store.gathering import Gathering
from loyalty.store.issuing import write_issued_until
from loyalty.store.operations import Work, done_before, write_done
from loyalty.store.outbox import announce
from loyalty.store.standing_writing import write_standing
from loyalty.store.standings import Loaded
from loyalty.when import from_us

TOPIC: Final = "members.imported"


def write_cases(work: Work, plans: Plans, cases: Sequence[Case], setting: Setting, *, actor: str) -> int:
    """Write all that comes in; how many members were written."""
    gathering = Gathering()
    new = {one.coming.ref: one for one in cases if one.verdict == "new"}
    beside = {one.coming.ref: one for one in cases if one.verdict in {"member", "already"}}
    levels = _levels_asked(work, list(beside.values()))
    touched = [ref for ref, one in beside.items() if one.verdict == "member" or (levels[ref] and one.active)]
    lock_accounts(work, touched)
    for ref in sorted(touched):
        _write_beside(work, plans, beside[ref], setting, gathering, told_levels=levels[ref])
    _write_new(work, new, setting, gathering)
    written = len(new) + len(touched)
    if written:
        told = {"import": setting.name, "members": written}
        write_act(work, actor, "import", subject=f"import {setting.name}", details=told)
        announce(
            work.alike(op_key=work.op_key, at_us=work.at_us, gathering=gathering),
            TOPIC,
            told,
        )
    try:
        work.gathered(gathering, last=False)
    except IntegrityError as error:
        raise RetryTransaction(what="somebody else brought the same rows in") from error
    came = [*new.values(), *(beside[ref] for ref in touched if beside[ref].verdict == "member")]
    book_waiting(work, plans, [order_id for case in came for order_id in case.coming.orders])
    return written


def _levels_asked(work: Work, cases: Sequence[Case]) -> dict[str, frozenset[int]]:
    """By member the levels, by their place among the rows, whose end was not told before."""
    keys = [request.op_key for case in cases for request in case.level_requests]
    done = done_before(work.connection, work.program_key, keys)
    return {
        case.coming.ref: frozenset(
            place for place, request in enumerate(case.level_requests) if request.op_key not in done
        )
        for case in cases
    }


def _write_new(work: Work, cases: dict[str, Case], setting: Setting, gathering: Gathering) -> None:
    first = Gathering()
    enrolling = {ref: case.coming.enrolling for ref, case in cases.items()}
    for ref, told in enrolling.items():
        if told is not None:
            own = work.alike(op_key=cases[ref].request.op_key, at_us=work.at_us, gathering=first)
            write_member(own, told.who, state=told.state, consent_us=told.consent_us)
    try:
        work.gathered(first, last=False)
    except IntegrityError as error:
        raise RetryTransaction(what="somebody else enrolled the same member") from error
    ids = account_ids(work.connection, work.program_key, cases)
    for ref, case in cases.items():
        told = enrolling[ref]
        if told is not None:
            own = work.alike(op_key=case.request.op_key, at_us=work.at_us, gathering=gathering)
            loaded = loaded_new(setting.plan, ids[ref], told.who)
            _write_holdings(own, case, loaded, setting, places=None)


def _write_beside(  # noqa: PLR0913 - one member, and how much of them comes
    work: Work,
    plans: Plans,
    case: Case,
    setting: Setting,
    gathering: Gathering,
    *,
    told_levels: frozenset[int],
) -> None:
    """A member of the shop is first brought up to date; of who was brought in before only levels come."""
    plan, at = setting.plan, from_us(work.at_us, setting.plan.program.zone)
    own = work.alike(op_key=case.request.op_key, at_us=work.at_us)
    try:
        loaded = load_locked(own, plan, case.coming.ref)
    except MemberInactive as error:
        raise RetryTransaction(what="the member's state changed meanwhile") from error
    loaded = current(own, plans, plan, loaded, at)
    again = case.verdict == "already"
    if again:
        own = work.alike(op_key=case.level_requests[min(told_levels)].op_key, at_us=work.at_us)
        _write_levels(own, case, loaded, setting, told_levels)
        piled = work.alike(op_key=own.op_key, at_us=work.at_us, gathering=gathering)
        _write_operations(piled, case, loaded, setting, told_levels)
    else:
        _write_holdings(own, case, loaded, setting, places=told_levels)


def _write_levels(
    work: Work, case: Case, loaded: Loaded, setting: Setting, told_levels: frozenset[int]
) -> None:
    levels = tuple(case.coming.levels[place] for place in sorted(told_levels))
    _arrive(work, loaded, setting, Arrivals(levels=levels))


def _write_holdings(
    work: Work, case: Case, loaded: Loaded, setting: Setting, *, places: frozenset[int] | None
) -> None:
    """All that a member brings."""
    coming, told = case.coming, case.coming.enrolling
    arrivals = arrivals_of(coming, setting)
    after = _arrive(work, loaded, setting, arrivals)
    known = {lot.key for lot in after.lots}
    write_orders(work, after.placed, loaded, setting, lots=known, costs=costs_of(coming))
    ordered = bool(loaded.account.orders or arrivals.orders)
    hashes = told.identities if told else ()
    write_identities(work, coming.ref, hashes, account_id=loaded.account.id, ordered=ordered)
    write_coupons(work, _coupons(coming, loaded, setting))
    write_done(
        work,
        case.request,
        account_id=loaded.account.id,
        program_hash=setting.plan.hash,
        result=json.dumps(dict(coming.told), sort_keys=True),
    )
    asked = frozenset(range(len(case.level_requests))) if places is None else places
    _write_operations(work, case, loaded, setting, asked)


def _arrive(work: Work, loaded: Loaded, setting: Setting, arrivals: Arrivals) -> Standing:
    """Write what arrives but the orders, which come back with the standing."""
    plan, who = setting.plan, loaded.account.who
    at = from_us(work.at_us, plan.program.zone)
    done = arrive(plan, arrivals, who=who, standing=loaded.standing, at=at)
    placed = done.standing.placed
    write_standing(
        work,
        plan,
        loaded,
        after=done.standing,
        entries=done.entries,
        order_id=None,
        earned_by={one.awards[0].key: (one.order_id, one.awards[0].expired) for one in placed},
        tells_levels=False,
    )
    # what is due at the import's own instant came with the older system: no gift for an imported level
    write_issued_until(work, loaded.account.id, work.at_us + 1)
    return done.standing


def _write_operations(
    work: Work, case: Case, loaded: Loaded, setting: Setting, told_levels: frozenset[int]
) -> None:
    """Each level's end was told, once for ever."""
    for place in sorted(told_levels):
        request = case.level_requests[place]
        own = work.alike(op_key=request.op_key, at_us=work.at_us, gathering=work.gathering)
        write_done(own, request, account_id=loaded.account.id, program_hash=setting.plan.hash, result="{}")


def _coupons(coming: Coming, loaded: Loaded, setting: Setting) -> list[dict[str, object]]:
    return [
        {
            "program_key": setting.program_key,
            "coupon_id": one.id,
            "account_id": loaded.account.id,
            "offer_id": one.offer_id,
            "state": "used" if one.order_id else "open",
            "order_id": one.order_id or None,
            "starts_us": one.starts_us,
            "ends_us": one.ends_us,
            "granted_us": one.granted_us,
            "cause": f"import:{setting.name}",
            "program_hash": setting.plan.hash,
        }
        for one in coming.coupons
    ]
