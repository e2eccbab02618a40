"""Versions of a programme share key, currency and decimals: what is booked is counted in them."""

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import ProgramInvalid
from loyalty.live import Actor, Loyalty
from loyalty.when import FixedClock
from tests.live.shops import PROGRAM, START, cart, new_key, open_shop

EVE = Actor("eve", frozenset({"editor"}))


def changed(shop, field):
    """The programme of a shop with one of its fields set otherwise."""
    key = "another" if field == "key" else shop.program_key
    text = PROGRAM.format(key=key)
    if field == "currency":
        text = text.replace("CNY", "USD")
    if field == "points.decimals":
        text = text.replace("points:\n", "points:\n  decimals: 2\n")
    return load_program(text)


@pytest.mark.parametrize("field", ["key", "currency", "points.decimals"])
def test_a_version_that_would_read_the_books_otherwise_is_refused(engine, field):
    shop = open_shop(engine, "ann")
    drafts, other = shop.programs.drafts, changed(shop, field)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        before = shop.figures(session, "ann")
        number = drafts.begin(session, changed(shop, "none"), actor=EVE)
        seen = changed(shop, "none").hash
        for asked in (
            lambda: shop.publish(session, other, author="ann", at=START),
            lambda: drafts.begin(session, other, actor=EVE),
            lambda: drafts.save(session, number, other, actor=EVE, seen=seen),
        ):
            with pytest.raises(ProgramInvalid) as refused:
                asked()
            assert [(one.code, one.path) for one in refused.value.problems] == [("version_unfit", field)]
            assert "Set it back" in str(refused.value)
            assert "请改回" in refused.value.text("zh")
        assert shop.figures(session, "ann") == before
        assert len(shop.programs.versions(session)) == 2


def test_the_only_draft_may_still_be_saved_in_another_currency(engine):
    shop = Loyalty(new_key(), clock=FixedClock(START))
    plain, other = changed(shop, "none"), changed(shop, "currency")
    bare = load_program(f"key: {shop.program_key}\ncurrency: USD\ntime_zone: Asia/Shanghai\n")
    with Session(engine) as session, session.begin():
        drafts = shop.programs.drafts
        drafts.begin(session, plain, actor=EVE)
        drafts.save(session, 1, other, actor=EVE, seen=plain.hash)
        assert drafts.begin(session, bare, actor=EVE) == 2
        with pytest.raises(ProgramInvalid):
            drafts.save(session, 1, plain, actor=EVE, seen=other.hash)
