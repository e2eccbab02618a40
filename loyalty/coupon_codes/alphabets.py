"""The characters that codes are made of, in the canonical (lower) case, and how others are read as them.

`crockford` is Douglas Crockford's Base32 (crockford.com/base32.html): no letter that passes for a digit.
`digits` is for number pads and the telephone.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from loyalty.errors import BatchRefused

BYTE: Final = 256


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Characters of equal weight; the first stands for nought in the arithmetic of the check character."""

    name: str
    characters: str
    look_alikes: str = ""
    """Characters that are never drawn but understood..."""
    read_as: str = ""
    """...as these, place by place."""

    @property
    def size(self) -> int:
        """How many characters there are to draw from."""
        return len(self.characters)

    def folded(self, canonical: str) -> str:
        """The canonical code with each look-alike as the character it is read as."""
        return canonical.translate(str.maketrans(self.look_alikes, self.read_as))

    def holds(self, folded: str) -> bool:
        """No character is strange to the alphabet."""
        return set(folded) <= set(self.characters)

    def drawn(self, chance: bytes) -> bytes:
        """Random bytes as characters, each as likely as any other; bytes that favour some are left out."""
        table, surplus = _drawing(self.characters)
        return chance.translate(table, surplus)


CROCKFORD: Final = Alphabet("crockford", "0123456789abcdefghjkmnpqrstvwxyz", "ilou", "110v")
"""U, which Crockford leaves out, is read as V, so that a prefix such as SUMMER can be checked too."""
DIGITS: Final = Alphabet("digits", "0123456789")
ALPHABETS: Final = {alphabet.name: alphabet for alphabet in (CROCKFORD, DIGITS)}


def alphabet_named(name: str) -> Alphabet:
    """The alphabet of this name; raises BatchRefused."""
    asked: object = name  # whatever came in
    found = ALPHABETS.get(asked) if isinstance(asked, str) else None
    if found is None:
        known, known_zh = ", ".join(ALPHABETS), "、".join(ALPHABETS)
        mend, mend_zh = f"Choose from {known}.", f"请从 {known_zh} 中选择。"
        raise BatchRefused(what="alphabet", what_zh="字符集", value=name, mend=mend, mend_zh=mend_zh)
    return found


@cache
def _drawing(characters: str) -> tuple[bytes, bytes]:
    """The character of every byte, and the bytes beyond the last whole round of characters."""
    table = bytes(ord(characters[byte % len(characters)]) for byte in range(BYTE))
    return table, bytes(range(BYTE - BYTE % len(characters), BYTE))
