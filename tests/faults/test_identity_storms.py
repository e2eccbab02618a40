"""Many members of one phone order at once: one of them has the last use, on every database and level."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store import identity_uses
from loyalty.store.identity_uses import UNUSED
from loyalty.store.tables import IDENTITY_COUNTER
from tests.databases import shop_database
from tests.faults.share import share, tell
from tests.faults.test_storms import LEVELS, WORKERS, all_of
from tests.live.shops import START, cart, open_shop

ONE = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
offers:
  - id: gift
    when: [{{kind: subtotal, minimum: "50"}}]
    benefit: {{kind: amount, amount: "10"}}
    limits: [{{per: identity, uses: 1}}]
"""
MEMBERS = [f"m{n}" for n in range(share(16, 200))]


@pytest.fixture(params=LEVELS, ids=lambda pair: f"{pair[0]}, {pair[1].lower()}")
def levelled(request, tmp_path):
    """An engine whose host runs its transactions at one level of isolation."""
    server, level = request.param
    options = {} if server == "SQLite" else {"isolation_level": level, "pool_size": WORKERS + 2}
    with shop_database(server, tmp_path, **options) as made:
        yield made


def one_person(engine):
    """A shop whose members have one phone and no first order before them, whose claim would be in the way."""
    shop = open_shop(engine, document=ONE)
    with Session(engine) as session, session.begin():
        for name in MEMBERS:
            shop.members.enrol(session, name, joined_at=START, identities={"phone": "1", "device": name})
            shop.place(session, cart("1"), order_id=f"before-{name}", member=name, at=START)
    return shop


@pytest.mark.parametrize("again", range(share(1, 5)))
def test_of_all_members_of_one_phone_one_has_the_use(levelled, again):  # edge 67
    shop = one_person(levelled)
    placed = all_of(
        levelled,
        lambda session, one: shop.place(session, cart("60"), order_id=one, member=one, at=START),
        MEMBERS,
    )
    granted = sum(one.quote.applied == ("gift",) for one in placed.values())
    tell(
        "storms on an identity",
        levelled,
        runs=1,
        acknowledged=len(placed),
        over_granted=max(granted - 1, 0),
        differences=abs(granted - 1),
    )
    assert granted == 1
    with Session(levelled) as session:
        assert shop.verify(session) == ()
        phones = sa.select(sa.func.max(IDENTITY_COUNTER.c.used)).where(
            IDENTITY_COUNTER.c.program_key == shop.program_key
        )
        assert session.execute(phones).scalar_one() == 1


@pytest.mark.parametrize("server", ["PostgreSQL", "MariaDB"])
@pytest.mark.parametrize("build", ["whole", "no lock"])
def test_a_build_that_counts_on_what_was_read_grants_a_use_twice(server, build, tmp_path, monkeypatch):
    with shop_database(server, tmp_path, isolation_level="READ COMMITTED") as engine:
        shop = one_person(engine)
        with Session(engine) as one, Session(engine) as other:
            real, done = identity_uses._locked, []

            def late(work, places):
                """Between reading and counting somebody else orders and is done."""
                if not done:
                    done.append("m1")
                    shop.place(other, cart("60"), order_id="m1", member="m1", at=START)
                    other.commit()
                if build == "no lock" and work.op_key.endswith("m0"):
                    return dict.fromkeys(places, UNUSED)
                return real(work, places)

            monkeypatch.setattr(identity_uses, "_locked", late)
            placed = shop.place(one, cart("60"), order_id="m0", member="m0", at=START)
            one.commit()
        assert placed.quote.applied == (() if build == "whole" else ("gift",))
