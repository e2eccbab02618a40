"""Where in two programmes a change lies: a field on both sides, and what around it gives it a name."""

from dataclasses import dataclass, replace
from typing import Any

from loyalty.rules.program import Program
from loyalty.rules.tiers import Track
from loyalty.rules.wording_diff import LABELS
from loyalty.rules.wording_diff_benefits import Label


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of a rule on both sides."""

    old: Any
    new: Any
    name: str

    @property
    def before(self) -> Any:  # noqa: ANN401 - whatever the field holds
        """Its old value."""
        return getattr(self.old, self.name)

    @property
    def after(self) -> Any:  # noqa: ANN401 - whatever the field holds
        """Its new value."""
        return getattr(self.new, self.name)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a change is inside of: the thing with a name, its track, how its steps count, which step."""

    things: tuple[Any, Any] | None = None
    tracks: tuple[Track | None, Track | None] = (None, None)
    measures: tuple[str, str] = ("", "")
    place: int = 0
    group: Label | None = None

    def inside(self, rule: Any, name: str) -> "Scope":  # noqa: ANN401 - a rule of the document
        """Inside this group of fields, which names what no thing with an id names."""
        known = None if isinstance(rule, Program) else LABELS[type(rule).__name__].get(name)
        return replace(self, group=known or self.group)

    def at(self, old: Any, new: Any) -> "Scope":  # noqa: ANN401 - things with ids
        """Inside these things."""
        return replace(self, things=(old, new))

    def on(self, old: Track, new: Track) -> "Scope":
        """Inside these tracks."""
        return replace(self, tracks=(old, new))

    def counting(self, *measures: str) -> "Scope":
        """Where steps count money or units."""
        return replace(self, measures=(measures[0], measures[1]))

    def rung(self, place: int) -> "Scope":
        """Inside the step with this number."""
        return replace(self, place=place)
