"""Operations of many members at once leave the rows that one by one would leave, and the same answers."""

import re
from contextlib import ExitStack
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import (
    BadReference,
    IdempotencyConflict,
    LoyaltyError,
    MemberInactive,
    NotEnoughPoints,
    ReasonMissing,
    RetryTransaction,
    UnknownMember,
)
from loyalty.live import ActionItem, Actor, AdjustItem, waves
from loyalty.store.tables import METADATA
from tests.databases import SERVERS, shop_database
from tests.live import shops
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.live.test_acting import ACTING

DAY = timedelta(days=1)
MEMBERS = tuple(f"m{n}" for n in range(9))
GIVING = (
    ACTING + "issuances: [{{id: welcome, on: {{kind: sign_up}}, gives: [{{kind: points, points: 7}}]}}]\n"
)


def item(member, points, **told):
    return AdjustItem(
        **{"member": member, "points": points, "key": f"{member}:{points}", "reason": "r", "at": START + DAY}
        | told
    )


def lived_in(engine, document):
    """A shop whose members have tiers, points spent and gone, one a debt, and one a hold that ran out."""
    shop = open_shop(engine, *MEMBERS, document=document)
    with Session(engine) as session, session.begin():
        for place, member in enumerate(MEMBERS):
            shop.place(session, cart(30 * place + 20), order_id=f"o{member}", member=member, at=START)
        shop.points.adjust(session, "m2", -35, key="less", reason="r", actor="a", at=START)
        shop.return_items(session, "om2", {"1": 1}, return_id="r", at=START + timedelta(hours=1))
        shop.hold(session, cart("80"), order_id="held", member="m1", at=START)
        shop.points.adjust(
            session, "m4", 9, key="soon", reason="r", actor="a", at=START, expires=START + DAY / 2
        )
    return shop


@pytest.fixture(params=SERVERS)
def twins(request, tmp_path, monkeypatch):
    """Two databases, each with the same shop; what makes them."""
    monkeypatch.setattr(shops, "new_key", lambda: "twin")
    with ExitStack() as stack:
        engines = [stack.enter_context(shop_database(request.param, tmp_path)) for _ in range(2)]
        yield lambda document=PROGRAM: [(engine, lived_in(engine, document)) for engine in engines]


def all_rows(engine):
    """Every row of every table, in the order of its key; serial numbers, which may have gaps, left out."""
    found = {}
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            key = table.primary_key.columns
            shown = [one for one in table.c if one.name != "id" or table.name == "loyalty_account"]
            found[table.name] = [tuple(row) for row in connection.execute(sa.select(*shown).order_by(*key))]
    return found


def same_rows(made):
    """Every table of both databases holds the same rows."""
    (many, _), (single, _) = made
    theirs = all_rows(single)
    for name, rows in all_rows(many).items():
        assert rows == theirs[name], name


def placeless(answer):
    """An answer, or an error without the name of the item or the verb that it was in."""
    return re.sub(r"^\w+\(", "(", str(answer))


def both(made, together, alone, items):
    """Book items together in one shop and one by one in the other; the answers, which are the same."""
    (many, many_shop), (single, single_shop) = made
    with Session(many) as session, session.begin():
        answers = together(many_shop, session, items)
    told = []
    with Session(single) as session, session.begin():
        for one in items:
            try:
                told.append(alone(single_shop, session, one))
            except LoyaltyError as error:
                told.append(error)
    assert [placeless(one) for one in answers] == [placeless(one) for one in told]
    with Session(many) as session:
        assert many_shop.verify(session) == ()
    return answers


def adjusted(shop, session, one):
    return shop.points.adjust(
        session,
        one.member,
        one.points,
        key=one.key,
        reason=one.reason,
        actor="a",
        approver=one.approver,
        expires=one.expires,
        at=one.at,
    )


def adjusted_many(shop, session, items):
    return shop.points.adjust_many(session, items, actor="a")


@pytest.mark.parametrize("document", [PROGRAM, GIVING], ids=["plain", "with gifts"])
def test_points_given_and_taken_together_are_the_rows_of_one_by_one(twins, document):
    made = twins(document)
    items = [item(member, 5 + place) for place, member in enumerate(MEMBERS)]
    items += [item(member, -3, at=START + 2 * DAY) for member in MEMBERS if member != "m2"]
    items += [item("m5", 8, expires=START + 9 * DAY), item("m6", 0), item("m5", 4)]
    both(made, adjusted_many, adjusted, items)
    same_rows(made)


def test_long_after_what_was_due_is_booked_together_too(twins):
    made = twins()
    items = [item(member, 5, at=START + 500 * DAY) for member in MEMBERS]
    both(made, adjusted_many, adjusted, items)
    same_rows(made)


def test_actions_booked_together_are_the_rows_of_one_by_one(twins):
    made = twins(GIVING)
    items = [
        ActionItem(member=member, action=action, action_id=f"{member}:{action}:{day}", at=START + day * DAY)
        for day in (1, 2)
        for action in ("check_in", "nothing")
        for member in MEMBERS
    ]
    both(
        made,
        lambda shop, session, all_: shop.act_many(session, all_),
        lambda shop, session, one: shop.act(
            session, one.member, one.action, action_id=one.action_id, at=one.at
        ),
        items,
    )
    same_rows(made)


def test_items_that_are_refused_leave_the_others_alone(twins):
    made = twins()
    for engine, shop in made:
        with Session(engine) as session, session.begin():
            shop.members.block(session, "m8", actor=Actor("ann", frozenset({"admin"})), reason="r")
            adjusted(shop, session, item("m7", 1, key="before"))
    items = [
        item("m0", 5),
        item("nobody", 5),
        item("m1", -5000),
        item("m3", 5, reason=" "),
        item("m8", 5),
        item("m7", 1, key="before"),
        item("m4", 2, key="before"),
        item("m5", 5, key=""),
        item("m6", 5),
    ]
    answers = both(made, adjusted_many, adjusted, items)
    assert [type(one) for one in answers if isinstance(one, LoyaltyError)] == [
        UnknownMember,
        NotEnoughPoints,
        ReasonMissing,
        MemberInactive,
        IdempotencyConflict,
        BadReference,
    ]
    assert answers[-1].figures.booked > answers[-1].points


def test_one_key_twice_in_a_wave_is_booked_once(twins):  # edge 17
    made = twins()
    items = [item("m0", 5, key="k"), item("m1", 5), item("m3", 5, key="k"), item("m4", 5)]
    answers = both(made, adjusted_many, adjusted, items)
    assert isinstance(answers[2], IdempotencyConflict)


def test_a_batch_sent_again_answers_the_same_and_writes_nothing(twins):  # edge 17
    engine, shop = twins()[0]
    items = [item(member, 5) for member in MEMBERS]
    with Session(engine) as session, session.begin():
        first = adjusted_many(shop, session, items)
    rows = all_rows(engine)
    with Session(engine) as session, session.begin():
        assert adjusted_many(shop, session, items) == first
    assert all_rows(engine) == rows


def test_what_the_host_rolls_back_is_gone(twins):
    engine, shop = twins()[0]
    rows = all_rows(engine)
    with Session(engine) as session:
        adjusted_many(shop, session, [item(member, 5) for member in MEMBERS])
        session.rollback()
    assert all_rows(engine) == rows


def test_waves_are_runs_without_a_member_twice(twins, monkeypatch):
    monkeypatch.setattr(waves, "WAVE", 4)
    made = twins()
    seen = []
    real = waves._together
    monkeypatch.setattr(waves, "_together", lambda *told: seen.append(len(told[2])) or real(*told))
    items = [item(member, 5) for member in MEMBERS] + [item("m8", 6), item("m0", 7)]
    both(made, adjusted_many, adjusted, items)
    assert seen == [4, 4, 1, 2]


def test_a_transaction_to_be_run_again_is_told(twins, monkeypatch):
    engine, shop = twins()[0]

    def outrun(*_):
        raise RetryTransaction(what="deadlock")

    monkeypatch.setattr(waves, "lock_many", outrun)
    with Session(engine) as session, session.begin(), pytest.raises(RetryTransaction):
        adjusted_many(shop, session, [item(member, 5) for member in MEMBERS])
