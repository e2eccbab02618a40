"""A shop's database by its URL, as commands and pages are told it: reached, or refused in a sentence.

A host that embeds the library has an engine of its own and needs none of this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from loyalty.errors import BadOption, DatabaseUnreachable, FileMissing
from loyalty.handed_in.files import is_there
from loyalty.store.connecting import configure
from loyalty.store.programs import program_keys
from loyalty.store.schema import check_schema

DRIVERS: Final = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
}
"""The driver where a URL names none."""
KNOWN: Final = ("postgresql", "mysql", "mariadb", "sqlite")


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
    if engine.dialect.name == "sqlite" and name and name != ":memory:" and not is_there(Path(name)):
        raise FileMissing(path=name)


def engine_for(text: str) -> sa.Engine:
    """The engine for a URL; its password is not repeated in what is said about it."""
    mend, mend_zh = (_WORDS[language]["url"] for language in ("en", "zh"))
    try:
        url = sa.make_url(text)
    except (ArgumentError, ValueError) as error:
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
        "url": "Write postgresql://name:password@host/database, mysql://…, mariadb://… or sqlite:///file.db.",
        "driver": "The driver {driver} is not installed: pip install {driver}.",
        "known": "The database has: {keys}.",
        "none": "The database has no programme yet: publish one.",
    },
    "zh": {
        "url": "请写成 postgresql://name:password@host/database、mysql://…、mariadb://… 或 sqlite:///file.db。",
        "driver": "未安装数据库驱动 {driver}：请运行 pip install {driver}。",
        "known": "数据库中有：{keys}。",
        "none": "数据库中还没有会员计划：请先发布。",
    },
}
