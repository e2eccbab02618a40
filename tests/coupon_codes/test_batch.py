"""Batches: as many codes as asked for, no two alike, none that could be guessed."""

import re
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.coupon_codes import CodeBatch, canonical_code, read_code
from loyalty.errors import BatchRefused, CodeTooShort

BATCHES = st.builds(
    CodeBatch,
    count=st.integers(1, 300),
    prefix=st.sampled_from(["", "7", "2024"]) | st.text("0123456789", max_size=16),
    alphabet=st.sampled_from(["crockford", "digits"]),
    length=st.sampled_from([0, 20, 40]),
    group=st.integers(0, 10),
) | st.builds(
    CodeBatch,
    count=st.integers(1, 300),
    prefix=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", max_size=16),
)


@given(BATCHES)
def test_a_batch_has_as_many_codes_as_asked_for_and_all_are_well_formed(batch):
    codes = list(batch.codes())
    assert len(codes) == len({canonical_code(code) for code in codes}) == batch.count
    for code in codes:
        read = read_code(code, prefix=batch.prefix, length=batch.length, alphabet=batch.alphabet)
        assert read.well_formed
        assert read.key == canonical_code(code)


def test_a_code_is_printed_in_groups_behind_its_prefix():
    shape = re.compile(r"SPRING-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
    for code in CodeBatch(count=50, prefix="Spring").codes():
        assert shape.fullmatch(code)
    (digits,) = CodeBatch(count=1, prefix="24", alphabet="digits", group=0).codes()
    assert re.fullmatch(r"24\d{15}", digits)


def test_no_code_starts_what_a_spreadsheet_would_compute():
    assert all(code[0].isalnum() for code in CodeBatch(count=2_000).codes())


def test_what_is_drawn_twice_is_given_once():
    """A source that says everything twice: the second time is passed over."""
    blocks = chain.from_iterable((bytes([byte]) * 10, bytes([byte]) * 10) for byte in range(256))
    batch = CodeBatch(count=3)
    codes = list(batch.codes(draw=lambda size: next(blocks)))
    assert batch.length == 10
    assert len(set(codes)) == 3
    assert [code[:4] for code in codes] == ["0000", "1111", "2222"]


def test_what_is_left_of_one_drawing_goes_into_the_next_code():
    blocks = chain([bytes(range(7)), bytes(range(7, 20))], repeat(b""))
    codes = list(CodeBatch(count=2, group=0).codes(draw=lambda size: next(blocks)))
    assert [code[:10] for code in codes] == ["0123456789", "ABCDEFGHJK"]


def test_two_batches_have_nothing_in_common():
    batch = CodeBatch(count=1_000)
    assert not set(batch.codes()) & set(batch.codes())


def test_codes_are_as_long_as_their_number_demands():
    assert CodeBatch(count=1).length == 9
    assert CodeBatch(count=1_000_000).length == 13
    assert CodeBatch(count=1_000, live=999_000).length == 13
    assert CodeBatch(count=1_000_000, tries_per_second=1_000_000).length == 17
    assert CodeBatch(count=1_000, length=20).length == 20
    assert CodeBatch(count=1_000_000).hits_a_month == "0.00000070"


def test_codes_that_could_be_guessed_are_refused_with_the_least_length():
    with pytest.raises(CodeTooShort) as caught:
        CodeBatch(count=1_000_000, length=8)
    assert caught.value.fields == {
        "length": 8,
        "least": 13,
        "live": 1_000_000,
        "tries_per_second": 10,
        "hits": "24",
    }


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"count": 0}, "count cannot be 0. Give a whole number from 1 to 10,000,000."),
        ({"count": True}, "count cannot be True."),
        ({"count": 10_000_001}, "count cannot be 10000001."),
        ({"live": -1}, "live cannot be -1."),
        ({"tries_per_second": 0}, "tries_per_second cannot be 0."),
        ({"length": -1}, "length cannot be -1."),
        ({"length": 41}, "length cannot be 41."),
        ({"group": 11}, "group cannot be 11."),
        ({"alphabet": "hex"}, "alphabet cannot be 'hex'."),
        (
            {"prefix": "双十一"},
            "prefix cannot be '双十一'. Use letters A to Z and digits 0 to 9, at most",
        ),
        ({"prefix": "--"}, "prefix cannot be '--'."),
        ({"prefix": 5}, "prefix cannot be 5."),
        ({"prefix": "A" * 17}, "prefix cannot be"),
        ({"prefix": "ﬃ" * 6}, "prefix cannot be"),
        ({"prefix": "A1", "alphabet": "digits"}, "prefix cannot be 'A1'. Use digits 0 to 9, at most 16."),
    ],
)
def test_a_batch_that_cannot_be_is_refused_in_a_sentence(wish, said):
    with pytest.raises(BatchRefused) as caught:
        CodeBatch(**{"count": 10} | wish)
    assert str(caught.value).startswith(said)
    assert "不能为" in caught.value.text("zh")


def test_a_prefix_is_written_as_people_like():
    assert CodeBatch(count=1, prefix=" ｓpring-24").prefix == "spring24"
