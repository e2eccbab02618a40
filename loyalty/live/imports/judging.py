"""Members on the way in, judged against the shop: who is new, who was brought in before, who is held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import sqlalchemy as sa

from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming, Setting
from loyalty.live.imports.enrolling_rows import GONE, read_member
from loyalty.live.imports.files import TOO_MANY
from loyalty.live.imports.holding_rows import read_coupon, read_credit, read_level, read_lot
from loyalty.live.imports.order_rows import put_together, read_hold, read_line, read_order, read_spent
from loyalty.live.imports.reasons import REASONS
from loyalty.live.imports.staging import Bundle, Found, Staged
from loyalty.live.imports.use_rows import read_use
from loyalty.store.arriving import coupons_known, levels_of, orders_known, states_of
from loyalty.store.operations import Request, done_before
from loyalty.store.standings import place_on

Verdict: TypeAlias = Literal[
    "new", "member", "already", "refused", "gone", "for_all", "for_all_already", "for_all_refused"
]
"""`member`: in the shop, and not by this import; `for_all`: of no member."""

READ: Final = {
    "members": read_member,
    "points": read_lot,
    "levels": read_level,
    "credit": read_credit,
    "coupons": read_coupon,
    "orders": read_order,
    "lines": read_line,
    "spent": read_spent,
    "uses": read_use,
    "holds": read_hold,
}
REFUSED: Final = frozenset(code for code, words in REASONS.items() if words.action == "refused")


@dataclass(slots=True)
class Case:
    """A member on the way in, what is asked for, and what is decided."""

    coming: Coming
    request: Request
    level_requests: tuple[Request, ...]
    """One for each level and end: the same level told again moves its end, once for each end."""
    verdict: Verdict = "new"
    active: bool = False
    """In the shop, and in a state in which something can be booked."""


def understand(bundle: Bundle, setting: Setting) -> Coming:
    """A member's rows, each read against the programme; nothing raises."""
    coming = Coming(bundle)
    zone = setting.plan.program.zone
    statuses = [row.cells.get("status", "").strip() for row in bundle.rows if row.kind == "members"]
    coming.gone = any(status in GONE for status in statuses)
    for row in bundle.rows:
        cells = Cells(row, zone, coming.found)
        if coming.gone:
            cells.wrong("status" if row.kind == "members" else "member", "member_gone")
            continue
        cells.reference("member")
        if TOO_MANY in row.cells:
            cells.wrong(TOO_MANY, "too_many_cells")
        READ[row.kind](cells, coming, setting)
    put_together(coming)
    return coming


def judged(
    connection: sa.Connection,
    bundles: Sequence[Bundle],
    setting: Setting,
    staged: Staged,
    *,
    actor: str,
) -> list[Case]:
    """What becomes of some members; findings are kept with the files."""
    cases = [_case(understand(bundle, setting), setting, actor) for bundle in bundles]
    # what cannot be a reference cannot be asked for either: databases refuse some of its signs
    named = [one for one in cases if _named(one)]
    states = states_of(connection, setting.program_key, [one.coming.ref for one in named])
    stand = levels_of(connection, setting.program_key, [one for one in states if states[one] == "active"])
    known = _known(connection, cases, setting)
    # last: whoever was brought in meanwhile, by another run of the same files, was brought in before
    done = done_before(connection, setting.program_key, [one.request.op_key for one in named])
    for case in cases:
        _judge(case, done, states, known, staged)
        if case.verdict == "member":
            _stands(case.coming, stand.get(case.coming.ref, {}), setting)
        staged.note(case.coming.found)
    return cases


def _known(connection: sa.Connection, cases: Sequence[Case], setting: Setting) -> set[str]:
    """Names of coupons and orders that the shop has already."""
    coupons = {coupon.id for one in cases for coupon in one.coming.coupons}
    orders = {order_id for one in cases for order_id in one.coming.orders}
    return {
        *(f"coupon {one}" for one in coupons_known(connection, setting.program_key, coupons)),
        *(f"order {one}" for one in orders_known(connection, setting.program_key, orders)),
    }


def _named(case: Case) -> bool:
    """Whether the member has a reference that can be asked for."""
    return not any(found.column == "member" and found.code in REFUSED for found in case.coming.found)


def _case(coming: Coming, setting: Setting, actor: str) -> Case:
    by: dict[str, Any] = {"actor": actor or None, "reason": f"import {setting.name}"}
    # what cannot be a reference is refused, and asked for by no request
    ref = coming.ref if coming.ref.isprintable() else ascii(coming.ref)
    told = {kind: sorted(map(repr, rows)) for kind, rows in coming.content.items() if kind != "named"}
    request = Request(verb="import", named=(setting.name, ref), content=told, **by)
    tracks = setting.plan.program.tiers
    levels = tuple(
        Request(
            verb="import_level",
            named=(
                setting.name,
                ref,
                tracks[one.track].id,
                tracks[one.track].levels[one.level].id if one.level >= 0 else "",
                str(one.ends),
            ),
            content={},
            **by,
        )
        for one in coming.levels
    )
    return Case(coming, request, levels)


def _judge(
    case: Case, done: dict[str, dict[str, str]], states: dict[str, str], known: set[str], staged: Staged
) -> None:
    coming = case.coming
    state = states.get(coming.ref)
    case.active = state == "active"
    if coming.gone:
        case.verdict = "gone"
        return
    before = done.get(case.request.op_key)
    if before is not None:
        case.verdict = "already"
        compare(case, before)
    elif state is not None:
        case.verdict = "member"
        _beside(coming, state)
    elif _named(case) and not any(row.kind == "members" for row in coming.bundle.rows):
        _each(coming, "unknown_member")
    if case.verdict != "already":
        _once(coming, known, staged)
    if any(found.code in REFUSED for found in coming.found):
        case.verdict = "refused"
        hold_back(coming)


def compare(case: Case, before: dict[str, str]) -> None:
    """Rows of a kind that are not as they were."""
    now, column = case.request.hashes, _named_by(case.coming)
    for row in case.coming.bundle.rows:
        if before.get(row.kind) != now.get(row.kind):
            _add(case.coming, row.file, row.number, column, "content_differs")
    missing = before.keys() - now.keys()
    if missing:
        _each(case.coming, "content_differs")


def _beside(coming: Coming, state: str) -> None:
    """The member is in the shop already."""
    if state != "active":
        _each(coming, "member_inactive")
    for row in coming.bundle.rows:
        if row.kind == "members":
            _add(coming, row.file, row.number, "member", "already_member")


def _stands(coming: Coming, stand: Mapping[str, tuple[str, str]], setting: Setting) -> None:
    """Levels below the one that a member of the shop stands on do not come."""
    for told, (file, number) in zip(coming.levels, coming.level_rows, strict=True):
        track = setting.plan.program.tiers[told.track]
        level, reaches = stand.get(track.id, ("", "[]"))
        if told.level < place_on(track, reaches, level):
            _add(coming, file, number, "level", "stands_higher")
            coming.left_out.update(levels=1)


def _once(coming: Coming, known: set[str], staged: Staged) -> None:
    """Each coupon and each order comes once, whoever brings it."""
    once = [(f"coupon {one.id}", one.row, "coupon") for one in coming.coupons]
    once += [(f"order {one}", place, "order") for one, place in coming.order_places.items()]
    for name, place, column in once:
        if name in known or not staged.first_of(name, coming.ref):
            _add(coming, *place, column, f"{column}_exists")


def _each(coming: Coming, code: str) -> None:
    for row in coming.bundle.rows:
        _add(coming, row.file, row.number, _named_by(coming), code)


def _named_by(coming: Coming) -> str:
    """The column that says whose the rows are, if they are somebody's."""
    return "" if coming.bundle.of_all else "member"


def hold_back(coming: Coming) -> None:
    """Rows with nothing against themselves are told to be held back."""
    wrong = {(found.file, found.number) for found in coming.found if found.code in REFUSED}
    for row in coming.bundle.rows:
        if (row.file, row.number) not in wrong:
            _add(coming, row.file, row.number, _named_by(coming), "held_back")


def _add(coming: Coming, file: int, number: int, column: str, code: str) -> None:
    shown = coming.ref[:60].encode("utf-8", "replace").decode()
    coming.found.append(Found(file, number, column, code, shown))
