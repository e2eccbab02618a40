"""Whatever comes as a programme, a code or a reference: it is taken, or an error says what is wrong."""

import signal
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy.orm import Session

from loyalty import Cart, CartLine, load_program
from loyalty.coupon_codes import read_code
from loyalty.errors import LoyaltyError
from loyalty.live import Loyalty
from loyalty.plan.lower import lower
from loyalty.rules import reading
from loyalty.when import FixedClock
from tests.faults.fuzzing import documents, seeded, texts
from tests.faults.share import share, tell
from tests.live.shops import START, cart, open_shop

DOCUMENTS, TEXTS, DOORS = share(300, 10_000), share(200, 7_000), share(60, 1_000)
HANG_S = 60
"""Seconds of the processor's time (not of the clock) after which something hangs."""


@contextmanager
def no_hang():
    """What takes so much of the processor's time is ended by an error."""

    def ended(*_):
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def clear(error):
    """Whether an error says what is wrong in both languages, under a name that stays."""
    return bool(error.code and error.text("en") and error.text("zh") and len(str(error)) < 100_000)


def tried(do):
    """Do it; whether it was done, or refused with a clear error. Anything else is raised."""
    with no_hang():
        try:
            do()
        except LoyaltyError as error:
            if not clear(error):
                raise AssertionError(type(error)) from error
            return False
        return True


def whole(document):
    """A programme as far as the engine needs it."""
    lower(load_program(document))


def test_a_programme_file_is_read_or_refused():
    read = sum(tried(partial(whole, document)) for document in documents(seeded(1), DOCUMENTS))
    assert 0 < read < DOCUMENTS  # some are whole still, and not all
    tell("fuzzed programmes", "no database", runs=DOCUMENTS)


def test_a_reader_that_lets_yaml_make_objects_is_found(monkeypatch):
    def careless(text, _name):
        raise ValueError(text)

    monkeypatch.setattr(reading, "_yaml_events", careless)
    with pytest.raises(ValueError, match="key"):
        tried(lambda: load_program("key: a"))


def test_a_code_is_read_or_refused():
    for text in texts(seeded(2), TEXTS):
        assert tried(partial(read_code, text))
        assert tried(partial(read_code, text, prefix="", length=13))
    tell("fuzzed codes", "no database", runs=TEXTS)


def doors(shop, text, number):
    """Every place of the live shop where a host hands on what somebody typed."""
    bought = cart("50")
    strange = Cart(
        currency="CNY", lines=(CartLine(id=text, sku=text, unit_price="5", category=text),), codes=(text,)
    )
    name = f"o{number}"
    return {
        "member": lambda s: shop.enrol(s, text),
        "attributes": lambda s: shop.enrol(s, f"m{number}", attributes={text: text}),
        "quote": lambda s: shop.quote(s, bought, member=text),
        "figures": lambda s: shop.figures(s, text),
        "history": lambda s: shop.history(s, text),
        "order": lambda s: shop.place(s, bought, order_id=text, member="ann"),
        "buyer": lambda s: shop.place(s, bought, order_id=name, member=text),
        "goods": lambda s: shop.place(s, strange, order_id=f"g{number}", member="ann"),
        "hold": lambda s: shop.hold(s, bought, order_id=text, hold_id=text, member="ann"),
        "held": lambda s: shop.release(s, text, hold_id=text),
        "return": lambda s: shop.return_items(s, text, {text: 1}, return_id=text),
        "line": lambda s: shop.return_items(s, "first", {text: 1}, return_id=f"r{number}"),
        "refund": lambda s: shop.refund_amount(s, "first", text, return_id=f"f{number}"),
        "unlinked": lambda s: shop.return_unlinked(s, bought, member=text, return_id=f"u{number}"),
        "cancel": lambda s: shop.cancel(s, text),
        "action": lambda s: shop.act(s, "ann", text, action_id=text),
        "key": lambda s: shop.points.adjust(s, "ann", 1, key=text, reason=text, actor=text),
        "reason": lambda s: shop.points.adjust(s, "ann", 1, key=f"j{number}", reason=text, actor="a"),
        "actor": lambda s: shop.points.adjust(s, "ann", 1, key=f"i{number}", reason="r", actor=text),
        "taker": lambda s: shop.points.transfer(
            s, 1, giver="ann", taker=text, key=f"t{number}", reason="r", actor="a"
        ),
        "code": lambda s: shop.codes.claim(s, text, member="ann", key=f"c{number}", device=text),
        "coupon": lambda s: shop.coupons.history(s, text),
        "granted": lambda s: shop.coupons.grant(s, text, members=[text], key=f"c{number}"),
        "identity": lambda s: shop.members.find(s, text, text),
    }


def test_what_somebody_typed_is_taken_or_refused_at_every_door(engine):
    opened = open_shop(engine, "ann")
    shop = Loyalty(opened.program_key, clock=FixedClock(START), secret=b"k" * 32)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("50"), order_id="first", member="ann")
    runs, strange = 0, {}
    for number, text in enumerate(texts(seeded(3), DOORS)):
        for door, do in doors(shop, text, number).items():
            with Session(engine) as session, session.begin():
                try:
                    tried(partial(do, session))
                except Exception as error:  # noqa: BLE001 - all are told together
                    strange.setdefault((door, type(error).__name__), repr(text)[:60])
                    session.rollback()
            runs += 1
    assert strange == {}
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
    tell("fuzzed references at every door", engine, runs=runs)
