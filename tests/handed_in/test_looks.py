"""Each kind of value is looked at as its annotation says, with all that it holds."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from loyalty.errors import BadArgument, FloatRefused, LoyaltyError, NotANumber, NotATime, OutOfBounds
from loyalty.facts.member import HeldCoupon, Member, PointLot
from loyalty.facts.order import Cart
from loyalty.facts.quote import Better
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in.looks import look_at, of, place

NOON = datetime(2024, 3, 1, 4, tzinfo=UTC)
LOT = PointLot(0, 0, 9, 0, 0, 0, 5, 5)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (int, [0, -1], [True, 1.5, "1", None]),
        (bool, [True], [1, "true", None]),
        (str, ["", "x"], [b"x", None, 7]),
        (Any, [None, object], []),
        (datetime, [NOON], [NOON.replace(tzinfo=None), NOON.date(), "2024"]),
        (timedelta, [timedelta(), timedelta(3)], [timedelta(-1), timedelta.max, 3]),
        (Literal["csv", "json"], ["csv"], ["CSV", None, ["csv"]]),
        (Callable[[int], int], [abs], [7]),
        (str | None, [None, "x"], [7]),
        (Decimal | str | int, [1, "1", Decimal(1)], [True, 1.5, None]),
        (str | os.PathLike[str], ["a.csv", Path("a")], ["", "a\0b", "\ud800", b"a", 7]),
        (Sequence[str], [["a"], ("a",), []], ["a", {"a": 1}, ["a", 7], None]),
        (Collection[str], [{"a"}], ["a", b"a", {1}]),
        (Iterable[int], [[1], iter("x")], ["x", [None], 7]),
        (tuple[int, ...], [(), (1, 2)], [[1], (1, "2")]),
        (tuple[int, int] | None, [(2, 29), None], [(1,), (1, 2, 3), (1, "2"), [1, 2]]),
        (Mapping[str, int], [{}, {"a": 1}], [[], {1: 1}, {"a": 1.5}]),
        (Better, [Better(("c",), 1)], [Better(["c"], 1), Better(("c",), 1.5), ((), 1)]),
        (Cart, [Cart(currency="CNY", lines="read where it is priced")], ["cart"]),
    ],
)
def test_what_is_meant_is_taken_and_nothing_else(kind, good, bad):
    look = look_at(kind, "it")
    for value in good:
        look(value)
    for value in bad:
        with pytest.raises(LoyaltyError):
            look(value)


def test_numbers_are_bounded_by_what_they_are_called():
    look_at(int, "months")(12)
    with pytest.raises(OutOfBounds, match="months is 0; it must be from 1 to 1200"):
        look_at(int, "months")(0)


def test_a_type_tells_all_but_of_instants_choices_and_what_holds_others():
    kinds = (int, str | None, Standing, Decimal | int, Callable[[], int], Cart)
    assert all(place("x", kind, "it").by_kind for kind in kinds)
    others = (datetime, Literal["a"], tuple[int, ...], HeldCoupon, str | Path, Mapping[str, int])
    assert not any(place("x", kind, "it").by_kind for kind in others)


@pytest.mark.parametrize(
    ("make", "error", "where"),
    [
        (lambda: Standing(orders=1.5), FloatRefused, r"^Standing\.orders: "),
        (lambda: Standing(orders=True), NotANumber, r"^Standing\.orders: "),
        (lambda: Standing(lots=[LOT]), BadArgument, r"Standing\.lots: .* Send a tuple"),
        (lambda: Standing(lots=(LOT, LOT._replace(left="5"))), NotANumber, r"^Standing\.lots\[1\]\.left: "),
        (lambda: Standing(lots=(tuple(LOT),)), BadArgument, r"Standing\.lots\[0\]: .* Send PointLot"),
        (lambda: Shared(uses=None), BadArgument, r"Shared\.uses"),
        (lambda: Member(id="a", joined_at=None), NotATime, r"^Member\.joined_at: "),
        (lambda: Member(id=7, joined_at=NOON), BadArgument, r"Member\.id"),
        (lambda: Member(id="a", joined_at=NOON, attributes={"city": 7}), BadArgument, r"attributes\[city\]"),
        (lambda: Member(id="a", joined_at=NOON, birthday=("2", 29)), NotANumber, r"birthday\[0\]"),
    ],
)
def test_a_record_says_which_of_its_fields_it_refuses(make, error, where):
    assert Standing(lots=(LOT, LOT)).booked == 10
    for _ in range(2):
        with pytest.raises(error, match=where):
            make()


def test_several_kinds_are_named():
    with pytest.raises(BadArgument, match="Send int or str"):
        of((int, str), None)
