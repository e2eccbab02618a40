"""The check character, proved over every case there is."""

from itertools import pairwise
from itertools import product as pairs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.coupon_codes.alphabets import CROCKFORD, DIGITS
from loyalty.coupon_codes.check import fits, product, steps

BOTH = pytest.mark.parametrize("alphabet", [CROCKFORD, DIGITS], ids=lambda alphabet: alphabet.name)
CODES = st.sampled_from([CROCKFORD, DIGITS]).flatmap(
    lambda alphabet: st.tuples(st.just(alphabet), st.text(alphabet.characters, min_size=1, max_size=20))
)


def check_character(folded, alphabet):
    """The character that makes a code whole."""
    return alphabet.characters[product(folded.encode(), steps(alphabet))]


def table_of(alphabet):
    rows = steps(alphabet)
    return [[row[character] for character in alphabet.characters.encode()] for row in rows]


@BOTH
def test_one_wrong_character_always_ends_elsewhere(alphabet):
    """The table is a Latin square: another character leads to another state, and two never meet again."""
    table, every = table_of(alphabet), set(range(alphabet.size))
    assert len(table) == alphabet.size
    assert all(set(row) == every for row in table)
    assert all({row[value] for row in table} == every for value in every)


@BOTH
def test_two_neighbours_swapped_always_end_elsewhere(alphabet):
    """The quasigroup is totally anti-symmetric from every state: 32,768 and 1,000 cases."""
    table, every = table_of(alphabet), range(alphabet.size)
    met = [
        (state, x, y)
        for state, x, y in pairs(every, every, every)
        if x != y and table[table[state][x]][y] == table[table[state][y]][x]
    ]
    assert met == []


@BOTH
def test_the_check_character_is_the_product_itself(alphabet):
    assert [row[place] for place, row in enumerate(table_of(alphabet))] == [0] * alphabet.size


def test_the_tables_are_the_published_ones():
    assert check_character("572", DIGITS) == "4"  # Damm's own example
    element = 0
    for value in (31, 7, 18, 0, 25):  # 2(a + b) in GF(2^5) by the definition
        element = (element ^ value) << 1
        element ^= 0b100101 if element & 32 else 0
    spelled = "".join(CROCKFORD.characters[value] for value in (31, 7, 18, 0, 25))
    assert check_character(spelled, CROCKFORD) == CROCKFORD.characters[element]


@given(CODES)
def test_every_substitution_and_every_swap_of_neighbours_is_noticed(drawn):
    alphabet, body = drawn
    code = body + check_character(body, alphabet)
    assert fits(code, alphabet)
    for place, right in enumerate(code):
        for wrong in alphabet.characters:
            assert fits(code[:place] + wrong + code[place + 1 :], alphabet) == (wrong == right)
    for place, (left, right) in enumerate(pairwise(code)):
        swapped = code[:place] + right + left + code[place + 2 :]
        assert fits(swapped, alphabet) == (left == right)


@given(st.text(CROCKFORD.characters, min_size=2, max_size=20), st.data())
def test_of_crockford_any_two_characters_swapped_are_noticed(body, data):
    """Their weights are powers of 2 in a field in which no two of the first 31 are equal."""
    code = body + check_character(body, CROCKFORD)
    first, second = sorted(data.draw(st.tuples(*[st.integers(0, len(code) - 1)] * 2)))
    swapped = list(code)
    swapped[first], swapped[second] = swapped[second], swapped[first]
    assert fits("".join(swapped), CROCKFORD) == (code[first] == code[second])
