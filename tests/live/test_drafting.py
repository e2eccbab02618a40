"""A version on its way: written, simulated, reviewed by somebody else, put on the calendar, rolled back."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import (
    BadReference,
    DraftChanged,
    MergeConflict,
    NoLiveProgram,
    NotSimulated,
    OwnWork,
    RoleMissing,
    UnknownVersion,
    WrongState,
)
from loyalty.live import Actor
from loyalty.when import FixedClock
from tests.live.shops import PROGRAM, START, cart, open_shop

EVE = Actor("eve", frozenset({"editor"}))
AMY = Actor("amy", frozenset({"approver"}))
BOTH = Actor("bea", frozenset({"editor", "approver"}))
ADA = Actor("ada", frozenset({"admin"}))
LATER = START + timedelta(days=1)


def off(shop, amount, **texts):
    document = PROGRAM.format(key=shop.program_key).replace('"10"', f'"{amount}"')
    for old, new in texts.values():
        document = document.replace(old, new)
    return load_program(document)


def stamped(shop, session, number, actor=EVE):
    content = shop.programs.version(session, number)
    shop.programs.drafts.stamp(
        session, number, actor=actor, program_hash=content.hash, log_hash="l", settings={}
    )


def approved(shop, session, amount):
    drafts = shop.programs.drafts
    number = drafts.begin(session, off(shop, amount), actor=EVE, based_on=1)
    stamped(shop, session, number)
    drafts.submit(session, number, actor=EVE)
    drafts.approve(session, number, actor=AMY)
    return number


def states(shop, session, at=START):
    return [one.state for one in shop.programs.versions(session, at=at)]


def test_a_version_goes_from_draft_to_live_and_the_one_before_is_retired(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        number = approved(shop, session, 20)
        assert states(shop, session) == ["live", "approved"]
        shop.programs.drafts.schedule(session, number, actor=AMY, live_from=LATER)
        assert states(shop, session) == ["live", "scheduled"]
        assert states(shop, session, LATER) == ["retired", "live"]
        assert shop.quote(session, cart("99"), member="ann", at=START).discount_minor == 1000
        assert shop.quote(session, cart("99"), member="ann", at=LATER).discount_minor == 2000
        before = LATER - timedelta(microseconds=1)
        assert shop.programs.as_of(session, before).hash == off(shop, 10).hash
        assert shop.programs.as_of(session, LATER).hash == off(shop, 20).hash
        told = shop.programs.changes(session, 1, number).changes
        assert [one.path for one in told] == ["offers.first.benefit.amount"]
        acts = [(one.actor, one.act) for one in shop.programs.acts(session, subject=f"version {number}")]
        assert acts == [
            ("eve", "begin"), ("eve", "stamp"), ("eve", "submit"), ("amy", "approve"), ("amy", "schedule"),
        ]  # fmt: skip


def test_nobody_approves_what_they_wrote_whoever_saved_it_last(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        drafts = shop.programs.drafts
        number = drafts.begin(session, off(shop, 20), actor=BOTH)
        drafts.save(session, number, off(shop, 21), actor=EVE, seen=off(shop, 20).hash)
        stamped(shop, session, number)
        drafts.submit(session, number, actor=EVE)
        with pytest.raises(OwnWork):
            drafts.approve(session, number, actor=BOTH)
        with pytest.raises(OwnWork):
            drafts.approve(session, number, actor=Actor("bea ", frozenset({"approver"})))
        with pytest.raises(RoleMissing):
            drafts.approve(session, number, actor=EVE)
        drafts.approve(session, number, actor=AMY)


def test_a_version_is_approved_only_as_it_was_simulated_or_with_a_reason(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        drafts = shop.programs.drafts
        number = drafts.begin(session, off(shop, 20), actor=EVE)
        with pytest.raises(NotSimulated):
            drafts.stamp(session, number, actor=EVE, program_hash="other", log_hash="l", settings={})
        stamped(shop, session, number)
        drafts.save(session, number, off(shop, 30), actor=EVE, seen=off(shop, 20).hash)
        drafts.submit(session, number, actor=EVE)
        with pytest.raises(NotSimulated):
            drafts.approve(session, number, actor=AMY)
        for reason in ("", " "):
            with pytest.raises(NotSimulated):
                drafts.approve(session, number, actor=AMY, without_simulation=reason)
        for reason in (0, True):
            with pytest.raises(BadReference):
                drafts.approve(session, number, actor=AMY, without_simulation=reason)
        drafts.approve(session, number, actor=AMY, without_simulation="a slip of the pen mended")
        last = shop.programs.acts(session)[-1]
        assert last.details["without_simulation"] == "a slip of the pen mended"


def test_two_who_edit_one_draft_do_not_overwrite_each_other(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        drafts = shop.programs.drafts
        number = drafts.begin(session, off(shop, 20), actor=EVE)
        opened = off(shop, 20).hash
        drafts.save(session, number, off(shop, 21), actor=EVE, seen=opened)
        with pytest.raises(DraftChanged) as refused:
            drafts.save(session, number, off(shop, 22), actor=BOTH, seen=opened)
        assert refused.value.fields["author"] == "eve"
        assert shop.programs.version(session, number).hash == off(shop, 21).hash


def test_what_is_in_review_or_was_live_is_not_written_any_more(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        drafts = shop.programs.drafts
        number = drafts.begin(session, off(shop, 20), actor=EVE)
        drafts.submit(session, number, actor=EVE)
        for one in (1, number):
            with pytest.raises(WrongState):
                drafts.save(session, one, off(shop, 21), actor=EVE, seen=off(shop, 20).hash)
        drafts.request_changes(session, number, actor=AMY, reason="too much")
        assert states(shop, session) == ["live", "changes_requested"]
        drafts.save(session, number, off(shop, 15), actor=EVE, seen=off(shop, 20).hash)
        assert states(shop, session) == ["live", "draft"]
        with pytest.raises(UnknownVersion):
            drafts.submit(session, 9, actor=EVE)
        with pytest.raises(UnknownVersion):
            shop.programs.version(session, 9)


def test_two_drafts_are_merged_by_section_and_the_same_section_is_a_conflict(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        drafts = shop.programs.drafts
        ours = drafts.begin(session, off(shop, 20), actor=EVE, based_on=1)
        theirs = drafts.begin(session, off(shop, 10, cap=('"50"', '"70"')), actor=BOTH, based_on=1)
        clash = drafts.begin(session, off(shop, 30), actor=BOTH, based_on=1)
        alone = drafts.begin(session, off(shop, 40), actor=BOTH)
        merged = drafts.merge(session, ours, theirs, actor=EVE)
        assert merged.hash == off(shop, 20, cap=('"50"', '"70"')).hash
        with pytest.raises(MergeConflict) as refused:
            drafts.merge(session, ours, clash, actor=EVE)
        assert refused.value.fields["sections"] == "offers.first"
        with pytest.raises(WrongState):
            drafts.merge(session, alone, drafts.begin(session, off(shop, 1), actor=EVE), actor=EVE)


def test_a_schedule_is_moved_or_taken_back_before_its_time(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        drafts, number = shop.programs.drafts, approved(shop, session, 20)
        drafts.schedule(session, number, actor=AMY, live_from=LATER)
        drafts.schedule(session, number, actor=AMY, live_from=LATER + timedelta(days=1))
        assert states(shop, session, LATER) == ["live", "scheduled"]
        drafts.unschedule(session, number, actor=AMY)
        assert states(shop, session, LATER + timedelta(days=2)) == ["live", "approved"]
        drafts.schedule(session, number, actor=AMY, live_from=START - timedelta(days=9))
        assert states(shop, session) == ["retired", "live"]
        with pytest.raises(WrongState):
            drafts.unschedule(session, number, actor=AMY)


def test_a_roll_back_makes_the_older_content_live_as_a_new_version(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        drafts, number = shop.programs.drafts, approved(shop, session, 20)
        drafts.schedule(session, number, actor=AMY)
        with pytest.raises(WrongState):
            drafts.roll_back(session, number, actor=AMY, reason="it is live")
        made = drafts.roll_back(session, 1, actor=AMY, reason="too dear")
        assert (made, states(shop, session)) == (3, ["retired", "retired", "live"])
        assert shop.quote(session, cart("99"), member="ann", at=START).discount_minor == 1000


def test_a_paused_programme_is_told_as_paused_and_a_retired_one_prices_nothing(engine):
    clock = FixedClock(START)
    shop = open_shop(engine, "ann", clock=clock)
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        assert placed.quote.points_earned == 89
        shop.programs.pause(session, actor=AMY, reason="audit")
        assert states(shop, session) == ["paused"]
        with pytest.raises(RoleMissing):
            shop.programs.drafts.retire(session, actor=AMY, reason="the end")
        shop.programs.drafts.retire(session, actor=ADA, reason="the end")
        assert states(shop, session) == ["retired"]
        with pytest.raises(NoLiveProgram):
            shop.quote(session, cart("99"), member="ann", at=START)
        back = shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=LATER)
        assert back.figures.booked == 0
