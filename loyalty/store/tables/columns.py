"""What every table of the library is made of: one metadata, names for constraints, three kinds of column.

Instants are whole microseconds since 1970 UTC (`…_us`), money whole minor units, points whole units of the
wallet: all 64-bit integers, so that the three databases compare and sum them alike. References and keys are
compared byte by byte: on MariaDB and MySQL they are binary, because the usual collations make `A1`, `a1`,
`Á1` and `A1 ` one key.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

KEY_LENGTH: Final = 128
"""Characters of a reference: of a member, an order, a return, an operation."""

METADATA: Final = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Key(sa.types.TypeDecorator[str]):
    """Text that is compared byte by byte."""

    impl = sa.String
    cache_ok = True

    def __init__(self, length: int = KEY_LENGTH) -> None:
        self.characters = length
        super().__init__(length)

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name in {"mysql", "mariadb"}:
            return dialect.type_descriptor(mysql.VARBINARY(self.characters * 4))
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.Text())
        return dialect.type_descriptor(sa.String(self.characters))

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> Any:  # noqa: ANN401 - bytes on MySQL
        if value is not None and dialect.name in {"mysql", "mariadb"}:
            return value.encode()
        return value

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> str | None:  # noqa: ANN401, ARG002
        return value.decode() if isinstance(value, bytes) else value


KEY: Final = _Key()
BIG: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LONG_TEXT: Final = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql", "mariadb")


def table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """A table `loyalty_<name>` of the library's metadata."""
    return sa.Table(
        f"loyalty_{name}",
        METADATA,
        *parts,
        sqlite_strict=True,
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        mariadb_engine="InnoDB",
        mariadb_charset="utf8mb4",
    )


def key(
    name: str, *, primary: bool = False, optional: bool = False, length: int = KEY_LENGTH
) -> sa.Column[str]:
    """A reference or code, compared byte by byte."""
    return sa.Column(name, _Key(length), primary_key=primary, nullable=optional)


def number(
    name: str, *, primary: bool = False, optional: bool = False, default: int | None = None
) -> sa.Column[int]:
    """A whole number: money, points, an instant, a count."""
    given = None if default is None else sa.text(str(default))
    return sa.Column(
        name, BIG, primary_key=primary, nullable=optional, autoincrement=False, server_default=given
    )


def serial(name: str = "id") -> sa.Column[int]:
    """The number a row gets when it is inserted."""
    return sa.Column(name, BIG, primary_key=True, autoincrement=True)


def document(name: str, *, optional: bool = False) -> sa.Column[str]:
    """A JSON document, or a text of any length."""
    return sa.Column(name, LONG_TEXT, nullable=optional)


def one_of(column: str, *values: str) -> sa.CheckConstraint:
    """The column holds one of these words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)
