"""Limits are seen with what is used and held, and counted in shards where the shop says so."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import NoSuchOffer, ShardsRefused
from loyalty.live.limits import LimitCount
from loyalty.store.shards import SHARDS
from loyalty.store.tables import AUDIT, OUTBOX, QUOTA
from tests.databases import shop_database
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

PROGRAM = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
offers:
  - id: hot
    benefit: {{kind: amount, amount: "10"}}
    limits: [{{per: program, uses: {uses}}}, {{per: program, uses: 40, each: day}}]
  - id: cold
    benefit: {{kind: amount, amount: "1"}}
    limits: [{{per: program, uses: 4}}]
  - id: free
    benefit: {{kind: amount, amount: "1"}}
"""
HAND = {"actor": "eve", "reason": "the sale begins at noon", "key": "k1"}


def of(uses):
    return PROGRAM.replace("{uses}", str(uses))


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory):
    """The database that counts in shards."""
    with shop_database("PostgreSQL", tmp_path_factory.mktemp("database")) as made:
        yield made


@pytest.fixture
def session(engine):
    """A session on each database."""
    with Session(engine) as made, made.begin():
        yield made


def place(session, shop, *orders, at=START):
    return [
        shop.place(session, cart("60"), order_id=order, at=at).quote.applied.count("hot") for order in orders
    ]


def test_used_and_held_are_both_seen(engine, session):  # edge 71
    shop = open_shop(engine, document=of(5))
    place(session, shop, "a", "b")
    shop.hold(session, cart("60"), order_id="c", at=START)
    seen = shop.limits.counted(session, offer_id="hot")
    assert [(one.uses_max, one.used, one.held, one.shards) for one in seen] == [(40, 2, 1, 1), (5, 2, 1, 1)]
    assert shop.limits.counted(session)[:1] == (
        LimitCount(limit="cold/program/ever", uses_max=4, used=2, held=1, shards=1),
    )
    tomorrow = shop.limits.counted(session, offer_id="hot", at=START + timedelta(days=1))
    assert [(one.used, one.held) for one in tomorrow] == [(0, 0), (2, 1)]


def test_a_programme_without_total_limits_shows_none(engine, session):
    bare = PROGRAM[: PROGRAM.index("offers:")]
    assert open_shop(engine, document=bare).limits.counted(session) == ()


def test_other_databases_refuse_what_brings_them_nothing(engine, session):
    if engine.dialect.name == "postgresql":
        pytest.skip("this is the one that gains by shards")
    shop = open_shop(engine, document=of(5))
    with pytest.raises(ShardsRefused, match="database"):
        shop.limits.shard(session, "hot", **HAND)
    assert shop.limits.unshard(session, "hot", **HAND) == 0


def test_a_switch_that_would_do_nothing_is_refused(postgresql):
    shop = open_shop(postgresql, document=of(5))
    with Session(postgresql) as session, session.begin():
        with pytest.raises(ShardsRefused, match="no_limit"):
            shop.limits.shard(session, "free", **HAND)
        with pytest.raises(NoSuchOffer):
            shop.limits.shard(session, "hott", **HAND)


def test_a_limit_in_shards_grants_what_it_grants_in_one_row(postgresql):
    shop = open_shop(postgresql, document=of(5))
    with Session(postgresql) as session, session.begin():
        place(session, shop, "a")
        assert shop.limits.shard(session, "hot", **HAND) == 2
        assert shop.limits.shard(session, "hot", **HAND) == 2  # the same request again
        assert place(session, shop, "b", "c") == [1, 1]
        shop.hold(session, cart("60"), order_id="d", at=START)
        shop.hold(session, cart("60"), order_id="e", at=START)
        assert place(session, shop, "f") == [0]
        seen = shop.limits.counted(session, offer_id="hot")
        assert [(one.used, one.held, one.shards) for one in seen] == [(3, 2, SHARDS), (3, 2, 5)]
        shop.release(session, "e", at=START)
        shop.cancel(session, "b", at=START)
        assert place(session, shop, "d", "g", "h", "i") == [1, 1, 1, 0]
        assert shop.verify(session) == ()
        assert shop.limits.unshard(session, "hot", **HAND) == 2
        seen = shop.limits.counted(session)
        assert [(one.used, one.held, one.shards) for one in seen] == [(4, 0, 1), (5, 0, 1), (5, 0, 1)]
        assert shop.verify(session) == ()
        acts = sa.select(AUDIT.c.act).where(AUDIT.c.program_key == shop.program_key).order_by(AUDIT.c.id)
        assert list(session.execute(acts).scalars()) == ["shard_limits", "unshard_limits"]
        topics = sa.select(OUTBOX.c.topic).where(OUTBOX.c.program_key == shop.program_key)
        assert {"limits.sharded", "limits.unsharded"} <= set(session.execute(topics).scalars())


def test_a_new_version_may_raise_and_lower_a_limit_in_shards(postgresql):
    shop = open_shop(postgresql, document=of(5))
    with Session(postgresql) as session, session.begin():
        shop.limits.shard(session, "hot", **HAND)
        assert place(session, shop, *"abcdef") == [1] * 5 + [0]
    for number, (uses, granted) in enumerate(((7, [1, 1, 0]), (3, [0, 0, 0]), (8, [1, 0, 0])), 1):
        at = START + timedelta(minutes=number)
        with Session(postgresql) as session, session.begin():
            program = load_program(of(uses).format(key=shop.program_key))
            shop.publish(session, program, author="ann", at=at)
            assert place(session, shop, *(f"{number}{one}" for one in "abc"), at=at) == granted
            assert shop.verify(session) == ()
    hot = [row for row in rows(postgresql, QUOTA, shop) if row["name"] == "hot/program/ever"]
    assert {row["cut_of"] for row in hot} == {8}
    assert (sum(row["used"] for row in hot), sum(row["uses_max"] for row in hot)) == (8, 8)


def test_the_switch_of_the_shop_leaves_the_programme_as_it_is(postgresql):
    shop = open_shop(postgresql, document=of(5))
    with Session(postgresql) as session, session.begin():
        before = shop.quote(session, cart("60"), at=START)
        shop.limits.shard(session, "hot", **HAND)
        after = shop.quote(session, cart("60"), at=START)
    assert after == before


def test_an_offer_that_a_version_left_out_may_still_be_joined(postgresql):
    shop = open_shop(postgresql, document=of(5))
    later = START + timedelta(minutes=1)
    with Session(postgresql) as session, session.begin():
        shop.limits.shard(session, "hot", **HAND)
        place(session, shop, "a")
        document = of(5).replace("id: hot", "id: other").format(key=shop.program_key)
        shop.publish(session, load_program(document), author="ann", at=START)
        assert shop.limits.unshard(session, "hot", **HAND) == 2
        place(session, shop, "b", at=later)
        assert shop.verify(session) == ()


def test_a_late_order_counts_on_the_shards_of_the_newest_window(postgresql):
    shop = open_shop(postgresql, document=of(9).replace("uses: 40", "uses: 3"))
    with Session(postgresql) as session, session.begin():
        place(session, shop, "a", at=START + timedelta(days=1))
        assert shop.limits.shard(session, "hot", **HAND) == 2
        assert place(session, shop, "b", "c", "d") == [1, 1, 0]
        (day, _) = shop.limits.counted(session, offer_id="hot")
        assert (day.used, day.shards) == (3, 3)
        shop.cancel(session, "b", at=START)
        assert place(session, shop, "e", "f") == [1, 0]
        assert shop.verify(session) == ()
