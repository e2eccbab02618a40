"""Rows that are of no member: uses toward limits for all together, and money that budgets have spent.

They come whole or not at all, once for each name of an import, behind the members.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from loyalty.errors import RetryTransaction
from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming, Setting
from loyalty.live.imports.files import TOO_MANY
from loyalty.live.imports.judging import REFUSED, Case, compare, hold_back
from loyalty.live.imports.staging import Bundle, Staged
from loyalty.live.imports.use_rows import read_shared
from loyalty.store.audit import write_act
from loyalty.store.drawing import bring_spent
from loyalty.store.operations import Request, Work, done_before, write_done
from loyalty.store.outbox import announce
from loyalty.store.shards import bring
from loyalty.store.shared import limits_for_all

VERB: Final = "import_for_all"
TOPIC: Final = "limits.imported"


def judged_for_all(
    connection: sa.Connection, bundle: Bundle, setting: Setting, staged: Staged, *, actor: str
) -> Case:
    """What becomes of rows that are of no member; findings are kept with the files."""
    coming = Coming(bundle)
    for row in bundle.rows:
        cells = Cells(row, setting.plan.program.zone, coming.found)
        if TOO_MANY in row.cells:
            cells.wrong(TOO_MANY, "too_many_cells")
        if row.kind == "shared":
            read_shared(cells, coming, setting)
        else:
            _read_budget(cells, coming, setting)
    told = {kind: sorted(map(repr, rows)) for kind, rows in coming.content.items()}
    reason = f"import {setting.name}"
    request = Request(verb=VERB, named=(setting.name,), content=told, actor=actor or None, reason=reason)
    case = Case(coming, request, (), verdict="for_all")
    before = done_before(connection, setting.program_key, [request.op_key]).get(request.op_key)
    if before is not None:
        case.verdict = "for_all_already"
        compare(case, before)
    if any(found.code in REFUSED for found in coming.found):
        case.verdict = "for_all_refused"
        hold_back(coming)
    staged.note(coming.found)
    return case


def _read_budget(cells: Cells, coming: Coming, setting: Setting) -> None:
    budget_id = cells.reference("budget")
    spent = cells.number("spent", decimals=setting.exponent, needed=True)
    coming.content.setdefault("budgets", []).append([budget_id, spent])
    coming.told.update(budgets=1)
    if budget_id in coming.budgets:
        cells.wrong("budget", "duplicate_row")
    elif budget_id and budget_id not in {one.id for one in setting.plan.program.budgets}:
        cells.wrong("budget", "budget_unknown")
        coming.left_out.update(budgets=1)
    coming.budgets[budget_id] = spent or 0


def write_for_all(work: Work, case: Case, setting: Setting, *, actor: str) -> None:
    """Count what all members used up together; the same rows again write nothing."""
    if case.verdict != "for_all":
        return
    plan, coming = setting.plan, case.coming
    own = work.alike(op_key=case.request.op_key, at_us=work.at_us)
    most = {plan.shared[one.slot]: int(one.uses_max) for one in limits_for_all(plan)}
    uses: Counter[tuple[str, int]] = Counter()
    for name, window, used in coming.uses:
        uses[name, window] += used
    for (name, window), used in sorted(uses.items()):
        bring(own, name, window, uses=used, most=most[name])
    known = {one.id: terms for one, terms in zip(plan.program.budgets, plan.budgets, strict=True)}
    funds = sorted(coming.budgets.keys() & known.keys())
    for budget_id in funds:
        over, amount = known[budget_id]
        bring_spent(own, budget_id, spent=coming.budgets[budget_id], over=over, amount=amount)
    told = {"import": setting.name, "uses": uses.total(), "budgets": len(funds)}
    write_act(own, actor, VERB, subject=f"import {setting.name}", details=told)
    announce(own, TOPIC, told)
    try:
        result = json.dumps(told, sort_keys=True)
        write_done(own, case.request, account_id=None, program_hash=plan.hash, result=result)
    except IntegrityError as error:
        raise RetryTransaction(what="somebody else brought the same rows in") from error
