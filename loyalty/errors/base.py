"""The root of the error tree: fields in, one sentence out, in English or Chinese.

Each class carries its sentence as a template in two languages, so that a code never stands without words and
words never have to be parsed to learn what happened.
"""

from collections.abc import Mapping
from string import Formatter
from typing import ClassVar, Final

SHOWN_MAX: Final = 10_000
"""A field longer than this is shown by its beginning."""
CUT_AT: Final = 200
QUOTED_MAX: Final = 80


class LoyaltyError(Exception):
    """Misuse of the library or unusable input; `fields` hold the facts, `code` the stable name.

    A field `what` may be accompanied by `what_zh` (any name, same ending): the Chinese sentence then uses it.
    A field `where` that the sentence does not speak of stands before it.
    """

    code: ClassVar[str] = "loyalty_error"
    en: ClassVar[str] = "The library refused what it was given."
    zh: ClassVar[str] = "系统拒绝了收到的内容。"

    def __init__(self, **fields: object) -> None:
        """Keep the fields; a field that the sentence needs and nobody gave is a TypeError."""
        missing = self.fields_needed() - fields.keys()
        if missing:
            message = f"{type(self).__name__} needs the fields {', '.join(sorted(missing))}"
            raise TypeError(message)
        super().__init__()
        self.fields: Mapping[str, object] = fields

    @classmethod
    def fields_needed(cls) -> frozenset[str]:
        """The field names that the English sentence speaks of."""
        return frozenset(name for _, name, _, _ in Formatter().parse(cls.en) if name)

    def text(self, language: str = "en") -> str:
        """One sentence for people: Chinese for `zh` and its variants, English for every other tag."""
        shown = {name: _shown(value) for name, value in self.fields.items()}
        place = "" if "where" in self.fields_needed() else shown.get("where", "")
        if not is_chinese(language):
            said = self.en.format(**shown)
            return f"{place}: {said}" if place else said
        own = {name: shown.get(f"{name}_zh", value) for name, value in shown.items()}
        said = self.zh.format(**own)
        return f"{place}：{said}" if place else said

    def __str__(self) -> str:
        """The English sentence."""
        return self.text()

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes with their fields."""
        return _rebuilt, (type(self), dict(self.fields))


class _Cut(str):
    """The beginning of what is too long to be shown, in quotes or not."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _shown(value: object) -> object:
    """What somebody sent is not repeated at any length."""
    try:
        text = value if isinstance(value, str) else repr(value)
    except ValueError:
        return _Cut(quoted(value))
    if len(text) <= SHOWN_MAX:
        return value
    return f"{text[:CUT_AT]}…" if isinstance(value, str) else _Cut(f"{text[:CUT_AT]}…")


def quoted(value: object) -> str:
    """What somebody sent, as Python would write it, by its beginning."""
    try:
        return repr(value)[:QUOTED_MAX]
    except ValueError:  # more digits than Python writes
        return f"{type(value).__name__}…"


def is_chinese(language: str) -> bool:
    """Whether a language tag (`zh`, `zh-CN`, `zh_Hans`) asks for Chinese."""
    return language.lower().replace("_", "-").split("-")[0] == "zh"


def _rebuilt(kind: type[LoyaltyError], fields: Mapping[str, object]) -> LoyaltyError:
    return kind(**fields)
