"""A draft's cost as sums off its replay's tables: by component, offer, funder, month and channel."""

from __future__ import annotations

from typing import Final

import numpy as np

from loyalty.plan.tables import LoweredOffer
from loyalty.rules.conditions import FirstOrder, required
from loyalty.simulate.figures.history import month_name
from loyalty.simulate.figures.measured import Measured, sums
from loyalty.simulate.figures.outcome_costs import (
    ChannelCost,
    ComponentCost,
    FirstOrders,
    FunderCost,
    MonthCost,
    OfferCost,
    OfferMonth,
)
from loyalty.simulate.figures.ratios import MILLION
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.replay import Replay

SHOP: Final = "shop"
"""Who pays where nobody is named."""


def month_sums(replay: Replay) -> dict[str, int]:
    """The months' columns added up."""
    table = replay.tables["by_month"]
    return {name: int(table[name].sum()) for name in table.dtype.names or ()}


def by_component(replay: Replay) -> tuple[ComponentCost, ...]:
    """Cost by kind."""
    whole = month_sums(replay)
    costs = {"offers": 0, "member_price": 0}
    for offer, row in zip(replay.plan.offers, replay.tables["by_offer"], strict=False):
        if offer.component in costs:
            costs[offer.component] += int(row["cost"])
    counts = {"offers": whole["with_offers"], "member_price": whole["with_prices"]}
    rows = [
        ComponentCost(component=name, cost_minor=cost, orders=counts[name]) for name, cost in costs.items()
    ]
    rows.append(
        ComponentCost(component="shipping", cost_minor=whole["shipping"], orders=whole["with_shipping"])
    )
    rows.append(
        ComponentCost(component="points", cost_minor=whole["points_minor"], orders=whole["with_points"])
    )
    return tuple(rows)


def by_offer(replay: Replay) -> tuple[OfferCost, ...]:
    """Every offer, in the order of application."""
    return tuple(
        OfferCost(
            id=offer.id,
            name=offer.name,
            name_zh=offer.name_zh,
            lane=offer.lane,
            kind=offer.kind,
            redemptions=int(row["count"]),
            cost_minor=int(row["cost"]),
            given_back_minor=int(row["back"]),
            funded=funded(offer, int(row["cost"])),
        )
        for offer, row in zip(replay.plan.offers, replay.tables["by_offer"], strict=False)
    )


def by_offer_month(replay: Replay) -> tuple[OfferMonth, ...]:
    """Every offer in every month in which it was used, month by month."""
    first = int(replay.tables["plan"]["month_first"][0])
    uses, costs = monthly(replay)
    return tuple(
        OfferMonth(
            offer=replay.plan.offers[offer].id,
            month=month_name(first + month),
            redemptions=int(uses[month, offer]),
            cost_minor=int(costs[month, offer]),
        )
        for month, offer in np.argwhere(uses).tolist()
    )


def monthly(replay: Replay) -> tuple[Ints, Ints]:
    """Redemptions and cost, a row for each measured month, a column for each offer."""
    return _each_month(replay, "count"), _each_month(replay, "cost")


def monthly_freed(replay: Replay) -> tuple[Ints, Ints]:
    """Redemptions and cost that returns gave back for others to use, by the month of the return."""
    return _each_month(replay, "freed"), _each_month(replay, "freed_minor")


def _each_month(replay: Replay, name: str) -> Ints:
    shape = (int(replay.tables["plan"]["months"][0]), len(replay.plan.offers))
    column: Ints = replay.tables["by_offer_month"][name][: shape[0] * shape[1]]
    return column.reshape(shape)


def funded(offer: LoweredOffer, cost_minor: int) -> dict[str, int]:
    """Who pays: shares by largest remainder; without shares the shop pays all."""
    shares = offer.funded_by or ((SHOP, MILLION),)
    parts = {funder: cost_minor * ppm // MILLION for funder, ppm in shares}
    rest = cost_minor - sum(parts.values())
    for funder, _ppm in sorted(shares, key=lambda one: (-(cost_minor * one[1] % MILLION), one[0]))[:rest]:
        parts[funder] += 1
    return parts


def by_month(replay: Replay) -> tuple[MonthCost, ...]:
    """Every month of the measured window in the programme's zone, also those without orders."""
    first = int(replay.tables["plan"]["month_first"][0])
    return tuple(
        MonthCost(
            month=month_name(first + place),
            orders=int(row["orders"]),
            revenue_minor=int(row["revenue"]),
            cost_minor=int(row["off"] + row["shipping"] + row["points_minor"]),
            offers_minor=int(row["off"]),
            shipping_minor=int(row["shipping"]),
            points_minor=int(row["points_minor"]),
        )
        for place, row in enumerate(replay.tables["by_month"])
    )


def by_funder(replay: Replay) -> tuple[FunderCost, ...]:
    """Who pays how much of the whole cost, dearest first; points are the shop's."""
    offers: dict[str, int] = {}
    for offer in by_offer(replay):
        for funder, cost in offer.funded.items():
            offers[funder] = offers.get(funder, 0) + cost
    points = month_sums(replay)["points_minor"]
    if points:
        offers.setdefault(SHOP, 0)
    rows = [_funder(funder, cost, points if funder == SHOP else 0) for funder, cost in offers.items()]
    return tuple(sorted(rows, key=lambda row: (-row.cost_minor, row.funder)))


def shop_net(replay: Replay) -> int:
    """What the shop itself pays of the net cost: its part of each offer's, and all of the points'."""
    whole = month_sums(replay)
    rows = list(zip(replay.plan.offers, replay.tables["by_offer"], strict=False))
    points_back = whole["back"] - sum(int(row["back"]) for _, row in rows)
    offers = sum(funded(offer, int(row["cost"] - row["back"])).get(SHOP, 0) for offer, row in rows)
    return whole["points_minor"] - points_back + offers


def first_orders(replay: Replay) -> tuple[FirstOrders, ...]:
    """Offers that ask for a first order, and what of them falls into the log's first month."""
    if replay.settings.warm_up_until is not None:
        return ()
    asked = {
        offer.id
        for offer in replay.plan.program.offers
        if any(isinstance(one, FirstOrder) for one in required(offer.when))
    }
    uses, costs = monthly(replay)
    return tuple(
        FirstOrders(
            offer=offer.id,
            redemptions=int(uses[:, place].sum()),
            cost_minor=int(costs[:, place].sum()),
            in_first_month=int(uses[0, place]),
            in_first_month_minor=int(costs[0, place]),
        )
        for place, offer in enumerate(replay.plan.offers)
        if offer.id in asked
    )


def _funder(funder: str, offers_minor: int, points_minor: int) -> FunderCost:
    return FunderCost(
        funder=funder,
        offers_minor=offers_minor,
        points_minor=points_minor,
        cost_minor=offers_minor + points_minor,
    )


def by_channel(measured: Measured) -> tuple[ChannelCost, ...]:
    """Orders by channel, dearest first, last those whose channel the file does not say."""
    channels = [*measured.log.channels, None]
    group = measured.log.doc_channel[measured.documents]
    orders, revenue, cost = (
        sums(group, values, len(channels) - 1).tolist() for values in (1, measured.revenue, measured.cost)
    )
    rows = [
        ChannelCost(
            channel=channel, orders=orders[place], revenue_minor=revenue[place], cost_minor=cost[place]
        )
        for place, channel in enumerate(channels)
        if orders[place]
    ]
    return tuple(sorted(rows, key=lambda row: (row.channel is None, -row.cost_minor, row.channel or "")))
