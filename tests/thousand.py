"""How many cases the properties have that everything rests on: the same ones each time, as all of CI's."""

from typing import Final

from hypothesis import settings

THOUSAND: Final = settings(max_examples=max(settings().max_examples, 1_000))
