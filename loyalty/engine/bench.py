"""The kernels' tables laid out for one order and one member, and read back into frozen records."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Final

from loyalty.engine.records import kept_tables, recorded, records_of, rows_of
from loyalty.facts.ledger import EntryKind, LedgerEntry
from loyalty.facts.member import (
    Credit,
    Guest,
    HeldCoupon,
    Member,
    PlacedOrder,
    PointLot,
    Reach,
    TierStanding,
    Uses,
)
from loyalty.facts.quote import Decision
from loyalty.facts.standing import Fund, Shared, Standing
from loyalty.handed_in import known
from loyalty.kernels import codes, events
from loyalty.kernels.rows import Growing, blank, maker, row
from loyalty.kernels.tiers import effective
from loyalty.plan.eligibility import Goods
from loyalty.plan.tables import Plan, signed_words
from loyalty.when import to_us

LINES_KEPT: Final = 1_000
"""Work benches of longer orders are not kept."""
_STANDING: Final = known(Standing)
_SHARED: Final = known(Shared)


class Bench:
    """Tables of one member (row 0) and one order (row 0); `run` calls a kernel on them by parameter names."""

    def __init__(self, plan: Plan, who: Member | Guest, standing: Standing, shared: Shared) -> None:
        """Lay out what is known; a member's first touch opens their standing."""
        self.plan = plan
        self.found: dict[str, HeldCoupon] = {}
        self.with_codes: tuple[Decision, ...] = ()
        self.member = isinstance(who, Member)
        self.sequence, self.held = standing.sequence, standing.coupons
        self.held_levels = standing.held_levels
        self.points_held, self.promised = standing.points_held, standing.points_promised
        self.tables: dict[str, Any] = dict(plan.tables)
        joined = to_us(who.joined_at) if isinstance(who, Member) else 0
        self._lay_member(standing, joined)
        self._lay_kept(standing)
        self._lay_shared(shared)
        self.tables.update(self._take_scratch())
        self.tables["meters"] = [row("meters", journal_on=1)]
        if self.member and not standing.tiers:
            self.run(events.begin, 0, 1)

    def _take_scratch(self) -> dict[str, Any]:
        """Tables that an event only writes over: the plan's spare ones, or new ones."""
        plan = self.plan
        try:
            self._scratch = plan.spare.pop()
        except IndexError:
            self._scratch = {
                "by_month": blank("by_month", 1),
                "by_offer": blank("by_offer", len(plan.offers)),
                "moves": blank("moves", max(len(plan.program.tiers), 1) * (_levels(plan) + 1) ** 2),
                "quote": blank("quote", 1),
                "grants": blank("grants", plan.settings().groups),
                "sums": blank("sums", len(plan.takers) + 1),
                "verdicts": blank("verdicts", len(plan.offers)),
                "rivals": blank("rivals", max(len(plan.program.groups), 1)),
                "picks": blank("picks", plan.settings().choices + plan.settings().opens),
                "work": [],
                "adjusts": Growing("adjusts"),
                "journal": Growing("journal"),
            }
        return self._scratch

    def release(self) -> None:
        """Leave the scratch tables to the next quote; nothing may be read from the bench any more."""
        if len(self._scratch["work"]) <= LINES_KEPT:
            self.plan.spare.append(self._scratch)

    def lay_order(self, kind: int, at: int, rows: Sequence[Any], **fields: int) -> None:
        """Put one event on the bench; `rows` are its lines."""
        kept = fields.pop("kept", len(self._placed))
        self.tables["orders"] = [
            row(
                "orders",
                kind=kind,
                member=0 if self.member else codes.NONE,
                line_start=0,
                line_end=len(rows),
                kept=kept,
                at=at,
                sequence=self.sequence,
                **fields,
            )
        ]
        self.tables["order_lines"] = rows
        self.stand_at(at)
        lines = max([len(rows), *(len(order.lines) for order in self._placed)])
        most = lines + 1  # and the fee
        if self.plan.by_seller:
            most += lines
        work = self.tables["work"]
        work.extend(blank("work", most - len(work)))
        self.tables["eligible"] = blank("eligible", self.plan.words)

    def stand_at(self, at: int) -> None:
        """What of the levels bought and granted by hand holds at an instant, on each track."""
        holding = [one for one in self.held_levels if one.holds(at)]
        for number, tier in enumerate(self.tables["standings"][: len(self.plan.program.tiers)]):
            tier.lifted = max((one.level + 1 for one in holding if one.track == number), default=0)

    def lay_goods(self, goods: Sequence[Goods]) -> None:
        """The items on the bench: one after the other, with their selector bits and listed prices."""
        words, item = self.plan.words_of, maker("items")
        first: dict[str, int] = {}
        skus = [first.setdefault(one.sku, place) for place, one in enumerate(goods)]
        sellers: dict[str | None, int] = {}
        self.tables["items"] = [
            item(bits, sku, sellers.setdefault(one.seller, len(sellers)), one.tax)
            for sku, one in zip(skus, goods, strict=True)
            for bits in words(one)
        ]
        self.tables["prices"] = [
            row("prices", price=prices.get(one.sku, codes.NONE))
            for one in goods
            for prices in self.plan.price_lists
        ]

    def lay_answers(self, flags: list[int]) -> None:
        """The order's answers to the questions without history."""
        self.tables["eligible"] = [
            row("eligible", bits=bits) for bits in signed_words(flags, self.plan.words)
        ]

    def run(self, kernel: Callable[..., Any], *numbers: int) -> None:
        """Call a kernel with its tables by parameter name."""
        kernel(*numbers, *_tables(kernel, len(numbers))(self.tables))

    def levels(self) -> tuple[int, ...]:
        """The member's level on each track as it stands on the bench."""
        tracks = len(self.plan.program.tiers) if self.member else 0
        return tuple(effective(row, self.tables["standings"]) for row in range(tracks))

    def place_of(self, order_id: str) -> int:
        """The place of a placed order among the kept ones, or NONE."""
        return next((n for n, order in enumerate(self._placed) if order.order_id == order_id), codes.NONE)

    def line_start(self, place: int) -> int:
        """The first kept line of a placed order."""
        return int(self.tables["kept_orders"][place].line_start)

    def standing(self, *, placed: PlacedOrder | None = None) -> Standing:
        """What the member stands at after the kernels ran; `placed` is the order that joined."""
        member = self.tables["members"][0]
        tracks = len(self.plan.program.tiers)
        lots = self.tables["lots"][member.lot_head : member.lot_tail]
        count = self.tables["standings"][0].count if tracks else 0
        credits_ = self.tables["credits_"]
        return _STANDING(
            orders=member.orders,
            last_order=member.last_order,
            sequence=self.sequence,
            active_until=member.active_until,
            wiped_at=member.wiped_at,
            debt=member.debt,
            debt_at=member.debt_at,
            lots=records_of(PointLot, [lot for lot in lots if lot.left > 0]),
            tiers=records_of(TierStanding, self.tables["standings"][:tracks]),
            reaches=records_of(Reach, self.tables["reaches"][: _levels(self.plan)]),
            credits=tuple(
                records_of(Credit, [credits_[place * tracks + track] for place in range(count)])
                for track in range(tracks)
            ),
            held_levels=self.held_levels,
            uses=records_of(Uses, self.tables["own"][: len(self.plan.own)]),
            placed=tuple(self.recorded(place, order) for place, order in enumerate(self._placed))
            + ((self.recorded(len(self._placed), placed),) if placed is not None else ()),
            coupons=self.held,
            points_held=self.points_held,
            first_earned=member.first_earned,
            first_active=member.first_active,
            points_promised=self.promised,
        )

    def shared(self) -> Shared:
        """The counters all members share, after the kernels ran."""
        funds = self.tables["funds"][: len(self.plan.program.budgets)]
        return _SHARED(
            records_of(Uses, self.tables["shared"][: len(self.plan.shared)]),
            tuple(Fund(fund.over, fund.closed, fund.amount, fund.spent) for fund in funds),
        )

    def entries(self) -> tuple[LedgerEntry, ...]:
        """The movements of points the kernels wrote."""
        rows = self.tables["journal"].span(0, self.tables["meters"][0].journal)
        return tuple(LedgerEntry(EntryKind(one.kind), one.points, one.at, one.key) for one in rows)

    def _lay_member(self, standing: Standing, joined: int) -> None:
        tracks = len(self.plan.program.tiers)
        groups = self.plan.settings().groups
        spent = sum(len(order.trail) for order in standing.placed)
        room = len(standing.lots) + spent + 2
        due = min([standing.active_until, *(lot.expires for lot in standing.lots)])
        self.tables["members"] = [
            row(
                "members",
                lot_tail=len(standing.lots),
                orders=standing.orders,
                room=room,
                joined=joined,
                last_order=standing.last_order,
                active_until=standing.active_until,
                wiped_at=standing.wiped_at,
                booked=standing.booked + standing.points_promised,
                debt=standing.debt,
                debt_at=standing.debt_at,
                due=due,
                first_earned=standing.first_earned,
                first_active=standing.first_active,
            )
        ]
        places = (room + 1) * groups
        lots = rows_of("lots", standing.lots)
        self.tables["lots"] = lots + blank("lots", places - len(lots))
        self.tables["standings"] = rows_of("standings", standing.tiers) or blank("standings", tracks)
        self.tables["reaches"] = rows_of("reaches", standing.reaches) or blank("reaches", _levels(self.plan))
        count = len(standing.credits[0]) if standing.credits else 0
        by_order = [standing.credits[track][place] for place in range(count) for track in range(tracks)]
        self.tables["credits_"] = rows_of("credits", by_order) + blank("credits", max(tracks, 1))
        self.tables["own"] = rows_of("own", standing.uses) or blank("own", len(self.plan.own))

    def _lay_kept(self, standing: Standing) -> None:
        self._placed = standing.placed
        groups = self.plan.settings().groups
        tables = kept_tables(standing.placed, groups)
        self.tables.update(tables)
        self._starts = (len(tables["trail"]), len(tables["shares"]))

    def _lay_shared(self, shared: Shared) -> None:
        self.tables["shared"] = rows_of("shared", shared.uses) or blank("shared", len(self.plan.shared))
        self.tables["drained"] = blank("drained", len(self.plan.shared))
        fresh = (
            row("funds", over=over, amount=amount, full_by=codes.NONE) for over, amount in self.plan.budgets
        )
        self.tables["funds"] = rows_of("funds", shared.funds) or list(fresh)

    def start_record(self, lines: int) -> None:
        """Make room for the record of one more placed order of so many lines."""
        self.tables["kept_orders"][-1].line_count = lines
        self.tables["kept_lines"].extend(blank("kept_lines", lines))
        meters = self.tables["meters"][0]
        meters.trail, meters.shares = self._starts

    def make_room(self, lots: int) -> None:
        """Room for so many lots that no order earns."""
        self.tables["members"][0].room += lots
        self.tables["lots"].extend(blank("lots", lots * self.plan.settings().groups))

    def recorded(self, place: int, order: PlacedOrder) -> PlacedOrder:
        """A placed order as the kernels left its record."""
        return recorded(self.tables, place, self.plan.settings().groups, order)


def _levels(plan: Plan) -> int:
    return int(plan.settings().levels)


@cache
def _tables(kernel: Callable[..., Any], numbers: int) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What picks a kernel's tables, which come behind its numbers."""
    return itemgetter(*tuple(inspect.signature(kernel).parameters)[numbers:])
