"""One code in the many ways in which people write it."""

from hypothesis import strategies as st

WIDE = 0xFEE0
"""From a plain character to its full-width form."""


def spelled(draw, text):
    """The text with its case, width and separators as `draw` (of hypothesis) decides."""
    written = []
    for char in text:
        cased = draw(st.sampled_from([char, char.upper()]))
        written.extend((draw(st.sampled_from([cased, chr(ord(cased) + WIDE)])), draw(SEPARATORS)))
    return draw(SEPARATORS) + "".join(written)


SEPARATORS = st.sampled_from(["", "", "-", " ", "－", "_", ".", "\u3000", "–", "\t"])
