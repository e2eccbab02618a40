"""When two spellings are the same column name, and what unit a name tells.

Exports differ in case, spaces, full-width brackets and number signs, seldom in letters: names are compared by
their letters and digits alone.
"""

import re
import unicodedata
from typing import Final


def plain(name: str) -> str:
    """A column's name without case, outer spaces, byte order mark; inner spaces and hyphens as `_`."""
    return re.sub(r"[\s\-]+", "_", name.replace("\ufeff", "").strip().casefold())


def bare(name: str) -> str:
    """A column's name by its letters and digits alone, without a unit in brackets."""
    even = unicodedata.normalize("NFKC", name).casefold().replace("#", "no")
    return re.sub(r"[\W_]+", "", re.sub(rf"\({_UNIT}\)\s*$", "", even.strip()))


_UNIT: Final = r"\s*(?:元|分|人民币|cny|rmb|usd|eur|gbp|jpy|hkd|cents?|minor|件|个|pcs|[$€£¥])\s*"


def minor_by_name(name: str) -> bool | None:
    """Whether the unit in brackets after a column's name is a minor one; None where there is none."""
    unit = re.search(rf"\(({_UNIT})\)\s*$", unicodedata.normalize("NFKC", name).casefold())
    if unit is None or unit[1].strip() in {"件", "个", "pcs"}:
        return None
    return unit[1].strip() in {"分", "cent", "cents", "minor"}
