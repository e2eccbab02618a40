"""Offers and budgets by the ids that somebody names: one with a slip of the pen would switch nothing.

Known is what any version has that was, is or will be live, and what members hold: coupons outlive their
offer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Final

import sqlalchemy as sa

from loyalty.errors import NoSuchBudget, NoSuchOffer
from loyalty.live.desk import Desk
from loyalty.rules.program import Program
from loyalty.store.coupons import offers_held
from loyalty.store.operations import Work

ALIKE_MAX: Final = 3


def must_know_offers(desk: Desk, work: Work, offer_ids: Collection[str]) -> None:
    """Raises NoSuchOffer for the first id that is none."""
    know_offers(desk, work.connection, offer_ids)


def know_offers(desk: Desk, connection: sa.Connection, offer_ids: Collection[str]) -> None:
    """As `must_know_offers`, for who only asks."""
    known = {offer.id for program in _programs(desk, connection) for offer in program.offers}
    known |= offers_held(connection, desk.program_key, offer_ids)
    for offer_id in offer_ids:
        if offer_id not in known:
            raise no_such_offer(offer_id, known)


def no_such_offer(offer_id: str, known: Iterable[str]) -> NoSuchOffer:
    """The error for an id that is none, with those that are spelled alike."""
    mend, mend_zh = _alike(offer_id, known)
    return NoSuchOffer(offer_id=offer_id, mend=mend, mend_zh=mend_zh)


def must_know_budget(desk: Desk, work: Work, budget_id: str) -> None:
    """Raises NoSuchBudget for an id that is none."""
    known = {budget.id for program in _programs(desk, work.connection) for budget in program.budgets}
    if budget_id not in known:
        mend, mend_zh = _alike(budget_id, known)
        raise NoSuchBudget(budget_id=budget_id, mend=mend, mend_zh=mend_zh)


def _programs(desk: Desk, connection: sa.Connection) -> list[Program]:
    return [plan.program for plan in desk.plans.all(connection).values()]


def _alike(name: str, known: Iterable[str]) -> tuple[str, str]:
    found = get_close_matches(name, sorted(known), n=ALIKE_MAX)
    if not found:
        return "Check its id.", "请核对编号。"
    return f"Check its id; spelled alike: {', '.join(found)}.", f"请核对编号；相近的有：{'、'.join(found)}。"
