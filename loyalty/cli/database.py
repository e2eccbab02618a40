"""What `loyalty db` does, apart from its options: no other command pays for loading SQLAlchemy."""

import argparse
from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from loyalty.errors import BadOption, OptionMissing, SchemaOutOfDate, SchemaUnmarked
from loyalty.live import check_schema, upgrade
from loyalty.live.by_url import engine_for, told_apart
from loyalty.store.tables import METADATA


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
    except (SchemaOutOfDate, SchemaUnmarked) as error:
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


_WORDS: Final = {
    "en": {
        "missing": "Write: loyalty db upgrade URL, loyalty db check URL, or loyalty db tables.",
        "created": "Created {tables} tables, revision {after}.",
        "migrated": "Migrated from revision {before} to {after}.",
        "current": "Nothing to do: the tables are of revision {after}.",
        "checked": "The tables are of this version.",
    },
    "zh": {
        "missing": "请输入：loyalty db upgrade URL、loyalty db check URL 或 loyalty db tables。",
        "created": "已创建 {tables} 张数据表，版本 {after}。",
        "migrated": "已从版本 {before} 迁移至 {after}。",
        "current": "无需操作：数据表已是版本 {after}。",
        "checked": "数据表与本程序版本一致。",
    },
}
