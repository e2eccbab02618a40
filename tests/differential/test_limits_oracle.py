"""Total limits, members' limits and budgets against a few lines of plain Python written from the rules.

Every offer takes a fixed sum off each order, so that all that is left to decide is who may still draw.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loyalty.rules.program import Program
from loyalty.simulate.figures.telling_limits import exhaustion_of
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.runs import run
from loyalty.when import from_us
from tests.differential.cases import OFTEN
from tests.differential.logs import logs
from tests.differential.settings_drawn import settings_of

ZONE = "Asia/Shanghai"
SPANS = ("ever", "day", "week", "month")


@dataclass
class Counter:
    """Uses in the present window, and what a total limit turned away."""

    window: Any = None
    used: int = 0
    full_by: str | None = None
    denied: int = 0
    denied_minor: int = 0


@dataclass
class Purse:
    """A budget as it is drawn down."""

    amount: int
    over: str
    spent: int = 0
    closed: bool = False
    full_by: str | None = None
    denied: int = 0
    denied_minor: int = 0

    def lets_through(self, wanted: int) -> int:
        """All, the rest of a clipping budget, or nothing."""
        left = self.amount - self.spent
        if self.closed:
            return 0
        if wanted <= left:
            return wanted
        return left if self.over == "clip" else 0

    def take(self, granted: int, order: str) -> None:
        """An empty clipping budget is closed for good."""
        self.spent += granted
        if self.spent == self.amount:
            self.full_by = order
            self.closed = self.over == "clip"


@dataclass
class Told:
    """What the naive run found."""

    off: list[int] = field(default_factory=list)
    counters: dict[tuple[str, int, str | None], Counter] = field(default_factory=dict)
    purses: dict[str, Purse] = field(default_factory=dict)


def window(day: date, each: str) -> Any:
    """What names the span a day lies in."""
    match each:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return (day.year, day.month)
        case _:
            return "ever"


def naive(program: Program, log: OrderLog) -> Told:
    """Every sale in the order of events; offers by priority, then id."""
    told = Told(purses={one.id: Purse(int(one.amount * 100), one.over) for one in program.budgets})
    offers: list[Any] = sorted(program.offers, key=lambda offer: (-offer.priority, offer.id))
    for document in range(len(log.doc_at)):
        if log.doc_kind[document] == 1:
            continue
        lines = slice(log.doc_line_start[document], log.doc_line_start[document + 1])
        left = int(log.line_net[lines].sum())
        who = int(log.doc_member[document])
        day = from_us(int(log.doc_at[document]), program.zone).date()
        off = 0
        for offer in offers:
            granted = _redeem(
                told, offer, min(int(offer.benefit.amount * 100), left - off), who, day, log, document
            )
            off += granted
        told.off.append(off)
    return told


def _redeem(told: Told, offer: Any, wanted: int, who: int, day: date, log: OrderLog, document: int) -> int:
    """What one offer gives one order, with everything it uses up."""
    if wanted == 0 or (who < 0 and any(limit.for_members for limit in offer.limits)):
        return 0
    order = str(log.doc_ids[document])
    counters = []
    for number, limit in enumerate(offer.limits):
        key = (offer.id, number, log.member_ids[who] if limit.for_members else None)
        counter = told.counters.setdefault(key, Counter())
        if counter.window != window(day, limit.each):
            counter.window, counter.used = window(day, limit.each), 0
        counters.append((limit, counter))
    full = [(limit, counter) for limit, counter in counters if counter.used >= limit.uses]
    if full:
        if full[0][0].per == "program":
            _deny(wanted, *(counter for limit, counter in full if limit.per == "program"))
        return 0
    purse = told.purses.get(offer.budget or "")
    granted = purse.lets_through(wanted) if purse else wanted
    if granted == 0:
        _deny(wanted, told.purses[offer.budget])
        return 0
    for limit, counter in counters:
        counter.used += 1
        if counter.used == limit.uses and counter.full_by is None:
            counter.full_by = order
    if purse:
        purse.take(granted, order)
    return granted


def _deny(wanted: int, *turned: Counter | Purse) -> None:
    for one in turned:
        one.denied += 1
        one.denied_minor += wanted


@st.composite
def limited(draw: Any) -> Program:
    """One to three offers of a fixed sum, with limits and budgets of every kind."""
    limit = st.fixed_dictionaries(
        {
            "per": st.sampled_from(("program", "member", "identity")),
            "uses": st.integers(1, 5),
            "each": st.sampled_from(SPANS),
        }
    )
    limits = st.lists(limit, max_size=3, unique_by=lambda one: (one["per"], one["each"]))
    budgets = [
        {
            "id": name,
            "amount": Decimal(draw(st.integers(1, 12_000))) / 100,
            "over": draw(st.sampled_from(("clip", "reject"))),
        }
        for name in ("launch", "spring")
    ]
    offers = [
        {
            "id": f"offer{number}",
            "lane": "order",
            "priority": draw(st.integers(-1, 1)),
            "benefit": {"kind": "amount", "amount": Decimal(draw(st.integers(1, 3_000))) / 100},
            "limits": draw(limits),
            **draw(st.sampled_from(({}, {"budget": "launch"}, {"budget": "launch"}, {"budget": "spring"}))),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    return Program.model_validate(
        {"key": "limited", "currency": "CNY", "time_zone": ZONE, "budgets": budgets, "offers": offers}
    )


@OFTEN
@given(limited(), logs(documents_max=40))
def test_limits_and_budgets_let_through_what_a_naive_count_lets_through(
    program: Program, log: OrderLog
) -> None:
    replay, parity = run(log, program, settings_of())
    told = naive(program, log)
    assert parity.differences == []
    assert replay.tables["outcomes"]["off"][log.doc_kind == 0].tolist() == told.off
    for row in exhaustion_of(replay):
        seen = (row.used, row.order_id, row.denied_orders, row.denied_minor)
        if row.kind == "budget":
            purse = told.purses[row.id]
            assert seen == (purse.spent, purse.full_by, purse.denied, purse.denied_minor)
        else:
            per, each = row.id.split("/")[1:]
            limits = next(one.limits for one in program.offers if one.id == row.offer)
            number = next(n for n, one in enumerate(limits) if (one.per, one.each) == (per, each))
            counter = told.counters.get((row.offer or "", number, None), Counter())
            assert seen[1:] == (counter.full_by, counter.denied, counter.denied_minor)
            assert counter.window != "ever" or row.used == counter.used
