"""Limits per identity: a member meets what all who share a phone, an email or another identity have used."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from loyalty.facts.member import PlacedOrder
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.store.identity_uses import Person, count_person, make_counters, read_person
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded


def with_person(work: Work, plan: Plan, loaded: Loaded, *, locking: bool) -> Loaded:
    """The locked member as one of all who share an identity; asks nothing where no limit is per identity.

    `locking` keeps everybody else who shares one waiting, so that what is read can be counted on.
    """
    counters = plan.identity_counters
    if not counters:
        return loaded
    who = loaded.account.who.id
    person = read_person(work.connection, work.program_key, who, counters)
    if locking:
        make_counters(work, person, counters)
        person = read_person(work.connection, work.program_key, who, counters, locking=True)
    state = replace(loaded.state, person=person)
    return replace(loaded, state=state, standing=_among(plan, loaded.standing, person))


def see_person(  # noqa: PLR0913 - whose standing, and when
    connection: sa.Connection,
    program_key: str,
    plan: Plan,
    member_ref: str,
    standing: Standing,
    *,
    at_us: int,
) -> Standing:
    """A standing for a quote: what others hold past their end is there again."""
    counters = plan.identity_counters
    if not counters:
        return standing
    person = read_person(connection, program_key, member_ref, counters, late_at=at_us)
    return _among(plan, standing, person)


def count_for_person(work: Work, loaded: Loaded, order: PlacedOrder) -> None:
    """Count an order for all who share an identity with its member; raises Drained if one was quicker."""
    count_person(work, loaded.state.person, order.counted, order_id=order.order_id)


def _among(plan: Plan, standing: Standing, person: Person) -> Standing:
    uses = dict(zip(plan.own, standing.uses, strict=True))
    for name, own in plan.identity_counters.items():
        uses[name] = person.used(name, own, uses[own])
    return replace(standing, uses=tuple(uses[name] for name in plan.own))
