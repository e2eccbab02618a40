"""Movements page by page, and figures of the past."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import UnknownMember
from tests.live.shops import PROGRAM, START, cart, open_shop


def test_movements_come_page_by_page_with_their_cause(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        for n in range(3):
            shop.place(session, cart("100"), order_id=f"o{n}", member="ann", at=START + timedelta(days=n))
        shop.return_items(session, "o1", {"1": 1}, return_id="r", at=START + timedelta(days=9), actor="eva")
        whole = shop.history(session, "ann")
        assert (whole[0].verb, whole[0].actor, whole[-1].order_id) == ("return", "eva", "o0")
        assert (whole[-1].effective_at, whole[-1].recorded_at) == (START, START)
        assert whole[0].effective_at == START + timedelta(days=9)
        assert [one.seq for one in whole] == list(range(len(whole), 0, -1))
        pages = shop.history(session, "ann", most=2)
        while len(pages) < len(whole):
            pages += shop.history(session, "ann", before_seq=pages[-1].seq, most=2)
        assert pages == whole
        with pytest.raises(UnknownMember):
            shop.history(session, "nobody")


def say_the_same_of_the_past(shop, session, told):
    """Before and after the nightly run the past has the figures that were told of it at the time."""
    for night in (False, True):
        if night:
            session.commit()
            shop.nightly(lambda: Session(session.get_bind()), at=max(told))
        for then, figures in told.items():
            past = shop.past_figures(session, "ann", at=then)
            assert (past.booked, past.available, past.pending, past.debt) == figures
        session.commit()


def test_the_figures_of_any_past_instant_are_those_that_were_told_then(engine):
    shop = open_shop(engine, "ann")
    told = {}
    with Session(engine) as session:
        for n in range(8):
            at = START + timedelta(days=90 * n)
            shop.place(session, cart(str(100 + n)), order_id=f"o{n}", member="ann", at=at)
            for hours in (0, 24 * 40):
                then = at + timedelta(hours=hours)
                now = shop.figures(session, "ann", at=then)
                told[then] = (now.booked, now.available, now.pending, now.debt)
        say_the_same_of_the_past(shop, session, told)


@pytest.mark.parametrize("percent", ["100", "40"])
def test_what_inactivity_ended_is_gone_of_the_past_booked_or_not(engine, percent):  # edge 26, edge 24
    idle = "{{kind: inactivity, months: 2, percent: SHARE}}".replace("SHARE", f"'{percent}'")
    shop = open_shop(
        engine,
        "ann",
        document=PROGRAM.replace("{{kind: rolling, months: 12}}\n  redeem", f"{idle}\n  redeem"),
    )
    told = {}
    with Session(engine) as session:
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        for days in (0, 59, 61, 130, 400):
            then = START + timedelta(days=days)
            now = shop.figures(session, "ann", at=then)
            told[then] = (now.booked, now.available, now.pending, now.debt)
        assert {one[0] for one in told.values()} == ({100, 0} if percent == "100" else {100, 60, 36, 6})
        say_the_same_of_the_past(shop, session, told)
        assert shop.verify(session) == ()
