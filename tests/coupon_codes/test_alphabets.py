"""Characters that cannot be taken for each other, each drawn as often as any other."""

from collections import Counter

import pytest

from loyalty.coupon_codes.alphabets import ALPHABETS, CROCKFORD, DIGITS, alphabet_named
from loyalty.errors import BatchRefused

BOTH = pytest.mark.parametrize("alphabet", [CROCKFORD, DIGITS], ids=lambda alphabet: alphabet.name)


def test_crockford_leaves_out_what_passes_for_something_else():
    assert CROCKFORD.size == 32
    assert set("0123456789abcdefghijklmnopqrstuvwxyz") - set(CROCKFORD.characters) == set("ilou")
    assert CROCKFORD.folded("oil8u") == "0118v"
    assert DIGITS.folded("oil8u") == "oil8u"


@BOTH
def test_every_character_is_drawn_equally_often(alphabet):
    drawn = Counter(alphabet.drawn(bytes(range(256))).decode())
    assert set(drawn) == set(alphabet.characters)
    assert len(set(drawn.values())) == 1
    assert drawn.total() == 256 - 256 % alphabet.size


@BOTH
def test_an_alphabet_holds_its_own_characters_only(alphabet):
    assert alphabet.holds(alphabet.characters)
    assert alphabet.holds("")
    assert not alphabet.holds("0é")


def test_an_alphabet_has_a_name():
    assert [alphabet_named(name).name for name in ALPHABETS] == ["crockford", "digits"]
    with pytest.raises(BatchRefused, match=r"alphabet cannot be 'hex'\. Choose from crockford, digits\."):
        alphabet_named("hex")


@pytest.mark.parametrize("name", [None, 7, [], {}, "morse", "x" * 1_000_000], ids=range(6))
def test_an_alphabet_is_one_of_those_there_are(name):
    with pytest.raises(BatchRefused, match="Choose from crockford, digits"):
        alphabet_named(name)
