"""Django's transaction is the library's: one commit, one rollback, for models and points alike."""

from contextlib import contextmanager

import django
import pymysql
import pytest
import sqlalchemy as sa
from django.conf import settings
from django.db import connections, transaction

from loyalty import load_program
from loyalty.errors import AutocommitRefused, BadOption, UnknownMember
from loyalty.live import Loyalty, upgrade
from loyalty.live.django_session import django_session
from loyalty.store.tables import CLAIM
from loyalty.when import FixedClock
from tests.databases import SERVERS, empty_database
from tests.live.shops import PROGRAM, START, cart, new_key

BACKENDS = {"SQLite": "sqlite3", "PostgreSQL": "postgresql", "MariaDB": "mysql"}


@contextmanager
def on_django(server, folder, **more):
    """The alias of one of Django's databases."""
    if not settings.configured:
        settings.configure(DATABASES={}, USE_TZ=True)
        django.setup()
    if server == "MariaDB":
        pymysql.install_as_MySQLdb()
    with empty_database(server, folder) as (given, options):
        url, alias = sa.make_url(given), new_key()
        told = {"ENGINE": f"django.db.backends.{BACKENDS[server]}", "NAME": url.database, "OPTIONS": more}
        if server == "PostgreSQL":
            told["OPTIONS"] = options["connect_args"]
        if server != "SQLite":
            told |= {"USER": url.username, "PASSWORD": url.password or "", "HOST": url.host, "PORT": url.port}
        connections.settings[alias] = connections.configure_settings({"default": {}, alias: told})[alias]
        try:
            yield alias
        finally:
            connections[alias].close()
            del connections[alias]


@pytest.fixture(params=SERVERS)
def alias(request, tmp_path):
    """A Django database with a table of the host's own."""
    more = {"transaction_mode": "IMMEDIATE"} if request.param == "SQLite" else {}
    with on_django(request.param, tmp_path, **more) as made:
        with connections[made].cursor() as cursor:
            cursor.execute("CREATE TABLE checkout (note VARCHAR(20))")
        yield made


@pytest.fixture
def shop(alias):
    """A shop with a member, made in Django's own transactions."""
    made = Loyalty(new_key(), clock=FixedClock(START))
    with transaction.atomic(using=alias), django_session(alias) as session:
        upgrade(session.connection())
        made.publish(session, load_program(PROGRAM.format(key=made.program_key)), author="ann", at=START)
        made.enrol(session, "ann", joined_at=START)
    return made


def write(alias, note):
    with connections[alias].cursor() as cursor:
        cursor.execute("INSERT INTO checkout VALUES (%s)", [note])


def notes(alias):
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT note FROM checkout ORDER BY note")
        return [note for (note,) in cursor.fetchall()]


def booked(alias, shop):
    with transaction.atomic(using=alias), django_session(alias) as session:
        return shop.figures(session, "ann").booked


def test_what_django_commits_is_committed(alias, shop):
    with transaction.atomic(using=alias):
        write(alias, "before")
        with django_session(alias) as session:
            shop.place(session, cart("110"), order_id="o1", member="ann")
            seen = session.execute(sa.text("SELECT note FROM checkout")).scalars().all()
        write(alias, "after")
    connections[alias].close()
    assert (seen, notes(alias), booked(alias, shop)) == (["before"], ["after", "before"], 100)


def test_what_django_rolls_back_never_happened(alias, shop):
    def checkout():
        with transaction.atomic(using=alias), django_session(alias) as session:
            write(alias, "mine")
            shop.place(session, cart("110"), order_id="o1", member="ann")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        checkout()
    assert (notes(alias), booked(alias, shop)) == ([], 0)


def test_an_operation_that_is_refused_leaves_the_hosts_rows(alias, shop):
    with transaction.atomic(using=alias), django_session(alias) as session:
        write(alias, "mine")
        with pytest.raises(UnknownMember):
            shop.place(session, cart("110"), order_id="o1", member="nobody")
        shop.place(session, cart("110"), order_id="o2", member="ann")
    assert (notes(alias), booked(alias, shop)) == (["mine"], 100)


def test_a_savepoint_of_django_takes_back_what_was_done_behind_it(alias, shop):
    def inner():
        with transaction.atomic(using=alias), django_session(alias) as session:
            shop.place(session, cart("50"), order_id="o2", member="ann")
            raise ZeroDivisionError

    with transaction.atomic(using=alias):
        with django_session(alias) as session:
            shop.place(session, cart("110"), order_id="o1", member="ann")
        with pytest.raises(ZeroDivisionError):
            inner()
    assert booked(alias, shop) == 100


def test_a_host_that_commits_the_session_commits_nothing(alias, shop):
    def checkout():
        with transaction.atomic(using=alias), django_session(alias) as session:
            shop.place(session, cart("110"), order_id="o1", member="ann")
            session.commit()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        checkout()
    assert booked(alias, shop) == 0


def test_an_order_that_comes_again_answers_the_same(alias, shop):
    told = []
    for _ in range(2):
        with transaction.atomic(using=alias), django_session(alias) as session:
            told.append(shop.place(session, cart("110"), order_id="o1", member="ann"))
            told.append(shop.return_items(session, "o1", {"1": 1}, return_id="r1"))
    assert told[:2] == told[2:]
    assert booked(alias, shop) == 0


def test_what_is_added_to_the_session_is_written(alias, shop):
    row = {"program_key": shop.program_key, "kind": "k", "identity": "i", "op_key": "x", "recorded_us": 0}
    with transaction.atomic(using=alias), django_session(alias) as session:
        session.execute(sa.insert(CLAIM), row)
    with transaction.atomic(using=alias), django_session(alias) as session:
        assert (
            session.scalar(sa.select(CLAIM.c.identity).where(CLAIM.c.program_key == shop.program_key)) == "i"
        )


def test_outside_of_atomic_it_is_refused(alias):
    with pytest.raises(AutocommitRefused), django_session(alias):
        pass


def test_sqlite_must_begin_as_a_writer(tmp_path):
    with (
        on_django("SQLite", tmp_path) as alias,
        transaction.atomic(using=alias),
        pytest.raises(BadOption, match="IMMEDIATE"),
        django_session(alias),
    ):
        pass
