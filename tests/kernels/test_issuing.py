"""What issuances give between two instants: told to the live shop, given in a history."""

from loyalty.engine import issuances_due
from tests.engine.till import ONE_FOR_ONE, Till
from tests.kernels.history import History

SILVER, GOLD = ("silver", 100), ("gold", 500)
HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
MONTHLY = {"kind": "monthly", "day": 1}


def track(*levels, **fields):
    return {
        "id": "growth",
        "credit": {
            "of": "spend",
            "window": fields.pop("window", {"kind": "rolling", "months": 1}),
            **fields.pop("credit", {}),
        },
        "term": fields.pop("term", {"kind": "months", "months": 12}),
        "levels": [{"id": name, "minimum": minimum} for name, minimum in levels],
        **fields,
    }


def shop(*levels, on=None, **fields):
    asked = on or {"kind": "tier_entry", "levels": [name for name, _ in levels]}
    return Till(
        joined="2024-01-01",
        tiers=[track(*levels, **fields)],
        points={"rules": [ONE_FOR_ONE], "pending": {"days": 7}},
        issuances=[{"id": "gift", "on": asked, "gives": [{"kind": "points", "points": 5}]}],
    )


def between(till, since, until):
    found = issuances_due(
        till.plan, who=till.who, standing=till.standing, since_us=till.us(since), until_us=till.us(until)
    )
    return [(till.shown(gift.at), gift.cycle) for gift in found]


def test_a_level_that_needs_nothing_is_entered_on_joining():
    till = shop(("member", 0))
    assert between(till, "2024-01-01", "2024-02-01") == [("2024-01-01T00:00:00", "member:2024")]
    assert between(till, "2024-01-02", "2024-02-01") == []


def test_who_rises_over_a_level_rises_to_the_upper_one_alone():
    till = shop(SILVER, GOLD)
    till.spend("o1", "2024-01-20", "600.00")
    assert between(till, "2024-01-20", "2024-01-21") == [("2024-01-20T00:00:00", "gold:2024")]


def test_credit_that_counts_when_points_mature_rises_then():
    till = shop(SILVER, credit={"counts_at": "matured"})
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-01-25") == []
    assert between(till, "2024-01-20", "2024-02-25") == [("2024-01-27T00:00:00", "silver:2024")]


def test_a_level_that_lasts_is_entered_once_for_ever():
    till = shop(SILVER, term={"kind": "forever"})
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-02-25") == [("2024-01-20T00:00:00", "silver:ever")]


def test_a_level_that_follows_the_credit_is_entered_when_it_is_reached_and_not_after():
    till = shop(SILVER, term={"kind": "follows_credit"})
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-05-01") == [("2024-01-20T00:00:00", "silver:2024")]
    assert between(till, "2024-01-21", "2024-05-01") == []


def test_a_month_gives_those_who_follow_their_credit_until_it_has_left():
    till = shop(SILVER, term={"kind": "follows_credit"}, on=MONTHLY | {"levels": ["silver"]})
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-05-01") == [("2024-02-01T00:00:00", "2024-02")]


def test_a_level_that_was_reached_before_is_not_entered_again():
    till = shop(SILVER)
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-21", "2024-03-01") == []


def test_only_the_levels_asked_for_are_entered():
    till = shop(SILVER, GOLD, on={"kind": "tier_entry", "levels": ["gold"]})
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-03-01") == []


def giving(on, *gives, tiers=(), **fields):
    return History(
        joined="2024-01-10T09:00",
        tiers=list(tiers),
        points={"rules": [ONE_FOR_ONE], "redeem": {"points": 1, "worth": "0.01"}},
        offers=[HELD] if gives else [],
        issuances=[{"id": "gift", "on": on, "gives": list(gives) or [{"kind": "points", "points": 7}]}],
        **fields,
    )


def test_points_of_a_history_are_lots_named_before_the_document_that_finds_them():
    history = giving(MONTHLY)
    history.sale(0, "2024-01-20", ("A", 1, 1000))
    history.sale(0, "2024-03-20", ("A", 1, 2000))
    tables = history.run()
    stride = history.gifts + 1
    lots = [(lot.left, lot.key) for lot in tables["lots"] if lot.left]
    assert lots == [(10, stride - 1), (7, stride), (7, stride + 1), (20, 2 * stride - 1)]
    assert [(one.earned, one.lots) for one in tables["by_month"]] == [(10, 1), (7, 1), (27, 2)]
    assert (tables["by_gift"][0].given, tables["by_gift"][0].points) == (2, 14)


def test_what_a_history_gives_can_be_spent_by_the_order_that_finds_it():
    history = giving({"kind": "sign_up"})
    history.sale(0, "2024-01-20", ("A", 1, 1000), points=-1)
    assert history.run()["by_month"][0].spent == 7


def test_a_cycle_is_given_once_however_often_a_member_is_met():
    history = giving(MONTHLY, birthday=(2, 3))
    for hour in range(3):
        history.sale(0, f"2024-02-01T0{hour}:00", ("A", 1, 1000))
    assert history.run()["by_gift"][0].given == 1


def test_a_history_gives_on_birthdays_and_on_the_days_before_them():
    history = giving({"kind": "birthday", "days_before": 3}, birthday=(2, 3))
    history.sale(0, "2024-01-30", ("A", 1, 1000))
    history.sale(0, "2025-01-31", ("A", 1, 1000))
    tables = history.run()
    assert [lot.earned for lot in tables["lots"] if lot.left == 7] == [
        history.us("2024-01-31"),
        history.us("2025-01-31"),
    ]


def test_what_is_due_after_the_last_order_of_a_member_is_given_by_the_end():
    history = giving(MONTHLY, members=2)
    history.sale(0, "2024-01-20", ("A", 1, 1000))
    history.sale(1, "2024-04-20", ("A", 1, 1000))
    tables = history.run()
    assert tables["by_gift"][0].given == 6
    assert [one.booked for one in tables["members"]] == [10 + 21, 10 + 21]


def test_an_order_that_rises_is_followed_by_its_gift_at_its_own_instant():
    levels = {"kind": "tier_entry", "levels": ["silver"]}
    history = giving(levels, tiers=[track(SILVER)])
    history.sale(0, "2024-01-20T08:00", ("A", 1, 10_000))
    history.sale(0, "2024-02-20", ("A", 1, 100))
    tables = history.run()
    gift = next(lot for lot in tables["lots"] if lot.left == 7)
    assert gift.earned == history.us("2024-01-20T08:00")


def test_what_was_due_before_the_history_begins_or_the_measured_window_is_not_counted():
    history = giving(MONTHLY, begins="2024-02-10")
    history.sale(0, "2024-02-20", ("A", 1, 1000))
    history.sale(0, "2024-05-20", ("A", 1, 1000))
    tables = history.run(measure_from="2024-04-10")
    assert (tables["by_gift"][0].given, tables["members"][0].booked) == (1, 20 + 21)


def test_a_member_who_joins_later_is_given_nothing_before():
    history = giving(MONTHLY)
    history.sale(0, "2024-01-05", ("A", 1, 1000))
    history.sale(0, "2024-02-05", ("A", 1, 1000))
    assert history.run()["by_gift"][0].given == 1


def test_a_programme_that_keeps_no_coupons_gives_none():
    history = giving(MONTHLY, {"kind": "coupon", "offer": "held", "valid_days": 9})
    history.plan.settings().coupons = 0
    history.sale(0, "2024-02-05", ("A", 1, 1000))
    tables = history.run()
    history.plan.settings().coupons = 1
    assert tables["by_gift"][0].given == 0
