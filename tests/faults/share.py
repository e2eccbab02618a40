"""How much of the faults a run takes: a share in CI, all with LOYALTY_FAULTS=all; counts are printed."""

import os
import sys

ALL = os.environ.get("LOYALTY_FAULTS") == "all"
SIGKILLS = (
    {"sqlite": 200, "postgresql": 300, "mysql": 200}
    if ALL
    else dict.fromkeys(("sqlite", "postgresql", "mysql"), 3)
)
ORDERS_EACH = 1 if ALL else 12
"""Every so many of the orders of an order's events."""


def tell(what, engine, **counts):
    """One row of the table of counts (shown with -s, and by `make deep`)."""
    shown = ", ".join(f"{name} {count}" for name, count in counts.items())
    sys.stdout.write(f"faults | {what} | {engine.dialect.name} | {shown}\n")
