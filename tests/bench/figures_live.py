"""The live shop on PostgreSQL: how often an operation waits for the database, and its client time."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest import mock

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import AdjustItem, Loyalty
from loyalty.store import together
from tests.bench.clock import timed
from tests.bench.live_by_hand import MEMBERS, SHARED_TABLES, earn, earn_many, earn_through, opened
from tests.bench.options import Options
from tests.bench.table import Figure
from tests.databases import POSTGRESQL, shop_database
from tests.faults.books import faults_of
from tests.live.shops import PROGRAM, START, cart, open_shop

TIMES: Final = 300
BATCH: Final = MEMBERS
ALONE: Final = 100
LOTS: Final = 24
"""Open lots of a member who has gathered some."""
GATHERERS: Final = 50
PLAIN: Final = PROGRAM[: PROGRAM.index("budgets:")]
"""Tiers and points, and nothing that members share."""


@contextmanager
def waits_of(connection: sa.Connection) -> Iterator[list[str]]:
    """Each wait for the database: a statement alone, or several together."""
    seen: list[str] = []
    real = together.waited_for

    def counted(*told: Any) -> list[Any]:
        seen.append("together")
        return real(*told)

    def heard(*_: object) -> None:
        seen.append("alone")

    sa.event.listen(connection, "before_cursor_execute", heard)
    with mock.patch.object(together, "waited_for", counted):
        yield seen
    sa.event.remove(connection, "before_cursor_execute", heard)


def live(options: Options) -> list[Figure]:
    """Waits of each verb, the commit left out; and points by hand against psycopg by hand."""
    del options
    with (
        tempfile.TemporaryDirectory() as folder,
        shop_database("PostgreSQL", Path(folder)) as engine,
    ):
        shop = _opened(engine)
        for n in range(3):
            for lot in range(12):
                _place(engine, shop, f"first-{n}-{lot}", f"m{n}", "60")
        figures = [*_waits(engine, shop), _earning(engine, shop)]
        assert faults_of(engine, shop) == []
    return [*figures, *(_batch(name) for name in ("PostgreSQL", "SQLite"))]


def _opened(engine: sa.Engine) -> Loyalty:
    """As many members as the floor has accounts, each with a lot, in tables that the database knows."""
    shop = open_shop(engine, *(f"m{n}" for n in range(MEMBERS)), document=PLAIN)
    first = [
        AdjustItem(member=f"m{n}", points=5, key=f"first-{n}", reason="r", at=START) for n in range(MEMBERS)
    ]
    with Session(engine) as session, session.begin():
        shop.points.adjust_many(session, first, actor="a")
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    return shop


def _batch(name: str) -> Figure:
    """Points for a thousand members at once against one by one, each with its commit."""
    with tempfile.TemporaryDirectory() as folder, shop_database(name, Path(folder)) as engine:
        shop = _opened(engine)
        sessions, rounds = sessionmaker(engine), count()

        def together() -> None:
            key = next(rounds)
            items = [
                AdjustItem(member=f"m{n}", points=5, key=f"b{key}-{n}", reason="r", at=START)
                for n in range(BATCH)
            ]
            with sessions() as session, session.begin():
                shop.points.adjust_many(session, items, actor="a")

        def alone() -> None:
            key = next(rounds)
            for n in range(ALONE):
                with sessions() as session, session.begin():
                    shop.points.adjust(
                        session, f"m{n}", 5, key=f"s{key}-{n}", reason="r", actor="a", at=START
                    )

        together(), alone()
        batch, one = _passed(together), _passed(alone)
        many, single, elsewhere = batch.wall / BATCH, one.wall / ALONE, batch.waited / BATCH
        assert faults_of(engine, shop) == []
        notes = [f"{1e6 * single:.0f} µs ÷ {1e6 * many:.0f} µs each by the wall, least of 3"]
        if name == "PostgreSQL":
            notes += [f"the database alone takes {1e6 * elsewhere:.0f} µs of each", _batch_by_hand()]
    return Figure(
        what=f"live, {name}: points by hand, a batch of {BATCH:,} × single",
        got=single / many,
        must=20,
        at_least=True,
        unit=" ×",
        notes=tuple(notes),
    )


def _batch_by_hand() -> str:
    """What three statements for all rows come to against three for each, in psycopg by hand."""
    floor, rounds = opened(POSTGRESQL), count()

    def together() -> None:
        earn_many(floor, next(rounds))

    def alone() -> None:
        for _ in range(ALONE):
            earn(floor, next(rounds))

    together(), alone()
    many, single = _passed(together).wall / BATCH, _passed(alone).wall / ALONE
    floor.close()
    return f"psycopg by hand {single / many:.1f} ×: {1e6 * single:.0f} µs ÷ {1e6 * many:.0f} µs"


class _Passed(NamedTuple):
    """Seconds that pass: what a batch saves is waiting."""

    wall: float
    waited: float
    """Of them, those in which this process did nothing."""


def _passed(work: Callable[[], None]) -> _Passed:
    least = []
    for _ in range(3):
        start, busy = time.perf_counter(), time.process_time()
        work()
        wall = time.perf_counter() - start
        least.append(_Passed(wall, wall - (time.process_time() - busy)))
    return min(least)


def _place(engine: sa.Engine, shop: Loyalty, order: str, member: str, amount: str) -> None:
    with Session(engine) as session, session.begin():
        shop.place(session, cart(amount), order_id=order, member=member, at=START)


def _waits(engine: sa.Engine, shop: Loyalty) -> list[Figure]:
    later = START + timedelta(days=1)
    verbs: dict[str, tuple[int, Callable[[Session], object]]] = {
        "points by hand": (
            4,
            lambda one: shop.points.adjust(one, "m1", 5, key="w", reason="r", actor="a", at=later),
        ),
        "an order that spends of twelve lots": (
            6,
            lambda one: shop.place(one, cart("900"), order_id="w", member="m0", at=later),
        ),
        "the same order again": (
            2,
            lambda one: shop.place(one, cart("900"), order_id="w", member="m0", at=later),
        ),
        "a quote": (3, lambda one: shop.quote(one, cart("900"), member="m2", at=later)),
    }
    figures = []
    for what, (must, verb) in verbs.items():
        with Session(engine) as session, session.begin(), waits_of(session.connection()) as seen:
            verb(session)
        figures.append(Figure(what=f"live, PostgreSQL: waits of {what}", got=len(seen), must=must, digits=0))
    return figures


def _earning(engine: sa.Engine, shop: Loyalty) -> Figure:
    floor, sessions, numbers = opened(POSTGRESQL), sessionmaker(engine), count()

    def by_hand() -> None:
        for _ in range(TIMES):
            earn(floor, next(numbers))

    def ours(members: int) -> None:
        for _ in range(TIMES):
            number = next(numbers)
            with sessions() as session, session.begin():
                shop.points.adjust(
                    session, f"m{number % members}", 5, key=f"k{number}", reason="r", actor="a", at=START
                )

    def in_sqlalchemy() -> None:
        for _ in range(TIMES):
            with sessions() as session, session.begin():
                earn_through(session, next(numbers))

    with engine.begin() as connection:
        connection.exec_driver_sql(SHARED_TABLES)
    by_hand(), in_sqlalchemy(), ours(MEMBERS)
    plain = timed(in_sqlalchemy).seconds
    least, got = timed(by_hand).seconds, timed(lambda: ours(MEMBERS)).seconds
    while next(numbers) < LOTS * GATHERERS:
        ours(GATHERERS)
    gathered = timed(lambda: ours(GATHERERS)).seconds
    floor.close()
    return Figure(
        what="live, PostgreSQL: client CPU of points by hand ÷ psycopg by hand",
        got=got / least,
        must=3,
        unit=" ×",
        notes=(
            f"{1e6 * got / TIMES:.0f} µs ÷ {1e6 * least / TIMES:.0f} µs, least of 3 × {TIMES}",
            f"{1e6 * plain / TIMES:.0f} µs where the same three statements go through a session",
            f"{1e6 * gathered / TIMES:.0f} µs for members with {LOTS} open lots and more",
        ),
    )
