"""The signs, and the pattern that stands for them."""

import re

from loyalty.spreadsheet import FORMULA, SIGNS, safe


def test_the_pattern_finds_each_sign_and_nothing_between_them():
    printable = {chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF}
    assert {one for one in printable if re.match(SIGNS, one)} == set(FORMULA)


def test_a_cell_that_would_compute_is_shown_instead():
    assert [safe(f"{sign}1") for sign in FORMULA] == [f"'{sign}1" for sign in FORMULA]
    assert safe("1=1") == "1=1"
