"""Rows of uses that count toward limits: a member's own, and those that all members share."""

from __future__ import annotations

from collections.abc import Sequence

from loyalty.kernels.calendar import day_of, window_key
from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming, Setting
from loyalty.plan.numbering import SPANS
from loyalty.plan.tables import counts_identity


def read_use(cells: Cells, coming: Coming, setting: Setting) -> None:
    """Uses by a member: coupons and offers used, caps filled, gifts had."""
    _read(cells, coming, setting, "member", setting.plan.own)


def read_shared(cells: Cells, coming: Coming, setting: Setting) -> None:
    """Uses by whomever, toward what limits an offer for all members together."""
    _read(cells, coming, setting, "program", setting.plan.shared)


def _read(cells: Cells, coming: Coming, setting: Setting, whose: str, known: Sequence[str]) -> None:
    """Uses of an offer by what limits it (`per`, or all its limits), or of a counter as an export names it.

    Several rows add up.
    """
    kind = cells.row.kind
    used = cells.number("uses", low=1, needed=True)
    offer, per, named = cells.text("offer"), cells.text("per"), cells.text("counter")
    at, window = cells.instant("at"), cells.number("window")
    cells.before("at", at, setting.at_us)
    coming.content.setdefault(kind, []).append([offer, per, named, used, at, window])
    coming.told.update({kind: used or 0})
    if not offer and not named:
        cells.wrong("offer", "missing")
        return
    if per and per not in SPANS:
        cells.wrong("per", "unknown_span")
        return
    if named:
        counters = [named] if named in known and not counts_identity(named) else []
        windows = [window or 0]
    else:
        spans = [one for one in ([per] if per else SPANS) if f"{offer}/{whose}/{one}" in known]
        counters = [f"{offer}/{whose}/{one}" for one in spans]
        if at is None and any(one != "ever" for one in spans):
            cells.wrong("at", "missing")
            return
        windows = [_window(setting, one, at or 0) for one in spans]
    if not counters:
        cells.wrong("counter" if named else "offer", "limit_unknown")
        coming.left_out.update({kind: used or 0})
    elif used is not None:
        coming.uses += [(name, key, used) for name, key in zip(counters, windows, strict=True)]


def _window(setting: Setting, per: str, at_us: int) -> int:
    plan = setting.plan
    return window_key(day_of(plan.tables["zone"], at_us), SPANS[per], plan.settings().week_start)
