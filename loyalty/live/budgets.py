"""Budgets that the breaker paused, and the act that lets them go on."""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.live.desk import Desk, Host
from loyalty.live.handed_in import door
from loyalty.live.known import must_know_budget
from loyalty.store.audit import write_act
from loyalty.store.breaking import go_on
from loyalty.store.operations import Request, Work, claim, finish, reference
from loyalty.store.outbox import announce


@door
@dataclass(frozen=True, slots=True)
class Budgets:
    """The door to budgets: `shop.budgets`."""

    desk: Desk

    def resume(self, session: Host, budget_id: str, *, actor: str, reason: str, key: str) -> bool:
        """Let the offers of a paused budget apply again; whether it was paused. Raises NoSuchBudget."""
        content = {"budget": reference("budget", budget_id), "reason": reason}
        request = Request(
            verb="resume_budget",
            named=(reference("key", key),),
            content=content,
            actor=reference("actor", actor),
            reason=reason,
        )

        def do(work: Work) -> bool:
            first = claim(work, request)
            if first is not None:
                return first == "true"
            must_know_budget(self.desk, work, budget_id)
            was = go_on(work, budget_id)
            write_act(work, actor, "budget_resumed", subject=budget_id, details={"reason": reason})
            announce(work, "budget.resumed", {"budget": budget_id})
            finish(work, account_id=None, program_hash=None, result="true" if was else "false")
            return was

        return self.desk.once(session, request, self.desk.at(None), do)
