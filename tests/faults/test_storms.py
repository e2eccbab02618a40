"""Threads at once: limits and budgets hold to the last use, points are spent once, orders booked once."""

import threading
from collections import Counter

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.errors import IdempotencyConflict
from loyalty.live import run
from loyalty.store.tables import BUDGET, QUOTA
from tests.databases import SERVERS, shop_database
from tests.faults.books import faults_of
from tests.faults.share import share, tell
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

LEVELS = [
    (server, level)
    for server in SERVERS
    for level in (
        ["SERIALIZABLE"] if server == "SQLite" else ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]
    )
]
LIMIT, MEMBERS, WORKERS = share(15, 300), share(40, 500), share(4, 8)
STORM = PROGRAM.replace("uses: 3}}", f"uses: {LIMIT}}}}}").replace(
    'amount: "50", over', 'amount: "{cap}", over'
)
AGAIN = 60


@pytest.fixture(params=LEVELS, ids=lambda pair: f"{pair[0]}, {pair[1].lower()}")
def levelled(request, tmp_path):
    """An engine whose host runs its transactions at one level of isolation."""
    server, level = request.param
    options = {} if server == "SQLite" else {"isolation_level": level, "pool_size": WORKERS + 2}
    with shop_database(server, tmp_path, **options) as made:
        yield made


def at_once(works):
    """Run callables side by side; their answers and errors, in order."""
    told = [None] * len(works)

    def one(place):
        try:
            told[place] = works[place]()
        except Exception as error:  # noqa: BLE001 - what it was is asserted
            told[place] = error

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def all_of(engine, do, members):
    """Every member does something, dealt out to the workers; the answers by member."""
    factory = sessionmaker(engine)
    told = {}

    def worker(number):
        for member in members[number::WORKERS]:
            told[member] = run(factory, lambda session: do(session, member), attempts=AGAIN)  # noqa: B023

    failed = [one for one in at_once([lambda n=n: worker(n) for n in range(WORKERS)]) if one is not None]
    assert failed == []
    return told


@pytest.mark.parametrize("again", range(share(1, 5)))
def test_a_limit_is_given_out_to_the_last_use_and_no_further(levelled, again):  # edge 67
    members = [f"m{n}" for n in range(MEMBERS)]
    shop = open_shop(levelled, *members, document=STORM.replace("{cap}", "1000000"))
    placed = all_of(
        levelled,
        lambda session, one: shop.place(session, cart("50"), order_id=one, member=one, at=START),
        members,
    )
    granted = sum(one.quote.applied == ("first",) for one in placed.values())
    tell(
        "storms on a limit",
        levelled,
        runs=1,
        acknowledged=len(placed),
        over_granted=max(granted - LIMIT, 0),
        differences=abs(granted - LIMIT),
    )
    assert granted == LIMIT
    assert [(row["used"], row["held"]) for row in rows(levelled, QUOTA, shop)] == [(LIMIT, 0)]
    assert faults_of(levelled, shop) == []


def test_the_rest_of_a_budget_is_given_to_one_order(levelled):  # edge 70
    members = [f"m{n}" for n in range(MEMBERS // 2)]
    shop = open_shop(levelled, *members, document=STORM.replace("{cap}", "75"))
    placed = all_of(
        levelled,
        lambda session, one: shop.place(session, cart("50"), order_id=one, member=one, at=START),
        members,
    )
    given = Counter(one.quote.discount_minor for one in placed.values())
    assert (given[1000], given[500], given[0]) == (7, 1, len(members) - 8)
    assert [(row["spent_minor"], row["closed"]) for row in rows(levelled, BUDGET, shop)] == [(7500, 1)]
    assert faults_of(levelled, shop) == []


def test_holds_and_orders_side_by_side_never_exceed_a_limit(levelled):  # edge 71
    members = [f"m{n}" for n in range(MEMBERS // 2)]
    shop = open_shop(levelled, *members, document=STORM.replace("{cap}", "1000000"))

    def through_a_hold(session, one):
        held = shop.hold(session, cart("50"), order_id=one, member=one, at=START)
        if int(one[1:]) % 3 == 0:
            shop.release(session, one, at=START)
            return ()
        return held.quote.applied

    held = all_of(levelled, through_a_hold, members)
    given = sum(bool(one) for one in held.values())
    assert given == min(LIMIT, sum(int(one[1:]) % 3 > 0 for one in members))
    assert [(row["used"], row["held"]) for row in rows(levelled, QUOTA, shop)] == [(0, given)]
    all_of(
        levelled,
        lambda session, one: shop.place(session, cart("50"), order_id=one, member=one, at=START),
        [one for one in members if int(one[1:]) % 3 > 0],
    )
    assert [(row["used"], row["held"]) for row in rows(levelled, QUOTA, shop)] == [(given, 0)]
    assert faults_of(levelled, shop) == []


def test_points_are_spent_once_by_whoever_comes_first(levelled):  # edge 45
    shop = open_shop(levelled, "ann")
    factory = sessionmaker(levelled)
    run(factory, lambda session: shop.place(session, cart("510"), order_id="o0", member="ann", at=START))

    def spend(order):
        return lambda: run(
            factory,
            lambda session: shop.place(session, cart("25"), order_id=order, member="ann", at=START),
            attempts=AGAIN,
        )

    placed = at_once([spend(f"o{n}") for n in range(1, WORKERS + 1)])
    spent = [one.quote.points_spent for one in placed]
    assert spent.count(500) == 1  # what the orders themselves earn comes to less
    assert faults_of(levelled, shop) == []


def test_an_order_sent_many_times_at_once_is_booked_once(levelled):  # edge 17, edge 41
    shop = open_shop(levelled, "ann")
    factory = sessionmaker(levelled)

    def place(amount):
        return lambda: run(
            factory,
            lambda session: shop.place(session, cart(amount), order_id="o1", member="ann", at=START),
            attempts=AGAIN,
        )

    told = at_once([place("99")] * WORKERS + [place("98")])
    answers = [one for one in told if not isinstance(one, Exception)]
    refused = [one for one in told if isinstance(one, Exception)]
    assert len({one.quote.id for one in answers}) == 1
    assert {type(one) for one in refused} == {IdempotencyConflict}
    assert len(answers) in {1, WORKERS}
    with Session(levelled) as session, session.begin():
        entries = session.scalar(sa.text("SELECT COUNT(*) FROM loyalty_ledger_entry"))
    assert entries == 1
    back = at_once(
        [
            lambda: run(
                factory,
                lambda session: shop.return_items(session, "o1", {"1": 1}, return_id="r1", at=START),
                attempts=AGAIN,
            )
        ]
        * WORKERS
    )
    assert len({one.taken_base for one in back}) == 1
    assert faults_of(levelled, shop) == []
