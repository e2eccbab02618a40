"""How a file writes what it means, decided for the whole file before its first row is read.

What the mapping says is taken; the rest is asked of the file itself (`deciding_*`). Where that contradicts
itself or cannot tell, it is refused with one sentence that says how to say it: a guess between day and month,
cents and euros, a line's discount and an order's would be a wrong figure that nobody sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from loyalty.errors import LogUnreadable
from loyalty.money import EXPONENTS, Currency, currency
from loyalty.simulate.orders.columns import KNOWN, Choice, Column, Loaded
from loyalty.simulate.orders.deciding import Batches, Question, ask
from loyalty.simulate.orders.deciding_currency import CurrencyQuestion
from loyalty.simulate.orders.deciding_dates import DateOrderQuestion
from loyalty.simulate.orders.deciding_figures import FiguresQuestion, decimal_mark, refuse_shares
from loyalty.simulate.orders.deciding_levels import LevelQuestion, PaidQuestion, RefundRowsQuestion
from loyalty.simulate.orders.deciding_units import Figures, money_units
from loyalty.simulate.orders.mapping import DateOrder, DecimalMark, FileMapping, Level, MoneyUnit, Refunds
from loyalty.simulate.orders.numerals import decimals
from loyalty.simulate.orders.parsing import Numbers
from loyalty.simulate.orders.spelling import minor_by_name
from loyalty.simulate.orders.times import instants

TIMES: Final = ("ordered_at", "paid_at", "refunded_at")
AMOUNTS: Final = (
    *("line_gross", "line_discount", "line_net", "line_refund", "order_gross", "order_discount", "order_net"),
    *("order_refund", "gross", "discount", "net", "refund", "shipping_fee", "line_cost"),
)
PRICES: Final = ("unit_price", "unit_cost")
PIECES: Final = ("quantity", "refunded_quantity")
GENERIC: Final = ("gross", "discount", "net", "refund")
"""Figures whose names do not tell whether they are a line's or an order's."""

PARTS: Final = ("status", "paid_at", "order_discount", "order_refund", "line_refund", "refunded_quantity")
"""What says something about more than its own line; `refunded_at` comes with refunds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """Everything that is the same for all rows of a file."""

    choice: Choice
    """What the columns mean, now that it is known whose figures they tell."""
    currency: Currency
    zone: str
    date_orders: Mapping[str, DateOrder]
    """By our name of the column."""
    decimal_mark: DecimalMark = "."
    money: Mapping[str, MoneyUnit]
    """By our name of the column."""
    discounts_negative: bool = False
    refunds: Refunds = "rows"
    paid_after_refunds: bool = False
    not_paid: tuple[str, ...] | None = None
    return_prefix: str | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """What rows say about more than their own line; empty for most files."""
        found = tuple(name for name in PARTS if name in self.choice.sources)
        if self.refunds == "columns" and "refunded_at" in self.choice.sources:
            found += ("refunded_at",)
        return found

    def unit_of(self, name: str) -> MoneyUnit:
        """Whether a column of ours holds minor or major units."""
        return self.money.get(name, "major" if name in PRICES else "minor")

    def instants(self, loaded: Loaded, name: str) -> Numbers:
        """The times in a column, as this file writes them."""
        return instants(loaded.need(name), self.zone, self.date_orders.get(name, "year_first"))


def decide(table: Batches, choice: Choice, *, mapping: FileMapping, zone: str) -> Conventions:
    """The conventions of a file; raises LogUnreadable, MixedCurrency or UnknownCurrency."""
    asked = _Asked(table, choice, mapping)
    asked.first_round()
    mark = asked.mark()
    unit = asked.unit()
    choice = asked.levels()
    refunds, paid_after = asked.refunds(choice, mark, unit)
    return Conventions(
        choice=choice if refunds == "columns" else _without_refunds(choice),
        currency=unit,
        zone=zone,
        date_orders=asked.date_orders(),
        decimal_mark=mark,
        money=asked.money(mark, unit),
        discounts_negative=asked.discounts_negative(),
        refunds=refunds,
        paid_after_refunds=paid_after,
        not_paid=tuple(mapping.not_paid) if mapping.not_paid is not None else None,
        return_prefix=mapping.return_prefix,
    )


def _without_refunds(choice: Choice) -> Choice:
    beside = {"line_refund", "order_refund", "refunded_quantity", "refunded_at"}
    return replace(choice, sources={ours: t for ours, t in choice.sources.items() if ours not in beside})


class _Asked:
    """The questions about one file and their answers."""

    def __init__(self, table: Batches, choice: Choice, mapping: FileMapping) -> None:
        """Nothing has been asked yet."""
        self._table, self._choice, self._mapping = table, choice, mapping
        sources = choice.sources
        _check_names(table, mapping)
        said = mapping.date_order
        self._dates = {
            name: DateOrderQuestion(sources[name])
            for name in TIMES
            if name in sources and (said is None or (not isinstance(said, str) and name not in said))
        }
        self._figures = {
            name: FiguresQuestion(sources[name], whole_is_enough=self._plain(name))
            for name in (*AMOUNTS, *PRICES, *PIECES)
            if name in sources
        }
        self._levels = {
            name: LevelQuestion(sources["order_id"], sources[name])
            for name in GENERIC
            if name in sources and "order_id" in sources and not (name == "discount" and mapping.discounts)
        }
        self._full: dict[str, str] = {}
        """What the columns are called once it is known whose figures they tell."""
        self._currency = CurrencyQuestion(sources["currency"]) if "currency" in sources else None

    def _plain(self, name: str) -> bool:
        """Whether whole figures in this column leave nothing to ask."""
        if name in PIECES or name in PRICES or self._said(name) is not None or self._choice.own(name):
            return True
        whole = EXPONENTS.get(self._choice.constants.get("currency", "").upper()) == 0
        return whole or minor_by_name(self._choice.sources[name]) is not None

    def _said(self, name: str) -> MoneyUnit | None:
        said = self._mapping.money
        if said is None or isinstance(said, str):
            return said
        return next((said[full] for full in (name, f"line_{name}", f"order_{name}") if full in said), None)

    def _column(self, name: str, data: pl.Series | None = None) -> Column:
        """The column to speak about."""
        return Column(self._table.path, self._choice.sources[name], pl.Series([]) if data is None else data)

    def first_round(self) -> None:
        """Ask what can be asked without knowing anything."""
        questions: list[Question] = [*self._dates.values(), *self._figures.values()]
        questions += self._levels.values()
        ask(self._table, [*questions, *([self._currency] if self._currency else [])])

    def mark(self) -> DecimalMark:
        """What stands before decimals."""
        if self._mapping.decimal_mark is not None or not self._figures:
            return self._mapping.decimal_mark or "."
        columns = [self._column(name) for name in self._figures]
        separator = getattr(getattr(self._table, "csv", None), "separator", ",")
        return decimal_mark(list(self._figures.values()), columns, separator=separator)

    def unit(self) -> Currency:
        """The currency of the file."""
        constant = self._choice.constants.get("currency")
        if self._currency is None:
            return currency((constant or "").upper())
        return self._currency.answer(self._column("currency"))

    def date_orders(self) -> dict[str, DateOrder]:
        """How each column of times writes them; one that cannot tell follows one that can."""
        said = self._mapping.date_order
        orders: dict[str, DateOrder] = {}
        if isinstance(said, str):
            return dict.fromkeys(TIMES, said)
        orders |= said or {}
        told = {
            question.answer(self._column(name)) for name, question in self._dates.items() if question.told
        } | {order for order in orders.values() if order != "year_first"}
        for name, question in self._dates.items():
            follows = question.open and len(told) == 1
            orders[name] = next(iter(told)) if follows else question.answer(self._column(name))
        return orders

    def money(self, mark: DecimalMark, unit: Currency) -> dict[str, MoneyUnit]:
        """Minor or major units, by column."""
        columns = {name: self._column(name) for name in self._figures if name not in PIECES}
        looked = {name: self._figures[name] for name in columns}
        own = frozenset(name for name in columns if self._choice.own(name))
        figures = Figures(columns=columns, looked=looked, own=own, mark=mark)
        said = {name: money for name in columns if (money := self._said(name)) is not None}
        units = money_units(figures, said=said, unit=unit)
        return {self._full.get(name, name): money for name, money in units.items()}

    def levels(self) -> Choice:
        """What the columns mean when it is known whose figures they tell."""
        sources = dict(self._choice.sources)
        for name in GENERIC:
            if name not in sources:
                continue
            if name == "discount" and self._mapping.discounts is None:
                refuse_shares(self._figures[name], self._column(name))
            level: Level
            if name == "discount" and self._mapping.discounts:
                level = self._mapping.discounts
            else:
                level = self._levels[name].answer(self._column(name), name)
            theirs = sources.pop(name)
            if f"{level}_{name}" not in sources:
                sources[f"{level}_{name}"] = theirs
                self._full[name] = f"{level}_{name}"
        if not {*sources, *self._choice.constants} & {"line_gross", "line_net", "unit_price"}:
            name = "order_net" if "order_net" in sources else "order_gross"
            raise Column(self._table.path, sources[name], pl.Series([])).refused(
                "is told once for a whole order of several lines, and no column tells what a line cost.",
                "Add a column with each line's price or amount.",
                what_zh="是整单金额，而文件中没有每行的价格或金额。",
                mend_zh="请补上每行的单价或金额列。",
            )
        dropped = {"order_gross", "order_net"}
        if "line_net" in sources:
            dropped.add("order_discount")
        kept = {ours: theirs for ours, theirs in sources.items() if ours not in dropped}
        return replace(self._choice, sources=kept)

    def discounts_negative(self) -> bool:
        """Whether discounts are written as negative figures throughout."""
        names = ("line_discount", "order_discount", "discount")
        seen = [self._figures[name] for name in names if name in self._figures]
        return any(question.negative for question in seen) and not any(q.positive for q in seen)

    def refunds(self, choice: Choice, mark: DecimalMark, unit: Currency) -> tuple[Refunds, bool]:
        """Where refunds stand, and whether the amount paid is what was left after them."""
        beside = [n for n in ("line_refund", "order_refund", "refunded_quantity") if n in choice.sources]
        if not beside or self._mapping.refunds == "rows":
            return "rows", False
        if self._mapping.refunds is None:
            self._refuse_both(choice, beside)
        return "columns", self._paid_after(choice, mark, unit)

    def _refuse_both(self, choice: Choice, beside: list[str]) -> None:
        named = choice.has("kind") or self._mapping.return_prefix is not None
        figures = [n for n in ("quantity", "line_gross", "line_net", "unit_price") if n in choice.sources]
        question = RefundRowsQuestion(
            [choice.sources[n] for n in figures], [choice.sources[n] for n in beside]
        )
        ask(self._table, [question])
        if question.beside and (question.rows or named):
            raise Column(self._table.path, choice.sources[beside[0]], pl.Series([])).refused(
                "tells refunds, and rows of the file are refunds too: each could count twice.",
                "Say which counts with --refunds rows or columns (refunds in a mapping file).",
                what_zh="记录了退款，而文件中又有退款行，可能重复计算。",
                mend_zh="请用 --refunds rows 或 columns 指明以哪种为准（映射文件中为 refunds）。",
            )

    def _paid_after(self, choice: Choice, mark: DecimalMark, unit: Currency) -> bool:
        said, sources = self._mapping.paid_amount, choice.sources
        if said is not None or not sources.keys() >= {"line_net", "line_refund"}:
            return said == "after_refunds"
        gross = ("line_gross",) if "line_gross" in sources else ("unit_price", "quantity")
        question = PaidQuestion(
            sources["line_net"],
            sources["line_refund"],
            gross=tuple(sources[name] for name in gross if name in sources) if gross[0] in sources else (),
            read=lambda cells: decimals(cells, mark=mark, unit=unit),
        )
        ask(self._table, [question])
        return (
            question.answer(Column(self._table.path, sources["line_net"], pl.Series([]))) == "after_refunds"
        )


def _check_names(table: Batches, mapping: FileMapping) -> None:
    """By-column conventions speak of columns the library knows."""
    for key, said in (("money", mapping.money), ("date_order", mapping.date_order)):
        for name in said if isinstance(said, dict) else ():
            if name not in (*KNOWN, "joined_at", "birthday"):
                raise LogUnreadable(
                    path=table.path,
                    what=f"the mapping's {key} speaks of {name!r}, which is no column the library knows.",
                    mend=f"Known are {', '.join(KNOWN)}.",
                    what_zh=f"列映射的 {key} 中的 {name!r} 不是系统认识的列。",
                    mend_zh=f"可用的列：{', '.join(KNOWN)}。",
                )
