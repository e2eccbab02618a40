"""What `loyalty db` does, apart from its options: no other command pays for loading SQLAlchemy."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from loyalty.errors import BadOption, DatabaseUnreachable, FileMissing, OptionMissing, SchemaOutOfDate
from loyalty.live import check_schema, configure, upgrade
from loyalty.store.programs import program_keys
from loyalty.store.tables import METADATA

DRIVERS: Final = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
}
"""The driver where a URL names none."""
KNOWN: Final = ("postgresql", "mysql", "mariadb", "sqlite")


def act(options: argparse.Namespace) -> int:
    """Upgrade, check or list; raises OptionMissing, BadOption, DatabaseUnreachable, what `upgrade` does."""
    words = _WORDS[options.language]
    match options.action:
        case "tables":
            print("\n".join(sorted(METADATA.tables)))
            return 0
        case "upgrade":
            return _on_database(options, lambda connection: _upgrade(connection, options.schema, words))
        case "check":
            return _on_database(options, lambda connection: _check(connection, options, words))
    mend, mend_zh = (_WORDS[language]["missing"] for language in ("en", "zh"))
    raise OptionMissing(option="ACTION", mend=mend, mend_zh=mend_zh)


def _upgrade(connection: sa.Connection, schema: str | None, words: dict[str, str]) -> int:
    before, after = upgrade(connection, schema=schema)
    told = "created" if before is None else "current" if before == after else "migrated"
    print(words[told].format(before=before, after=after, tables=len(METADATA.tables)))
    return 0


def _check(connection: sa.Connection, options: argparse.Namespace, words: dict[str, str]) -> int:
    try:
        check_schema(connection, schema=options.schema)
    except SchemaOutOfDate as error:
        print(error.text(options.language))
        return 1
    print(words["checked"])
    return 0


def _on_database(options: argparse.Namespace, do: Callable[[sa.Connection], int]) -> int:
    engine = engine_for(options.url)
    if options.schema is not None and engine.dialect.name != "postgresql":
        mend, mend_zh = "Only PostgreSQL has schemas in a database.", "仅 PostgreSQL 支持库内模式。"
        raise BadOption(option="--schema", value=options.schema, mend=mend, mend_zh=mend_zh)
    try:
        with told_apart(engine), engine.connect() as connection:
            done = do(connection)
            connection.commit()
            return done
    finally:
        engine.dispose()


@contextmanager
def told_apart(engine: sa.Engine) -> Iterator[None]:
    """What the database itself says is told as such; raises DatabaseUnreachable."""
    try:
        yield
    except DBAPIError as error:
        what = str(error.orig).strip().splitlines()[0].rstrip(".")
        raise DatabaseUnreachable(url=engine.url.render_as_string(), what=what) from error


@contextmanager
def shop_at(text: str) -> Iterator[sa.Engine]:
    """The engine of a shop's database, closed at the end.

    Raises BadOption, DatabaseUnreachable, and SchemaOutOfDate where its tables are not those of this version:
    what follows would fail in the database's own words.
    """
    engine = engine_for(text)
    try:
        with told_apart(engine):
            refuse_new_file(engine)
            with engine.connect() as connection:
                check_schema(connection)
            yield engine
    finally:
        engine.dispose()


def refuse_unknown(connection: sa.Connection, program: str) -> None:
    """A key that is mistyped would find nothing, and say that all is well; raises BadOption."""
    keys = program_keys(connection)
    if program not in keys:
        known = "known" if keys else "none"
        mend, mend_zh = (_WORDS[language][known].format(keys=", ".join(keys)) for language in ("en", "zh"))
        raise BadOption(option="PROGRAM", value=program, mend=mend, mend_zh=mend_zh)


def refuse_new_file(engine: sa.Engine) -> None:
    """SQLite makes a file of any name that is asked for; a name mistyped is told instead."""
    name = engine.url.database
    if engine.dialect.name == "sqlite" and name and name != ":memory:" and not Path(name).exists():
        raise FileMissing(path=name)


def engine_for(text: str) -> sa.Engine:
    """The engine for a URL; its password is not repeated in what is said about it."""
    mend, mend_zh = (_WORDS[language]["url"] for language in ("en", "zh"))
    try:
        url = sa.make_url(text)
    except ArgumentError as error:
        raise BadOption(option="URL", value=text, mend=mend, mend_zh=mend_zh) from error
    shown = url.render_as_string()
    url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
    if url.drivername.partition("+")[0] not in KNOWN:
        raise BadOption(option="URL", value=shown, mend=mend, mend_zh=mend_zh)
    try:
        return configure(sa.create_engine(url))
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        driver = url.drivername.partition("+")[2] or url.drivername
        mend, mend_zh = (_WORDS[language]["driver"].format(driver=driver) for language in ("en", "zh"))
        raise BadOption(option="URL", value=shown, mend=mend, mend_zh=mend_zh) from error


_WORDS: Final = {
    "en": {
        "missing": "Write: loyalty db upgrade URL, loyalty db check URL, or loyalty db tables.",
        "url": "Write postgresql://name:password@host/database, mysql://…, mariadb://… or sqlite:///file.db.",
        "driver": "The driver {driver} is not installed: pip install {driver}.",
        "known": "The database has: {keys}.",
        "none": "The database has no programme yet: publish one.",
        "created": "Created {tables} tables, revision {after}.",
        "migrated": "Migrated from revision {before} to {after}.",
        "current": "Nothing to do: the tables are of revision {after}.",
        "checked": "The tables are of this version.",
    },
    "zh": {
        "missing": "请输入：loyalty db upgrade URL、loyalty db check URL 或 loyalty db tables。",
        "url": "请写成 postgresql://name:password@host/database、mysql://…、mariadb://… 或 sqlite:///file.db。",
        "driver": "未安装数据库驱动 {driver}：请运行 pip install {driver}。",
        "known": "数据库中有：{keys}。",
        "none": "数据库中还没有会员计划：请先发布。",
        "created": "已创建 {tables} 张数据表，版本 {after}。",
        "migrated": "已从版本 {before} 迁移至 {after}。",
        "current": "无需操作：数据表已是版本 {after}。",
        "checked": "数据表与本程序版本一致。",
    },
}
