"""What a host sends is taken as it is, or refused in one sentence; never cut, never repeated if personal."""

import pytest

from loyalty.errors import BadArgument, BadReference, FloatRefused, NotANumber, OutOfBounds
from loyalty.handed_in import shown, whole
from loyalty.store.inputs import attributes_of, birthday_of, by_name, free_text, reference


@pytest.mark.parametrize(
    "value",
    ["A1", "a", "Á1", " A1", "A1 ", "A 1", "'; DROP TABLE x; --", "%s", "{x}", '"', "x" * 128, "𝄞" * 128],
)
def test_any_printable_reference_may_be_used(value):
    assert reference("order", value) == value


@pytest.mark.parametrize(
    "value", ["", " ", "   ", "x" * 129, "a\0b", "a\nb", "\ud800", "\u202e", None, 5, True, 1.5, b"x"]
)
def test_what_cannot_be_a_key_is_refused(value):
    with pytest.raises(BadReference):
        reference("order", value)


def test_a_number_for_a_reference_is_told_from_its_digits():
    with pytest.raises(BadReference, match=r"'17 \(int\)' cannot be used\. Send a str of 1"):
        reference("order_id", 17)


@pytest.mark.parametrize("value", ["", "two\nlines\tand a tab", "长" * 2_000])
def test_people_may_write_what_they_like(value):
    assert free_text("reason", value) == value


@pytest.mark.parametrize("value", ["x" * 2_001, "a\0b", "\udfff", None, 5, b"x"])
def test_a_text_that_no_database_keeps_is_refused_and_not_repeated(value):
    with pytest.raises(BadReference) as refused:
        free_text("identity phone", value)
    assert "xxx" not in str(refused.value)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (True, NotANumber),
        ("5", NotANumber),
        (None, NotANumber),
        (b"5", NotANumber),
        (5.0, FloatRefused),
        (float("nan"), FloatRefused),
        (0, OutOfBounds),
        (11, OutOfBounds),
        (10**40, OutOfBounds),
    ],
)
def test_a_number_is_a_whole_one_within_bounds(value, error):
    with pytest.raises(error):
        whole("points", value, low=1, high=10)
    assert [whole("points", one, low=1, high=10) for one in (1, 10)] == [1, 10]


def test_attributes_are_texts_by_name():
    assert attributes_of(None) == {}
    assert attributes_of({"city": "Shanghai", "gone": None}) == {"city": "Shanghai", "gone": None}
    with pytest.raises(OutOfBounds):
        attributes_of({f"a{n}": "x" for n in range(201)})
    for name, value in (("", "x"), ("a\0", "x"), ("a", 5), ("a", "\0"), (5, "x")):
        with pytest.raises(BadReference):
            attributes_of({name: value})


def test_a_birthday_is_a_day_of_a_month():
    assert (birthday_of(None), birthday_of((2, 29)), birthday_of((12, 31))) == (None, (2, 29), (12, 31))
    for day in ((0, 1), (13, 1), (2, 30), (4, 31), (1, 0)):
        with pytest.raises(OutOfBounds):
            birthday_of(day)
    with pytest.raises(NotANumber):
        birthday_of((True, 1))


@pytest.mark.parametrize("value", [7, "x", [1], (), (1,), (1, 2, 3), {1: 2}])
def test_a_birthday_is_a_month_and_a_day(value):
    with pytest.raises((BadArgument, OutOfBounds)) as refused:
        birthday_of(value)
    assert "birthday" in str(refused.value)


@pytest.mark.parametrize("value", [7, "x", [("a", "b")], True])
def test_what_is_told_by_name_is_a_mapping(value):
    with pytest.raises(BadArgument, match="attributes"):
        attributes_of(value)
    assert (by_name("x", None), by_name("x", {"a": 1})) == ({}, {"a": 1})


def test_a_number_of_any_length_can_be_refused():
    with pytest.raises(BadReference, match="int"):
        reference("member", 10**5000)
    assert shown("x" * 100) == "x" * 40
