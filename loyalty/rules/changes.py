"""What a comparison of two programmes found: changes by stable id, each with the sentence that says it.

A moved offer is told as moved and a renamed one as renamed, because counters follow ids; two programmes
without a change have the same hash.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from loyalty.errors.base import is_chinese

ChangeKind: TypeAlias = Literal["added", "removed", "changed", "reordered"]
Section: TypeAlias = Literal[
    "program", "tiers", "points", "lanes", "groups", "classes", "budgets", "offers", "issuances"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: its path by stable ids, the plain values on both sides, and what it means.

    `before` and `after` are as a JSON document writes them; None where there is nothing.
    """

    kind: ChangeKind
    section: Section
    path: str
    before: object
    after: object
    what: str
    what_zh: str

    def text(self, language: str = "en") -> str:
        """The sentence in the language asked for."""
        return self.what_zh if is_chinese(language) else self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """All changes from one programme to another, section by section."""

    old_hash: str
    new_hash: str
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether the two are the same programme."""
        return not self.changes

    def of(self, section: Section) -> tuple[Change, ...]:
        """The changes of one section."""
        return tuple(change for change in self.changes if change.section == section)
