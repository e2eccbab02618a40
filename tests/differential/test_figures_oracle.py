"""Figures against a naive count, order by order in plain Python, over what the replay did with each order."""

from collections import Counter, defaultdict
from fractions import Fraction
from typing import Any, Final

import numpy as np
from hypothesis import given
from hypothesis import settings as profile

from loyalty.rules.program import Program
from loyalty.simulate.figures.comparing import history_given
from loyalty.simulate.figures.history import History
from loyalty.simulate.figures.measured import Measured
from loyalty.simulate.figures.outcome_members import MemberChange
from loyalty.simulate.figures.telling_changes import member_changes
from loyalty.simulate.figures.telling_costs import by_channel
from loyalty.simulate.figures.telling_spread import benefit_spread
from loyalty.simulate.figures.telling_stacking import DEEP, below_cost, deep_discount, stacking
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.runs import run
from loyalty.simulate.replaying.settings import Settings
from loyalty.when import to_us
from tests.differential.cases import cases
from tests.differential.settings_drawn import drawn_settings

HALF: Final = profile(max_examples=max(profile().max_examples // 2, 1))
Order = dict[str, Any]


def orders_of(replay: Replay) -> list[Order]:
    """Every measured sale as the tables and the log tell it."""
    log, since = replay.log, replay.settings.warm_up_until
    words = (len(replay.plan.offers) + 30) // 31
    found = []
    for document in range(len(log.doc_at)):
        if log.doc_kind[document] != 0 or (since is not None and log.doc_at[document] < to_us(since)):
            continue
        row = {name: int(replay.tables["outcomes"][name][document]) for name in COLUMNS}
        bits = [
            int(one) for one in replay.tables["applied"]["bits"][document * words : (document + 1) * words]
        ]
        lines = range(int(log.doc_line_start[document]), int(log.doc_line_start[document + 1]))
        member, channel = int(log.doc_member[document]), int(log.doc_channel[document])
        found.append(
            row
            | {
                "id": str(log.doc_ids[document]),
                "member": log.member_ids[member] if member >= 0 else None,
                "channel": log.channels[channel] if channel >= 0 else None,
                "cost": row["off"] + row["shipping"] + row["points_minor"],
                "goods": row["revenue"] - row["paid"],
                "benefits": sum(one.bit_count() for one in bits) + (row["points"] > 0),
                "discount": sum(int(log.line_discount[line]) for line in lines),
                "stays": sum(stays(replay, line) for line in lines),
                "paid": sum(int(log.line_net[line]) for line in lines),
                "costs": [cost_of(line) for line in lines],
            }
        )
    return found


COLUMNS: Final = ("revenue", "off", "shipping", "points_minor", "points", "paid")


def stays(replay: Replay, line: int) -> int:
    """What of a line's past discount stays in the price the draft starts from."""
    log, basis = replay.log, replay.settings.price_basis
    code = log.codes[log.line_code[line]] if log.line_code[line] >= 0 else None
    taken_back = basis == "gross" or (basis == "gross_without" and code in replay.settings.price_codes)
    return 0 if taken_back else int(log.line_discount[line])


def cost_of(line: int) -> int:
    """A cost for every line that looks like chance; every seventh is not known."""
    return -1 if line % 7 == 6 else (line * 7_919 + 104_729) % 12_000


def replayed(case: tuple[Program, OrderLog], settings: Settings) -> Measured:
    program, log = case
    costs = np.array([cost_of(line) for line in range(len(log.line_net))], np.int64)
    object.__setattr__(log, "line_cost", costs)
    replay, _parity = run(log, program, Settings(**fields_of(settings)))
    return Measured(replay)


def fields_of(settings: Settings) -> dict[str, Any]:
    """The settings without an audit."""
    names = Settings.__dataclass_fields__
    return {name: getattr(settings, name) for name in names} | {"parity_orders": 0, "parity_members": 0}


@HALF
@given(cases(), drawn_settings())
def test_benefits_that_meet_are_those_of_a_naive_count(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    measured = replayed(case, settings)
    orders = orders_of(measured.replay)
    for row in stacking(measured):
        mine = [one for one in orders if min(one["benefits"], 3) == row.benefits]
        assert row.orders == len(mine)
        assert (row.revenue_minor, row.cost_minor) == (total(mine, "revenue"), total(mine, "cost"))
    for deep, over in zip(deep_discount(measured), DEEP, strict=True):
        mine = [
            one
            for one in orders
            if one["revenue"] and Fraction(one["goods"], one["revenue"]) > Fraction(over, 1_000_000)
        ]
        assert (deep.over_ppm, deep.orders) == (over, len(mine))
        assert deep.with_several == sum(one["benefits"] > 1 for one in mine)
        assert deep.cost_minor == total(mine, "cost")
        assert set(deep.examples) <= {one["id"] for one in mine}
        assert len(deep.examples) == min(len(mine), 5)


@HALF
@given(cases(), drawn_settings())
def test_sales_below_cost_are_those_of_a_naive_count(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    measured = replayed(case, settings)
    known = [one for one in orders_of(measured.replay) if min(one["costs"]) >= 0]
    found = below_cost(measured)
    if found is None:
        assert known == []
        return
    now = {one["id"]: sum(one["costs"]) - (one["revenue"] - one["goods"]) for one in known}
    past = [sum(one["costs"]) - one["paid"] for one in known]
    assert found.known_orders == len(known)
    assert (found.orders, found.loss_minor) == summed(list(now.values()))
    assert (found.orders_before, found.loss_before_minor) == summed(past)
    assert all(now[one] > 0 for one in found.examples)


@HALF
@given(cases(), drawn_settings())
def test_who_gets_it_and_who_gains_are_those_of_a_naive_count(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    measured = replayed(case, settings)
    orders = orders_of(measured.replay)
    given_now: Counter[str | None] = Counter()
    before: Counter[str | None] = Counter()
    now: Counter[str | None] = Counter()
    for one in orders:
        given_now[one["member"]] += one["cost"]
        before[one["member"]] += one["discount"]
        now[one["member"]] += one["stays"] + one["cost"]
    members = [name for name in given_now if name is not None]
    ranked = sorted((given_now[name] for name in members), reverse=True)
    start = 0
    for group, percent in zip(benefit_spread(measured).groups, (1, 10, 50, 100), strict=True):
        end = -(-len(ranked) * percent // 100)
        assert (group.members, group.cost_minor) == (end - start, sum(ranked[start:end]))
        start = end
    history = History(measured.log, measured.replay.settings)
    found = member_changes(history_given(history, measured), measured)
    change = {name: now[name] - before[name] for name in members}
    assert found.better == sum(one > 0 for one in change.values())
    assert found.worse == sum(one < 0 for one in change.values())
    assert found.same == sum(one == 0 for one in change.values())
    assert found.gained_minor - found.lost_minor == sum(change.values())
    assert found.guests_change_minor == now[None] - before[None]
    for told, sign in ((found.winners, 1), (found.losers, -1)):
        best = sorted((sign * one for one in change.values() if sign * one > 0), reverse=True)[:20]
        assert [sign * one.change_minor for one in told] == best
        assert all(as_counted(one, before, now, orders) for one in told)


def as_counted(
    one: MemberChange, before: Counter[str | None], now: Counter[str | None], orders: list[Order]
) -> bool:
    mine = [order for order in orders if order["member"] == one.member]
    return (one.before_minor, one.now_minor, one.orders, one.revenue_minor) == (
        before[one.member],
        now[one.member],
        len(mine),
        total(mine, "revenue"),
    )


@HALF
@given(cases(), drawn_settings())
def test_channels_are_those_of_a_naive_count(case: tuple[Program, OrderLog], settings: Settings) -> None:
    measured = replayed(case, settings)
    mine: defaultdict[str | None, list[Order]] = defaultdict(list)
    for one in orders_of(measured.replay):
        mine[one["channel"]].append(one)
    found = {row.channel: (row.orders, row.revenue_minor, row.cost_minor) for row in by_channel(measured)}
    assert found == {
        name: (len(rows), total(rows, "revenue"), total(rows, "cost")) for name, rows in mine.items()
    }


def total(orders: list[Order], name: str) -> int:
    return sum(one[name] for one in orders)


def summed(losses: list[int]) -> tuple[int, int]:
    """How many lose, and how much together."""
    return sum(one > 0 for one in losses), sum(one for one in losses if one > 0)
