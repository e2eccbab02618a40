"""The answer of `loyalty explain`: found with no more of a replay than it takes, then printed or as JSON."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from rich.cells import cell_len

from loyalty.cli.running import print_json
from loyalty.cli.source import Source, read
from loyalty.cli.status import StatusFile
from loyalty.cli.watch import Watch
from loyalty.money import Currency
from loyalty.plan import lower
from loyalty.reports.figures import Figures, count, instant
from loyalty.rules.program import Program
from loyalty.simulate import Settings
from loyalty.simulate.behind.behind_names import GIVEN_BACK, Names, Which
from loyalty.simulate.behind.simulated_run import Behind, BehindOrder, Explained, SimulatedRun, Sort
from loyalty.simulate.behind.simulated_run import explained as one_order
from loyalty.simulate.figures.outcome_steps import Step

WIDTH: Final = 110
"""Letters of a printed line; Chinese ones are twice as wide."""
AMOUNT: Final = 14
LINES_SHOWN: Final = 24
"""Of a step's split over the lines; JSON has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is asked: one order by its id, or else the orders behind a figure."""

    program: Program
    source: Source
    settings: Settings
    order_id: str | None
    which: Which
    limit: int
    sort: Sort
    language: str


def explained(inquiry: Inquiry, *, as_json: bool = False) -> None:
    """Find the answer and print it; raises LoyaltyError."""
    with Watch(inquiry.language, StatusFile(None)) as watch:
        log = read(inquiry.source, watch)
        key = inquiry.program.key

        def tell(done: int, total: int) -> None:
            watch.at("explaining", program=key, done=done, total=total)

        if inquiry.order_id is not None:
            found = one_order(log, inquiry.program, inquiry.settings, inquiry.order_id, tell=tell)
            plain: Any = {"orders": [asdict(one) for one in found]}
            lines = _orders(found, log.currency, inquiry.language)
        else:
            Names(lower(inquiry.program), log, inquiry.which)
            run = SimulatedRun.of(log, inquiry.program, inquiry.settings, tell=watch)
            behind = run.behind(inquiry.which, limit=inquiry.limit, sort=inquiry.sort, tell=tell)
            plain = asdict(behind)
            lines = _behind(behind, log.currency, inquiry)
    if as_json:
        print_json(plain)
    else:
        for line in lines:
            print(_clean(line))


def _orders(found: Sequence[Explained], unit: Currency, language: str) -> Iterator[str]:
    """Each order with its steps: what a step moves, what is left to pay, and the sentence."""
    words, figures = _WORDS[language], Figures(unit, language)
    for number, one in enumerate(found):
        if number:
            yield ""
        who = words["guest"] if one.member is None else words["member"].format(member=one.member)
        yield f"{one.order_id} · {words[one.kind]} · {instant(one.at)} · {who}"
        if one.kind == "sale":
            yield "  ".join(_padded(words[name], AMOUNT, right=True) for name in ("amount", "left"))
        for step in one.steps:
            yield from _step(step, figures, words)


def _step(step: Step, figures: Figures, words: Mapping[str, str]) -> Iterator[str]:
    amount = "" if step.amount_minor is None else figures.money_change(step.amount_minor)
    if step.step == "paid":
        amount = ""
    left = "" if step.left_minor is None else figures.money(step.left_minor)
    text = _wrapped(step.text(figures.language))
    yield f"{_padded(amount, AMOUNT, right=True)}  {_padded(left, AMOUNT, right=True)}  {text[0]}"
    indent = " " * (2 * AMOUNT + 4)
    for line in text[1:]:
        yield indent + line
    if len(step.lines) > 1:
        parts = [
            words["line"].format(line=one.line, sku=one.sku, amount=figures.money_change(one.amount_minor))
            for one in step.lines[:LINES_SHOWN]
        ]
        if len(step.lines) > LINES_SHOWN:
            parts.append(words["lines"].format(count=count(len(step.lines) - LINES_SHOWN)))
        for line in _filled([f"{part} · " for part in parts]):
            yield f"{indent}{line.removesuffix(' ·')}"


def _behind(behind: Behind, unit: Currency, inquiry: Inquiry) -> Iterator[str]:
    """What the orders add up to, and the first of them in columns."""
    words, figures = _WORDS[inquiry.language], Figures(unit, inquiry.language)
    sentence = words["back" if inquiry.which.component == GIVEN_BACK else "sum"]
    yield sentence.format(
        orders=count(behind.orders),
        part=figures.money(behind.part_minor),
        cost=figures.money(behind.cost_minor),
        revenue=figures.money(behind.revenue_minor),
    )
    if behind.shown:
        heads = [words[name] for name in ("order", "when", "who", "goods", "off", "part", "applied")]
        rows = [heads, *(_row(one, figures, words) for one in behind.shown)]
        widths = [max(cell_len(row[at]) for row in rows) for at in range(len(heads))]
        for row in rows:
            cells = zip(row, widths, range(len(heads)), strict=True)
            yield "  ".join(_padded(cell, width, right=at in NUMBERS) for cell, width, at in cells).rstrip()
    if behind.orders > len(behind.shown):
        yield words["more"].format(count=count(behind.orders - len(behind.shown)))


def _row(one: BehindOrder, figures: Figures, words: Mapping[str, str]) -> list[str]:
    return [
        one.order_id,
        instant(one.at),
        one.member or words["guest"],
        figures.money(one.revenue_minor if one.kind == "sale" else one.returned_minor),
        figures.money(one.cost_minor),
        figures.money(one.part_minor),
        " ".join(one.offers),
    ]


NUMBERS: Final = (3, 4, 5)
"""Columns that lean right."""


def _padded(cell: str, width: int, *, right: bool) -> str:
    room = " " * (width - cell_len(cell))
    return room + cell if right else cell + room


def _clean(text: str) -> str:
    """An id from the data, without what could steer a terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _wrapped(text: str) -> list[str]:
    """A sentence in lines beside the amounts: English breaks at blanks, Chinese anywhere."""
    return _filled(_PIECES.findall(text)) or [""]


def _filled(pieces: Sequence[str]) -> list[str]:
    """Pieces put together to lines that are not too wide."""
    lines: list[str] = []
    line = ""
    for piece in pieces:
        if line and cell_len(line + piece.rstrip()) > WIDTH - 2 * AMOUNT - 4:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line else lines


_PIECES = re.compile(r"[（“]?(?:[^\s\u1100-\uffff]+|.)[，。；：、）”]*\s*")
"""A word with what follows it, or one Chinese sign; punctuation never begins a line."""
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "sale": "order",
        "return": "return",
        "guest": "guest",
        "member": "member {member}",
        "amount": "amount",
        "left": "to pay",
        "line": "line {line} {sku} {amount}",
        "lines": "… and {count} more lines",
        "sum": "{orders} orders make up {part}; in all {cost} was given on them, on goods of {revenue}.",
        "back": "{orders} returns bring back {part}.",
        "order": "order",
        "when": "when",
        "who": "member",
        "goods": "goods",
        "off": "given",
        "part": "of the figure",
        "applied": "offers",
        "more": "… and {count} more; --top shows more of them.",
    },
    "zh": {
        "sale": "订单",
        "return": "退货",
        "guest": "游客",
        "member": "会员 {member}",
        "amount": "金额",
        "left": "应付",
        "line": "第 {line} 行 {sku} {amount}",
        "lines": "…… 另有 {count} 行",
        "sum": "共 {orders} 个订单，计入该数字 {part}；这些订单商品金额 {revenue}，让利合计 {cost}。",
        "back": "共 {orders} 笔退货，收回让利 {part}。",
        "order": "订单号",
        "when": "时间",
        "who": "会员",
        "goods": "商品金额",
        "off": "让利",
        "part": "计入该数字",
        "applied": "生效的优惠",
        "more": "…… 另有 {count} 个；用 --top 可显示更多。",
    },
}
