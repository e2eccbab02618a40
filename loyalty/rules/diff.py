"""Two programmes compared field by field: things by their stable ids, steps and conditions by what they are.

A value that only follows another one, such as the minimum to keep a level, is told where it was said and not
again where it follows.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, Final

from pydantic.fields import FieldInfo

from loyalty.handed_in import looking
from loyalty.rules.benefits import SpendSteps, Step
from loyalty.rules.changes import Change, Diff, Section
from loyalty.rules.conditions import AttributeIs, Condition, Quantity, Subtotal
from loyalty.rules.diff_scope import Pair, Scope
from loyalty.rules.diff_words import Teller
from loyalty.rules.findings import step
from loyalty.rules.offers import Limit, Offer
from loyalty.rules.program import Program
from loyalty.rules.scalars import Rule
from loyalty.rules.selectors import Selector
from loyalty.rules.tiers import Track

SECTIONS: Final[tuple[Section, ...]] = (
    "tiers",
    "points",
    "lanes",
    "groups",
    "classes",
    "budgets",
    "offers",
    "issuances",
)


@looking()
def diff(old: Program, new: Program) -> Diff:
    """What changes from `old` to `new`, with a sentence for each change in English and Chinese."""
    changes = () if old.hash == new.hash else tuple(_Walk(old, new).changes())
    return Diff(old_hash=old.hash, new_hash=new.hash, changes=changes)


class _Walk:
    """One comparison; every method yields the changes below a path."""

    def __init__(self, old: Program, new: Program) -> None:
        self._old, self._new = old, new
        self._teller = Teller(old, new)
        self._section: Section = "program"

    def changes(self) -> Iterator[Change]:
        """The head of the programme, then section by section."""
        head = [name for name in Program.model_fields if name not in SECTIONS]
        yield from self._fields(self._old, self._new, "", Scope(), only=head)
        for section in SECTIONS:
            self._section = section
            yield from self._fields(self._old, self._new, "", Scope(), only=[section])

    def _fields(
        self, old: Rule, new: Rule, path: str, scope: Scope, *, only: Sequence[str] | None = None
    ) -> Iterator[Change]:
        for name, info in type(old).model_fields.items():
            before, after = getattr(old, name), getattr(new, name)
            listed = only is None or name in only
            if before == after or not listed or name in {"id", "kind"} or self._follows(old, new, name, info):
                continue
            place = f"{path}.{info.alias or name}" if path else info.alias or name
            yield from self._field(Pair(old, new, name), place, scope)

    def _field(self, pair: Pair, path: str, scope: Scope) -> Iterator[Change]:
        before, after = pair.before, pair.after
        if _with_ids(before) or _with_ids(after):
            yield from self._listed(before, after, path, scope)
        elif pair.name == "when":
            yield from self._conditions(pair, path, scope)
        elif pair.name == "limits":
            yield from self._limits(pair, path, scope)
        elif pair.name == "steps":
            yield from self._steps(pair, path, scope)
        elif pair.name == "prices" and before is not None and after is not None:
            yield from self._prices(dict(before), dict(after), path, scope)
        elif isinstance(before, Rule) and type(before) is type(after) and not isinstance(before, Selector):
            yield from self._fields(before, after, path, scope.inside(pair.new, pair.name))
        else:
            yield self._change(path, before, after, self._teller.changed(pair, scope))

    def _listed(self, old: Any, new: Any, path: str, scope: Scope) -> Iterator[Change]:  # noqa: ANN401 - things with ids
        """Things by id: gone, new, renamed, changed inside, in another order."""
        olds, news = {thing.id: thing for thing in old}, {thing.id: thing for thing in new}
        gone = [thing for thing in old if thing.id not in news]
        added = [thing for thing in new if thing.id not in olds]
        for thing in gone:
            heir = next((one for one in added if _alike(thing, one)), None)
            place = step(path, thing.id)
            if heir is not None:
                added.remove(heir)
                yield self._change(f"{place}.id", thing.id, heir.id, self._teller.renamed(thing, heir))
            else:
                yield self._change(place, thing, None, self._teller.removed(thing, scope))
        for thing in added:
            yield self._change(step(path, thing.id), None, thing, self._teller.added(thing, scope))
        for thing in old:
            if thing.id in news:
                yield from self._thing(thing, news[thing.id], step(path, thing.id), scope)
        before = [name for name in olds if name in news]
        after = [name for name in news if name in olds]
        if before != after:
            yield self._change(path, before, after, self._teller.reordered(path, after), kind="reordered")

    def _thing(self, old: Rule, new: Rule, path: str, scope: Scope) -> Iterator[Change]:
        if old == new:
            return
        inner = scope.at(old, new)
        if type(old) is not type(new):
            yield self._change(path, old, new, self._teller.rewritten(old, new, inner))
        elif isinstance(old, Track) and isinstance(new, Track):
            yield from self._fields(old, new, path, inner.on(old, new))
        else:
            yield from self._fields(old, new, path, inner)

    def _conditions(self, pair: Pair, path: str, scope: Scope) -> Iterator[Change]:
        """Conditions by kind, in turn."""
        left = list(enumerate(pair.before))
        kept: list[int] = []
        for place, after in enumerate(pair.after):
            match = next((one for one in left if one[1] == after), None)
            match = match or next((one for one in left if _kind(one[1]) == _kind(after)), None)
            if match is None:
                told = self._teller.condition(None, after, scope)
                yield self._change(f"{path}[{place}]", None, after, told)
                continue
            left.remove(match)
            kept.append(match[0])
            yield from self._condition(match[1], after, f"{path}[{place}]", scope)
        for place, before in left:
            told = self._teller.condition(before, None, scope)
            yield self._change(f"{path}[{place}]", before, None, told)
        if kept != sorted(kept):
            names = [[one.kind for one in conditions] for conditions in (pair.before, pair.after)]
            told = self._teller.conditions_moved(scope)
            yield self._change(path, names[0], names[1], told, kind="reordered")

    def _condition(self, before: Condition, after: Condition, path: str, scope: Scope) -> Iterator[Change]:
        if before == after:
            return
        if isinstance(after, Subtotal | Quantity) and type(before) is type(after):
            yield from self._fields(before, after, path, scope)
        else:
            yield self._change(path, before, after, self._teller.condition(before, after, scope))

    def _limits(self, pair: Pair, path: str, scope: Scope) -> Iterator[Change]:
        """Limits by what they count; an order among them means nothing but another hash."""
        olds, news = ({_limit(one): one for one in limits} for limits in (pair.before, pair.after))
        for key in dict.fromkeys((*olds, *news)):
            before, after = olds.get(key), news.get(key)
            if before != after:
                told = self._teller.limit(before, after, scope)
                if before is not None and after is not None:
                    yield self._change(f"{path}.{key}.uses", before.uses, after.uses, told)
                else:
                    yield self._change(f"{path}.{key}", before, after, told)
        common = [[key for key in side if key in olds and key in news] for side in (olds, news)]
        if common[0] != common[1]:
            told = self._teller.reordered(path, common[1])
            yield self._change(path, common[0], common[1], told, kind="reordered")

    def _steps(self, pair: Pair, path: str, scope: Scope) -> Iterator[Change]:
        """Steps by where they start; where as many went as came, in turn."""
        measures = tuple(one.measure if isinstance(one, SpendSteps) else "" for one in (pair.old, pair.new))
        inner = scope.counting(*measures)
        for place, (before, after) in enumerate(_rungs(pair.before, pair.after)):
            if before == after:
                continue
            rung = inner.rung(place + 1)
            here = f"{path}[{place}]"
            if before is None or after is None:
                yield self._change(here, before, after, self._teller.rung(before, after, inner))
            else:
                yield from self._fields(before, after, here, rung)

    def _prices(self, old: dict[str, Any], new: dict[str, Any], path: str, scope: Scope) -> Iterator[Change]:
        for sku in sorted({*old, *new}):
            before, after = old.get(sku), new.get(sku)
            if before != after:
                told = self._teller.price(sku, before, after, scope)
                yield self._change(step(path, sku), before, after, told)

    def _follows(self, old: Rule, new: Rule, name: str, info: FieldInfo) -> bool:
        """Whether a field is, on both sides, what follows from the fields before it."""
        if name == "rounding_unit" and isinstance(old, Offer) and isinstance(new, Offer):
            sides = ((old, self._old), (new, self._new))
            return all(
                offer.rounding_unit == ("line" if program.lane(offer.lane).by_line else "sum")
                for offer, program in sides
            )
        if info.default_factory is None:
            return False
        return all(
            getattr(rule, name) == info.get_default(call_default_factory=True, validated_data=dict(rule))
            for rule in (old, new)
        )

    def _change(
        self, path: str, before: object, after: object, told: tuple[str, str], *, kind: str = ""
    ) -> Change:
        found: Any = kind or ("added" if before is None else "removed" if after is None else "changed")
        return Change(
            kind=found,
            section=self._section,
            path=path,
            before=self._teller.plainly(before),
            after=self._teller.plainly(after),
            what=told[0],
            what_zh=told[1],
        )


def _with_ids(things: object) -> bool:
    return isinstance(things, tuple) and bool(things) and hasattr(things[0], "id")


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401 - things with ids
    return type(one) is type(other) and one.model_copy(update={"id": other.id}) == other


def _kind(condition: Condition) -> tuple[str, str]:
    return condition.kind, condition.name if isinstance(condition, AttributeIs) else ""


def _limit(limit: Limit) -> str:
    return f"{limit.per}-{limit.each}"


def _rungs(old: tuple[Step, ...], new: tuple[Step, ...]) -> Iterator[tuple[Step | None, Step | None]]:
    if len(old) == len(new):
        yield from zip_longest(old, new)
        return
    olds, news = ({rung.from_: rung for rung in steps} for steps in (old, new))
    for start in sorted({*olds, *news}):
        yield olds.get(start), news.get(start)
