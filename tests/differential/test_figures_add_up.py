"""Every way a result divides its money, orders or members adds up to the whole, whatever was simulated."""

from dataclasses import astuple, replace
from typing import Final

from hypothesis import given
from hypothesis import settings as profile

from loyalty.rules.program import Program
from loyalty.simulate import Settings, SimulationResult, simulate
from loyalty.simulate.figures.comparing import PAST
from loyalty.simulate.figures.outcome import Draft
from loyalty.simulate.figures.outcome_comparison import Comparison
from loyalty.simulate.figures.outcome_costs import BreakEven
from loyalty.simulate.orders.log import OrderLog
from tests.differential.cases import cases, changed
from tests.differential.settings_drawn import drawn_settings

SELDOM: Final = profile(max_examples=max(profile().max_examples // 3, 1))
"""Each example is up to three replays; the smallest faults show early."""


def simulated(program: Program, log: OrderLog, settings: Settings, *others: Program) -> SimulationResult:
    chosen = replace(settings, parity_orders=0, parity_members=0)
    return simulate(log, [program, *others], settings=chosen, baseline=leaner(program), steps=False)


def leaner(program: Program) -> Program:
    """The programme without its first offer, and without the coupons of it."""
    gone = {offer.id for offer in program.offers[:1]}
    gifts = [
        one.model_copy(update={"gives": tuple(g for g in one.gives if getattr(g, "offer", None) not in gone)})
        for one in program.issuances
    ]
    return changed(program, offers=program.offers[1:], issuances=tuple(one for one in gifts if one.gives))


@SELDOM
@given(cases(), drawn_settings())
def test_a_drafts_cost_is_the_sum_of_every_division_of_it(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    program, log = case
    result = simulated(program, log, settings)
    assert result.baseline_program is not None
    for draft in (*result.drafts, result.baseline_program):
        totals = draft.totals
        cost, goods = totals.cost_minor, totals.cost_minor - no_goods(draft)
        assert no_goods(draft) == totals.shipping_minor or spends_on_shipping(program)
        assert totals.shipping_minor <= no_goods(draft) <= totals.shipping_minor + totals.points_spent_minor
        assert sum(row.cost_minor for row in draft.by_component) == cost
        assert sum(row.cost_minor for row in draft.by_month) == cost
        for offer in draft.by_offer:
            used = [row for row in draft.by_offer_month if row.offer == offer.id]
            assert sum(row.cost_minor for row in used) == offer.cost_minor
            assert sum(row.redemptions for row in used) == offer.redemptions
        for drawn in draft.exhaustion:
            assert drawn.used == drawn.used_before + sum(month.used for month in drawn.by_month)
            assert drawn.used_before == 0 or settings.warm_up_until is not None
            assert drawn.first_day_used <= drawn.used + drawn.given_back
        assert sum(row.cost_minor for row in draft.by_channel) == cost
        assert sum(row.cost_minor for row in draft.by_funder) == cost
        assert sum(row.cost_minor for row in draft.by_brand) in {0, goods}
        assert sum(row.cost_minor for row in draft.stacking) == cost
        for track in {row.track for row in draft.by_tier}:
            assert sum(row.cost_minor for row in draft.by_tier if row.track == track) == cost
        spread = draft.benefit_spread
        assert sum(row.cost_minor for row in spread.groups) + spread.guest_cost_minor == cost


@SELDOM
@given(cases(), drawn_settings())
def test_orders_revenue_and_members_are_the_sum_of_every_division_of_them(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    program, log = case
    draft = simulated(program, log, settings).drafts[0]
    totals, spread = draft.totals, draft.benefit_spread
    for rows in (draft.by_channel, draft.stacking):
        assert sum(row.orders for row in rows) == totals.orders
        assert sum(row.revenue_minor for row in rows) == totals.revenue_minor
    assert sum(row.revenue_minor for row in draft.by_category) == totals.revenue_minor
    assert (
        sum(row.revenue_minor for row in spread.groups) + spread.guest_revenue_minor == totals.revenue_minor
    )
    assert sum(row.members for row in spread.groups) == spread.members == totals.members
    assert draft.stacking[0].cost_minor == 0
    assert totals.orders - draft.stacking[0].orders == totals.orders_with_benefit
    deep = [row.orders for row in draft.deep_discount]
    assert deep == sorted(deep, reverse=True)
    assert all(row.with_several is not None and row.with_several <= row.orders for row in draft.deep_discount)


@SELDOM
@given(cases(), drawn_settings())
def test_revenue_kept_and_net_cost_of_the_tiers_are_those_of_the_whole(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    program, log = case
    draft = simulated(program, log, replace(settings, margin="0.3")).drafts[0]
    whole, shop, *rest = draft.break_even
    assert (whole.scope, shop.scope) == ("all", "shop")
    assert whole.net_cost_minor == draft.totals.net_cost_minor
    assert whole.revenue_minor == draft.totals.revenue_minor
    assert 0 <= shop.net_cost_minor <= whole.net_cost_minor
    assert (shop.revenue_minor, shop.returned_minor) == (whole.revenue_minor, whole.returned_minor)
    for row in draft.break_even:
        assert row.kept_revenue_minor == row.revenue_minor - row.returned_minor
    tiers = [row for row in rest if row.scope == "tier"]
    if tiers:
        assert sums_of(tiers)[:2] == sums_of([whole])[:2]
        named = bool(((log.doc_kind == 0) | (log.doc_original >= 0)).all())
        assert named or sums_of(tiers)[2] <= whole.returned_minor
        assert not named or sums_of(tiers)[2] == whole.returned_minor
        members = [row for row in rest if row.scope == "members"]
        guests = [row for row in tiers if row.tier == "guest"]
        assert len(members) == len(guests)
        assert not members or sums_of([*members, *guests]) == sums_of([whole])


def sums_of(rows: list[BreakEven]) -> tuple[int, int, int]:
    """Sales, net cost and what came back."""
    return (
        sum(row.revenue_minor for row in rows),
        sum(row.net_cost_minor for row in rows),
        sum(row.returned_minor for row in rows),
    )


@SELDOM
@given(cases(), drawn_settings())
def test_comparisons_add_up_to_the_change_of_the_whole(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    program, log = case
    result = simulated(program, log, settings, leaner(program))
    told = [(one.draft, one.against) for one in result.comparisons]
    assert told == [(0, "history"), (0, "program"), (1, "history"), (1, "program"), (1, "first_draft")]
    for one in result.comparisons:
        draft = result.drafts[one.draft]
        change = measure(one, "cost_minor")
        shipping = no_goods(draft) - no_goods_before(one, result)
        for rows in (one.by_month, one.by_component, one.by_channel):
            assert sum(row.change_minor for row in rows) == change
        assert sum(row.change_minor for row in one.by_category) == change - shipping
        first = draft.by_tier[0].track if draft.by_tier else None
        if one.against == "history" and first is not None:
            assert sum(row.change_minor for row in one.by_tier if row.track == first) == change
        if one.against == "history":
            goods = sum(row.cost_minor for row in draft.by_category)
            stays = next((row.now_minor for row in one.by_component if row.key == PAST), 0)
            assert now(one, "paid_minor") == now(one, "revenue_minor") - stays - goods
        people = one.members
        assert people.better + people.worse + people.same == draft.totals.members
        assert people.gained_minor - people.lost_minor + people.guests_change_minor == change


@SELDOM
@given(cases(), drawn_settings())
def test_a_programme_beside_itself_has_no_change(case: tuple[Program, OrderLog], settings: Settings) -> None:
    program, log = case
    base = leaner(program)
    result = simulated(program, log, settings, base)
    same = next(one for one in result.comparisons if (one.draft, one.against) == (1, "program"))
    assert {row.change for row in same.totals} == {0}
    parts = (same.by_month, same.by_component, same.by_offer, same.by_category, same.by_channel, same.by_tier)
    assert {row.change_minor for rows in parts for row in rows} <= {0}
    assert (same.members.better, same.members.worse, same.members.guests_change_minor) == (0, 0, 0)
    assert result.baseline_program is not None
    assert astuple(
        replace(result.drafts[1], winners_losers=result.baseline_program.winners_losers)
    ) == astuple(result.baseline_program)


@SELDOM
@given(cases(), drawn_settings())
def test_a_comparison_turned_round_has_every_change_turned_round(
    case: tuple[Program, OrderLog], settings: Settings
) -> None:
    program, log = case
    there = last(simulated(program, log, settings, leaner(program)))
    back = last(simulated(leaner(program), log, settings, program))
    assert {row.measure: -row.change for row in there.totals} == {
        row.measure: row.change for row in back.totals
    }
    for part in ("by_month", "by_component", "by_offer", "by_category", "by_channel"):
        turned = {
            row.key: (row.now_minor, row.before_minor, -row.change_minor) for row in getattr(there, part)
        }
        assert turned == {
            row.key: (row.before_minor, row.now_minor, row.change_minor) for row in getattr(back, part)
        }
    one, other = there.members, back.members
    assert (one.better, one.gained_minor, one.same) == (other.worse, other.lost_minor, other.same)
    assert one.guests_change_minor == -other.guests_change_minor


def last(result: SimulationResult) -> Comparison:
    """The second draft against the first."""
    assert result.comparisons[-1].against == "first_draft"
    return result.comparisons[-1]


def measure(one: Comparison, name: str) -> int:
    """The change of one measure."""
    return next(row.change for row in one.totals if row.measure == name)


def now(one: Comparison, name: str) -> int:
    """One measure of the draft's side."""
    return next(row.now for row in one.totals if row.measure == name)


def no_goods(draft: Draft) -> int:
    """Cost that belongs to no goods."""
    return draft.totals.cost_minor - sum(row.cost_minor for row in draft.by_category)


def no_goods_before(one: Comparison, result: SimulationResult) -> int:
    """The same of the other side; history knows of none."""
    other: dict[str, Draft | None] = {"program": result.baseline_program, "first_draft": result.drafts[0]}
    draft = other.get(one.against)
    return no_goods(draft) if draft else 0


def spends_on_shipping(program: Program) -> bool:
    """Whether points may pay shipping."""
    return (
        program.points is not None
        and program.points.redeem is not None
        and program.points.redeem.cover_shipping
    )
