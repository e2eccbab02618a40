"""An error says where: the places on the way to it, from the outermost in."""

import pytest

from loyalty.errors import BadArgument, FloatRefused
from loyalty.handed_in.place import Place, another, shown


def refuses(value):
    raise another(value, ("a list", "列表"))


def test_places_are_told_from_the_outermost_in():
    inner = Place(".lots", Place("[0]", refuses))
    with pytest.raises(BadArgument) as refused:
        Place("Standing", inner)(7)
    assert refused.value.text("en") == "Argument Standing.lots[0]: it is of type int. Send a list."
    assert refused.value.text("zh") == "参数 Standing.lots[0]：类型为 int。请传入 列表。"


def test_an_error_without_a_place_gets_one():
    def floats(value):
        raise FloatRefused(value=value)

    with pytest.raises(FloatRefused, match=r"^adjust\(points\): 1\.5 is a float"):
        Place("adjust(points)", floats)(1.5)


def test_what_was_sent_is_shown_by_its_beginning():
    assert shown("x" * 100) == "x" * 40
    assert shown(10**5000) == "int"
