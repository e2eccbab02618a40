"""Expectations beside what came: every figure that was written down, and none that was not.

`applied` and a line's `offers` are whole lists: an offer that applies without being named there is a
difference too.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from loyalty.rules.scalars import Rule
from loyalty.scenarios.results import Figure, Got, Judged, Mismatch, Unit

WHOLE_LISTS: Final = frozenset({"applied", "offers"})
COUNTS: Final = frozenset({"orders", "gifts"})
WORDS: Final = frozenset({"error", "refused", "tier", "coupons"})
POINTS: Final = frozenset(
    {
        "points_spent",
        "points_max",
        "points_earned",
        "points_base",
        "points_bonus",
        "points_back",
        "taken_back",
        "debt",
        "shortfall",
        "available",
        "pending",
        "booked",
    }
)


def differences(
    expected: Rule, got: Got, judged: tuple[Judged, ...] = (), *, under: str = ""
) -> tuple[Mismatch, ...]:
    """What differs, in the order in which expectations are written; `under` begins every path."""
    if "error" in got or getattr(expected, "error", None) is not None:
        return _errors(expected, got)
    return tuple(_fields(expected, got, under, {one.offer_id: one for one in judged}))


def _errors(expected: Rule, got: Got) -> tuple[Mismatch, ...]:
    wanted, came = getattr(expected, "error", None), got.get("error")
    if wanted == came:
        return ()
    why, why_zh = str(got.get("what", "")), str(got.get("what_zh", ""))
    found = Mismatch(field="error", unit="text", expected=wanted, got=_figure(came), why=why, why_zh=why_zh)
    return (found,)


def _fields(expected: Rule, got: Got, path: str, judged: Mapping[str, Judged]) -> Iterator[Mismatch]:
    counted = _counted(got)
    for name in type(expected).model_fields:
        wanted, came = getattr(expected, name), got.get(name)
        field = f"{path}{name}"
        if wanted is None:
            continue
        if isinstance(wanted, Rule):
            yield from _fields(wanted, _group(came), f"{field}.", judged)
        elif name == "tier":
            yield from _levels(wanted, came, field)
        elif isinstance(came, tuple):
            yield from _ids(wanted, came, field)
        elif isinstance(wanted, tuple):
            units: dict[str, Unit] = dict.fromkeys(counted, "count") if name == "short_by" else {}
            yield from _entries(dict(wanted), _group(came), field, units, judged)
        elif wanted != came:
            yield Mismatch(field=field, unit=unit_of(name), expected=_figure(wanted), got=_figure(came))


def _levels(wanted: tuple[str, ...], came: object, field: str) -> Iterator[Mismatch]:
    held = came if isinstance(came, tuple) else ()
    if not set(wanted) <= set(held):
        yield Mismatch(
            field=field, unit="text", expected=", ".join(wanted), got=", ".join(held) if held else None
        )


def _ids(wanted: tuple[str, ...], came: tuple[str, ...], field: str) -> Iterator[Mismatch]:
    """The ids held: all of them, in any order."""
    if sorted(wanted) != sorted(came):
        expected, got = (", ".join(sorted(ids)) or None for ids in (wanted, came))
        yield Mismatch(field=field, unit="text", expected=expected, got=got)


def _entries(
    wanted: Mapping[str, object],
    came: Got,
    field: str,
    units: Mapping[str, Unit],
    judged: Mapping[str, Judged],
) -> Iterator[Mismatch]:
    """Entries by id; of a whole list also those that nobody named."""
    name = field.rpartition(".")[2]
    unnamed = [key for key in came if key not in wanted] if name in WHOLE_LISTS else []
    for key in (*wanted, *unnamed):
        want, have = wanted.get(key), came.get(key)
        if isinstance(want, Rule):
            yield from _fields(want, _group(have), f"{field}.{key}.", judged)
        elif not _same(want, have):
            one = judged.get(key)
            if have is None and one is not None and one.applied:
                have = "applied"
            yield Mismatch(
                field=f"{field}.{key}",
                unit=units.get(key, unit_of(name)),
                expected=_figure(want),
                got=_figure(have),
                why=one.what if one else "",
                why_zh=one.what_zh if one else "",
            )


def _counted(got: Got) -> list[str]:
    """Offers that were refused for too few units: what they are short of is units, not money."""
    return [offer for offer, reason in _group(got.get("refused")).items() if reason == "too_few"]


def _same(wanted: object, came: object) -> bool:
    """An amount of nothing and no entry at all mean the same."""
    return wanted == came or (wanted == Decimal(0) and came is None)


def unit_of(name: str) -> Unit:
    """What a field is counted in."""
    if name in WORDS:
        return "text"
    if name in COUNTS:
        return "count"
    return "points" if name in POINTS else "money"


def _group(value: object) -> Got:
    return value if isinstance(value, Mapping) else {}


def _figure(value: object) -> Figure:
    match value:
        case None | Decimal() | str():
            return value
        case _:
            return Decimal(str(value))
