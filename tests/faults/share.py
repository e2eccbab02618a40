"""How much of the faults a run takes: a share in CI, all with LOYALTY_FAULTS=all; counts come in a table."""

import os

ALL = os.environ.get("LOYALTY_FAULTS") == "all"
ORDERS_EACH = 1 if ALL else 12
"""Every so many of the orders of an order's events."""
COLUMNS = ("runs", "acknowledged", "lost", "doubled", "over_granted", "differences")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "mysql": "MariaDB"}
told = []
"""What tests have counted: fault, database, counts by column."""


def share(few, many):
    """How often a fault is tried: CI's share, or all of it."""
    return many if ALL else few


def tell(fault, engine, **counts):
    """Add to a row of the table of counts."""
    name = engine if isinstance(engine, str) else NAMES[engine.dialect.name]
    assert set(counts) <= set(COLUMNS)
    told.append((fault, name, counts))


def table(rows):
    """The counts by fault and database as lines of text."""
    sums = {}
    for fault, name, counts in rows:
        row = sums.setdefault((fault, name), dict.fromkeys(COLUMNS, 0))
        for column, count in counts.items():
            row[column] += count
    wide = max([len(fault) for fault, _ in sums], default=5)
    lines = [f"{'fault':<{wide}}  {'database':<10}" + "".join(f"{column:>14}" for column in COLUMNS)]
    lines += [
        f"{fault:<{wide}}  {name:<10}" + "".join(f"{row[column]:>14,}" for column in COLUMNS)
        for (fault, name), row in sums.items()
    ]
    return lines
