"""When points can be spent and when they end, under every policy, on the programme's own calendar."""

import pytest

from tests.engine.till import ONE_FOR_ONE, Till, line


def expiring(expiry, joined="2020-03-15T10:00", head=None, **policy):
    return Till(joined=joined, head=head, points={"rules": [ONE_FOR_ONE], "expiry": expiry} | policy)


def end(till, at, **cart):
    till.spend("o1", at, "10.00", **cart)
    return till.expiries()[0]


def rolling(**fields):
    return {"kind": "rolling", "round_up": "none"} | fields


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        ("2023-01-31T10:00", 1, "2023-02-28T10:00:00"),
        ("2024-01-31T10:00", 1, "2024-02-29T10:00:00"),
        ("2024-02-29T10:00", 12, "2025-02-28T10:00:00"),
        ("2024-10-31T10:00", 4, "2025-02-28T10:00:00"),
        ("2024-03-15T10:00", 12, "2025-03-15T10:00:00"),
    ],
)
def test_months_are_added_and_clamped(at, months, expected):  # edge 19
    assert end(expiring(rolling(months=months)), at) == expected


def test_days_are_civil_days():
    assert end(expiring(rolling(days=30)), "2024-02-01T10:00") == "2024-03-02T10:00:00"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("none", "2024-02-15T10:00:00"),
        ("day", "2024-02-16T00:00:00"),
        ("month", "2024-03-01T00:00:00"),
        ("quarter", "2024-04-01T00:00:00"),
        ("year", "2025-01-01T00:00:00"),
    ],
)
def test_the_end_is_carried_to_the_next_boundary(unit, expected):
    till = expiring({"kind": "rolling", "months": 1, "round_up": unit})
    assert end(till, "2024-01-15T10:00") == expected


@pytest.mark.parametrize("unit", ["day", "month", "quarter", "year"])
def test_an_end_on_a_boundary_stays_there(unit):
    till = expiring({"kind": "rolling", "months": 1, "round_up": unit})
    assert end(till, "2024-12-01") == "2025-01-01T00:00:00"


def test_a_day_is_the_default_to_round_up_to():
    assert end(expiring({"kind": "rolling", "months": 12}), "2024-01-15T00:00:01") == "2025-01-16T00:00:00"


def test_the_last_moment_counts_and_the_end_does_not():  # edge 20
    till = expiring({"kind": "rolling", "months": 1})
    till.spend("o1", "2024-01-15T10:00", "10.00")
    assert till.points("2024-02-15T23:59:59.999999") == 10
    assert till.points("2024-02-16T00:00") == 0


def test_a_fixed_day_ends_the_points_of_the_year_before_with_its_own_end():  # edge 20
    till = expiring({"kind": "fixed", "month": 12, "day": 31})
    assert end(till, "2023-01-01") == "2025-01-01T00:00:00"
    assert (
        end(expiring({"kind": "fixed", "month": 12, "day": 31}), "2023-12-31T23:59") == "2025-01-01T00:00:00"
    )


def test_a_fixed_day_of_the_same_year_moves_on_when_it_is_over():
    policy = {"kind": "fixed", "month": 3, "day": 31, "years_after": 0}
    assert end(expiring(policy), "2024-03-31T12:00") == "2024-04-01T00:00:00"
    assert end(expiring(policy), "2024-04-01") == "2025-04-01T00:00:00"


def test_the_29th_of_february_is_the_28th_in_common_years():
    policy = {"kind": "fixed", "month": 2, "day": 29}
    assert end(expiring(policy), "2024-05-01") == "2025-03-01T00:00:00"
    assert end(expiring(policy), "2023-05-01") == "2024-03-01T00:00:00"


def test_an_anniversary_of_joining():
    policy = {"kind": "anniversary"}
    assert end(expiring(policy), "2024-03-15T09:59") == "2024-03-15T10:00:00"
    assert end(expiring(policy), "2024-03-15T10:00") == "2025-03-15T10:00:00"
    assert end(expiring(policy), "2020-04-01") == "2021-03-15T10:00:00"
    assert end(expiring(policy, joined="2020-02-29"), "2022-06-01") == "2023-02-28T00:00:00"


def test_the_second_anniversary_after_earning_is_one_year_after_the_first():
    policy = {"kind": "anniversary", "years": 2}
    assert end(expiring(policy), "2024-03-01") == "2025-03-15T10:00:00"
    assert end(expiring(policy), "2024-04-01") == "2026-03-15T10:00:00"


def test_an_anniversary_before_the_points_mature_is_skipped():
    till = expiring({"kind": "anniversary"}, pending={"days": 30})
    assert end(till, "2024-03-01") == "2025-03-15T10:00:00"


def test_points_that_mature_at_the_very_instant_of_an_anniversary_live_until_the_next():  # edge 20
    till = expiring({"kind": "anniversary"}, pending={"days": 30})
    assert end(till, "2024-02-14T10:00") == "2025-03-15T10:00:00"
    assert till.points("2024-03-15T10:00") == 10


def test_a_pending_lot_lives_from_its_maturing_unless_told():  # edge 22
    pending = {"days": 10}
    assert end(expiring(rolling(months=1), pending=pending), "2024-01-05T08:00") == "2024-02-15T08:00:00"
    earning = rolling(months=1) | {"from": "earning"}
    assert end(expiring(earning, pending=pending), "2024-01-05T08:00") == "2024-02-05T08:00:00"


def test_a_lot_lives_for_a_moment_even_when_waiting_takes_longer():
    till = expiring(rolling(months=1) | {"from": "earning"}, pending={"days": 27, "after": "delivered"})
    till.spend("o1", "2024-01-05", "10.00", delivered_days=10)
    lot = till.standing.lots[0]
    assert (till.shown(lot.available), lot.expires - lot.available) == ("2024-02-11T00:00:00", 1)


def test_a_fixed_day_before_the_points_mature_is_the_next_years():
    till = expiring({"kind": "fixed", "month": 1, "day": 10, "years_after": 1}, pending={"days": 30})
    assert end(till, "2023-12-20") == "2025-01-11T00:00:00"


def test_waiting_is_counted_from_payment_or_delivery_on_the_civil_clock():
    for after, expected in (("paid", "2024-03-31T12:00:00"), ("delivered", "2024-04-03T12:00:00")):
        head = {"currency": "GBP", "time_zone": "Europe/London"}
        till = expiring({"kind": "never"}, head=head, pending={"days": 7, "after": after})
        till.spend("o1", "2024-03-24T12:00", "10.00", delivered_days=3)
        assert till.shown(till.standing.lots[0].available) == expected


def test_never_is_never():
    till = expiring({"kind": "never"})
    till.spend("o1", "2000-01-05", "10.00")
    assert till.points("2099-01-01") == 10


def test_ends_are_civil_times_across_a_change_of_clocks():  # edge 21
    head = {"currency": "USD", "time_zone": "America/New_York"}
    till = expiring(rolling(months=1), head=head)
    till.spend("o1", "2024-02-15T12:00", "10.00")
    lot = till.standing.lots[0]
    assert till.shown(lot.expires) == "2024-03-15T12:00:00"
    assert lot.expires - lot.earned == (29 * 24 - 1) * 3_600_000_000


def test_an_end_the_clock_skips_moves_forward_with_the_clock():  # edge 21
    head = {"currency": "USD", "time_zone": "America/New_York"}
    assert end(expiring(rolling(months=1), head=head), "2024-02-10T02:30") == "2024-03-10T03:30:00"


def test_the_expiry_of_a_rule_or_a_tier_is_stamped_on_the_lot():  # edge 28
    track = {
        "id": "t",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 5, "expiry": rolling(days=20)}],
    }
    other = track | {"id": "u", "levels": [{"id": "only", "minimum": 0, "expiry": rolling(days=15)}]}
    gift = {"id": "gift", "kind": "per_amount", "points": 2, "per": 1, "of": {"skus": ["G"]}}
    policy = {"rules": [ONE_FOR_ONE, gift | {"expiry": rolling(days=1)}], "expiry": rolling(days=10)}
    till = Till(points=policy, tiers=[track])
    till.buy("o1", "2024-01-01", line("a", "10.00"), line("g", "10.00"))
    assert till.expiries() == ["2024-01-02T00:00:00", "2024-01-11T00:00:00"]
    till.buy("o2", "2024-01-03", line("a", "10.00"))
    assert till.expiries()[-1] == "2024-01-23T00:00:00"
    both = Till(points=policy, tiers=[track, other])
    both.spend("o1", "2024-01-01", "10.00")
    both.spend("o2", "2024-01-01", "10.00")
    assert both.expiries() == ["2024-01-16T00:00:00", "2024-01-21T00:00:00"]


def test_a_changed_rule_leaves_the_lots_as_they_are():  # edge 27
    till = expiring(rolling(days=10))
    till.spend("o1", "2024-01-01", "10.00")
    later = expiring(rolling(days=99))
    later.standing = till.standing
    later.spend("o2", "2024-01-02", "10.00")
    assert later.expiries() == ["2024-01-11T00:00:00", "2024-04-10T00:00:00"]
