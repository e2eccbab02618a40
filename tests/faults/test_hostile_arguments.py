"""Every parameter of every verb of the live shop, handed what it was not meant for.

The verbs are found by looking for them, and so are their parameters: what is added tomorrow is tried too.
"""

import inspect
import re
from dataclasses import fields
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine
from loyalty.errors import LoyaltyError
from loyalty.facts.order import Tender
from loyalty.live import Loyalty, batches
from loyalty.store.tables import METADATA
from tests.faults.hostile import HOSTILE, TEXTS, said, shown
from tests.faults.meant import asked, furnished, meant, parameters, verbs
from tests.live.shops import START

KEPT_BY_A_DATABASE = [-1, 0, 7, 10**30, 2**31, *TEXTS]
"""What a check of kinds alone would let through to a server."""


@pytest.fixture
def shop(engine):
    """A shop with members who have points, orders, coupons and a code."""
    return furnished(engine)


def called(verb, known, name, value):
    """Call the verb with one parameter otherwise than meant."""
    if parameters(verb)[name].kind is inspect.Parameter.VAR_POSITIONAL:
        return verb(value)
    return verb(**(asked(verb, known) | {name: value}))


def content(session):
    """Every row of the library's tables."""
    return {
        table.name: [tuple(row) for row in session.execute(sa.select(table).order_by(*table.primary_key))]
        for table in METADATA.sorted_tables
    }


def tried(session, call):
    """What is wrong with how a call was refused, if it was; what it did is undone only where it was not."""
    savepoint = session.begin_nested()
    try:
        call()
    except LoyaltyError as error:
        said(error)
        savepoint.commit()
        return None
    except SQLAlchemyError as error:
        wrong = f"the database said {type(error).__name__}"
    except Exception as error:  # noqa: BLE001 - what is being looked for
        wrong = repr(error)[:200]
    else:
        wrong = None
    savepoint.rollback()
    return wrong


def wrongs(engine, calls):
    """All calls that are not refused as they must be, or that leave something behind."""
    found = {}
    with Session(engine) as session, session.begin():
        before = content(session)
        for called_so, some in calls(session):
            for value, call in some:
                wrong = tried(session, call)
                if wrong:
                    found[f"{called_so} = {shown(value)}"] = wrong
            if content(session) != before:
                found[called_so] = "something was written"
                break
        session.rollback()
    return found


def values_for(engine):
    return HOSTILE if engine.dialect.name == "sqlite" else KEPT_BY_A_DATABASE


def test_what_no_verb_is_meant_for_is_refused_whole_by_the_library_itself(
    engine, shop, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)  # where names of files would be taken

    def calls(session):
        known = meant(shop, session, tmp_path)
        for called_so, verb in verbs(shop).items():
            if "sessions" in parameters(verb) and engine.dialect.name != "sqlite":
                continue  # a server takes no other isolation in the middle of a transaction
            for name in parameters(verb):
                some = [
                    (value, partial(called, verb, known, name, value))
                    for value in values_for(engine)
                    if (name, value)
                    != ("sessions", object)  # it can be called, and what it makes is no session
                ]
                yield f"{called_so}({name})", some

    assert wrongs(engine, calls) == {}


def items_of(verb):
    """The kind of item that a verb takes many of, if it does."""
    told = inspect.signature(verb).parameters.get("items")
    found = told and re.fullmatch(r"Sequence\[(\w+)\]", told.annotation)
    return found and getattr(batches, found[1])


def test_what_an_item_of_many_is_not_meant_for_is_an_error_in_its_place(engine, shop, tmp_path):
    def booked(session, verb, kind, known, name, value):
        named = {
            one.name: known.get(f"{verb.__name__[:-5]}.{one.name}", known[one.name]) for one in fields(kind)
        }
        given = asked(verb, known) | {"items": [kind(**(named | {name: value})), value]}
        first, second = verb(**given)
        said(second)
        if isinstance(first, LoyaltyError):
            raise first

    def calls(session):
        known = meant(shop, session, tmp_path)
        for called_so, verb in verbs(shop).items():
            kind = items_of(verb)
            for one in fields(kind) if kind else ():
                some = [
                    (value, partial(booked, session, verb, kind, known, one.name, value))
                    for value in values_for(engine)
                ]
                yield f"{called_so}({one.name})", some

    assert wrongs(engine, calls) == {}


def test_what_no_cart_is_made_of_is_refused(engine, shop):
    def placed(session, **given):
        shop.place(session, Cart(**given), order_id="o3", at=START)

    def calls(session):
        line = {"id": "1", "sku": "s", "unit_price": "5"}
        own = {
            **{f"line {one.name}": (one.name, CartLine, "lines", line) for one in fields(CartLine)},
            **{
                f"tender {one.name}": (one.name, Tender, "tenders", {"name": "t", "amount": "1"})
                for one in fields(Tender)
            },
        }
        for one in fields(Cart):
            base = {"currency": "CNY", "lines": (CartLine(**line),)}
            some = [(v, partial(placed, session, **(base | {one.name: v}))) for v in values_for(engine)]
            yield f"cart {one.name}", some
        for called_so, (name, kind, where, known) in own.items():
            some = [
                (v, partial(placed, session, **(base | {where: (kind(**(known | {name: v})),)})))
                for v in values_for(engine)
            ]
            yield called_so, some

    assert wrongs(engine, calls) == {}


@pytest.mark.parametrize("name", inspect.signature(Loyalty).parameters)
def test_a_shop_is_opened_with_what_it_takes(name):
    for value in HOSTILE:
        try:
            Loyalty(**({"program_key": "shop"} | {name: value}))
        except LoyaltyError as error:
            said(error)
