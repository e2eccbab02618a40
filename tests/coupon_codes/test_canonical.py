"""A code has one form, whatever case, width and separators somebody uses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.coupon_codes.canonical import canonical_code, codes_in, one_cell
from tests.coupon_codes.spellings import spelled


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("save-10", "save10"),
        ("ＳＡＶＥ１０", "save10"),
        (" Save 10 ", "save10"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("双十一", "双十一"),
        ("--", ""),
    ],
)
def test_a_code_has_one_canonical_form(text, canonical):  # edge 65
    assert canonical_code(text) == canonical
    assert canonical_code(canonical) == canonical


@given(st.text(max_size=20))
def test_the_one_form_of_a_code_stays_as_it_is(text):  # edge 65
    once = canonical_code(text)
    assert canonical_code(once) == once
    assert canonical_code(text.upper()) == canonical_code(text.upper().lower())


@given(st.data(), st.text("0123456789abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_case_width_and_separators_do_not_matter(data, text):  # edge 65
    assert canonical_code(spelled(data.draw, text)) == text


def test_look_alikes_stay_what_they_are_in_codes_that_people_chose():
    assert canonical_code("LOIO-10") == "loio10"


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("SAVE 10", ("SAVE 10",)),
        ("SAVE10, spring;VIP", ("SAVE10", "spring", "VIP")),
        ("a|b、c，d；e｜f\ng", ("a", "b", "c", "d", "e", "f", "g")),
        (" ,; ", ()),
        ("", ()),
    ],
)
def test_a_cell_may_hold_several_codes(cell, codes):
    assert codes_in(cell) == codes


@given(st.lists(st.text(max_size=12), max_size=4))
def test_codes_written_into_one_cell_are_read_back(codes):
    kept = [canonical_code(code) for code in codes if canonical_code(code)]
    back = [canonical_code(code) for code in codes_in(one_cell(codes))]
    assert [code for code in back if code] == kept
