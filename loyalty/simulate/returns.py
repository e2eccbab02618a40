"""Which sold line a return line gives back, and whether goods or only money went back.

A return that names its order is matched to that order's lines of the same item: those sold at exactly its
price first, then in line order, as far as units are left. What goes beyond the units left is cut off; when
none is left the row is excluded. A row that refunds less than its units cost gives back money and no goods
(仅退款); it lowers what is left to refund on one line. Returns are taken in the order of events, so an early
one leaves less for a later one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from loyalty.simulate.cleaning import Rows
from loyalty.simulate.parsing import Ints
from loyalty.simulate.problems import Marks


@dataclass(slots=True)
class Bought:
    """A sold line and what of it has not come back yet."""

    line: int
    quantity: int
    net: int
    units_left: int
    net_left: int

    def cost(self, units: int) -> int:
        """The least that so many of the units left can have cost: shares rounded down."""
        return min(self.net_left * units // self.units_left, self.net * units // self.quantity)

    def cost_max(self, units: int) -> int:
        """The most that so many of the units left can have cost: shares rounded up."""
        shares = (self.net_left * units, self.units_left), (self.net * units, self.quantity)
        return max(-(-share // parts) for share, parts in shares)

    def give(self, units: int) -> None:
        """So many units went back, with their share of the price."""
        self.net_left -= self.net_left * units // self.units_left
        self.units_left -= units


@dataclass(frozen=True, slots=True)
class Asked:
    """What a return line says."""

    quantity: int
    net: int


@dataclass(frozen=True, slots=True)
class Part:
    """What goes back to one sold line: all `quantity` as units, or no units but money alone."""

    line: int
    quantity: int
    refund: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a return line gives back; its parts are all units or all money."""

    parts: tuple[Part, ...] = ()
    above_price: bool = False

    @property
    def taken(self) -> int:
        """How many of the units asked for could be taken."""
        return sum(part.quantity for part in self.parts)


def give_back(asked: Asked, bought: Sequence[Bought]) -> Given:
    """Match one return line to an order's lines of its item, and lower what is left of them."""
    nearest = sorted(bought, key=lambda line: asked.net * line.quantity != line.net * asked.quantity)
    pieces: list[tuple[Bought, int]] = []
    wanted = asked.quantity
    for line in nearest:
        units = min(wanted, line.units_left)
        if units:
            pieces.append((line, units))
            wanted -= units
    taken = asked.quantity - wanted
    if not taken:
        return Given()
    money = share(asked.net, taken, asked.quantity)
    if money < sum(line.cost(units) for line, units in pieces):
        bearing = next((line for line in nearest if line.net_left >= money), None)
        return Given(_refund(money, pieces if bearing is None else [(bearing, taken)]))
    above = money > sum(line.cost_max(units) for line, units in pieces)
    for line, units in pieces:
        line.give(units)
    return Given(tuple(Part(line.line, units) for line, units in pieces), above_price=above)


def _refund(money: int, pieces: Sequence[tuple[Bought, int]]) -> tuple[Part, ...]:
    """Money alone off these lines, in their order; together they can bear it."""
    parts: list[Part] = []
    for line, units in pieces:
        refund = min(money, line.net_left)
        line.net_left -= refund
        money -= refund
        parts.append(Part(line.line, units, refund))
    return tuple(parts)


def share(amount: int, part: int, whole: int) -> int:
    """The part's share of an amount, rounded half up; everything ≥ 0."""
    return amount if part == whole else (2 * amount * part + whole) // (2 * whole)


@dataclass(slots=True)
class Pieces:
    """Lines as they are to be packed: some cut, some split, some left out."""

    source: Ints
    """Place among the rows; a split row stands there several times in a row."""
    quantity: Ints
    gross: Ints
    discount: Ints
    net: Ints
    target: Ints
    """The row that a return line gives back; -1: none."""
    units: Ints
    refund: Ints

    def columns(self) -> tuple[Ints, ...]:
        """All but the source."""
        return self.quantity, self.gross, self.discount, self.net, self.target, self.units, self.refund


@dataclass(slots=True)
class _Findings:
    over: list[int] = field(default_factory=list)
    not_bought: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    amount_only: list[int] = field(default_factory=list)
    above_price: list[int] = field(default_factory=list)
    split: list[int] = field(default_factory=list)


def match(rows: Rows, *, sale_of_row: Ints, document_of_row: Ints, events: Ints, marks: Marks) -> Pieces:
    """Match every line of a linked return.

    `sale_of_row`: the document that a return's row gives back to (-1: none, or a sale); `events`: places of
    the rows in the order of events.
    """
    pieces = Pieces(
        source=np.arange(rows.row.size),
        quantity=rows.quantity.copy(),
        gross=rows.gross.copy(),
        discount=rows.discount.copy(),
        net=rows.net.copy(),
        target=np.full(rows.row.size, -1),
        units=np.zeros(rows.row.size, np.int64),
        refund=np.zeros(rows.row.size, np.int64),
    )
    if not (sale_of_row >= 0).any():
        return pieces
    bought = _bought(rows, sale_of_row=sale_of_row, document_of_row=document_of_row)
    findings = _Findings()
    more: list[tuple[int, ...]] = []
    for place in events[sale_of_row[events] >= 0].tolist():
        candidates = bought.get((int(sale_of_row[place]), int(rows.sku[place])))
        if candidates is None:
            findings.not_bought.append(place)
            continue
        asked = Asked(int(rows.quantity[place]), int(rows.net[place]))
        more.extend(_write(pieces, place, asked, give_back(asked, candidates), findings))
    _report(rows, findings, marks)
    return _assembled(pieces, more)


def _bought(rows: Rows, *, sale_of_row: Ints, document_of_row: Ints) -> dict[tuple[int, int], list[Bought]]:
    """The lines of orders that returns give back to, by (document, item)."""
    wanted = np.zeros(int(document_of_row.max()) + 1, np.bool_)
    wanted[sale_of_row[sale_of_row >= 0]] = True
    lines: defaultdict[tuple[int, int], list[Bought]] = defaultdict(list)
    for place in np.flatnonzero(wanted[document_of_row]).tolist():
        quantity, net = int(rows.quantity[place]), int(rows.net[place])
        key = int(document_of_row[place]), int(rows.sku[place])
        lines[key].append(Bought(place, quantity, net, quantity, net))
    return lines


def _write(
    pieces: Pieces, place: int, asked: Asked, given: Given, findings: _Findings
) -> Iterable[tuple[int, ...]]:
    """Put what a return line gives back in its place; what stands on further lines is handed back."""
    if not given.taken:
        findings.over.append(place)
        return []
    if given.taken < asked.quantity:
        findings.cut.append(place)
        pieces.quantity[place] = given.taken
    if given.parts[0].refund is not None:
        findings.amount_only.append(place)
    if given.above_price:
        findings.above_price.append(place)
    if len(given.parts) > 1:
        findings.split.append(place)
    first, *further = _split(pieces, place, given)
    for column, value in zip(pieces.columns(), first, strict=True):
        column[place] = value
    return [(place, *values) for values in further]


def _split(pieces: Pieces, place: int, given: Given) -> list[tuple[int, ...]]:
    """The figures of each part of a return line, in the order of `Pieces.columns`; they sum to the line's."""
    gross, discount = int(pieces.gross[place]), int(pieces.discount[place])
    rows: list[tuple[int, ...]] = []
    before = 0
    for part in given.parts:
        after = before + part.quantity
        off = discount * after // given.taken - discount * before // given.taken
        if len(given.parts) == 1 or part.refund is None:
            full = gross * after // given.taken - gross * before // given.taken
        else:
            full = part.refund + off
        units = part.quantity if part.refund is None else 0
        rows.append((part.quantity, full, off, full - off, part.line, units, part.refund or 0))
        before = after
    return rows


def _report(rows: Rows, findings: _Findings, marks: Marks) -> None:
    def numbers(places: list[int]) -> Ints:
        return rows.row[np.array(places, np.int64)]

    marks.repair("return_of_item_not_bought", numbers(findings.not_bought))
    marks.repair("return_of_more_than_bought", numbers(findings.over))
    marks.repair("return_cut_to_what_was_left", numbers(findings.cut))
    marks.note("amount_only_refund", numbers(findings.amount_only))
    marks.note("refund_above_price", numbers(findings.above_price))
    marks.note("return_over_several_lines", numbers(findings.split))


def _assembled(pieces: Pieces, more: list[tuple[int, ...]]) -> Pieces:
    """All lines, split ones beside each other; those that give nothing back keep their money alone."""
    added = np.array(more, np.int64).reshape(-1, 1 + len(pieces.columns()))
    source = np.concatenate([pieces.source, added[:, 0]])
    order = np.argsort(source, kind="stable")
    columns = [
        np.concatenate([column, added[:, place]])[order]
        for place, column in enumerate(pieces.columns(), start=1)
    ]
    return Pieces(source[order], *columns)
