"""Every word the report prints, in English and Chinese side by side.

One table, two columns: a phrase cannot be added in one language only, and a key that is not here stops the
report instead of printing a hole. Phrases with `{fields}` are whole sentences, because word order differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loyalty.reports import phrases, phrases_blocks, phrases_cautions, phrases_grid, phrases_summary


@dataclass(frozen=True, slots=True)
class Words:
    """The report's phrases in one language."""

    language: str

    def __call__(self, key: str, /, **fields: object) -> str:
        """The phrase with its fields filled in; an unknown key is a KeyError."""
        return PHRASES[key][self._column()].format(**fields)

    def named(self, family: str, code: str) -> str:
        """The name of a code (`kind.percent`), or the code itself where the report knows no name for it."""
        pair = PHRASES.get(f"{family}.{code}")
        return pair[self._column()] if pair else code

    def either(self, english: str | None, chinese: str | None) -> str:
        """Whichever of two texts is in the report's language, else the other, else nothing."""
        first, second = (chinese, english) if self._column() else (english, chinese)
        return first or second or ""

    def _column(self) -> int:
        return 1 if self.language == "zh" else 0


PHRASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    phrases.HEADINGS
    | phrases.LABELS
    | phrases.NAMES
    | phrases.ANSWERS
    | phrases_blocks.GOODS
    | phrases_blocks.MEMBERS
    | phrases_blocks.CHANGES
    | phrases_blocks.RISKS
    | phrases_blocks.RUN_DOWN
    | phrases_blocks.OUTLOOK
    | phrases_cautions.CAUTIONS
    | phrases_summary.SUMMARY
    | phrases_summary.CHAPTERS
    | phrases_summary.SHEETS
    | phrases_grid.GRID
    | phrases_grid.FIELDS
)
