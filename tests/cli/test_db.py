import subprocess
import sys

import pytest
import sqlalchemy as sa

from loyalty.cli.entry import main
from loyalty.store.schema import HEAD
from loyalty.store.tables import METADATA
from tests.databases import SERVERS, empty_database
from tests.house.tree import ROOT


@pytest.fixture(params=SERVERS)
def url(request, tmp_path):
    """The URL of an empty database, as one types it."""
    with empty_database(request.param, tmp_path) as (given, options):
        typed = sa.make_url(given)
        if options:
            typed = typed.set(query=options["connect_args"])
        yield typed.render_as_string(hide_password=False)


def test_tables_are_created_and_then_current(url, capsys):
    assert main(["db", "check", url]) == 1
    assert "loyalty db upgrade URL" in capsys.readouterr().out
    assert main(["db", "upgrade", url]) == 0
    assert f"Created {len(METADATA.tables)} tables" in capsys.readouterr().out
    assert main(["db", "check", url]) == 0
    assert main(["db", "upgrade", url, "--language", "zh"]) == 0
    assert HEAD in capsys.readouterr().out.splitlines()[-1]


def test_tables_are_listed(capsys):
    assert main(["db", "tables"]) == 0
    assert capsys.readouterr().out.split() == sorted(METADATA.tables)


def test_an_older_revision_is_migrated(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("loyalty.cli.database.upgrade", lambda connection, schema: ("loyalty_0000", HEAD))
    assert main(["db", "upgrade", f"sqlite:///{tmp_path / 'own.db'}"]) == 0
    assert f"from revision loyalty_0000 to {HEAD}" in capsys.readouterr().out


def test_tables_of_no_known_revision_are_left_alone(tmp_path, capsys):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'own.db'}")
    METADATA.create_all(engine)
    engine.dispose()
    assert main(["db", "upgrade", f"sqlite:///{tmp_path / 'own.db'}"]) == 2
    assert "no revision is written down" in capsys.readouterr().err
    assert main(["db", "check", f"sqlite:///{tmp_path / 'own.db'}"]) == 1
    assert "`METADATA.create_all` does not" in capsys.readouterr().out
    assert main(["verify", f"sqlite:///{tmp_path / 'own.db'}", "shop"]) == 2
    assert "schema_unmarked" in capsys.readouterr().err


def test_a_schema_of_its_own_is_for_postgresql(tmp_path, capsys):
    with empty_database("PostgreSQL", tmp_path) as (url, options):
        own = options["connect_args"]["options"].partition("=")[2]
        typed = url.render_as_string(hide_password=False)
        assert main(["db", "upgrade", typed, "--schema", own]) == 0
        assert main(["db", "check", typed, "--schema", own]) == 0
    assert main(["db", "check", "sqlite://", "--schema", "own"]) == 2
    assert "PostgreSQL" in capsys.readouterr().err


def test_what_to_do_must_be_said(capsys):
    assert main(["db"]) == 2
    assert "loyalty db check URL" in capsys.readouterr().err


def test_other_commands_do_not_load_what_this_one_needs():
    code = "import sys, loyalty.cli; print({'sqlalchemy', 'alembic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
