"""The check character: every wrong character and every two neighbours swapped are noticed, without exception.

The scheme is H. M. Damm's: the characters are multiplied one after the other in a totally anti-symmetric
quasigroup, and a whole code comes to nought ("Totally anti-symmetric quasigroups for all orders n ≠ 2, 6",
Discrete Mathematics 307 (2007) 715-729). Of order 10 it is the table of his dissertation (Marburg, 2004); of
order 32 his construction over a field, a * b = 2(a + b) in GF(2^5) modulo x^5 + x^2 + 1. Its diagonal is
nought in both, so the check character is the product itself.
"""

from functools import cache
from typing import Final

from loyalty.coupon_codes.alphabets import DIGITS, Alphabet

ORDER_10: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
FIELD: Final = 32
MODULUS: Final = 0b100101


def fits(folded: str, alphabet: Alphabet) -> bool:
    """A whole code comes to nought."""
    return product(folded.encode(), steps(alphabet)) == 0


def product(characters: bytes, table: tuple[bytes, ...], start: int = 0) -> int:
    """The characters multiplied into `start`, from the left."""
    state = start
    for character in characters:
        state = table[state][character]
    return state


@cache
def steps(alphabet: Alphabet) -> tuple[bytes, ...]:
    """The quasigroup with its columns by the characters' own bytes: a row for each state."""
    rows = ORDER_10 if alphabet == DIGITS else _field()
    table = []
    for row in rows:
        spread = bytearray(max(alphabet.characters.encode()) + 1)
        for value, character in enumerate(alphabet.characters.encode()):
            spread[character] = row[value]
        table.append(bytes(spread))
    return tuple(table)


def _field() -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(_doubled(a ^ b) for b in range(FIELD)) for a in range(FIELD))


def _doubled(element: int) -> int:
    twice = element << 1
    return twice ^ MODULUS if twice >= FIELD else twice
