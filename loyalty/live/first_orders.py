"""The first order of a person, who may be a member twice: known by a phone, a device or an address."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from loyalty.facts.standing import Standing
from loyalty.store.claims import claim_first_order, claimed_elsewhere, seen_claimed
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded


def as_person(connection: sa.Connection, program_key: str, loaded: Loaded) -> Loaded:
    """The member as the person who may have ordered under another name: this would be a second order."""
    if loaded.standing.orders or not claimed_elsewhere(connection, program_key, loaded.account.who.id):
        return loaded
    return replace(loaded, standing=replace(loaded.standing, orders=1))


def see_person(
    connection: sa.Connection, program_key: str, member_ref: str, standing: Standing, at_us: int
) -> Standing:
    """The same for a quote, of a standing without holds that ran out."""
    if standing.orders or not seen_claimed(connection, program_key, member_ref, at_us):
        return standing
    return replace(standing, orders=1)


def claim_first(work: Work, loaded: Loaded, order_id: str) -> None:
    """An account's first order is the person's first order, with whatever offer; raises Drained."""
    if loaded.account.orders == 0:
        account = loaded.account
        claim_first_order(
            work,
            order_id=order_id,
            account_id=account.id,
            member_ref=account.who.id,
            alone=loaded.standing.orders == 0,
        )
