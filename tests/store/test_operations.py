"""An operation is done once for ever, whoever else asks for it at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import BadReference, IdempotencyConflict, RetryTransaction
from loyalty.live import run
from loyalty.store.operations import Request, claim, done_before, finish, reference, working, write_done
from loyalty.store.tables import OPERATION
from tests.live.shops import new_key

LEVELS = ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE")


def asked(**content):
    return Request(verb="test", named=("o1",), content=content or {"cart": "c", "member": "ann"})


def done(session, key, request, result):
    """Claim and finish in one go: what came of it, and whether it was ours to do."""
    with working(session, key, op_key=request.op_key, at_us=1, recorded_us=2) as work:
        first = claim(work, request)
        if first is not None:
            return first, False
        finish(work, account_id=None, program_hash=None, result=result)
        return result, True


def test_the_first_result_comes_again_for_ever(engine):
    key = new_key()
    for result in ("one", "two", "three"):
        with Session(engine) as session, session.begin():
            assert done(session, key, asked(), result) == ("one", result == "one")


def test_a_request_of_before_repeats_one_that_tells_more_and_no_other(engine):
    key, more = new_key(), frozenset({"ends_at"})

    def telling(ends_at):
        return Request(verb="test", named=("o1",), content={"cart": "c", "ends_at": ends_at}, added=more)

    with Session(engine) as session, session.begin():
        done(session, key, asked(cart="c"), "one")
        for ends_at in (None, 5):
            assert done(session, key, telling(ends_at), "two") == ("one", False)
        with pytest.raises(IdempotencyConflict, match="cart"):
            done(session, key, asked(cart="d"), "two")
    with Session(engine) as session, session.begin():
        done(session, other := new_key(), telling(None), "one")
        with pytest.raises(IdempotencyConflict, match="ends_at"):
            done(session, other, telling(5), "two")


def test_what_was_done_at_once_comes_again_as_if_it_had_been_claimed(engine):
    key = new_key()
    with Session(engine) as session, session.begin():
        with working(session, key, op_key=asked().op_key, at_us=1, recorded_us=2) as work:
            write_done(work, asked(), account_id=None, program_hash="h", result="one")
        connection = session.connection()
        assert done_before(connection, key, [asked().op_key, "test:o2"]) == {asked().op_key: asked().hashes}
        assert done_before(connection, key, []) == {}
    with Session(engine) as session, session.begin():
        assert done(session, key, asked(), "two") == ("one", False)


def test_in_one_transaction_it_comes_again_too(engine):
    key = new_key()
    with Session(engine) as session, session.begin():
        assert done(session, key, asked(), "one") == ("one", True)
        assert done(session, key, asked(), "two") == ("one", False)


def test_another_programme_has_operations_of_its_own(engine):
    with Session(engine) as session, session.begin():
        assert done(session, new_key(), asked(), "one") == ("one", True)
        assert done(session, new_key(), asked(), "two") == ("two", True)


def test_other_content_is_refused_by_the_names_of_what_differs(engine):
    key = new_key()
    with Session(engine) as session, session.begin():
        done(session, key, asked(cart="c", member="ann", at=1), "one")
        with pytest.raises(IdempotencyConflict) as refused:
            done(session, key, asked(cart="d", member="ann", note=None), "two")
        assert refused.value.fields == {"op_key": "test:o1", "differ": "at, cart, note"}
        assert done(session, key, asked(cart="c", member="ann", at=1), "three") == ("one", False)


def test_what_the_host_rolls_back_can_be_done_again(engine):
    key = new_key()
    with Session(engine) as session:
        done(session, key, asked(), "one")
        session.rollback()
        assert done(session, key, asked(), "two") == ("two", True)


def test_what_fails_halfway_was_never_claimed(engine):
    key, request = new_key(), asked()

    def fail(session):
        with working(session, key, op_key=request.op_key, at_us=1, recorded_us=2) as work:
            claim(work, request)
            raise ZeroDivisionError

    with Session(engine) as session, session.begin():
        with pytest.raises(ZeroDivisionError):
            fail(session)
        assert done(session, key, request, "two") == ("two", True)


def hosts(engine):
    levels = ("SERIALIZABLE",) if engine.dialect.name == "sqlite" else LEVELS
    return [(level, engine.execution_options(isolation_level=level)) for level in levels]


@pytest.mark.parametrize("ends", ["commit", "rollback"])
def test_of_two_that_ask_at_once_one_does_it_and_both_hear_the_same(engine, ends):  # edge 17
    for level, host in hosts(engine):
        key, claimed = new_key(), Event()

        def second(host=host, key=key, claimed=claimed):
            claimed.wait()
            return run(lambda: Session(host), lambda session: done(session, key, asked(), "second"))

        with ThreadPoolExecutor(1) as pool, Session(host) as session:
            session.begin()
            assert done(session, key, asked(), "first") == ("first", True)
            later = pool.submit(second)
            claimed.set()
            with pytest.raises(TimeoutError):  # it waits until the first has ended
                later.result(timeout=0.2)
            getattr(session, ends)()
            told = ("first", False) if ends == "commit" else ("second", True)
            assert later.result(timeout=20) == told, level


def test_many_that_ask_at_once_get_one_result(engine):
    for level, host in hosts(engine):
        key = new_key()

        def ask(name, host=host, key=key):
            return run(lambda: Session(host), lambda session: done(session, key, asked(), name), attempts=20)

        with ThreadPoolExecutor(6) as pool:
            told = list(pool.map(ask, "abcdef"))
        assert len({result for result, _ in told}) == 1, level
        assert sum(ours for _, ours in told) == 1, level


def test_a_view_that_is_older_than_the_first_result_asks_to_run_again_or_sees_it(engine):
    for level, host in hosts(engine):
        if level == "SERIALIZABLE":
            continue  # there, and on SQLite, the second waits or is turned away before
        key = new_key()
        with Session(host) as old, Session(host) as new:
            old.execute(sa.select(sa.func.count()).select_from(OPERATION))
            done(new, key, asked(), "first")
            new.commit()
            if level == "REPEATABLE READ" and engine.dialect.name == "postgresql":
                with pytest.raises(RetryTransaction):
                    done(old, key, asked(), "second")
            else:
                assert done(old, key, asked(), "second") == ("first", False)


def test_no_two_operations_have_one_key():
    keys = [
        Request(verb="a", named=named, content={}).op_key
        for named in [("b", "c"), ("b:c",), ("b%3Ac",), ("b", "", "c"), ("x" * 128,) * 3, ("x" * 128,) * 4]
    ]
    assert len(set(keys)) == len(keys)
    assert max(len(key) for key in keys) <= 300


@pytest.mark.parametrize("value", ["", "x" * 129, "a\nb", "a\x00", None, 7, "\ud800"])
def test_a_reference_that_cannot_be_stored_is_refused(value):
    with pytest.raises(BadReference):
        reference("order", value)


def test_any_printable_reference_may_be_used():
    assert reference("order", "订单 №1 — a/b") == "订单 №1 — a/b"


@pytest.mark.parametrize(
    "named",
    [{"named": ("a\0",)}, {"actor": "x" * 500}, {"actor": ""}, {"reason": "a\0"}, {"reason": "\ud800"}],
)
def test_a_request_names_nothing_that_a_database_would_not_keep(named):
    given = {"verb": "adjust", "named": ("k",), "content": {}, "actor": "eve", "reason": "two\nlines"}
    assert Request(**given).op_key == "adjust:k"
    with pytest.raises(BadReference):
        Request(**given | named)
