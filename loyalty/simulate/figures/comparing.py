"""A draft beside history or beside another programme: the same orders, the same draws, figure by figure.

Both sides are brought to one form, `Side`, and one is taken from the other; nothing is left out, so that a
comparison turned round has every change turned round.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from loyalty.errors import PriceBasesDiffer
from loyalty.simulate.figures.history import History, month_name
from loyalty.simulate.figures.measured import FIRST_LEVEL, Measured, level_name, sums
from loyalty.simulate.figures.outcome import Draft
from loyalty.simulate.figures.outcome_comparison import Comparison, CostChange, MeasureChange, TierChange
from loyalty.simulate.figures.outcome_members import Against
from loyalty.simulate.figures.ratios import change_of, share_of
from loyalty.simulate.figures.telling_changes import Given, member_sums
from loyalty.simulate.figures.telling_goods import named
from loyalty.simulate.orders.parsing import Ints

PAST: Final = "past_discounts"
"""The component that history's own discounts are."""

Key = TypeVar("Key", bound=Hashable)
Costs = Mapping[str | None, int]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Side:
    """One side of a comparison: money by each key, and what each member was given (last the guests)."""

    price_basis: str
    totals: Mapping[str, int]
    by_month: Costs
    by_component: Costs
    by_offer: Costs
    by_tier: Mapping[tuple[str, str | None], int]
    by_category: Costs
    by_channel: Costs
    given: Ints


def compared(draft: int, against: Against, *, before: Side, now: Side, orders: Ints) -> Comparison:
    """What changes from one side to the other; `orders` are each member's, last the guests'.

    Raises PriceBasesDiffer when the two start from different prices: their costs do not mean the same.
    """
    if before.price_basis != now.price_basis:
        raise PriceBasesDiffer(before=before.price_basis, now=now.price_basis)
    return Comparison(
        draft=draft,
        against=against,
        price_basis=now.price_basis,
        totals=tuple(
            MeasureChange(measure=key, before=old, now=new, change=new - old, change_ppm=change_of(old, new))
            for key, old, new in _pairs(before.totals, now.totals)
        ),
        by_month=_costs(before.by_month, now.by_month, by_key=True),
        by_component=_costs(before.by_component, now.by_component),
        by_offer=_costs(before.by_offer, now.by_offer),
        by_tier=tuple(
            TierChange(
                track=track,
                tier=tier,
                before_minor=old,
                now_minor=new,
                change_minor=new - old,
                change_ppm=change_of(old, new),
            )
            for (track, tier), old, new in _pairs(before.by_tier, now.by_tier)
        ),
        by_category=_costs(before.by_category, now.by_category),
        by_channel=_costs(before.by_channel, now.by_channel),
        members=member_sums(Given(against, before.given, now.given), orders),
    )


def program_side(draft: Draft, measured: Measured) -> Side:
    """A programme's costs."""
    totals = draft.totals
    return Side(
        price_basis=measured.replay.settings.price_basis,
        totals={
            "orders": totals.orders,
            "orders_with_benefit": totals.orders_with_benefit,
            "revenue_minor": totals.revenue_minor,
            "discount_minor": totals.discount_minor,
            "shipping_minor": totals.shipping_minor,
            "points_spent_minor": totals.points_spent_minor,
            "cost_minor": totals.cost_minor,
            "given_back_minor": totals.given_back_minor,
            "net_cost_minor": totals.net_cost_minor,
            "cost_share_ppm": totals.cost_share_ppm,
            "points_outstanding": draft.points.outstanding,
        },
        by_month={row.month: row.cost_minor for row in draft.by_month},
        by_component={row.component: row.cost_minor for row in draft.by_component},
        by_offer={row.id: row.cost_minor for row in draft.by_offer},
        by_tier={(row.track, row.tier): row.cost_minor for row in draft.by_tier},
        by_category={row.name: row.cost_minor for row in draft.by_category},
        by_channel={row.channel: row.cost_minor for row in draft.by_channel},
        given=measured.given,
    )


def history_given(history: History, measured: Measured) -> Given:
    """What came off list prices for each member: as it happened, and with what a draft leaves and gives."""
    stays = measured.by_member(history.stays)
    return Given("history", measured.by_member(history.discount), stays + measured.given)


def history_sides(history: History, measured: Measured, draft: Draft, given: Given) -> tuple[Side, Side]:
    """All that came off list prices: as it happened, and with what the draft leaves and gives."""
    discount, stays = int(history.discount.sum()), int(history.stays.sum())
    revenue, orders = int(history.revenue.sum()), int(history.documents.size)
    cost = stays + draft.totals.cost_minor
    paid = revenue - stays - int(measured.off_goods.sum())
    mine = program_side(draft, measured)
    past = _past(history, measured, history.discount, history.item_discount)
    left = past
    if history.stays is not history.discount:
        left = _past(history, measured, history.stays, history.item_stays)
    first = {key: amount for key, amount in mine.by_tier.items() if key in past.by_tier}
    before = replace(past, totals=_whole(orders, revenue, discount, revenue - discount), given=given.before)
    now = Side(
        price_basis=mine.price_basis,
        totals=_whole(orders, revenue, cost, paid),
        by_component=_added(left.by_component, mine.by_component),
        by_offer={},
        by_month=_added(left.by_month, mine.by_month),
        by_tier=_added(left.by_tier, first),
        by_category=_added(left.by_category, mine.by_category),
        by_channel=_added(left.by_channel, mine.by_channel),
        given=given.now,
    )
    return before, now


def _past(history: History, measured: Measured, amounts: Ints, by_item: Ints) -> Side:
    """Discounts of the past, one an order and one an item; tiers are those of the draft's first track."""
    log, replay = measured.log, measured.replay
    months = history.months(replay.plan.program)
    first = int(months.min()) if months.size else 0
    by_month = sums(months - first, amounts, int(months.max()) - first + 1 if months.size else 0)
    channels: list[str | None] = [*log.channels, None]
    by_channel = sums(log.doc_channel[history.documents], amounts, len(channels) - 1)
    categories, group = named(log.item_category)
    by_category = sums(group, by_item, len(categories))
    tiers: dict[tuple[str, str | None], int] = {}
    if replay.plan.program.tiers:
        track = replay.plan.program.tiers[0]
        by_level = sums(measured.place, amounts, FIRST_LEVEL + len(track.levels))
        met = sums(measured.place, 1, FIRST_LEVEL + len(track.levels))
        tiers = {
            (track.id, level_name(replay, place)): amount
            for place, amount in enumerate(by_level[:-1].tolist())
            if met[place]
        }
    return Side(
        price_basis=replay.settings.price_basis,
        totals={},
        by_month={month_name(first + place): amount for place, amount in enumerate(by_month[:-1].tolist())},
        by_component={PAST: int(amounts.sum())},
        by_offer={},
        by_tier=tiers,
        by_category={name: int(by_category[place]) for place, name in enumerate(categories)},
        by_channel={name: int(by_channel[place]) for place, name in enumerate(channels)},
        given=by_month[:0],
    )


def _whole(orders: int, revenue: int, cost: int, paid: int) -> dict[str, int]:
    """What history knows of the whole: goods at list price, all that came off, what was paid for goods."""
    return {
        "orders": orders,
        "revenue_minor": revenue,
        "cost_minor": cost,
        "paid_minor": paid,
        "cost_share_ppm": share_of(cost, revenue),
    }


def _added(left: Mapping[Key, int], right: Mapping[Key, int]) -> dict[Key, int]:
    keys = dict.fromkeys((*left, *right))
    return {key: left.get(key, 0) + right.get(key, 0) for key in keys}


def _pairs(before: Mapping[Key, int], now: Mapping[Key, int]) -> Iterable[tuple[Key, int, int]]:
    """Every key of either side with both amounts; the order is now's, then before's."""
    return ((key, before.get(key, 0), now.get(key, 0)) for key in dict.fromkeys((*now, *before)))


def _costs(before: Costs, now: Costs, *, by_key: bool = False) -> tuple[CostChange, ...]:
    """Keys where either side has anything; sorted by key, or in their own order."""
    pairs = [pair for pair in _pairs(before, now) if pair[1] or pair[2]]
    return tuple(
        CostChange(
            key=key, before_minor=old, now_minor=new, change_minor=new - old, change_ppm=change_of(old, new)
        )
        for key, old, new in (sorted(pairs, key=lambda pair: pair[0] or "") if by_key else pairs)
    )
