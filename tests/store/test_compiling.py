"""Statements are compiled once, and what they are given goes in its place, as PostgreSQL writes it."""

import psycopg
import pytest
import sqlalchemy as sa

from loyalty.store.compiling import array, call, plain, prepared, type_of
from loyalty.store.tables import CLAIM

WHERE = sa.select(CLAIM.c.op_key).where(
    CLAIM.c.identity == sa.bindparam("who"), CLAIM.c.kind == "k", CLAIM.c.recorded_us > sa.bindparam("at")
)


def test_a_statement_is_compiled_once_and_numbered():
    first = prepared(WHERE, ("who", "at"))
    assert prepared(WHERE, ("who", "at")) is first
    assert prepared(sa.select(CLAIM.c.kind), ()).number != first.number


def test_parameters_stand_in_the_order_of_the_text_and_fixed_ones_between_them():
    made = prepared(WHERE, ("at", "who"))
    assert [b"$%d" % place in made.sql for place in (1, 2, 3)] == [True] * 3
    told = dict(zip(made.order, call(made, {"at": 5, "who": "ann"}).values, strict=True))
    assert sorted(told.values()) == [b"5", b"ann", b"k"]
    assert (told["at"], told["who"]) == (b"5", b"ann")


def test_a_statement_of_one_parameter_and_of_none():
    one = prepared(sa.select(CLAIM.c.kind).where(CLAIM.c.op_key == sa.bindparam("key")), ("key",))
    assert call(one, {"key": "x"}).values == [b"x"]
    assert call(prepared(sa.select(CLAIM.c.kind), ()), {}).values == []
    assert plain("SAVEPOINT a").statement.number is None


@pytest.mark.parametrize(
    ("given", "text"),
    [(5, b"5"), (-(2**63), b"-9223372036854775808"), (True, b"1"), ("ä", "ä".encode()), (None, None)],
)
def test_each_kind_of_value_has_its_spelling(given, text):
    assert call(prepared(WHERE, ("who", "at")), {"who": given, "at": 0}).values.count(text) == 1


def test_an_array_keeps_every_text_apart():
    assert array([1, None, True]) == "{1,NULL,1}"
    assert array(["a", "NULL", ""]) == '{"a","NULL",""}'
    assert array(['a"b', "a\\b", "{a,b}"]) == r'{"a\"b","a\\b","{a,b}"}'


@pytest.mark.parametrize("given", ["a\0b", "\0", ["a", "b\0"]])
def test_text_with_a_nul_is_refused_and_never_cut(given):
    with pytest.raises(psycopg.DataError):
        call(prepared(WHERE, ("who", "at")), {"who": given, "at": 0})


def test_whole_numbers_are_told_as_such_and_all_else_is_for_the_server_to_see():
    assert [type_of(one) for one in (1, True, "1", None)] == [20, 20, 0, 0]
