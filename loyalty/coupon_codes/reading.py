"""A code as somebody typed it: read, or the reason why it cannot be one.

The check character needs no list of codes, so a typing error is told at once, also to strangers: it says
nothing about which codes exist. Whether a well-formed code was ever given out only the shop's list can tell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from loyalty.coupon_codes.alphabets import Alphabet, alphabet_named
from loyalty.coupon_codes.batch import LENGTH_MAX, PREFIX_MAX, AlphabetName, canonical_prefix
from loyalty.coupon_codes.canonical import canonical_code
from loyalty.coupon_codes.check import fits
from loyalty.coupon_codes.strength import length_needed
from loyalty.errors.base import is_chinese
from loyalty.handed_in import looking

TEXT_MAX: Final = 200
"""Longer texts are not looked into."""


class CodeFault(Enum):
    """Why a text is no code of the batch; the names are stable."""

    NOTHING = "nothing"
    LENGTH = "length"
    STRANGE = "strange"
    CHECK = "check"
    OTHER_PREFIX = "other_prefix"


@dataclass(frozen=True, slots=True)
class CodeRead:
    """What was read; `key` is `canonical_code` of the code as it was printed, where there is one.

    The key is None with a fault, and where the prefix was not said: what of the text is prefix is not known.
    """

    key: str | None
    fault: CodeFault | None

    @property
    def well_formed(self) -> bool:
        """It can be a code of the batch."""
        return self.fault is None

    @property
    def mistyped(self) -> bool:
        """It is no code of any batch: somebody made an error in writing it."""
        return self.fault not in {None, CodeFault.OTHER_PREFIX}

    def text(self, language: str = "en") -> str:
        """One sentence for the shop's staff, in English or Chinese."""
        return WORDS[self.fault][is_chinese(language)]


@looking("alphabet")
def read_code(
    text: str, *, prefix: str | None = None, length: int | None = None, alphabet: AlphabetName = "crockford"
) -> CodeRead:
    """A generated code in whatever case, width and grouping, O read as 0 and I or L as 1.

    `prefix` is the batch's ("" for none, None when it is not known), `length` its random characters: with
    both a missing or surplus character is always noticed. Raises BatchRefused for a prefix no batch can have.
    """
    known = alphabet_named(alphabet)
    start = None if prefix is None else canonical_prefix(prefix, known)
    if len(text) > TEXT_MAX:
        return CodeRead(None, CodeFault.LENGTH)
    folded = known.folded(canonical_code(text))
    fault = next(_faults(folded, known, prefix=start, length=length), None)
    key = None if fault is not None or start is None else start + folded[len(start) :]
    return CodeRead(key, fault)


def _faults(
    folded: str, alphabet: Alphabet, *, prefix: str | None, length: int | None
) -> Iterator[CodeFault]:
    """What is wrong, from the coarsest on; a finer fault is only looked for where no coarser was found."""
    if not folded:
        yield CodeFault.NOTHING
    if not alphabet.holds(folded):
        yield CodeFault.STRANGE
    if not length_needed(1, 1, alphabet=alphabet) < len(folded) <= PREFIX_MAX + LENGTH_MAX + 1:
        yield CodeFault.LENGTH
    if not fits(folded, alphabet):
        yield CodeFault.CHECK
    if prefix is not None:
        if not folded.startswith(alphabet.folded(prefix)):
            yield CodeFault.OTHER_PREFIX
        if length is not None and len(folded) != len(prefix) + length + 1:
            yield CodeFault.LENGTH


WORDS: Final[Mapping[CodeFault | None, tuple[str, str]]] = MappingProxyType(
    {
        None: (
            "Well formed: no typing error. Only the shop's list tells if it was given out and is unused.",
            "格式正确，没有输入错误。是否已发出、是否已使用，需查商家的券码清单。",
        ),
        CodeFault.NOTHING: ("There is no code.", "没有券码。"),
        CodeFault.LENGTH: (
            "Mistyped: characters are missing or too many.",
            "输入有误：字符缺失或多余。",
        ),
        CodeFault.STRANGE: (
            "Mistyped: it holds a character that no such code has.",
            "输入有误：含有此类券码不会出现的字符。",
        ),
        CodeFault.CHECK: (
            "Mistyped: a character is wrong, missing, or has changed places with another.",
            "输入有误：有字符错误、缺失或前后颠倒。",
        ),
        CodeFault.OTHER_PREFIX: (
            "Well formed, but of another batch: it begins with another prefix.",
            "格式正确，但属于其他批次：前缀不同。",
        ),
    }
)
