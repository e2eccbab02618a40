"""Tracks, levels and their defaults."""

from decimal import Decimal

import pytest

from tests.rules.shop import codes, program, refusals, tiered


def test_a_track_upgrades_at_once_and_rechecks_after_returns_unless_told():
    track = program(tiers=[tiered()]).tiers[0]
    assert (track.upgrade, track.on_return, track.credit.counts_at) == ("at_once", "recheck", "paid")
    assert (track.at_term_end.grace_days, track.at_term_end.drop) == (0, "to_qualified")


def test_keeping_a_level_takes_what_reaching_it_takes_unless_told():
    levels = [{"id": "a", "minimum": 5}, {"id": "b", "minimum": 10, "retain": 8}]
    first, second = program(tiers=[tiered(levels=levels)]).tiers[0].levels
    assert (first.retain, second.retain) == (Decimal(5), Decimal(8))


@pytest.mark.parametrize("kind", ["period_end", "next_period_end", "forever", "follows_credit"])
def test_every_term_without_months_loads(kind):
    credit = {"of": "spend", "window": {"kind": "membership_year"}}
    assert program(tiers=[tiered(credit=credit, term={"kind": kind})]).tiers[0].term.kind == kind


@pytest.mark.parametrize("kind", ["calendar_year", "membership_year", "lifetime"])
def test_every_window_without_months_loads(kind):
    credit = {"of": "orders", "window": {"kind": kind}}
    track = tiered(credit=credit, levels=[{"id": "a", "minimum": 3}])
    assert program(tiers=[track]).tiers[0].credit.window.kind == kind


def test_levels_have_minimums_only_so_nothing_falls_between_them():  # edge 53
    found = refusals({"tiers": [tiered(levels=[{"id": "a", "minimum": 0, "maximum": 99}])]})
    assert codes(found) == [("field_unknown", "tiers[0].levels[0].maximum")]


def test_a_level_with_a_bad_minimum_is_told_once():
    found = refusals({"tiers": [tiered(levels=[{"id": "a", "minimum": "much"}])]})
    assert codes(found) == [("not_a_number", "tiers[0].levels[0].minimum")]


def test_a_track_without_levels_is_refused():
    assert codes(refusals({"tiers": [tiered(levels=[])]})) == [("list_empty", "tiers[0].levels")]
