"""What can be had once is had once."""

from sqlalchemy.orm import Session

from loyalty.store.once import claim_once, claimed, identity
from tests.live.shops import START, open_shop


def test_a_claim_is_made_once(engine):
    shop = open_shop(engine)
    for number, ours in enumerate((True, False)):
        with (
            Session(engine) as session,
            session.begin(),
            shop.desk.working(session, f"test:{number}", START) as work,
        ):
            assert claim_once(work, "gift", "ann", account_id=None) is ours
            assert claim_once(work, "gift", "bob", account_id=None) is ours
            assert claimed(work.connection, shop.program_key, "gift", ["ann", "cem"]) == {"ann"}
            assert claimed(work.connection, shop.program_key, "gift", []) == set()
            assert claimed(work.connection, shop.program_key, "other", ["ann"]) == set()


def test_an_identity_tells_its_parts_apart_and_is_never_too_long():
    assert identity("a", "b:c") != identity("a:b", "c")
    assert len(identity("a" * 100, "b" * 100)) == 64
