"""The signs, and the pattern that stands for them."""

import re

from loyalty.spreadsheet import FORMULA, SIGNS


def test_the_pattern_finds_each_sign_and_nothing_between_them():
    printable = {chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF}
    assert {one for one in printable if re.match(SIGNS, one)} == set(FORMULA)
