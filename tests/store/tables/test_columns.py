"""Keys compared byte by byte, whole numbers and texts of any length, on each server."""

import pytest
import sqlalchemy as sa

from loyalty.store.tables import AUDIT, CLAIM, CODE_BATCH, METADATA, OUTBOX

KEYS = ("A1", "a1", "A1 ", "Á1", "A\u03011", "ä", "a", "ß", "ss", "号", "1", "01", "𝔸")


def claim(identity, op_key="x"):
    return {
        "program_key": "columns",
        "kind": "k",
        "identity": identity,
        "op_key": op_key,
        "recorded_us": 0,
    }


def test_keys_that_differ_in_a_byte_are_other_keys(engine):  # edge 17
    with engine.connect() as connection:
        for key in KEYS:
            connection.execute(sa.insert(CLAIM), claim(key, op_key=key))
        for key in KEYS:
            found = connection.execute(
                sa.select(CLAIM.c.identity, CLAIM.c.op_key).where(
                    CLAIM.c.program_key == "columns", CLAIM.c.identity == key
                )
            ).all()
            assert found == [(key, key)]


def test_the_same_key_is_refused_twice(engine):
    with engine.connect() as connection:
        connection.execute(sa.insert(CLAIM), claim("A1"))
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(CLAIM), claim("A1"))


def test_a_key_may_be_as_long_as_it_says_in_any_script(engine):
    key = "券" * 127 + "𝔸"
    with engine.connect() as connection:
        connection.execute(sa.insert(CLAIM), claim(key))
        assert connection.scalar(sa.select(CLAIM.c.identity).where(CLAIM.c.identity == key)) == key


@pytest.mark.parametrize("number", [0, -1, 2**53 + 1, 2**63 - 1, -(2**63) + 1])
def test_numbers_are_whole_and_have_64_bits(engine, number):
    with engine.connect() as connection:
        row = claim("n") | {"recorded_us": number}
        connection.execute(sa.insert(CLAIM), row)
        assert connection.scalar(sa.select(CLAIM.c.recorded_us).where(CLAIM.c.identity == "n")) == number


def test_a_document_may_be_longer_than_64_kilobytes(engine):
    text = "{" + "券🎫 " * 30_000 + "}"
    with engine.connect() as connection:
        row = {"program_key": "columns", "op_key": "x", "topic": "t", "payload": text, "created_us": 0}
        connection.execute(sa.insert(OUTBOX), row)
        kept = connection.scalar(sa.select(OUTBOX.c.payload).where(OUTBOX.c.program_key == "columns"))
        assert kept == text


def test_rows_are_numbered_as_they_come(engine):
    row = {"actor": "ann", "act": "a", "subject": "s", "details": "{}", "recorded_us": 0}
    with engine.connect() as connection:
        connection.execute(sa.insert(AUDIT), [row | {"program_key": "columns"} for _ in range(3)])
        numbers = connection.scalars(
            sa.select(AUDIT.c.id).where(AUDIT.c.program_key == "columns").order_by(AUDIT.c.id)
        ).all()
        assert sorted(set(numbers)) == numbers
        assert len(numbers) == 3


def test_a_word_that_is_none_of_the_column_is_refused(engine):
    row = {"program_key": "columns", "batch": "b", "offer_id": "o", "codes": 1, "uses_max": 1}
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.execute(sa.insert(CODE_BATCH), row | {"created_us": 0, "state": "lost"})


def test_every_table_and_constraint_has_a_name_of_its_own():
    assert all(name.startswith("loyalty_") for name in METADATA.tables)
    for table in METADATA.tables.values():
        assert all(constraint.name for constraint in table.constraints)
        assert not table.foreign_keys
        assert all(len(str(part.name)) <= 63 for part in (*table.constraints, *table.indexes))
