"""What every version of a programme has in common: its key, its currency, the decimals of its points.

What is booked is counted in them; a version with others would read every lot and order as another sum.
"""

from __future__ import annotations

from contextlib import suppress

from loyalty.errors import Problem, ProgramInvalid, UnknownVersion
from loyalty.rules.program import Program
from loyalty.store.operations import Work
from loyalty.store.programs import lock_program
from loyalty.store.versions import content_of


def must_fit(work: Work, program: Program, *, number: int | None = None) -> None:
    """Whether a programme may be a version here (anew, or the content of a draft); raises ProgramInvalid."""
    needed = {"key": work.program_key}
    lock_program(work)
    first = 2 if number == 1 else 1  # versions are numbered without a gap
    with suppress(UnknownVersion):  # nothing is there to differ from
        needed |= _common(content_of(work.connection, work.program_key, first, locking=True))
    found = _common(program) | {"key": program.key}
    problems = [_unfit(field, found[field], one) for field, one in needed.items() if found[field] != one]
    if problems:
        raise ProgramInvalid(problems=problems)


def _common(program: Program) -> dict[str, str]:
    decimals = 0 if program.points is None else program.points.decimals
    return {"currency": program.currency, "points.decimals": str(decimals)}


def _unfit(field: str, found: str, needed: str) -> Problem:
    return Problem(
        severity="error",
        code="version_unfit",
        path=field,
        line=None,
        what=f"It is {found}, and {needed} in this programme, whose books are counted so.",
        mend="Set it back, or publish the document as a programme of its own.",
        what_zh=f"当前为 {found}；本会员计划为 {needed}，账目以此计量。",
        mend_zh="请改回，或作为独立的会员计划发布。",
    )
