"""A slip of the pen in an id switches nothing, and says so."""

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import NoSuchBudget, NoSuchOffer
from loyalty.live.known import must_know_budget, must_know_offers, no_such_offer
from loyalty.store.tables import AUDIT, OFFER_SWITCH, OUTBOX
from tests.live.shops import START, open_shop
from tests.store.rows import rows

HAND = {"actor": "eve", "reason": "a leak", "key": "k"}


@pytest.mark.parametrize("verb", ["stop_issuing", "issue_again", "void_offer"])
def test_a_switch_of_an_unknown_offer_is_refused_with_what_is_spelled_alike(engine, verb):
    shop = open_shop(engine)
    before = [rows(engine, table, shop) for table in (OFFER_SWITCH, AUDIT, OUTBOX)]
    with Session(engine) as session, session.begin():
        with pytest.raises(NoSuchOffer) as refused:
            getattr(shop.coupons, verb)(session, "frist", **HAND)
        assert refused.value.text() == (
            "The programme has no offer frist, and no coupon of one was ever granted. "
            "Check its id; spelled alike: first."
        )
        assert refused.value.text("zh").endswith("请核对编号；相近的有：first。")
        getattr(shop.coupons, verb)(session, "first", **HAND)  # the key was not used up
    after = [rows(engine, table, shop) for table in (OFFER_SWITCH, AUDIT, OUTBOX)]
    assert [len(now) - len(then) for then, now in zip(before, after, strict=True)] == [1, 1, 1]


def test_a_budget_that_is_not_there_does_not_go_on(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        with pytest.raises(NoSuchBudget, match=r"no budget lunch. Check its id; spelled alike: launch.$"):
            shop.budgets.resume(session, "lunch", **HAND)
        assert not shop.budgets.resume(session, "launch", **HAND)


def test_limits_of_an_unknown_offer_are_not_joined(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin(), pytest.raises(NoSuchOffer):
        shop.limits.unshard(session, "frist", **HAND)


@pytest.mark.parametrize("verb", ["counted", "by_identity"])
def test_nothing_is_told_of_the_limits_of_an_unknown_offer(engine, verb):
    """No row reads as: it has no limit."""
    shop = open_shop(engine)
    bare = load_program({"key": shop.program_key, "currency": "CNY", "time_zone": "UTC"})
    with Session(engine) as session, session.begin():
        with pytest.raises(NoSuchOffer, match="spelled alike: first"):
            getattr(shop.limits, verb)(session, offer_id="frist")
        assert len(getattr(shop.limits, verb)(session, offer_id="first")) == (verb == "counted")
        shop.publish(session, bare, author="ann", at=START)
        assert getattr(shop.limits, verb)(session, offer_id="first") == ()


def test_what_an_earlier_version_had_is_known(engine):
    shop = open_shop(engine)
    bare = load_program({"key": shop.program_key, "currency": "CNY", "time_zone": "UTC"})
    with Session(engine) as session, session.begin():
        shop.publish(session, bare, author="ann", at=START)
        shop.coupons.void_offer(session, "first", **HAND)
        with shop.desk.working(session, "look", START) as work:
            must_know_offers(shop.desk, work, ["first"])
            must_know_budget(shop.desk, work, "launch")
            with pytest.raises(NoSuchOffer):
                must_know_offers(shop.desk, work, ["first", "second"])


def test_without_anything_alike_the_id_is_to_be_checked():
    assert str(no_such_offer("zzz", ["first"])).endswith("Check its id.")
