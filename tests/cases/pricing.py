"""One question answered twice: live, in plain Python, and by the compiled kernels on the same tables.

A past order, a counter or a second code may not fit into a log, so the compiled kernels are handed the very
tables the live engine lays out. The cart as a log of one order only says how large the other tables are.
"""

from __future__ import annotations

from collections.abc import Sequence
from inspect import signature
from typing import Any, Final

import loyalty as ly
from loyalty.engine.bench import Bench
from loyalty.engine.quote import lay, read_quote
from loyalty.facts.member import Member
from loyalty.facts.quote import Quote
from loyalty.kernels import codes, events
from loyalty.kernels.rows import ORDER_TABLES, SCRATCH_TABLES, STATE_TABLES, Growing
from loyalty.simulate.replaying.compiled import TABLE_OF, Kernels, kernels, zeros
from loyalty.simulate.replaying.replay import prepare
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.replaying.state import Tables
from loyalty.when import to_us
from tests.cases.asking import Question
from tests.differential.interpreted import rows_of
from tests.differential.logs import Document, Line, People, log_of

SETTINGS: Final = Settings()
UNRECORDED: Final = ("trail", "shares")
"""What only orders need that are returned later."""
CARRIED: Final = {"items", "prices", *ORDER_TABLES, *STATE_TABLES}.difference(UNRECORDED)
"""The tables that say what is asked."""


def live(asked: Question) -> Quote:
    """The quote that a shop gets."""
    return ly.quote(
        asked.plan, asked.cart, who=asked.who, at=asked.at, standing=asked.standing, shared=asked.shared
    )


def compiled(asked: Question, *, with_kernels: Kernels | None = None) -> Quote:
    """The quote that the replay's kernels leave on their tables; `tiers` are those asked with."""
    tables = _tables(asked, _bench(asked))
    entries = with_kernels or kernels()
    names = [*signature(events.step).parameters][2:]
    entries["step"](0, 1, *(tables[TABLE_OF.get(name, name)] for name in names))
    asked.plan.spare.clear()  # what the live run left must not stand in for what the kernels did not write
    answered = _bench(asked)
    for name in SCRATCH_TABLES.keys() & tables.keys() & answered.tables.keys():
        rows = rows_of(name, tables[name])
        made = isinstance(answered.tables[name], Growing)
        answered.tables[name] = Growing(name, rows) if made else rows
    return read_quote(answered, asked.cart, asked.who)


def unlike(one: Quote, other: Quote) -> list[str]:
    """The fields in which two quotes differ."""
    return [name for name in type(one).__dataclass_fields__ if getattr(one, name) != getattr(other, name)]


def _bench(asked: Question) -> Bench:
    told = {"who": asked.who, "at": asked.at, "standing": asked.standing, "shared": asked.shared}
    return lay(asked.plan, asked.cart, **told)


def _tables(asked: Question, bench: Bench) -> Tables:
    """A replay's tables that hold what the bench holds."""
    lines = tuple(
        Line(item=0, quantity=one.quantity, gross=one.amount) for one in bench.tables["order_lines"]
    )
    at = to_us(asked.at)
    attributes = asked.who.attributes if isinstance(asked.who, Member) else {}
    people = People((at,), attributes={name: [value] for name, value in attributes.items()})
    log = log_of([Document(at=at, lines=lines)], people, code=asked.cart.currency)
    tables = dict(prepare(asked.plan, log, SETTINGS).tables)
    names = {TABLE_OF.get(name, name): rows for name, rows in bench.tables.items()}
    tables |= {name: _array(name, rows) for name, rows in names.items() if name in CARRIED}
    tables["orders"]["kept"] = codes.NONE
    tables["by_item"] = zeros("by_item", len(lines))
    return tables


def _array(table: str, rows: Sequence[Any]) -> Any:
    array = zeros(table, len(rows))
    for place, one in enumerate(rows):
        array[place] = tuple(one.as_dict().values())
    return array
