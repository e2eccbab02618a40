"""What a verb is handed is looked at by the types it declares."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, TextIO

import pytest
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from loyalty import Cart
from loyalty.errors import (
    BadArgument,
    BadReference,
    FloatRefused,
    LoyaltyError,
    NotATime,
    OutOfBounds,
    ReasonMissing,
)
from loyalty.live import Loyalty, OrderItem
from loyalty.live.desk import Host
from loyalty.live.handed_in import door, one_of
from loyalty.when import Clock
from tests.faults.meant import verbs
from tests.live.shops import START, cart, open_shop

LAST = datetime.max.replace(tzinfo=UTC)


@door
class Desk:
    """A door that takes one of each."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock

    def session(self, session: Host) -> object:
        return session

    def text(self, member: str) -> object:
        return member

    def typed(self, text: str) -> object:
        return text

    def written(self, note: str | None = None) -> object:
        return note

    def why(self, *, reason: str) -> object:
        return reason

    def many(self, most: int) -> object:
        return most

    def lasts(self, delivered: timedelta) -> object:
        return delivered

    def flag(self, dry: bool) -> object:
        return dry

    def listed(self, members: Sequence[str]) -> object:
        return members

    def some(self, offer_ids: Collection[str] | None) -> object:
        return offer_ids

    def hooks(self, hooks: Iterable[Callable[..., object]]) -> object:
        return hooks

    def mapped(self, settings: Mapping[str, object]) -> object:
        return settings

    def chosen(self, formats: Sequence[Literal["csv", "parquet"]]) -> object:
        return formats

    def either(self, accept: Cart | str | None) -> object:
        return accept

    def files(self, *paths: str | Path) -> object:
        return paths

    def file(self, out: str | os.PathLike[str]) -> object:
        return out

    def open(self, out: TextIO) -> object:
        return out

    def called(self, progress: Callable[[int], None] | None = None) -> object:
        return progress


@pytest.mark.parametrize(
    ("verb", "value"),
    [
        ("text", " A "), ("typed", "\0"), ("written", ""), ("written", None), ("many", 0), ("many", 100_000),
        ("lasts", timedelta()), ("flag", True), ("listed", ["a"]), ("listed", ("a",)), ("some", {"a"}),
        ("some", None), ("hooks", iter(())), ("mapped", {1: object()}), ("chosen", ["csv"]), ("either", "q"),
        ("either", Cart(currency="CNY", lines=())), ("files", "a.csv"), ("files", Path("a.csv")),
        ("file", "a.csv"), ("open", open(os.devnull)), ("called", print), ("called", None),  # noqa: PTH123, SIM115
    ],
)  # fmt: skip
def test_what_is_of_its_kind_goes_on_as_it_came(verb, value):
    told = getattr(Desk(), verb)(value)
    assert told == ((value,) if verb == "files" else value)


@pytest.mark.parametrize(
    ("verb", "value", "where"),
    [
        ("session", None, "session(session)"), ("text", 7, "text(member)"), ("typed", 7, "typed(text)"),
        ("written", "\0", "written(note)"), ("many", -1, "many(most)"), ("many", True, "many(most)"),
        ("lasts", timedelta(-1), "lasts(delivered)"), ("lasts", 5, "lasts(delivered)"),
        ("flag", 1, "flag(dry)"), ("listed", "ann", "listed(members)"),
        ("listed", ["a", 7], "listed(members)[1]"),
        ("some", {"a": 1}, "some(offer_ids)"), ("some", 7, "some(offer_ids)"), ("hooks", 7, "hooks(hooks)"),
        ("mapped", [1], "mapped(settings)"), ("chosen", "csv", "chosen(formats)"),
        ("chosen", ["xml"], "chosen(formats)[0]"), ("chosen", [["csv"]], "chosen(formats)[0]"),
        ("either", 7, "either(accept)"), ("either", "\0", "either(accept)"), ("files", 7, "files(paths)"),
        ("files", "", "files(paths)"), ("file", "a\0b", "file(out)"), ("file", "\ud800", "file(out)"),
        ("open", "a.csv", "open(out)"), ("called", 7, "called(progress)"),
    ],
)  # fmt: skip
def test_what_is_not_is_refused_where_it_came_in(verb, value, where):
    with pytest.raises(LoyaltyError) as refused:
        getattr(Desk(), verb)(value)
    assert refused.value.fields["where"] == where
    assert where in str(refused.value)
    assert where in refused.value.text("zh")


def test_a_door_is_made_of_what_it_takes():
    with pytest.raises(BadArgument, match=r"Argument Desk\(clock\): it is of type int. Send a clock"):
        Desk(clock=7)


@pytest.mark.parametrize("value", ["", " ", "\n\t"])
def test_what_somebody_answers_for_takes_a_reason(value):
    with pytest.raises(ReasonMissing) as refused:
        Desk().why(reason=value)
    assert str(refused.value) == "why(reason): the reason is missing. Say why it is done."


def test_every_verb_that_takes_a_reason_takes_no_empty_one(engine):
    shop, asked = open_shop(engine), []
    for called_so, verb in verbs(shop).items():
        if "reason" in verb.__wrapped__.__annotations__:
            with pytest.raises(ReasonMissing):
                verb(reason=" ")
            asked.append(called_so)
    assert {"shop.members.close", "shop.codes.void", "shop.programs.pause", "shop.budgets.resume"} <= {*asked}


def test_what_names_something_is_never_blank_and_is_kept_to_its_last_blank(engine):
    """A field that was left empty would be one order, and one member, for all who left it so."""
    shop = open_shop(engine, "ann", "ann ")
    with Session(engine) as session, session.begin():
        asked = {"order_id": "o", "member": "ann"}
        for verb, name in ((shop.place, "order_id"), (shop.place, "member"), (shop.hold, "hold_id")):
            with pytest.raises(BadReference, match="not all blank"):
                verb(session, cart("60"), at=START, **asked | {name: "  "})
        for order, member in (("o", "ann"), ("o ", "ann "), (" o", "ann")):
            shop.place(session, cart("60"), order_id=order, member=member, at=START)
        booked = [shop.figures(session, one, at=START).booked for one in ("ann", "ann ")]
        assert booked == [50 + 60, 50]
        with pytest.raises(BadReference):
            shop.return_items(session, "o", {"1": 1}, return_id=" ", at=START)
        with pytest.raises(BadReference):
            shop.points.adjust(session, "ann", 5, key=" ", reason="gift", actor="kim", at=START)
        assert shop.return_items(session, "o ", {"1": 1}, return_id=" r", at=START).return_id == " r"
        assert [shop.figures(session, one, at=START).booked for one in ("ann", "ann ")] == [110, 0]


def test_words_of_python_for_a_wrong_call_stay_those_of_python():
    with pytest.raises(TypeError, match="unexpected keyword"):
        Desk().text(member="a", tomorrow=1)
    with pytest.raises(TypeError, match="positional arguments"):
        Desk().text("a", "b")


def test_a_session_of_a_registry_is_one(engine):
    shop, registry = open_shop(engine, "ann"), scoped_session(sessionmaker(engine))
    with registry.begin():
        assert shop.figures(registry, "ann").booked == 0
    registry.remove()


@dataclass(frozen=True)
class Own(OrderItem):
    """An item of the host's own."""


def test_an_item_of_many_is_looked_at_field_by_field():
    given = Own(cart=cart("5"), order_id="o1", at=START)
    assert one_of(OrderItem, given) is given
    for kind, item in ((BadArgument, "o1"), (NotATime, OrderItem(cart=cart("5"), order_id="o1", at="soon"))):
        with pytest.raises(kind):
            one_of(OrderItem, item)


def test_numbers_are_whole_ones_in_bounds():
    with pytest.raises(FloatRefused):
        Desk().many(1.0)
    with pytest.raises(OutOfBounds, match=r"^many\(most\): most is 100001; it must be from 0 to 100000"):
        Desk().many(100_001)


def test_all_of_a_shop_is_looked_at(engine):
    """A verb of a class that is no `door` would be looked at by nobody."""
    assert [name for name, verb in verbs(open_shop(engine)).items() if not hasattr(verb, "__wrapped__")] == []
    assert hasattr(Loyalty.__init__, "__wrapped__")


def test_an_instant_is_one(engine):
    shop = open_shop(engine, "ann")
    for value in ("tomorrow", START.date(), START.replace(tzinfo=None), LAST):
        with pytest.raises(LoyaltyError) as refused:
            shop.figures(at=value)
        assert refused.value.fields["where"] == "figures(at)"
