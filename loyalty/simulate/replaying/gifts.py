"""Room for what issuances give in a replay: how far each member was given, coupons held, lots, their names.

The programme begins to give when the log begins, or when a member joins after that. A log that itself tells
which coupons were used (`as_logged`) leaves no room for those of issuances.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from loyalty.kernels.calendar import DAY_US
from loyalty.kernels.codes import NONE
from loyalty.plan.issuances import SHORTEST
from loyalty.plan.tables import Plan
from loyalty.rules.issuances import Issuance, OnTierEntry
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.compiled import zeros
from loyalty.simulate.replaying.settings import Settings

Tables = dict[str, np.ndarray[Any, Any]]


def keeps_coupons(plan: Plan, settings: Settings) -> bool:
    """Whether members hold the coupons that issuances give them."""
    return settings.use_coupons != "as_logged" and bool(plan.tables["coupons"])


def issued_offers(plan: Plan, settings: Settings) -> frozenset[str]:
    """The offers whose coupons members hold because an issuance gave them."""
    if not keeps_coupons(plan, settings):
        return frozenset()
    return frozenset(plan.offers[one.offer].id for one in plan.tables["coupons"])


def lots_given(plan: Plan, log: OrderLog) -> NDArray[np.int64]:
    """The most lots of points that issuances can give each member by the end of the log."""
    span = np.maximum(log.last_at - np.maximum(log.member_joined, log.first_at), 0)
    known = log.member_birth_month > 0
    total = np.zeros(len(log.member_ids), np.int64)
    for issuance in plan.program.issuances:
        lots = sum(given.kind == "points" for given in issuance.gives)
        if lots:
            cycles = _cycles(issuance, span // DAY_US)
            total += lots * (np.where(known, cycles, 0) if issuance.on.kind == "birthday" else cycles)
    return total


def _cycles(issuance: Issuance, days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The most cycles that can begin within so many days."""
    if issuance.on.kind not in SHORTEST:
        return np.ones_like(days)
    levels = len(issuance.on.levels) if isinstance(issuance.on, OnTierEntry) else 1
    return levels * (days // SHORTEST[issuance.on.kind] + 2)


def stride_of(plan: Plan, log: OrderLog) -> int:
    """How many names of lots a document takes up: its own, and those of the gifts it may bring to light."""
    return int(lots_given(plan, log).max(initial=0)) + 1 if plan.program.issuances else 1


def gift_state(plan: Plan, log: OrderLog, *, kept: int) -> Tables:
    """What members were given before the first event: nothing; `kept` orders may be returned."""
    settings = plan.settings()
    members = len(log.member_ids) if settings.issuances else 0
    tables = {
        "gifted": zeros("gifted", members),
        "cycles": zeros("cycles", members * settings.slots),
        "held": zeros("held", members * settings.held),
        "stubs": zeros("stubs", kept * settings.coupons),
    }
    rows = tables["gifted"][:members]
    rows["birthday"] = log.member_birth_month[:members].astype(np.int32) * 32 + log.member_birth_day[:members]
    rows["until"] = log.first_at
    tables["cycles"]["last"] = NONE
    tables["stubs"]["gift"] = NONE
    return tables
