"""A batch of codes: how many, how they look, how hard they are to guess, and the codes one after the other.

`SPRING-7K2M-9QXD-C`: a prefix, random characters in groups, a check character over all of it.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal, TypeAlias
from zlib import crc32

from loyalty.coupon_codes.alphabets import Alphabet, alphabet_named
from loyalty.coupon_codes.canonical import canonical_code
from loyalty.coupon_codes.check import product, steps
from loyalty.coupon_codes.strength import hits_a_month, length_needed
from loyalty.errors import BatchRefused, CodeTooShort

AlphabetName: TypeAlias = Literal["crockford", "digits"]
Draw: TypeAlias = Callable[[int], bytes]
"""So many random bytes that nobody can foretell."""

COUNT_MAX: Final = 10_000_000
LIVE_MAX: Final = 10_000_000_000
TRIES_MAX: Final = 1_000_000
LENGTH_MAX: Final = 40
PREFIX_MAX: Final = 16
GROUP_MAX: Final = 10

BLOCK: Final = 1 << 16
MARKS_PER_CODE: Final = 64
"""Bits kept for each code of a batch, so that 1,000,000 take 8 MB whatever their length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBatch:
    """Codes that are made together; raises BatchRefused or CodeTooShort.

    `length` counts random characters, 0 takes as many as are needed; `group` is how many stand between two
    hyphens, 0 for none. `live` are codes with the same prefix that are out already, `tries_per_second` what
    all strangers together can try.
    """

    count: int
    prefix: str = ""
    length: int = 0
    alphabet: AlphabetName = "crockford"
    group: int = 4
    live: int = 0
    tries_per_second: int = 10

    def __post_init__(self) -> None:
        """Nothing is made that could not be printed, or could be guessed."""
        _within("count", "数量", value=self.count, low=1, high=COUNT_MAX)
        _within("live", "已发出的券码数", value=self.live, low=0, high=LIVE_MAX)
        _within("tries_per_second", "每秒尝试次数", value=self.tries_per_second, low=1, high=TRIES_MAX)
        _within("group", "每组字符数", value=self.group, low=0, high=GROUP_MAX)
        alphabet = alphabet_named(self.alphabet)
        prefix: object = self.prefix  # whatever came in
        if not isinstance(prefix, str):
            mend, mend_zh = "Give letters and digits, or none.", "请给出字母和数字，或留空。"
            raise BatchRefused(what="prefix", what_zh="前缀", value=prefix, mend=mend, mend_zh=mend_zh)
        object.__setattr__(self, "prefix", canonical_prefix(prefix, alphabet))
        least = length_needed(self.count + self.live, self.tries_per_second, alphabet=alphabet)
        if self.length == 0:
            object.__setattr__(self, "length", least)
        _within("length", "随机字符数", value=self.length, low=1, high=LENGTH_MAX)
        if self.length < least:
            raise CodeTooShort(
                length=self.length,
                least=least,
                live=self.count + self.live,
                tries_per_second=self.tries_per_second,
                hits=self.hits_a_month,
            )

    @property
    def hits_a_month(self) -> str:
        """Codes that strangers find by trying in 30 days, on average."""
        alphabet = alphabet_named(self.alphabet)
        hits = hits_a_month(
            self.count + self.live, self.tries_per_second, length=self.length, alphabet=alphabet
        )
        return f"{hits:f}"

    def codes(self, *, draw: Draw = secrets.token_bytes) -> Iterator[str]:
        """The codes as they are printed, no two alike; each call makes others."""
        alphabet = alphabet_named(self.alphabet)
        table = steps(alphabet)
        opening = product(alphabet.folded(self.prefix).encode(), table)
        head = self.prefix.upper() + "-" * bool(self.prefix and self.group)
        ends = alphabet.characters.upper()
        size = self.length + 1
        cuts = [slice(at, at + (self.group or size)) for at in range(0, size, self.group or size)]
        for body in _apart(_bodies(alphabet, self.length, draw), self.count):
            text = body.decode().upper() + ends[product(body, table, opening)]
            yield head + "-".join([text[cut] for cut in cuts])


def canonical_prefix(text: str, alphabet: Alphabet) -> str:
    """The prefix in the one form of codes; raises BatchRefused where no code can begin with it."""
    prefix = canonical_code(text) if len(text) <= PREFIX_MAX else ""
    if bool(prefix) != bool(text) or len(prefix) > PREFIX_MAX or not alphabet.holds(alphabet.folded(prefix)):
        letters, letters_zh = ("letters A to Z and ", "字母 A 至 Z 和") if alphabet.look_alikes else ("", "")
        raise BatchRefused(
            what="prefix",
            what_zh="前缀",
            value=text,
            mend=f"Use {letters}digits 0 to 9, at most {PREFIX_MAX}.",
            mend_zh=f"请使用{letters_zh}数字 0 至 9，最多 {PREFIX_MAX} 个字符。",
        )
    return prefix


def _bodies(alphabet: Alphabet, length: int, draw: Draw) -> Iterator[bytes]:
    """Random characters, so many at a time, without end."""
    pool = b""
    while True:
        pool += alphabet.drawn(draw(BLOCK))
        whole = len(pool) - len(pool) % length
        for at in range(0, whole, length):
            yield pool[at : at + length]
        pool = pool[whole:]


def _apart(bodies: Iterator[bytes], count: int) -> Iterator[bytes]:
    """So many of them, no two alike.

    Each marks one place among 64 times their number, and whichever meets a marked place is drawn again: equal
    ones always do, others once in 64 at most. A blind try hits exactly as rarely; whoever knows all other
    codes of a batch can rule out a 64th of what is left.
    """
    places = count * MARKS_PER_CODE
    marks = bytearray(places // 8)

    def fresh(body: bytes) -> bool:
        place = crc32(body) % places
        bit = 1 << (place & 7)
        if marks[place >> 3] & bit:
            return False
        marks[place >> 3] |= bit
        return True

    return islice(filter(fresh, bodies), count)


def _within(what: str, what_zh: str, *, value: object, low: int, high: int) -> None:
    if type(value) is not int or not low <= value <= high:
        mend = f"Give a whole number from {low:,} to {high:,}."
        mend_zh = f"请给出 {low:,} 到 {high:,} 之间的整数。"
        raise BatchRefused(what=what, what_zh=what_zh, value=value, mend=mend, mend_zh=mend_zh)
