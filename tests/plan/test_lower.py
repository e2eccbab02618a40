"""A programme lowered once: its zone, its tiers, its settings."""

import pytest

from loyalty.facts.member import HeldCoupon
from loyalty.facts.quote import Reason
from loyalty.kernels import codes
from loyalty.plan import lower
from loyalty.plan.carried import offers_of
from loyalty.plan.lower import PLANS_KEPT
from loyalty.plan.tables import Pauses
from loyalty.rules.document import load_program
from loyalty.when import load_zone, transitions
from tests.engine.till import CENT_EACH, HEAD, Till, line

LEVELS = [{"id": "plain", "minimum": 0}, {"id": "gold", "minimum": 1000, "retain": 800}]


def track(**fields):
    return {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": LEVELS,
    } | fields


def made(*tracks, **sections):
    return lower(load_program(HEAD | {"tiers": list(tracks)} | sections))


def row(**fields):
    return made(track(**fields)).tables["tracks"][0]


def test_equal_documents_share_one_plan():
    first = lower(load_program(HEAD | {"name": "Club"}))
    assert lower(load_program({"name": "Club"} | HEAD)) is first
    assert lower(load_program(HEAD | {"name": "Other"})) is not first


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Europe/London", "Africa/Casablanca", "UTC"])
def test_the_zone_is_every_change_of_its_clock(name):
    rows = lower(load_program(HEAD | {"time_zone": name})).tables["zone"]
    assert [(one.start, one.offset) for one in rows] == list(transitions(load_zone(name)))
    assert rows[0].count == len(rows)


@pytest.mark.parametrize(("day", "number"), [("monday", 0), ("wednesday", 2), ("sunday", 6)])
def test_weeks_start_on_a_numbered_day(day, number):
    assert made(week_starts=day).settings().week_start == number


def test_outside_a_replay_all_of_time_is_one_measured_month():
    settings = made().settings()
    assert (settings.measure_from, settings.months, settings.month_first) == (-codes.FOREVER, 1, 0)


def test_the_settings_count_every_table():
    amount = {"kind": "amount", "amount": 1}
    plan = made(
        track(),
        points={
            "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
            "multipliers": [{"id": "a", "factor": 2}, {"id": "b", "factor": 3}],
            "caps": [{"id": "c", "per": "day", "points": 9}],
        },
        budgets=[{"id": "x", "amount": 1}, {"id": "y", "amount": 1}],
        offers=[
            {"id": "a", "benefit": amount, "limits": [{"per": "member", "uses": 1}]},
            {"id": "b", "benefit": {"kind": "member_price", "prices": {"A": 1}}},
            {"id": "c", "benefit": amount},
        ],
    )
    settings = plan.settings().as_dict()
    counts = {
        "lanes": 5,
        "offers": 3,
        "tracks": 1,
        "levels": 2,
        "rules": 1,
        "multipliers": 2,
        "caps": 1,
        "groups": 1,
        "own": 2,
        "price_lists": 1,
        "budgets": 2,
    }
    assert {name: settings[name] for name in counts} == counts
    assert plan.price_lists == ({"A": 100},)


@pytest.mark.parametrize(
    ("of", "decimals", "figures"),
    [
        ("spend", None, (100_000, 80_000)),
        ("orders", None, (1_000, 800)),
        ("orders", 2, (1_000, 800)),
        ("base_points", None, (1_000, 800)),
        ("base_points", 0, (1_000, 800)),
        ("base_points", 2, (100_000, 80_000)),
    ],
)
def test_minimums_are_in_what_the_credit_counts(of, decimals, figures):
    sections = {} if decimals is None else {"points": {"decimals": decimals}}
    plan = made(track(credit={"of": of, "window": {"kind": "lifetime"}}), **sections)
    gold = plan.tables["levels"][1]
    assert (gold.minimum, gold.retain) == figures


def test_who_reaches_a_level_keeps_it_with_the_same_unless_told():
    levels = [{"id": "plain", "minimum": 0}, {"id": "gold", "minimum": 1000}]
    gold = made(track(levels=levels)).tables["levels"][1]
    assert gold.retain == gold.minimum == 100_000


@pytest.mark.parametrize(
    ("window", "fields"),
    [
        ({"kind": "rolling", "months": 12}, (codes.WINDOW_ROLLING, 12)),
        ({"kind": "calendar_year"}, (codes.WINDOW_CALENDAR, 0)),
        ({"kind": "membership_year"}, (codes.WINDOW_MEMBERSHIP, 0)),
        ({"kind": "lifetime"}, (codes.WINDOW_LIFETIME, 0)),
    ],
)
def test_a_window_has_its_code_and_its_months(window, fields):
    made_row = row(credit={"of": "spend", "window": window})
    assert (made_row.window, made_row.window_months) == fields


@pytest.mark.parametrize(
    ("term", "fields"),
    [
        ({"kind": "months", "months": 6}, (codes.TERM_MONTHS, 6)),
        ({"kind": "period_end"}, (codes.TERM_PERIOD_END, 0)),
        ({"kind": "next_period_end"}, (codes.TERM_NEXT_PERIOD_END, 0)),
        ({"kind": "forever"}, (codes.TERM_FOREVER, 0)),
        ({"kind": "follows_credit"}, (codes.TERM_FOLLOWS, 0)),
    ],
)
def test_a_term_has_its_code_and_its_months(term, fields):  # edge 57
    made_row = row(credit={"of": "spend", "window": {"kind": "calendar_year"}}, term=term)
    assert (made_row.term, made_row.term_months) == fields


def test_the_switches_of_a_track_have_the_defaults_of_the_rules():
    made_row = row()
    assert (made_row.metric, made_row.counts_at, made_row.upgrade) == (
        codes.METRIC_SPEND,
        codes.COUNTS_PAID,
        codes.UPGRADE_AT_ONCE,
    )
    assert (made_row.on_return, made_row.drop, made_row.grace_days) == (
        codes.RECHECK,
        codes.DROP_TO_QUALIFIED,
        0,
    )


def test_the_other_side_of_every_switch():
    made_row = row(
        credit={"of": "orders", "counts_at": "matured", "window": {"kind": "calendar_year"}},
        upgrade="at_period_end",
        on_return="keep",
        at_term_end={"grace_days": 14, "drop": "one"},
    )
    assert (made_row.metric, made_row.counts_at, made_row.upgrade) == (
        codes.METRIC_ORDERS,
        codes.COUNTS_MATURED,
        codes.UPGRADE_AT_PERIOD_END,
    )
    assert (made_row.on_return, made_row.drop, made_row.grace_days) == (codes.KEEP, codes.DROP_ONE, 14)


def test_the_levels_of_all_tracks_stand_in_one_table():
    second = track(id="paid", levels=[{"id": "plus", "minimum": 0}], at_term_end={"drop": "never"})
    plan = made(track(), second)
    assert [(one.level_start, one.level_count) for one in plan.tables["tracks"]] == [(0, 2), (2, 1)]
    assert [one.minimum for one in plan.tables["levels"]] == [0, 100_000, 0]
    assert plan.tables["tracks"][1].drop == codes.DROP_NEVER


PAUSABLE = {
    "points": {"rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": "1"}]},
    "offers": [
        {"id": "a", "benefit": {"kind": "amount", "amount": "10"}, "limits": [{"per": "member", "uses": 1}]},
        {"id": "b", "benefit": {"kind": "amount", "amount": "5"}},
    ],
    "tiers": [
        {
            "id": "growth",
            "credit": {"of": "spend", "window": {"kind": "lifetime"}},
            "term": {"kind": "forever"},
            "levels": [{"id": "all", "minimum": 0, "member_price": {"percent": 10}}],
        }
    ],
}


def paused(till, **pauses):
    till.plan = lower(till.program, pauses=Pauses(**pauses))
    return till


@pytest.mark.parametrize("guest", [False, True])
@pytest.mark.parametrize("marks", [{}, {"excluded_from_points": True}])
def test_a_paused_offer_applies_to_no_order_and_says_so(guest, marks):
    till = paused(Till(guest=guest, **PAUSABLE), offers=frozenset({"a"}))
    quoted = till.quote("2024-01-01", line("x", 100, **marks))
    assert {one.offer_id: one.reason for one in quoted.decisions}["a"] is Reason.OFFER_PAUSED
    assert "b" in quoted.applied
    assert till.plan.own == lower(till.program).own


def test_a_paused_programme_grants_nothing_and_still_takes_points():
    till = Till(**PAUSABLE | {"points": PAUSABLE["points"] | {"redeem": CENT_EACH}})
    till.buy("o1", "2024-01-01", line("x", 100))
    earned = till.standing.booked
    quoted = paused(till, everything=True).quote("2024-01-02", line("x", 100), points="max")
    assert {one.reason for one in quoted.decisions} == {Reason.OFFER_PAUSED}
    assert (quoted.points_spent, quoted.points_earned) == (earned, 0)


@pytest.mark.parametrize("coupons", ["best", ("c1",)])
def test_a_coupon_of_a_paused_offer_is_not_used_up_and_says_why(coupons):
    till = Till(offers=[{"id": "c", "coupon": {}, "benefit": {"kind": "amount", "amount": "10"}}])
    till.hold(HeldCoupon("c1", "c"))
    paused(till, offers=frozenset({"c"})).buy("o1", "2024-01-01", line("x", 100), coupons=coupons)
    assert [one.id for one in till.standing.coupons] == ["c1"]
    quoted = till.quote("2024-01-01", line("x", 100), coupons=coupons)
    assert [(one.used, one.reason) for one in quoted.coupons] == [(False, Reason.OFFER_PAUSED)]


def test_plans_with_carried_offers_are_kept_apart_and_no_more_than_so_many():
    coupon = {"id": "c", "coupon": {}, "benefit": {"kind": "amount", "amount": 1}}
    program = load_program(HEAD | {"name": "Kept"})
    plain = lower(program)
    carried = [
        tuple(offers_of(load_program(HEAD | {"offers": [coupon | {"priority": n}]})).values())
        for n in range(PLANS_KEPT + 1)
    ]
    first = lower(program, carried=carried[0])
    assert lower(program, carried=carried[0]) is first
    assert (first.hash, first.version) == (plain.hash, program)
    for one in carried[1:]:
        lower(program, carried=one)
    assert lower(program, carried=carried[0]) is not first
    assert lower(program) is plain
