"""The live shop awaited: the same verbs, the same answers, the host's own transaction."""

import asyncio
import inspect
from contextlib import asynccontextmanager
from importlib.util import find_spec

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.errors import (
    AutocommitRefused,
    BadArgument,
    MissingExtra,
    RetryTransaction,
    SecondPersonNeeded,
    UnknownMember,
)
from loyalty.live import Loyalty, awaiting, configure
from loyalty.live.awaiting import AsyncDoor, AsyncLoyalty, is_door, is_verb, run_async
from loyalty.store.tables import CLAIM
from loyalty.when import FixedClock
from tests.databases import empty_database
from tests.live.shops import PROGRAM, START, cart, new_key

SERVERS = ("SQLite", "PostgreSQL")
SECRET = b"0123456789abcdef0123"


@pytest.fixture(params=SERVERS)
def awaits(request, tmp_path):
    """Runs `story(engine)` on an asynchronous engine, on each server that has a driver here."""
    with empty_database(request.param, tmp_path) as (given, options):
        driver = "sqlite+aiosqlite" if request.param == "SQLite" else "postgresql+psycopg"
        url = sa.make_url(given).set(drivername=driver)

        async def within(story):
            engine = create_async_engine(url, **options)
            configure(engine.sync_engine)
            try:
                return await story(engine)
            finally:
                await engine.dispose()

        yield lambda story: asyncio.run(within(story))


@asynccontextmanager
async def opened(engine, **told):
    """A shop with one member."""
    key = new_key()
    shop = AsyncLoyalty(key, clock=FixedClock(START), **told)
    await shop.create_tables(engine)
    async with AsyncSession(engine) as session, session.begin():
        await shop.publish(session, load_program(PROGRAM.format(key=key)), author="ann", at=START)
        await shop.enrol(session, "ann", joined_at=START)
    yield shop


def test_an_order_is_quoted_placed_and_returned(awaits):
    async def story(engine):
        async with opened(engine) as shop:
            async with AsyncSession(engine) as session, session.begin():
                quoted = await shop.quote(session, cart("110"), member="ann")
                placed = await shop.place(session, cart("110"), order_id="o1", member="ann", accept=quoted)
            async with AsyncSession(engine) as session, session.begin():
                again = await shop.place(session, cart("110"), order_id="o1", member="ann")
                back = await shop.return_items(session, "o1", {"1": 1}, return_id="r1")
                figures = await shop.figures(session, "ann")
            return placed == again, placed.figures.booked, back.figures == figures, figures.booked

    assert awaits(story) == (True, 100, True, 0)


def test_a_connection_is_as_good_as_a_session(awaits):
    async def story(engine):
        async with opened(engine) as shop, engine.connect() as connection:
            await shop.place(connection, cart("110"), order_id="o1", member="ann")
            return (await shop.figures(connection, "ann")).booked

    assert awaits(story) == 100


def test_the_host_commits_and_nobody_else(awaits):
    async def story(engine):
        async with opened(engine) as shop:
            ended = []
            sa.event.listen(engine.sync_engine, "commit", lambda _: ended.append("commit"))
            async with AsyncSession(engine) as session:
                await shop.place(session, cart("110"), order_id="o1", member="ann")
                with pytest.raises(UnknownMember):
                    await shop.place(session, cart("110"), order_id="o2", member="nobody")
                await session.rollback()
            async with AsyncSession(engine) as session:
                return ended, (await shop.figures(session, "ann")).booked

    assert awaits(story) == ([], 0)


def test_hooks_are_called_with_the_session_beneath_and_what_they_raise_undoes_the_order(awaits):
    heard = []

    def hook(session, event):
        heard.append((session, event.topic))
        if event.payload.get("order_id") == "bad":
            raise ValueError("bad")

    async def story(engine):
        async with opened(engine, hooks=[hook]) as shop, AsyncSession(engine) as session, session.begin():
            heard.clear()
            with pytest.raises(ValueError, match="bad"):
                await shop.place(session, cart("60"), order_id="bad", member="ann")
            await shop.place(session, cart("60"), order_id="o1", member="ann")
            assert heard == [(session.sync_session, "order.placed")] * 2
            return (await shop.figures(session, "ann")).booked

    assert awaits(story) == 50


def test_what_loyalty_is_made_with_asyncio_is_made_with():
    made, awaited = (inspect.signature(one.__init__).parameters for one in (Loyalty, AsyncLoyalty))
    assert list(made) == list(awaited)
    shop = AsyncLoyalty("shop", secret=b"own", points_alone_max=5)
    assert (shop.desk.secret, shop.points.alone_max) == (b"own", 5)


def test_orders_that_come_at_once_are_all_booked(awaits):
    async def story(engine):
        async with opened(engine) as shop:

            def placing(name):
                async def place(session):
                    return await shop.place(session, cart("10"), order_id=name, member="ann")

                return run_async(lambda: AsyncSession(engine), place, attempts=20)

            await asyncio.gather(*(placing(f"o{n % 4}") for n in range(8)))
            async with AsyncSession(engine) as session:
                return (await shop.figures(session, "ann")).booked

    assert awaits(story) == 30  # four orders, the first of which is paid by its offer


def test_a_connection_that_commits_by_itself_is_refused(awaits):
    async def story(engine):
        async with opened(engine) as shop, engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            with pytest.raises(AutocommitRefused):
                await shop.enrol(connection, "bob")

    awaits(story)


def test_a_transaction_that_is_given_up_runs_again(awaits):
    async def story(engine):
        async with opened(engine):
            attempts = []

            async def transaction(session):
                attempts.append(session)
                row = {"program_key": "aio", "kind": "k", "identity": "i", "op_key": "x", "recorded_us": 0}
                await session.execute(sa.insert(CLAIM), row)
                if len(attempts) < 3:
                    raise RetryTransaction(what="somebody was quicker")
                return len(attempts)

            told = await run_async(lambda: AsyncSession(engine), transaction, pause_s=0)
            with pytest.raises(sa.exc.IntegrityError):
                await run_async(lambda: AsyncSession(engine), transaction)

            async def given_up(session):
                raise RetryTransaction(what="somebody was quicker")

            for attempts_allowed in (1, 2):
                with pytest.raises(RetryTransaction):
                    await run_async(
                        lambda: AsyncSession(engine), given_up, attempts=attempts_allowed, pause_s=0
                    )
            return told

    assert awaits(story) == 3


def doors(door, path=""):
    """Every door of the shop with its path."""
    yield path, door
    for name in dir(type(door)):
        if not name.startswith("_") and is_door(found := getattr(door, name)):
            yield from doors(found, f"{path}{name}.")


def test_a_transaction_whose_connection_was_lost_under_way_runs_again_and_a_commit_does_not(awaits):
    async def story(engine):
        if engine.dialect.name == "sqlite":
            pytest.skip("a file has no connection to lose")
        async with opened(engine) as shop:
            attempts = []

            async def cut(session):
                attempts.append(session)
                number = await session.scalar(sa.text("SELECT pg_backend_pid()"))
                async with engine.connect() as other:
                    await other.execute(sa.text(f"SELECT pg_terminate_backend({number})"))

            async def transaction(session):
                placed = await shop.place(session, cart("110"), order_id="o1", member="ann")
                if not attempts:
                    await cut(session)
                    await shop.enrol(session, "bob")
                return placed.order_id

            assert await run_async(lambda: AsyncSession(engine), transaction, pause_s=0) == "o1"
            before = len(attempts)
            with pytest.raises(sa.exc.DBAPIError):
                await run_async(lambda: AsyncSession(engine), cut)
            assert (before, len(attempts)) == (1, 2)

    awaits(story)


def test_every_verb_of_every_door_is_awaited_with_the_same_arguments():
    shop = Loyalty("shop", clock=FixedClock(START))
    mine = AsyncLoyalty("shop", clock=FixedClock(START))
    verbs = 0
    for path, door in doors(shop):
        twin = mine
        for step in path.split(".")[:-1]:
            twin = getattr(twin, step)
        for name in (name for name in dir(type(door)) if not name.startswith("_")):
            found = getattr(door, name)
            if is_verb(found):
                verbs += 1
                assert inspect.iscoroutinefunction(getattr(twin, name)), f"{path}{name}"
                assert inspect.signature(getattr(twin, name)) == inspect.signature(found)
                assert getattr(twin, name).__doc__ == found.__doc__
            elif inspect.ismethod(found):
                # what takes no session does not reach the database, or has a form of its own
                assert name in vars(AsyncLoyalty) or "engine" not in inspect.signature(found).parameters
            assert name in dir(twin)
    assert verbs >= 7


def test_it_is_opened_as_the_shop_is():
    mine, its = (list(inspect.signature(one.__init__).parameters.values()) for one in (AsyncLoyalty, Loyalty))
    assert mine == its


def test_the_secret_and_the_second_person_count_when_awaited(awaits):
    async def story(engine):
        key = new_key()
        shop = AsyncLoyalty(key, clock=FixedClock(START), secret=SECRET, points_alone_max=100)
        twin = Loyalty(key, clock=FixedClock(START), secret=SECRET)
        await shop.create_tables(engine)
        async with AsyncSession(engine) as session, session.begin():
            await shop.publish(session, load_program(PROGRAM.format(key=key)), author="ann", at=START)
            phone = {"phone": "+8613800000000"}
            await session.run_sync(lambda host: twin.members.enrol(host, "ann", identities=phone))
            by = {"key": "a1", "reason": "goodwill", "actor": "kim"}
            with pytest.raises(SecondPersonNeeded):
                await shop.points.adjust(session, "ann", 101, **by)
            moved = await shop.points.adjust(session, "ann", 101, approver="lee", **by)
            return await shop.members.find(session, "phone", phone["phone"]), moved.figures.booked

    assert awaits(story) == (["ann"], 101)


def test_what_needs_no_database_is_told_at_once():
    assert AsyncLoyalty("shop").program_key == "shop"
    with pytest.raises(AttributeError):
        AsyncLoyalty("shop").nonesuch  # noqa: B018 - the asking is the test
    with pytest.raises(AttributeError):
        AsyncLoyalty("shop")._returned  # noqa: B018 - as above
    assert not isinstance(AsyncLoyalty("shop").desk, AsyncDoor)


def test_without_greenlet_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(awaiting, "find_spec", lambda name: None if name == "greenlet" else find_spec(name))
    with pytest.raises(MissingExtra, match=r"loyalty\[async\]"):
        AsyncLoyalty("shop")


@pytest.mark.parametrize("session", [None, "session", Session()], ids=["none", "text", "not awaited"])
def test_a_session_that_cannot_be_awaited_on_is_refused(session):
    with pytest.raises(BadArgument, match="Send AsyncSession or async_scoped_session or AsyncConnection"):
        asyncio.run(AsyncLoyalty("shop").figures(session, "ann"))


@pytest.mark.parametrize("engine", [None, "sqlite://", sa.create_engine("sqlite://")], ids=range(3))
def test_tables_are_made_on_an_engine_that_can_be_awaited_on(engine):
    with pytest.raises(BadArgument, match="Send AsyncEngine"):
        asyncio.run(AsyncLoyalty("shop").create_tables(engine))
