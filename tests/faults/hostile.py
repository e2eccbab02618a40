"""Values that hardly any parameter is meant for, and what an error must say of them."""

from datetime import UTC, date, datetime, timedelta

from loyalty.errors import LoyaltyError
from tests.live.shops import START

LONG = "x" * 1_000_000
TEXTS = ["", " ", "x\x00y", "x" * 128, "\ud800", LONG]
HOSTILE = [
    *(None, True, 7, -1, 0, 10**30, 10**5000, 1.5, float("nan")),
    *TEXTS,
    *(
        START.replace(tzinfo=None),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
        START.date(),
    ),
    *(date(2024, 2, 1), timedelta(-1), timedelta.max, b"x", [], [None], [7], ["x\x00y"], {}, {"x": None}),
    *({"x\x00y": "x"}, {7: 7}, {"x": object()}, (), (1,), (1, "x"), (13, 40), object(), object, iter(())),
]


def said(error):
    """What an error says, if it is one of the library's that says all it must."""
    assert isinstance(error, LoyaltyError), repr(error)
    english, chinese = error.text(), error.text("zh")
    assert error.code
    assert len(english) < 2_000
    assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese)
    return english


def shown(value):
    """A value by its beginning."""
    return "a very long number" if type(value) is int and value > 10**4000 else repr(value)[:40]
