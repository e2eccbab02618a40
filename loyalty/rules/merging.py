"""Two drafts of one programme made one: section by section, thing by thing by its id.

What only one side changed is taken from that side. What both changed alike is taken once; what both changed
each in its own way is for people to settle.
"""

from typing import Any, Final

from loyalty.errors import MergeConflict
from loyalty.rules.document import load_program
from loyalty.rules.program import Program

GONE: Final = object()
"""What a side does not have."""


def merge(base: Program, ours: Program, theirs: Program) -> Program:
    """The programme with the changes that both sides made to `base`.

    Raises MergeConflict with every section that both changed differently, ProgramInvalid where the whole no
    longer holds together.
    """
    clashes: list[str] = []
    contents = [one.model_dump(mode="json", by_alias=True) for one in (base, ours, theirs)]
    merged = {name: _section(name, *(one[name] for one in contents), clashes=clashes) for name in contents[0]}
    if clashes:
        raise MergeConflict(sections=", ".join(clashes))
    return load_program(merged)


def _section(name: str, base: Any, ours: Any, theirs: Any, *, clashes: list[str]) -> Any:  # noqa: ANN401 - any JSON value
    if not isinstance(base, list):
        return _one(name, base, ours, theirs, clashes=clashes)
    sides = [{thing["id"]: thing for thing in side} for side in (base, ours, theirs)]
    things = {
        key: _one(f"{name}.{key}", *(side.get(key, GONE) for side in sides), clashes=clashes)
        for key in dict.fromkeys((*sides[1], *sides[2], *sides[0]))
    }
    order = _order(name, *(list(side) for side in sides), clashes=clashes)
    return [things[key] for key in order if things[key] is not GONE]


def _one(name: str, base: Any, ours: Any, theirs: Any, *, clashes: list[str]) -> Any:  # noqa: ANN401 - as above
    if theirs in (ours, base):
        return ours
    if ours != base:
        clashes.append(name)
    return theirs


def _order(
    name: str, base: list[str], ours: list[str], theirs: list[str], *, clashes: list[str]
) -> list[str]:
    """The order of one side that moved things; what only the other side has comes after."""
    kept = [key for key in base if key in ours and key in theirs]
    moved = [[key for key in side if key in kept] != kept for side in (ours, theirs)]
    if all(moved) and [key for key in ours if key in kept] != [key for key in theirs if key in kept]:
        clashes.append(f"{name} (order)")
    first, second = (theirs, ours) if moved[1] and not moved[0] else (ours, theirs)
    return [*first, *(key for key in second if key not in first)]
