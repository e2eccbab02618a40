"""A batch calls its hooks once for each event that stays, also where it is undone and done one by one."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import LoyaltyError, NotEnoughPoints, UnknownMember
from loyalty.live import AdjustItem, OrderItem
from tests.live.hearing import Heard, Refused, hooked, outbox
from tests.live.shops import START, cart

DAY = timedelta(days=1)


@pytest.fixture
def heard():
    return Heard()


def item(member, points):
    return AdjustItem(member=member, points=points, key=f"{member}:{points}", reason="r", at=START + DAY)


def adjust(shop, session, items):
    return shop.points.adjust_many(session, items, actor="a")


@pytest.fixture
def club(engine, heard):
    return hooked(engine, heard, members=("ann", "bob", "eve"))


def test_a_wave_calls_hooks_once_for_each_of_its_events(engine, club, heard):
    items = [item(member, 5) for member in ("ann", "bob", "eve")]
    for _ in range(2):
        with Session(engine) as session, session.begin():
            adjust(club, session, items)
    assert heard.events == outbox(engine, club)
    assert [one.payload["member"] for one in heard.events] == ["ann", "bob", "eve"]


def test_a_wave_that_is_undone_and_done_one_by_one_calls_hooks_once_for_what_stays(engine, club, heard):
    with Session(engine) as session, session.begin():
        adjust(club, session, [item("ann", 5)])
        adjust(club, session, [item("ann", 5), item("bob", 5), item("eve", 5)])  # one was done before
        answers = adjust(club, session, [item("ann", 6), item("bob", -500), item("eve", 6)])
    assert isinstance(answers[1], NotEnoughPoints)
    assert heard.events == outbox(engine, club)
    assert [one.op_key for one in heard.events] == [
        "adjust:ann%3A5",
        "adjust:bob%3A5",
        "adjust:eve%3A5",
        "adjust:ann%3A6",
        "adjust:eve%3A6",
    ]


def test_what_a_hook_raises_in_a_wave_undoes_the_wave(engine, club, heard):
    heard.raises = {"points.adjusted": Refused("no")}
    with Session(engine) as session, session.begin(), pytest.raises(Refused):
        adjust(club, session, [item("ann", 5), item("bob", 5)])
    assert outbox(engine, club) == []


def test_an_error_of_the_library_that_a_hook_raises_refuses_its_item(engine, heard):
    def broke(session, event):
        if event.payload.get("member") == "bob":
            raise UnknownMember(member="bob")

    club = hooked(engine, broke, members=("ann", "bob", "eve"))
    with Session(engine) as session, session.begin():
        answers = adjust(club, session, [item("ann", 5), item("bob", 5), item("eve", 5)])
        assert [isinstance(one, LoyaltyError) for one in answers] == [False, True, False]
    assert [one.payload["member"] for one in outbox(engine, club)] == ["ann", "eve"]


def test_orders_of_a_batch_call_their_hooks_one_after_the_other(engine, heard):
    items = [OrderItem(cart=cart("9"), order_id=f"o{n}", member="ann", at=START) for n in (1, 2, 1)]
    shop = hooked(engine, heard)
    with Session(engine) as session, session.begin():
        shop.place_many(session, items)
    assert heard.events == outbox(engine, shop)
    assert [one.payload["order_id"] for one in heard.events] == ["o1", "o2"]
