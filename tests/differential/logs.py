"""Random histories for property tests, built straight as an OrderLog from a small world programmes know.

Documents lie in the order of events; several share an instant, returns name an earlier order by units or by
money or name none, and every column a programme may look at is filled at some time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl
from hypothesis import strategies as st
from numpy.typing import NDArray

from loyalty.money import currency
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.problems import Problems

ITEMS: Final = (
    ("A1", "food", "acme", "one"),
    ("A2", "food/tea", None, None),
    ("B1", "food/tea/green", "本家", "other"),
    ("C1", "toys", "acme", "other"),
    ("TEA", None, None, None),
    ("A1", "toys", "other", "one"),
)
CHANNELS: Final = ("app", "web", "kiosk")
CODES: Final = ("welcome", "SAVE 10", "OTHER")
BIRTHDAYS: Final = ((0, 0), (2, 29), (1, 31), (6, 18), (12, 30), (1, 1))
HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
FIRST: Final = 1_706_630_400_000_000
"""2024-01-30T16:00Z: midnight in Shanghai."""
GAPS: Final = (0, 0, 1, HOUR, 9 * HOUR, DAY, DAY, 3 * DAY, 8 * DAY, 31 * DAY, 31 * DAY, 100 * DAY, 366 * DAY)
ROUND_PRICES: Final = (0, 1, 999, 1000, 5000, 10_000, 20_000, 50_000)
RETURNS, UNLINKED, GUESTS, RARELY, HALF = 0.35, 0.2, 0.15, 0.04, 0.5
"""How often documents are returns, returns name no order, nobody is known, lines are dear, rows turned."""
Left: TypeAlias = dict[int, list[list[int]]]
"""By order and line: the units that have not come back, and the money."""


@dataclass(frozen=True)
class Line:
    """One line; of a linked return `target` is the sold line's number in its order."""

    item: int = 4
    quantity: int = 1
    gross: int = 1000
    discount: int = 0
    code: int = -1
    target: int = -1
    refund: int = 0


@dataclass(frozen=True)
class Document:
    """A sale, or a return of the sale with the number `original` (none: -1)."""

    at: int
    member: int = 0
    lines: tuple[Line, ...] = (Line(),)
    returned: bool = False
    original: int = -1
    channel: int = -1
    shipping: int = 0


@dataclass(frozen=True)
class People:
    """What is known of the members."""

    joined: tuple[int, ...] = (FIRST,)
    birthdays: tuple[tuple[int, int], ...] = ((0, 0),)
    attributes: dict[str, list[str | None]] = field(default_factory=dict)


def log_of(documents: Sequence[Document], people: People, *, code: str = "CNY") -> OrderLog:
    """The log of documents that already lie in the order of events."""
    lines = [line for document in documents for line in document.lines]
    return OrderLog(
        currency=currency(code),
        **_documents_of(documents),
        **_lines_of(documents, lines),
        item_sku=[item[0] for item in ITEMS],
        item_category=[item[1] for item in ITEMS],
        item_brand=[item[2] for item in ITEMS],
        item_seller=[item[3] for item in ITEMS],
        item_attributes={},
        member_ids=[f"m{number}" for number in range(len(people.joined))],
        channels=list(CHANNELS),
        codes=list(CODES),
        name="drawn",
        content_hash="0" * 64,
        member_joined=np.array(people.joined, np.int64),
        member_birth_month=np.array([month for month, _day in people.birthdays], np.int8),
        member_birth_day=np.array([day for _month, day in people.birthdays], np.int8),
        member_attributes=people.attributes,
        problems=Problems(len(lines), len(lines), 0, 0, ()),
        first_at=documents[0].at,
        last_at=documents[-1].at,
        extras={},
    )


def _documents_of(documents: Sequence[Document]) -> dict[str, Any]:
    """The columns with a row a document."""
    first = [next((line.code for line in d.lines if line.code >= 0), -1) for d in documents]
    return {
        "doc_at": np.array([document.at for document in documents], np.int64),
        "doc_kind": np.array([document.returned for document in documents], np.int8),
        "doc_member": np.array([document.member for document in documents], np.int32),
        "doc_id": pl.Series([f"d{number:03d}" for number in range(len(documents))], dtype=pl.String),
        "doc_line_start": _starts(documents),
        "doc_channel": np.array([document.channel for document in documents], np.int32),
        "doc_shipping": np.array([document.shipping for document in documents], np.int64),
        "doc_code": np.array(first, np.int32),
        "doc_original": np.array([document.original for document in documents], np.int32),
    }


def _starts(documents: Sequence[Document]) -> NDArray[np.int64]:
    """Where each document's lines begin, and last where they end."""
    return np.cumsum([0, *(len(document.lines) for document in documents)]).astype(np.int64)


def _lines_of(documents: Sequence[Document], lines: Sequence[Line]) -> dict[str, Any]:
    """The columns with a row a line; what comes back names a line of the order it was sold with."""
    starts = _starts(documents)
    sold = np.repeat([document.original for document in documents], np.diff(starts))
    target = np.array([line.target for line in lines], np.int64)
    linked = (sold >= 0) & (target >= 0)
    gross = np.array([line.gross for line in lines], np.int64)
    discount = np.array([line.discount for line in lines], np.int64)
    refund = np.array([line.refund for line in lines], np.int64)
    quantity = np.array([line.quantity for line in lines], np.int32)
    return {
        "line_item": np.array([line.item for line in lines], np.int32),
        "line_quantity": quantity,
        "line_gross": gross,
        "line_discount": discount,
        "line_net": gross - discount,
        "line_code": np.array([line.code for line in lines], np.int32),
        "line_target": np.where(linked, starts[np.maximum(sold, 0)] + target, -1).astype(np.int64),
        "line_units": np.where(linked & (refund == 0), quantity, 0).astype(np.int32),
        "line_refund": refund,
        "line_row": np.arange(len(lines), dtype=np.int32),
    }


def logs(*, code: str = "CNY", documents_max: int = 25, large: bool = True) -> st.SearchStrategy[OrderLog]:
    """Histories of up to `documents_max` documents by up to six members and guests.

    A history is one drawn number and a length: a shorter one is the beginning of the longer one, which is how
    a failing case shrinks.
    """
    sizes = st.sampled_from((3, documents_max // 2, documents_max, documents_max))
    return st.builds(
        lambda seed, size: history(Random(seed), size, code=code, large=large),  # noqa: S311 - test data
        st.integers(0, 2**32),
        sizes,
    )


def history(chance: Random, size: int, *, code: str = "CNY", large: bool = True) -> OrderLog:
    """`size` documents in the order of events."""
    members = chance.choice((1, 1, 2, 3, 6))
    people = _people(chance, members)
    documents: list[Document] = []
    left: Left = {}
    at = FIRST
    for number in range(size):
        at += chance.choice(GAPS)
        document = _return(chance, documents, left, at, members) if chance.random() < RETURNS else None
        if document is None:
            if documents and documents[-1].returned and documents[-1].at == at:
                at += 1
            document = _sale(chance, at, members, large=large)
            left[number] = [[line.quantity, line.gross] for line in document.lines]
        documents.append(document)
    return log_of(documents, people, code=code)


def _people(chance: Random, members: int) -> People:
    every = range(members)
    return People(
        joined=tuple(FIRST - chance.choice((0, 0, DAY, 200 * DAY, 366 * DAY)) for _ in every),
        birthdays=tuple(chance.choice(BIRTHDAYS) for _ in every),
        attributes={
            "city": [chance.choice(("Shanghai", "Wuhan", None)) for _ in every],
            "staff": [chance.choice(("yes", "no", None)) for _ in every],
        },
    )


def _line(chance: Random, *, large: bool) -> Line:
    """A line of a sale: free ones, odd cents, many units and very dear ones among them."""
    gross = chance.choice((chance.randint(0, 30_000), chance.choice(ROUND_PRICES)))
    if large and chance.random() < RARELY:
        gross = chance.choice((2**36, 2**31))
    return Line(
        item=chance.randrange(len(ITEMS)),
        quantity=chance.choice((1, 1, 1, 2, 3, 7, 1000)),
        gross=gross,
        discount=gross * chance.choice((0, 0, 0, 1, 3, 8)) // 8,
        code=chance.choice((-1, -1, 0, 1, 2)),
    )


def _sale(chance: Random, at: int, members: int, *, large: bool) -> Document:
    return Document(
        at=at,
        member=-1 if chance.random() < GUESTS else chance.randrange(members),
        lines=tuple(_line(chance, large=large) for _ in range(chance.choice((1, 1, 2, 3, 5)))),
        channel=chance.randrange(-1, len(CHANNELS)),
        shipping=chance.choice((0, 0, 600, 1000, 1999)),
    )


def _return(chance: Random, documents: list[Document], left: Left, at: int, members: int) -> Document | None:
    """A return of what is left of an earlier order, or of goods that name none; None when nothing is left."""
    if chance.random() < UNLINKED:
        line = _line(chance, large=False)
        return Document(at, chance.randrange(-1, members), (line,), returned=True)
    open_orders = [number for number, lines in left.items() if any(units for units, _worth in lines)]
    if not open_orders:
        return None
    original = chance.choice(open_orders)
    rows: list[Line] = []
    for target, (units, worth) in enumerate(left[original]):
        choice = chance.choice(("keep", "some", "some", "all", "money", "both"))
        sold = documents[original].lines[target]
        if choice in {"money", "both"} and worth > 0:
            money = chance.randint(1, worth)
            left[original][target][1] -= money
            rows.append(Line(sold.item, 1, money, 0, -1, target, money))
        if choice in {"some", "all", "both"} and units > 0:
            count = units if choice == "all" else chance.randint(1, units)
            left[original][target][0] -= count
            rows.append(Line(sold.item, count, sold.gross * count // sold.quantity, 0, -1, target))
    if not rows:
        return None
    if chance.random() < HALF:
        rows.reverse()
    who = -1 if chance.random() < GUESTS else documents[original].member
    return Document(at, who, tuple(rows), returned=True, original=original)
