"""Every line of a linked return brought to the sold lines it gives back, in the order of events.

Most returned lines meet one sold line of their item, and no other return does: those are answered all at
once. What is left (several sold lines, several returns, figures too large for that) is taken one by one, as
`returns` says.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from loyalty.simulate.orders.documents import Documents
from loyalty.simulate.orders.parsing import Codes, Flags, Ints
from loyalty.simulate.orders.problems import Marks
from loyalty.simulate.orders.returns import Asked, Bought, Given, give_back

SMALL: Final = 2**30
"""Figures below this can be multiplied and doubled in 64 bits."""


@dataclass(slots=True)
class Pieces:
    """The lines of linked returns as they are to be packed: some cut, some split, some giving nothing."""

    line: Ints
    """Place among the lines; a split one stands there several times in a row."""
    quantity: Ints
    gross: Ints
    discount: Ints
    target: Ints
    """The line that is given back; -1: none."""
    units: Ints
    refund: Ints

    def columns(self) -> tuple[Ints, ...]:
        """All but the place."""
        return self.quantity, self.gross, self.discount, self.target, self.units, self.refund


@dataclass(slots=True)
class _Findings:
    over: list[int] = field(default_factory=list)
    not_bought: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    amount_only: list[int] = field(default_factory=list)
    above_price: list[int] = field(default_factory=list)
    split: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Sides:
    """Returned lines in the order of events, the lines sold in their orders, and a key that both share."""

    line: Ints
    key: Ints
    sold: Ints
    sold_key: Ints
    keys: int


def match(found: Documents, sku_of_item: Codes, events: Ints, marks: Marks) -> Pieces | None:
    """Match every line of a linked return; None where there is none. `events`: documents in their order."""
    returns = events[found.sale[events] >= 0]
    if not returns.size:
        return None
    sides = _sides(found, sku_of_item, returns)
    lines = found.lines
    line = sides.line
    pieces = Pieces(
        line=line,
        quantity=lines.quantity[line].astype(np.int64),
        gross=lines.gross[line].astype(np.int64),
        discount=lines.discount[line].astype(np.int64),
        target=np.full(line.size, -1),
        units=np.zeros(line.size, np.int64),
        refund=np.zeros(line.size, np.int64),
    )
    findings = _Findings()
    alone = _all_at_once(found, sides, pieces, findings)
    more = _one_by_one(found, sides, pieces, ~alone, findings)
    _report(found, pieces, findings, marks)
    return _assembled(pieces, more)


def _sides(found: Documents, sku_of_item: Codes, returns: Ints) -> _Sides:
    line = found.places(returns).astype(np.int64)
    sales = np.unique(found.sale[returns]).astype(np.int64)
    sold = found.places(sales).astype(np.int64)
    skus = np.int64(sku_of_item.max(initial=0)) + 1
    key = np.repeat(found.sale[returns], found.count[returns]) * skus + sku_of_item[found.lines.item[line]]
    sold_key = np.repeat(sales, found.count[sales]) * skus + sku_of_item[found.lines.item[sold]]
    distinct, codes = np.unique(np.concatenate([key, sold_key]), return_inverse=True)
    return _Sides(line, codes[: line.size], sold, codes[line.size :], distinct.size)


def _all_at_once(found: Documents, sides: _Sides, pieces: Pieces, findings: _Findings) -> Flags:
    """Answer the lines that meet one sold line of their item, alone; they are flagged."""
    lines = found.lines
    returned = np.bincount(sides.key, minlength=sides.keys)
    bought = np.bincount(sides.sold_key, minlength=sides.keys)
    sold_of_key = np.full(sides.keys, -1)
    sold_of_key[sides.sold_key] = sides.sold
    target = sold_of_key[sides.key]
    alone: Flags = (returned == 1)[sides.key] & (bought == 1)[sides.key]
    for column in (lines.quantity, lines.gross):
        alone &= (column[sides.line] < SMALL) & (column[target] < SMALL)
    place = np.flatnonzero(alone)
    target = target[place]
    asked, held = pieces.quantity[place], lines.quantity[target].astype(np.int64)
    price = lines.gross[target].astype(np.int64) - lines.discount[target]
    taken = np.minimum(asked, held)
    money = (2 * (pieces.gross[place] - pieces.discount[place]) * taken + asked) // (2 * asked)
    worth = price * taken
    refunds = money < worth // held
    pieces.target[place] = target
    pieces.units[place] = np.where(refunds, 0, taken)
    pieces.refund[place] = np.where(refunds, money, 0)
    pieces.quantity[place] = taken
    findings.cut += place[taken < asked].tolist()
    findings.amount_only += place[refunds].tolist()
    findings.above_price += place[money > -(-worth // held)].tolist()
    return alone


def _one_by_one(
    found: Documents, sides: _Sides, pieces: Pieces, which: Flags, findings: _Findings
) -> list[tuple[int, ...]]:
    """Answer the other lines in their order; what stands on further lines is handed back."""
    bought = _bought(found, sides, which)
    more: list[tuple[int, ...]] = []
    net = pieces.gross - pieces.discount
    for place in np.flatnonzero(which).tolist():
        candidates = bought.get(int(sides.key[place]))
        if candidates is None:
            findings.not_bought.append(place)
            continue
        asked = Asked(int(pieces.quantity[place]), int(net[place]))
        more.extend(_write(pieces, place, asked, give_back(asked, candidates), findings))
    return more


def _bought(found: Documents, sides: _Sides, which: Flags) -> dict[int, list[Bought]]:
    """The lines that these returns may give back, by key."""
    wanted = np.zeros(sides.keys, np.bool_)
    wanted[sides.key[which]] = True
    places = np.flatnonzero(wanted[sides.sold_key])
    sold = sides.sold[places]
    held = found.lines.quantity[sold].tolist()
    prices = (found.lines.gross[sold].astype(np.int64) - found.lines.discount[sold]).tolist()
    lines: defaultdict[int, list[Bought]] = defaultdict(list)
    for key, line, quantity, net in zip(
        sides.sold_key[places].tolist(), sold.tolist(), held, prices, strict=True
    ):
        lines[key].append(Bought(line, quantity, net, quantity, net))
    return lines


def _write(
    pieces: Pieces, place: int, asked: Asked, given: Given, findings: _Findings
) -> list[tuple[int, ...]]:
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
        rows.append((part.quantity, full, off, part.line, units, part.refund or 0))
        before = after
    return rows


def _report(found: Documents, pieces: Pieces, findings: _Findings, marks: Marks) -> None:
    def numbers(places: list[int]) -> Ints:
        return found.lines.row[pieces.line[np.array(places, np.int64)]].astype(np.int64)

    marks.repair("return_of_item_not_bought", numbers(findings.not_bought))
    marks.repair("return_of_more_than_bought", numbers(findings.over))
    marks.repair("return_cut_to_what_was_left", numbers(findings.cut))
    marks.note("amount_only_refund", numbers(findings.amount_only))
    marks.note("refund_above_price", numbers(findings.above_price))
    marks.note("return_over_several_lines", numbers(findings.split))


def _assembled(pieces: Pieces, more: list[tuple[int, ...]]) -> Pieces:
    """All lines, split ones beside each other."""
    added = np.array(more, np.int64).reshape(-1, 1 + len(pieces.columns()))
    place = np.concatenate([np.arange(pieces.line.size), added[:, 0]])
    order = np.argsort(place, kind="stable")
    columns = [
        np.concatenate([column, added[:, which]])[order]
        for which, column in enumerate(pieces.columns(), start=1)
    ]
    return Pieces(pieces.line[place[order]], *columns)
