"""Caps on earning: which room wins, what is cut first, and what returns free again."""

import pytest

from tests.engine.till import ONE_FOR_ONE, Till, line

TWICE = [{"id": "twice", "factor": 2}]


def capped(*caps, **policy):
    policy = {"rules": [ONE_FOR_ONE], "caps": list(caps)} | policy
    return Till(points=policy)


def cap(per, points, over="clip"):
    return {"id": f"per-{per}-{over}", "per": per, "points": points, "over": over}


def granted(quoted):
    return quoted.base_points, quoted.bonus_points


def test_a_clipping_cap_gives_the_room_and_a_rejecting_one_nothing():  # edge 10
    clip = capped(cap("order", 70)).quote("2024-01-05", line("a", "100.00"))
    reject = capped(cap("order", 70, "reject")).quote("2024-01-05", line("a", "100.00"))
    assert (granted(clip), clip.base_wanted) == ((70, 0), 100)
    assert (granted(reject), reject.base_wanted) == ((0, 0), 100)
    exact = capped(cap("order", 100, "reject")).quote("2024-01-05", line("a", "100.00"))
    assert granted(exact) == (100, 0)


def test_base_fills_first_and_bonus_is_cut_first():
    till = capped(cap("order", 150), multipliers=TWICE)
    quoted = till.quote("2024-01-05", line("a", "100.00"))
    assert granted(quoted) == (100, 50)
    assert (quoted.base_wanted, quoted.bonus_wanted) == (100, 100)
    assert granted(till.quote("2024-01-05", line("a", "200.00"))) == (150, 0)


def test_base_of_every_expiry_comes_before_any_bonus():
    kinds = {"A": {}, "B": {"expiry": {"kind": "rolling", "days": 9}}}
    rules = [ONE_FOR_ONE | {"id": sku.lower(), "of": {"skus": [sku]}} | own for sku, own in kinds.items()]
    till = capped(cap("order", 150), rules=rules, multipliers=TWICE)
    till.buy("o1", "2024-01-05", line("a", "80.00"), line("b", "40.00"))
    assert [(one.base, one.bonus) for one in till.standing.placed[0].awards] == [(80, 30), (40, 0)]


def test_the_least_room_wins():
    till = capped(cap("order", 90), cap("month", 150), cap("ever", 200))
    assert till.spend("o1", "2024-01-05", "100.00").points_earned == 90
    assert till.spend("o2", "2024-01-06", "100.00").points_earned == 60
    assert till.spend("o3", "2024-02-06", "100.00").points_earned == 50


@pytest.mark.parametrize(
    ("per", "inside", "outside"),
    [
        ("day", "2024-05-05T23:59:59", "2024-05-06T00:00"),
        ("week", "2024-05-05T23:59:59", "2024-05-06T00:00"),
        ("month", "2024-05-31T23:59:59", "2024-06-01T00:00"),
        ("year", "2024-12-31T23:59:59", "2025-01-01T00:00"),
    ],
)
def test_a_window_is_a_civil_one_of_the_programme(per, inside, outside):  # edge 69
    till = capped(cap(per, 100))
    till.spend("o1", "2024-05-05T00:00" if per != "week" else "2024-04-29T00:00", "80.00")
    assert till.spend("o2", inside, "80.00").points_earned == 20
    assert till.spend("o3", outside, "80.00").points_earned == 80


def test_a_week_may_start_on_another_day():
    till = Till(head={"week_starts": "sunday"}, points={"rules": [ONE_FOR_ONE], "caps": [cap("week", 100)]})
    till.spend("o1", "2024-05-04", "80.00")
    assert till.spend("o2", "2024-05-05", "80.00").points_earned == 80


def test_for_ever_is_counted_for_ever():
    till = capped(cap("ever", 100))
    till.spend("o1", "2020-05-04", "80.00")
    assert till.spend("o2", "2030-05-05", "80.00").points_earned == 20


def test_what_is_held_counts_pending_points_too():  # edge 11
    till = capped(cap("holdings", 100), pending={"days": 30})
    till.spend("o1", "2024-01-05", "80.00")
    assert till.points("2024-01-06") == 0
    assert till.spend("o2", "2024-01-06", "80.00").points_earned == 20


def test_points_an_order_spends_make_room_for_those_it_earns():
    till = capped(cap("holdings", 100), redeem={"points": 1, "worth": "0.10"})
    till.spend("o1", "2024-01-05", "100.00")
    quoted = till.spend("o2", "2024-01-06", "100.00", points=60)
    assert quoted.points_spent == 60
    assert quoted.points_earned == 60


def test_expired_points_are_held_no_more():
    till = capped(cap("holdings", 100), expiry={"kind": "rolling", "days": 10})
    till.spend("o1", "2024-01-05", "100.00")
    assert till.spend("o2", "2024-01-20", "80.00").points_earned == 80


def test_returned_points_free_room_for_later_orders_of_the_window():
    till = capped(cap("day", 100))
    till.spend("o1", "2024-01-05", "80.00")
    till.give_back("o1", "2024-01-05")
    assert till.spend("o2", "2024-01-05", "100.00").points_earned == 100


def test_a_return_after_the_window_frees_nothing_in_the_next_one():
    till = capped(cap("day", 100))
    till.spend("o1", "2024-01-05", "80.00")
    till.spend("o2", "2024-01-06", "80.00")
    till.give_back("o1", "2024-01-06")
    assert till.spend("o3", "2024-01-06", "80.00").points_earned == 20


def test_freed_room_never_grants_to_the_order_that_was_cut():
    till = capped(cap("day", 100))
    till.spend("o1", "2024-01-05", "80.00")
    till.spend("o2", "2024-01-05", "80.00")
    till.give_back("o1", "2024-01-05")
    assert till.points("2024-01-05") == 20


def test_a_cut_award_is_taken_back_only_below_its_room():
    till = capped(cap("order", 100))
    till.buy("o1", "2024-01-05", line("a", "80.00", 2))
    assert till.give_back("o1", "2024-01-06").taken_base == 20
    assert till.give_back("o1", "2024-01-06").taken_base == 80
    assert till.points("2024-01-06") == 0


def test_bonus_that_had_no_room_is_not_taken_as_base():
    till = capped(cap("order", 100), multipliers=TWICE)
    till.buy("o1", "2024-01-05", line("a", "50.00", 2))
    first = till.give_back("o1", "2024-01-06")
    assert (first.taken_base, first.taken_bonus) == (0, 0)  # 50 + 50 bonus still fill the room of 100
    last = till.give_back("o1", "2024-01-06")
    assert (last.taken_base, last.taken_bonus) == (100, 0)


def test_a_rejected_award_stays_rejected_when_part_of_it_would_fit():
    till = capped(cap("order", 100, "reject"))
    till.buy("o1", "2024-01-05", line("a", "80.00", 2))
    reversal = till.give_back("o1", "2024-01-06")
    assert (reversal.taken_base, reversal.debt, till.points("2024-01-06")) == (0, 0, 0)


def test_an_order_that_comes_late_counts_in_the_newest_window_of_its_member():
    till = capped(cap("day", 100))
    days = ("2024-01-05T23:59", "2024-01-06T00:01", "2024-01-05T23:58", "2024-01-06T00:02", "2024-01-07")
    earned = [till.spend(f"o{at}", at, "80.00").points_earned for at in days]
    assert earned == [80, 80, 20, 0, 80]


@pytest.mark.parametrize(
    ("per", "seen", "late"),
    [
        ("week", "2024-05-06", "2024-05-05"),
        ("month", "2024-06-02", "2024-05-31"),
        ("year", "2025-01-01", "2024-12-31"),
    ],
)
def test_a_late_order_counts_in_the_newest_window_of_every_span(per, seen, late):
    till = capped(cap(per, 100))
    assert [till.spend(at, at, "80.00").points_earned for at in (late, seen)] == [80, 80]
    assert till.spend("o3", f"{late}T12:00", "80.00").points_earned == 20
    assert till.spend("o4", f"{seen}T12:00", "80.00").points_earned == 0


def test_caps_of_several_spans_count_a_late_order_in_windows_of_one_day():
    till = capped(cap("week", 100), cap("month", 150))
    till.spend("o1", "2024-02-02", "90.00")  # in the week of 29 January
    assert till.spend("o2", "2024-01-31", "90.00").points_earned == 10
    assert till.spend("o3", "2024-02-05", "90.00").points_earned == 50


def test_what_a_late_order_counted_is_freed_where_it_counted():
    till = capped(cap("day", 100))
    till.spend("o1", "2024-01-06T00:01", "50.00")
    till.spend("o2", "2024-01-05T23:59", "50.00")
    till.give_back("o2", "2024-01-06T12:00")
    assert till.spend("o3", "2024-01-06T13:00", "80.00").points_earned == 50


def test_a_late_hold_counts_in_the_newest_window_and_frees_it_when_let_go():
    till = capped(cap("day", 100))
    till.spend("o1", "2024-01-06T00:01", "50.00")
    held = till.lock("o2", "2024-01-05T23:59", line("a", "50.00"))
    assert till.quote("2024-01-06T00:02", line("a", "80.00")).points_earned == 0
    till.let_go(held, "2024-01-06T00:03")
    assert till.spend("o3", "2024-01-06T13:00", "80.00").points_earned == 50
