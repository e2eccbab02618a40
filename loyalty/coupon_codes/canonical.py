"""The one form in which codes are kept and compared; it never changes, for codes are in people's hands."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from loyalty.handed_in import looking

BETWEEN: Final = re.compile(r"[,;|、，；｜\n]")
"""What stands between the codes of one cell; no comparison of codes looks at any of it."""


@looking()
def canonical_code(text: str) -> str:
    """The one form of a code: full-width folded to plain, lower case, letters and digits only."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if char.isalnum())


def codes_in(cell: str) -> tuple[str, ...]:
    """The codes that one cell of a file holds."""
    return tuple(code for part in BETWEEN.split(cell) if (code := part.strip()))


def one_cell(codes: Iterable[str]) -> str:
    """A cell with these codes; what would part a code in two becomes a space, and the code is the same."""
    return ", ".join(BETWEEN.sub(" ", code) for code in codes)
