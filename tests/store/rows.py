"""Raw rows of a shop's tables, read on a connection of their own."""

import sqlalchemy as sa

from loyalty.store.tables import ACCOUNT


def rows(engine, table, shop, *columns):
    """Rows of a table that belong to a shop, as mappings, in the order of their key."""
    chosen = sa.select(*(table.c[name] for name in columns)) if columns else sa.select(table)
    if "program_key" in table.c:
        chosen = chosen.where(table.c.program_key == shop.program_key)
    else:
        chosen = chosen.where(table.c.account_id.in_(account_ids(shop)))
    chosen = chosen.order_by(*table.primary_key.columns)
    with engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(chosen)]


def account_ids(shop):
    """A select of the ids of a shop's accounts."""
    return sa.select(ACCOUNT.c.id).where(ACCOUNT.c.program_key == shop.program_key)
