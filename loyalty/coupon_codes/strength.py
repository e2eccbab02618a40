"""How long a code must be so that nobody finds a live one by trying.

Whoever tries blindly hits, in a month, on average

    live codes × tries a second × seconds of a month ÷ (size of the alphabet) ^ (random characters)

of them. Of 1,000,000 live codes with 8 random Crockford characters that is 24 at 10 tries a second; with 13
it is less than one in a million months, which is the bound here. Prefix and check character add nothing: both
are known to whoever tries. The tries are those of all strangers together that the shop's limit lets through.
"""

from decimal import Context, Decimal
from typing import Final

from loyalty.coupon_codes.alphabets import Alphabet
from loyalty.handed_in import looking

MONTH_SECONDS: Final = 30 * 24 * 60 * 60
MONTHS_PER_HIT: Final = 1_000_000
"""In so many months strangers may find one code, at most."""


@looking()
def hits_a_month(live: int, tries_per_second: int, *, length: int, alphabet: Alphabet) -> Decimal:
    """Codes that are found by trying in 30 days, on average, to two digits."""
    tries = live * tries_per_second * MONTH_SECONDS
    return Context(prec=2).divide(Decimal(tries), Decimal(alphabet.size**length))


@looking()
def length_needed(live: int, tries_per_second: int, *, alphabet: Alphabet) -> int:
    """The fewest random characters that keep the bound."""
    codes = live * tries_per_second * MONTH_SECONDS * MONTHS_PER_HIT
    length = 1
    while alphabet.size**length < codes:
        length += 1
    return length
