"""A shop's database by its URL: reached, or refused in a sentence that says what to do."""

import pytest
import sqlalchemy as sa

from loyalty.errors import BadOption, DatabaseUnreachable, FileMissing, SchemaOutOfDate
from loyalty.live.by_url import engine_for, refuse_unknown, shop_at
from loyalty.store.schema import create_all
from tests.live.shops import open_shop


def test_a_database_with_our_tables_is_reached_and_let_go(tmp_path):
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    made = engine_for(url)
    with made.begin() as connection:
        create_all(connection)
    shop = open_shop(made)
    made.dispose()
    with shop_at(url) as engine, engine.connect() as connection:
        refuse_unknown(connection, shop.program_key)
        with pytest.raises(BadOption, match=f"The database has: {shop.program_key}."):
            refuse_unknown(connection, "mistyped")


def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(FileMissing), shop_at(f"sqlite:///{tmp_path / 'none.db'}"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_our_tables_says_the_command(tmp_path):
    url = f"sqlite:///{tmp_path / 'new.db'}"
    sa.create_engine(url).connect().close()
    with pytest.raises(SchemaOutOfDate, match="loyalty db upgrade URL"), shop_at(url):
        pass


def test_a_server_that_does_not_answer_is_told_without_its_password():
    with pytest.raises(DatabaseUnreachable) as refused, shop_at("postgresql://ann:secret@127.0.0.1:1/db"):
        pass
    assert "secret" not in str(refused.value)
    assert "Check that it runs" in str(refused.value)
    assert "请检查" in refused.value.text("zh")


def test_a_text_that_is_no_url_is_told_what_to_write():
    with pytest.raises(BadOption, match="postgresql://name:password@host/database"):
        engine_for("nonsense")
