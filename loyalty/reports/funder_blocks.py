"""Who pays: the whole cost by payer, and each offer's cost between those who share it."""

from collections.abc import Sequence
from typing import Final

from loyalty.reports.block import Block
from loyalty.reports.figures import DASH
from loyalty.reports.offer_blocks import net_of, offer_cell
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, FunderPart, OfferPart
from loyalty.reports.tables import Cell, Graph, Table, numbers, row, table, texts, total

FUNDERS: Final = ("platform", "shop", "brand", "partner")
"""In this order; others follow by name."""


def funders(draft: DraftPart, pen: Pen) -> Block | None:
    """Who pays how much of the cost, when the programme says so."""
    entries = [entry for entry in draft["by_offer"] if entry["funded"]]
    if not entries and not draft["by_funder"]:
        return None
    sums = {entry["funder"]: entry["cost_minor"] for entry in draft["by_funder"]}
    if not sums:
        for entry in entries:
            for payer, amount in entry["funded"].items():
                sums[payer] = sums.get(payer, 0) + amount
    paid = sum(sums.values())
    if not paid:
        return None
    answer = " · ".join(
        f"{pen.words.named('funder', payer)} {pen.figures.share(sums[payer], paid)}"
        for payer in _ordered(sums)
    )
    tables = [_payers(draft["by_funder"], pen)] if draft["by_funder"] else []
    flat: tuple[Table, ...] = ()
    if entries:
        tables.append(_by_offer(entries, pen))
        flat = (_flat(entries, pen),)
    return Block(pen.words("question.funders"), answer, tables=tuple(tables), flat=flat)


def _ordered(payers: dict[str, int]) -> list[str]:
    known = [name for name in FUNDERS if name in payers]
    return known + sorted(set(payers).difference(FUNDERS))


def _payers(entries: Sequence[FunderPart], pen: Pen) -> Table:
    """What each payer pays of the whole cost, offers and points together."""
    cost = sum(entry["cost_minor"] for entry in entries)
    rows = [
        row(
            pen.words.named("funder", entry["funder"]),
            pen.money(entry["offers_minor"]),
            pen.money(entry["points_minor"]),
            pen.money(entry["cost_minor"]),
            pen.share(entry["cost_minor"], cost),
        )
        for entry in sorted(entries, key=lambda entry: -entry["cost_minor"])
    ]
    if len(rows) > 1:
        offers = sum(entry["offers_minor"] for entry in entries)
        points = sum(entry["points_minor"] for entry in entries)
        money = (pen.money(amount) for amount in (offers, points, cost))
        rows.append(total(pen.words("total"), *money, pen.share(cost, cost)))
    names = ("payers.offers", "payers.points", "cost", "share_of_cost")
    heads = [*texts(pen.words("funder")), *numbers(*(pen.words(name) for name in names))]
    graph = Graph("bar", pen.words("funder"), (pen.words("cost"),))
    return table(heads, rows, sheet="payers", graph=graph)


def _by_offer(entries: Sequence[OfferPart], pen: Pen) -> Table:
    """Offers down, payers across."""
    sums: dict[str, int] = {}
    for entry in entries:
        for payer, amount in entry["funded"].items():
            sums[payer] = sums.get(payer, 0) + amount
    payers = _ordered(sums)
    paid = sum(sums.values())
    rows = [
        row(
            offer_cell(entry, pen),
            *(_paid(entry["funded"].get(payer, 0), sum(entry["funded"].values()), pen) for payer in payers),
        )
        for entry in sorted(entries, key=lambda entry: (-net_of(entry), entry["id"]))
    ]
    rows.append(total(pen.words("total"), *(_paid(sums[payer], paid, pen) for payer in payers)))
    named = (pen.words.named("funder", payer) for payer in payers)
    return table([*texts(pen.words("offer")), *numbers(*named)], rows, note=pen.words("payers.note"))


def _paid(amount: int, paid: int, pen: Pen) -> Cell:
    return Cell(DASH) if amount == 0 else pen.money(amount).over(pen.share(amount, paid))


def _flat(entries: Sequence[OfferPart], pen: Pen) -> Table:
    """One row an offer and payer."""
    rows = [
        row(
            pen.offer(entry),
            entry["id"],
            pen.words.named("funder", payer),
            pen.money(amount),
            pen.share(amount, sum(entry["funded"].values())),
        )
        for entry in entries
        for payer, amount in sorted(entry["funded"].items(), key=lambda item: (-item[1], item[0]))
    ]
    heads = [
        *texts(pen.words("offer"), pen.words("code"), pen.words("funder")),
        *numbers(pen.words("cost"), pen.words("share.funder")),
    ]
    return table(heads, rows, sheet="funders")
