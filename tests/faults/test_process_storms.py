"""Processes at once, as a shop's workers: a limit goes out to the last use, points and orders once."""

from itertools import chain

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import configure
from loyalty.store.tables import METADATA, OPERATION, PLACED_ORDER, QUOTA
from tests.databases import empty_database
from tests.faults.books import faults_of
from tests.faults.share import share, tell
from tests.faults.storming import storm
from tests.faults.test_storms import LEVELS, LIMIT, STORM
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

COMMITTED = [pair for pair in LEVELS if pair[1] == "READ COMMITTED"]
MINE = share([LEVELS[0], *COMMITTED], LEVELS)
WORKERS, RUNS, MEMBERS = share(4, 8), share(1, 20), share(40, 400)
STORM = STORM.replace("{cap}", "1000000")
SENT_TWICE = 10
"""Every so many orders come from two processes."""
HAD, SPENDERS = 10, 20
"""Times that a member's points pay for an order, and orders that want them."""
FAULTS = [
    ("off-by-one limit", "limit", MINE),
    ("a limit counted unseen", "limit", COMMITTED),
    ("no lock", "points", COMMITTED),
]
"""Builds, the storm that must see each, and where it is a fault: SQLite has one writer."""
TRIES = 6


class Storm:
    """A shop on a database that several processes reach."""

    def __init__(self, server, level, folder):
        options = {} if server == "SQLite" else {"isolation_level": level}
        self.database = empty_database(server, folder, **options)

    def __enter__(self):
        self.url, self.options = self.database.__enter__()
        self.engine = configure(sa.create_engine(self.url, **self.options))
        METADATA.create_all(self.engine)
        return self

    def __exit__(self, *told):
        self.engine.dispose()
        self.database.__exit__(*told)

    def on(self, shop, orders, build=None):
        """Orders dealt out to the processes; every answer of each order, and what ended a process."""
        dealt = [orders[number::WORKERS] for number in range(WORKERS)]
        for number, order in enumerate(orders):
            if number % SENT_TWICE == 0:
                dealt[(number + 1) % WORKERS].insert(number // WORKERS, order)
        told = storm(self.url, self.options, shop.program_key, dealt, build=build)
        answers = {}
        for order, answer in chain.from_iterable(one.items() for one in told if isinstance(one, dict)):
            answers.setdefault(order, set()).add(answer)
        return answers, [one for one in told if not isinstance(one, dict)]

    def counts(self, shop, answers):
        """Orders that were acknowledged and are not there, and that are there twice or told in two ways."""
        with self.engine.connect() as connection:
            done, placed = (
                list(connection.scalars(sa.select(column).where(table == shop.program_key)))
                for column, table in (
                    (OPERATION.c.op_key, OPERATION.c.program_key),
                    (PLACED_ORDER.c.order_id, PLACED_ORDER.c.program_key),
                )
            )
        return {
            "acknowledged": len(answers),
            "lost": len({f"place:{order}" for order in answers} - set(done)),
            "doubled": len(placed) - len(set(placed)) + sum(len(told) > 1 for told in answers.values()),
        }


def limit_storm(one, build=None):
    """Members who each want the offer once; what the table of counts is told, and what is wrong."""
    members = [f"m{number}" for number in range(MEMBERS)]
    shop = open_shop(one.engine, *members, document=STORM)
    answers, failed = one.on(shop, [(member, member, "50") for member in members], build)
    granted = sum(applied == ("first",) for told in answers.values() for applied, _, _ in told)
    counts = one.counts(shop, answers) | {
        "over_granted": max(granted - LIMIT, 0),
        "differences": abs(granted - LIMIT),
    }
    used = [(row["used"], row["held"]) for row in rows(one.engine, QUOTA, shop)]
    return counts, [*failed, *wrong(one, shop, counts), *([used] if used != [(LIMIT, 0)] else [])]


def points_storm(one, build=None):
    """Orders that want a member's points, of which there are fewer; the same."""
    shop = open_shop(one.engine, "ann")
    with Session(one.engine) as session, session.begin():
        shop.place(session, cart("510"), order_id="first", member="ann", at=START)
        shop.points.adjust(session, "ann", 500 * (HAD - 1), key="k", reason="r", actor="a", at=START)
    answers, failed = one.on(shop, [(f"o{number}", "ann", "25") for number in range(SPENDERS)], build)
    spent = [points for told in answers.values() for _, points, _ in told]  # what they earn comes to less
    counts = one.counts(shop, answers) | {"differences": abs(spent.count(500) - HAD)}
    return counts, [*failed, *wrong(one, shop, counts)]


def wrong(one, shop, counts):
    """What the table counts, and the books."""
    yield from ((name, count) for name, count in counts.items() if count and name != "acknowledged")
    yield from faults_of(one.engine, shop)
    with Session(one.engine) as session, session.begin():
        yield from shop.verify(session)


STORMS = {"limit": limit_storm, "points": points_storm}


@pytest.mark.parametrize("kind", STORMS)
@pytest.mark.parametrize(("server", "level"), MINE)
def test_of_processes_at_once_none_gets_what_is_not_there_and_nothing_is_left(server, level, kind, tmp_path):
    with Storm(server, level, tmp_path) as one:
        for _ in range(RUNS):
            counts, found = STORMS[kind](one)
            tell(f"processes at once, {kind}, {level.lower()}", one.engine, runs=1, **counts)
            assert found == []


@pytest.mark.parametrize(
    ("build", "kind", "server", "level"),
    [(build, kind, *pair) for build, kind, where in FAULTS for pair in where],
)
def test_a_storm_sees_a_broken_build(build, kind, server, level, tmp_path):
    """What only the timing of processes shows is not there each time: one storm of some has to see it."""
    with Storm(server, level, tmp_path) as one:
        assert any(STORMS[kind](one, build)[1] for _ in range(TRIES))
