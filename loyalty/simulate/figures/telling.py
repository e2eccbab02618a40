"""A finished replay told as a Draft: sums read off the tables, names put to numbers."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np

from loyalty.engine.explain import REASON_TEXTS
from loyalty.facts.quote import Reason
from loyalty.kernels import codes
from loyalty.simulate.figures.break_even import break_even
from loyalty.simulate.figures.measured import Measured, members_of, sales_of
from loyalty.simulate.figures.outcome import Draft, LogFigures, ParityFigures, ProgramName
from loyalty.simulate.figures.outcome_costs import Totals
from loyalty.simulate.figures.outcome_events import Refusals, Untested
from loyalty.simulate.figures.ratios import share_of
from loyalty.simulate.figures.telling_changes import Given, member_changes
from loyalty.simulate.figures.telling_costs import (
    by_channel,
    by_component,
    by_funder,
    by_month,
    by_offer,
    by_offer_month,
    first_orders,
    month_sums,
)
from loyalty.simulate.figures.telling_gifts import gifts_of
from loyalty.simulate.figures.telling_goods import by_brand, by_category, top_items
from loyalty.simulate.figures.telling_limits import exhaustion_of
from loyalty.simulate.figures.telling_members import (
    by_tier,
    points_of,
    tier_movement,
    tier_names,
    tiers_at_end,
)
from loyalty.simulate.figures.telling_orders import top_orders
from loyalty.simulate.figures.telling_spread import benefit_spread
from loyalty.simulate.figures.telling_stacking import below_cost, deep_discount, stacking
from loyalty.simulate.figures.telling_untested import explains, untested
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.audit import Parity
from loyalty.simulate.replaying.replay import Replay
from loyalty.when import from_us


def draft_of(measured: Measured, parity: Parity, given: Given) -> Draft:
    """Everything about one replay; `given` is what its members get beside what they got otherwise."""
    replay = measured.replay
    program = replay.plan.program
    name = program.name or program.key
    missing = untested(replay)
    return Draft(
        program=ProgramName(key=program.key, hash=program.hash, name=name, name_zh=program.name_zh or name),
        parity=parity_of(parity),
        totals=totals_of(replay),
        by_component=by_component(replay),
        by_offer=by_offer(replay),
        by_offer_month=by_offer_month(replay),
        untested=missing,
        first_orders=first_orders(replay),
        by_funder=by_funder(replay),
        by_tier=by_tier(replay),
        by_month=by_month(replay),
        by_channel=by_channel(measured),
        by_category=by_category(replay),
        by_brand=by_brand(replay),
        top_items=top_items(replay),
        stacking=stacking(measured),
        deep_discount=deep_discount(measured),
        below_cost=below_cost(measured),
        break_even=break_even(measured),
        exhaustion=exhaustion_of(replay),
        tier_movement=tier_movement(replay),
        tiers_at_end=tiers_at_end(replay),
        tier_names=tier_names(program),
        points=points_of(replay),
        gifts=gifts_of(replay),
        benefit_spread=benefit_spread(measured),
        winners_losers=member_changes(given, measured),
        switches=(),
        reasons=_reasons(replay, missing),
        top_orders=top_orders(measured),
    )


def log_of(log: OrderLog, zone: ZoneInfo) -> LogFigures:
    """The history's own figures; its ends are told on the zone's clock."""
    sale = log.doc_kind == 0
    back = np.flatnonzero(np.repeat(~sale, np.diff(log.doc_line_start)))
    return LogFigures(
        name=log.name,
        content_hash=log.content_hash,
        currency=log.currency.code,
        exponent=log.currency.exponent,
        orders=int(sale.sum()),
        lines=len(log.line_net),
        members=len(log.member_ids),
        members_buying=int(members_of(log.doc_member[sale], len(log.member_ids)).size),
        anonymous_orders=int((sale & (log.doc_member < 0)).sum()),
        return_documents=int((~sale).sum()),
        first_at=from_us(log.first_at, zone).isoformat(),
        last_at=from_us(log.last_at, zone).isoformat(),
        gross_minor=int(log.line_gross.sum() - log.line_gross[back].sum()),
        discount_minor=int(log.line_discount.sum() - log.line_discount[back].sum()),
        net_minor=int(log.line_net.sum() - log.line_net[back].sum()),
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


def totals_of(replay: Replay) -> Totals:
    """The measured window as a whole."""
    whole = month_sums(replay)
    cost = whole["off"] + whole["shipping"] + whole["points_minor"]
    return Totals(
        orders=whole["orders"],
        orders_with_benefit=whole["benefits"],
        members=_buyers(replay),
        revenue_minor=whole["revenue"],
        discount_minor=whole["off"],
        shipping_minor=whole["shipping"],
        points_spent_minor=whole["points_minor"],
        cost_minor=cost,
        given_back_minor=whole["back"],
        net_cost_minor=cost - whole["back"],
        cost_share_ppm=share_of(cost, whole["revenue"]),
    )


def _buyers(replay: Replay) -> int:
    """Members with a measured sale."""
    who = replay.log.doc_member[sales_of(replay.log, replay.settings)]
    return int(members_of(who, len(replay.log.member_ids)).size)


def _reasons(replay: Replay, missing: tuple[Untested, ...]) -> tuple[Refusals, ...]:
    counts = replay.tables["refusals"]["count"]
    lacking = {one.offer: one for one in missing}
    found = []
    for place, offer in enumerate(replay.plan.offers):
        for reason in Reason:
            orders = int(counts[place * codes.REASONS + reason])
            if orders:
                en, zh = REASON_TEXTS[reason]
                told = lacking.get(offer.id)
                noted = told if told is not None and explains(told.why, reason) else None
                found.append(
                    Refusals(
                        offer=offer.id,
                        reason=reason.name.lower(),
                        en=en,
                        zh=zh,
                        orders=orders,
                        note_en=noted.en if noted else None,
                        note_zh=noted.zh if noted else None,
                    )
                )
    return tuple(sorted(found, key=lambda one: (-one.orders, one.offer, one.reason)))
