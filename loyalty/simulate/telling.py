"""A finished replay told as a Draft: sums read off the tables, names put to numbers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np

from loyalty.engine.explain import REASON_TEXTS
from loyalty.facts.quote import Reason
from loyalty.kernels import codes
from loyalty.plan.tables import LoweredOffer
from loyalty.simulate.audit import Parity
from loyalty.simulate.baseline import month_name
from loyalty.simulate.log import OrderLog
from loyalty.simulate.outcome import (
    ComponentCost,
    Draft,
    LogFigures,
    MonthCost,
    OfferCost,
    ParityFigures,
    ProgramName,
    Refusals,
    Totals,
)
from loyalty.simulate.replay import Replay
from loyalty.simulate.telling_limits import exhaustion_of
from loyalty.simulate.telling_members import by_tier, points_of, tier_movement, tiers_at_end
from loyalty.simulate.telling_orders import top_orders
from loyalty.when import from_us

MILLION = 1_000_000


def draft_of(replay: Replay, parity: Parity) -> Draft:
    """Everything about one replay."""
    program = replay.plan.program
    name = program.name or program.key
    return Draft(
        program=ProgramName(key=program.key, hash=program.hash, name=name, name_zh=program.name_zh or name),
        parity=parity_of(parity),
        totals=_totals(replay),
        by_component=_by_component(replay),
        by_offer=_by_offer(replay),
        by_tier=by_tier(replay),
        by_month=_by_month(replay),
        exhaustion=exhaustion_of(replay),
        tier_movement=tier_movement(replay),
        tiers_at_end=tiers_at_end(replay),
        points=points_of(replay),
        reasons=_reasons(replay),
        top_orders=top_orders(replay),
    )


def log_of(log: OrderLog, zone: ZoneInfo) -> LogFigures:
    """The history's own figures; its ends are told on the zone's clock."""
    sale = log.doc_kind == 0
    lines = np.repeat(sale, np.diff(log.doc_line_start))
    return LogFigures(
        name=log.name,
        content_hash=log.content_hash,
        currency=log.currency.code,
        exponent=log.currency.exponent,
        orders=int(sale.sum()),
        lines=len(log.line_net),
        members=len(log.member_ids),
        anonymous_orders=int((sale & (log.doc_member < 0)).sum()),
        return_documents=int((~sale).sum()),
        first_at=from_us(log.first_at, zone).isoformat(),
        last_at=from_us(log.last_at, zone).isoformat(),
        gross_minor=int(log.line_gross[lines].sum()),
        discount_minor=int(log.line_discount[lines].sum()),
        net_minor=int(log.line_net[lines].sum()),
    )


def parity_of(parity: Parity) -> ParityFigures:
    """The parity line, with its sentence."""
    differences = len(parity.differences)
    en = f"{parity.orders:,} orders re-run through the live engine: {differences:,} differences"
    zh = f"{parity.orders:,} 个订单经实时引擎重算：{differences:,} 处差异"
    if parity.members:
        en += f"; {parity.members:,} members re-run from their first event ({parity.member_orders:,} orders)"
        zh += f"；{parity.members:,} 名会员自首个事件起重算（{parity.member_orders:,} 个订单）"
    return ParityFigures(
        orders=parity.orders,
        differences=differences,
        members=parity.members,
        member_orders=parity.member_orders,
        late_events=0,
        sentence_en=f"{en}.",
        sentence_zh=f"{zh}。",
    )


def _totals(replay: Replay) -> Totals:
    sums = _sums(replay)
    cost = sums["off"] + sums["shipping"] + sums["points_minor"]
    sold = replay.tables["outcomes"]["revenue"] > 0
    measured = replay.log.doc_at >= int(replay.tables["plan"]["measure_from"][0])
    buyers = replay.log.doc_member[(replay.log.doc_kind == 0) & measured & sold]
    return Totals(
        orders=sums["orders"],
        orders_with_benefit=sums["benefits"],
        members=int(np.unique(buyers[buyers >= 0]).size),
        revenue_minor=sums["revenue"],
        discount_minor=sums["off"],
        shipping_minor=sums["shipping"],
        points_spent_minor=sums["points_minor"],
        cost_minor=cost,
        given_back_minor=sums["back"],
        net_cost_minor=cost - sums["back"],
        cost_share_ppm=cost * MILLION // sums["revenue"] if sums["revenue"] else 0,
    )


def _sums(replay: Replay) -> dict[str, int]:
    table = replay.tables["by_month"]
    return {name: int(table[name].sum()) for name in table.dtype.names or ()}


def _by_component(replay: Replay) -> tuple[ComponentCost, ...]:
    sums = _sums(replay)
    costs = {"offers": 0, "member_price": 0}
    for offer, row in zip(replay.plan.offers, replay.tables["by_offer"], strict=False):
        if offer.component in costs:
            costs[offer.component] += int(row["cost"])
    counts = {"offers": sums["with_offers"], "member_price": sums["with_prices"]}
    rows = [
        ComponentCost(component=name, cost_minor=cost, orders=counts[name]) for name, cost in costs.items()
    ]
    rows.append(
        ComponentCost(component="shipping", cost_minor=sums["shipping"], orders=sums["with_shipping"])
    )
    rows.append(
        ComponentCost(component="points", cost_minor=sums["points_minor"], orders=sums["with_points"])
    )
    return tuple(rows)


def _by_offer(replay: Replay) -> tuple[OfferCost, ...]:
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


def funded(offer: LoweredOffer, cost_minor: int) -> dict[str, int]:
    """Who pays: shares by largest remainder; without shares the shop pays all."""
    shares = offer.funded_by or (("shop", MILLION),)
    parts = {funder: cost_minor * ppm // MILLION for funder, ppm in shares}
    rest = cost_minor - sum(parts.values())
    for funder, _ppm in sorted(shares, key=lambda one: (-(cost_minor * one[1] % MILLION), one[0]))[:rest]:
        parts[funder] += 1
    return parts


def _by_month(replay: Replay) -> tuple[MonthCost, ...]:
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


def _reasons(replay: Replay) -> tuple[Refusals, ...]:
    counts = replay.tables["refusals"]["count"]
    found = []
    for place, offer in enumerate(replay.plan.offers):
        for reason in Reason:
            orders = int(counts[place * codes.REASONS + reason])
            if orders:
                en, zh = REASON_TEXTS[reason]
                found.append(
                    Refusals(offer=offer.id, reason=reason.name.lower(), en=en, zh=zh, orders=orders)
                )
    return tuple(sorted(found, key=lambda one: (-one.orders, one.offer, one.reason)))
