"""Codes as people type them: read, or told apart from those that were mistyped."""

import re
from hashlib import shake_256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.coupon_codes import CodeBatch, CodeFault, canonical_code, read_code
from loyalty.coupon_codes.alphabets import CROCKFORD, alphabet_named
from loyalty.coupon_codes.reading import WORDS
from loyalty.errors import BatchRefused
from tests.coupon_codes.spellings import spelled

LOOKS = st.sampled_from(
    [("", "crockford"), ("SPRING", "crockford"), ("OIL8U", "crockford"), ("", "digits"), ("24", "digits")]
)


SEEDS = st.binary(max_size=4)


def one(prefix="", alphabet="crockford", seed=b""):
    """A code that is the same for the same seed."""
    batch = CodeBatch(count=1, prefix=prefix, alphabet=alphabet)
    (code,) = batch.codes(draw=shake_256(seed).digest)
    return code


@given(st.data(), LOOKS, SEEDS)
def test_any_case_width_and_grouping_reads_the_same(data, look, seed):  # edge 65
    prefix, alphabet = look
    code = one(prefix, alphabet, seed)
    typed = spelled(data.draw, canonical_code(code))
    assert read_code(typed, prefix=prefix, alphabet=alphabet) == read_code(
        code, prefix=prefix, alphabet=alphabet
    )
    assert read_code(typed, prefix=prefix, alphabet=alphabet).key == canonical_code(code)


@given(st.data(), st.sampled_from(["", "SPRING", "OIL8U"]), SEEDS)
def test_o_is_read_as_0_and_i_and_l_as_1(data, prefix, seed):
    code = one(prefix, seed=seed)
    choices = {"0": "0Oo", "1": "1IiLl", "O": "O0o", "I": "I1l", "L": "Ll1"}
    typed = "".join(data.draw(st.sampled_from(choices.get(char, char))) for char in code)
    assert read_code(typed, prefix=prefix).key == canonical_code(code)


@given(LOOKS, SEEDS)
def test_every_wrong_character_is_a_typing_error(look, seed):
    prefix, name = look
    code, alphabet = canonical_code(one(prefix, name, seed)), alphabet_named(name)
    for place, right in enumerate(code):
        for wrong in alphabet.characters:
            if wrong != alphabet.folded(right):
                typed = code[:place] + wrong + code[place + 1 :]
                assert read_code(typed, prefix=prefix, alphabet=name).fault is CodeFault.CHECK
                assert read_code(typed, alphabet=name).mistyped


@given(LOOKS, SEEDS)
def test_every_two_neighbours_swapped_are_a_typing_error(look, seed):
    prefix, name = look
    code, alphabet = canonical_code(one(prefix, name, seed)), alphabet_named(name)
    for place, (left, right) in enumerate(pairwise(code)):
        typed = code[:place] + right + left + code[place + 2 :]
        read = read_code(typed, prefix=prefix, alphabet=name)
        assert read.mistyped == (alphabet.folded(left) != alphabet.folded(right))


@given(st.data(), LOOKS, SEEDS)
def test_a_missing_or_surplus_character_is_noticed_where_the_length_is_known(data, look, seed):
    prefix, name = look
    length = CodeBatch(count=1, prefix=prefix, alphabet=name).length
    code = canonical_code(one(prefix, name, seed))
    place = data.draw(st.integers(0, len(code) - 1))
    char = data.draw(st.sampled_from(alphabet_named(name).characters))
    for typed in (code[:place] + code[place + 1 :], code[:place] + char + code[place:]):
        assert not read_code(typed, prefix=prefix, length=length, alphabet=name).well_formed


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", CodeFault.NOTHING),
        (" - ", CodeFault.NOTHING),
        ("0", CodeFault.LENGTH),
        ("000000000", CodeFault.LENGTH),
        ("0" * 58, CodeFault.LENGTH),
        ("0" * 201, CodeFault.LENGTH),
        ("-" * 201, CodeFault.LENGTH),
        ("0000-0000-00é", CodeFault.STRANGE),
        ("0000-0000-双", CodeFault.STRANGE),
        ("0000-0000-01", CodeFault.CHECK),
        ("0000-0000-00", None),
    ],
)
def test_what_is_wrong_is_told_from_the_coarsest_on(typed, fault):
    read = read_code(typed, prefix="")
    assert read.fault is fault
    assert read.well_formed == (fault is None) != read.mistyped
    assert (read.key is None) == read.mistyped


def test_a_letter_is_strange_to_a_code_of_digits():
    assert read_code("1234-5678-9012-O", alphabet="digits").fault is CodeFault.STRANGE


def test_a_code_of_another_batch_is_well_formed_but_wrong():
    read = read_code(one("SUMMER"), prefix="SPRING", length=9)
    assert read.fault is CodeFault.OTHER_PREFIX
    assert not read.mistyped
    assert not read.well_formed
    assert read.key is None


def test_a_code_that_fits_by_chance_with_another_length_is_mistyped():
    assert read_code("0" * 10, prefix="", length=9).well_formed
    assert read_code("0" * 11, prefix="", length=9).fault is CodeFault.LENGTH


def test_without_the_prefix_a_code_is_checked_but_has_no_key():
    read = read_code(one("SPRING"))
    assert read.well_formed
    assert read.key is None


def test_a_prefix_that_no_batch_can_have_is_misuse():
    with pytest.raises(BatchRefused, match="prefix"):
        read_code("0", prefix="双十一")


def test_every_fault_has_its_sentence_in_english_and_chinese():
    assert set(WORDS) == {None, *CodeFault}
    assert len({english for english, _ in WORDS.values()}) == len(WORDS)
    han = re.compile(r"[\u4e00-\u9fff]")
    assert all(han.search(chinese) and not han.search(english) for english, chinese in WORDS.values())
    assert read_code("").text() == "There is no code."
    assert read_code("").text("zh-CN") == "没有券码。"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_told_apart(text):
    read = read_code(text, prefix="")
    assert read.mistyped != read.well_formed
    assert read.key is None or CROCKFORD.holds(read.key)
