"""What a return undoes of the gifts of a rise: unused ones are void, used ones stay."""

import pytest

from tests.engine.till import ONE_FOR_ONE
from tests.kernels.history import History

COUPON = {"kind": "coupon", "offer": "held", "valid_days": 30}
POINTS = {"kind": "points", "points": 7}
SHORT = POINTS | {"valid_days": 5}
HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
LEVELS = ("silver", 100), ("gold", 500)


def rising(*gives, levels=("silver", "gold"), term=None, more=(), **track):
    growth = {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
        "term": term or {"kind": "months", "months": 6},
        "levels": [{"id": name, "minimum": minimum} for name, minimum in LEVELS],
    }
    entry = {"id": "gift", "on": {"kind": "tier_entry", "levels": list(levels)}, "gives": list(gives)}
    return History(
        joined="2024-01-01",
        tiers=[growth | track],
        points={"rules": [ONE_FOR_ONE], "redeem": {"points": 1, "worth": "0.01"}},
        offers=[HELD] if COUPON in gives else [],
        issuances=[entry, *more],
    )


def sold(history, day, yuan, **fields):
    return history.sale(0, day, ("A", 1, yuan * 100), **fields)


def told(tables, gift=0):
    one = tables["by_gift"][gift]
    return one.given, one.used, one.lapsed, one.voided, one.taken


def level(tables):
    return tables["standings"][0].level


@pytest.mark.parametrize("term", [None, {"kind": "follows_credit"}])
def test_unused_gifts_of_a_rise_that_a_return_undoes_are_void(term):  # edge 58
    history = rising(COUPON, POINTS, term=term)
    sold(history, "2024-02-01", 100, kept=True)
    history.give_back(0, "2024-02-05", 0, [1])
    tables = history.run()
    assert level(tables) == -1
    assert (told(tables, 0), told(tables, 1)) == ((1, 0, 0, 1, 0), (1, 0, 0, 0, 7))
    assert (tables["members"][0].booked, tables["gifted"][0].held) == (0, 0)
    assert tables["members"][0].debt == 0


@pytest.mark.parametrize("term", [None, {"kind": "follows_credit"}])
def test_where_returns_keep_the_level_or_leave_enough_the_gift_stays(term):  # edge 58
    for history, units in ((rising(COUPON, POINTS, term=term, on_return="keep"), 1), (rising(POINTS), 0)):
        sold(history, "2024-02-01", 100, kept=True)
        sold(history, "2024-02-02", 50 if units else 100, kept=True)
        history.give_back(0, "2024-02-05", 1 - units, [1])
        tables = history.run()
        assert [(one.voided, one.taken) for one in tables["by_gift"]] == [(0, 0)] * len(tables["by_gift"])


def test_used_points_of_a_gift_are_no_debt_and_what_is_left_comes_from_its_own_lot():  # edge 58
    history = rising(POINTS)
    sold(history, "2024-02-01", 100, kept=True)
    sold(history, "2024-02-02", 50, points=103)  # all the order earned, and three of the gift
    history.give_back(0, "2024-02-05", 0, [1])
    tables = history.run()
    member = tables["members"][0]
    # 100 of the award are gone: 48 the second order earned, and the gift's four pay the most of it
    assert (told(tables), member.booked, member.debt) == ((1, 0, 0, 0, 0), 0, 100 - 48 - 4)


def test_what_is_left_of_a_gift_is_taken_back_and_the_used_part_stays():
    history = rising(POINTS | {"valid_days": 3})
    sold(history, "2024-02-01", 100, kept=True)
    sold(history, "2024-02-02", 50, points=3)  # the gift ends first
    history.give_back(0, "2024-02-03", 0, [1])
    tables = history.run()
    assert (told(tables), tables["members"][0].booked) == ((1, 0, 0, 0, 4), 49)


def test_a_used_coupon_stays_used_and_one_that_came_back_before_is_void():
    history = rising(COUPON)
    sold(history, "2024-02-01", 100, kept=True)
    sold(history, "2024-02-02", 50, kept=True)
    history.give_back(0, "2024-02-05", 0, [1])
    assert told(history.run()) == (1, 1, 0, 0, 0)
    back = rising(COUPON)
    sold(back, "2024-02-01", 100, kept=True)
    sold(back, "2024-02-02", 50, kept=True)
    back.give_back(0, "2024-02-04", 1, [1])
    back.give_back(0, "2024-02-05", 0, [1])
    tables = back.run()
    assert (told(tables), tables["gifted"][0].held) == ((1, 1, 0, 1, 0), 0)


def test_only_gifts_of_levels_that_fell_are_void():
    history = rising(POINTS)
    sold(history, "2024-02-01", 100)
    sold(history, "2024-02-02", 450, kept=True)
    history.give_back(0, "2024-02-05", 0, [1])
    tables = history.run()
    assert (level(tables), told(tables)) == (0, (2, 0, 0, 0, 7))
    assert tables["members"][0].booked == 100 + 7


def test_a_rise_after_an_unused_gift_was_void_gives_again():  # edge 59
    history = rising(COUPON, POINTS)
    sold(history, "2024-02-01", 100, kept=True)
    history.give_back(0, "2024-02-05", 0, [1])
    sold(history, "2024-03-01", 100)
    tables = history.run()
    assert (told(tables, 0), told(tables, 1)) == ((2, 0, 0, 1, 0), (2, 0, 0, 0, 7))
    assert (tables["members"][0].booked, tables["gifted"][0].held) == (107, 1)


@pytest.mark.parametrize("gives", [[COUPON], [SHORT], [SHORT, COUPON]])
def test_a_rise_after_a_gift_was_used_gives_nothing_in_its_cycle(gives):  # edge 59
    history = rising(*gives)
    sold(history, "2024-02-01", 100, kept=True)
    sold(history, "2024-02-02", 50, points=3)
    history.give_back(0, "2024-02-05", 0, [1])
    sold(history, "2024-03-01", 100)
    sold(history, "2024-03-02", 1)
    tables = history.run()
    assert [one.given for one in tables["by_gift"]] == [1] * len(gives)


def test_a_coupon_that_has_ended_is_not_void_and_its_cycle_not_given_again():
    history = rising(COUPON)
    sold(history, "2024-02-01", 100, kept=True)
    history.give_back(0, "2024-04-05", 0, [1])
    sold(history, "2024-05-01", 100)
    assert told(history.run()) == (1, 0, 1, 0, 0)


def test_the_gift_of_an_earlier_rise_in_the_same_year_is_not_that_of_the_one_undone():
    history = rising(POINTS, credit={"of": "spend", "window": {"kind": "rolling", "months": 1}},
                     term={"kind": "months", "months": 1})  # fmt: skip
    sold(history, "2024-02-01", 100)
    sold(history, "2024-05-01", 100, kept=True)  # the first term is over; the year's gift was given
    history.give_back(0, "2024-05-05", 0, [1])
    tables = history.run()
    assert (level(tables), told(tables)) == (-1, (1, 0, 0, 0, 0))
    assert tables["members"][0].booked == 107


def test_a_level_that_the_end_of_its_term_took_meanwhile_keeps_its_gift():
    """What the return undoes is the rise above the level on which the term began."""
    history = rising(POINTS, credit={"of": "spend", "window": {"kind": "rolling", "months": 6}})
    sold(history, "2024-02-01", 100)
    sold(history, "2024-07-20", 100)
    sold(history, "2024-08-10", 400, kept=True)  # silver began a second term on 1 August
    history.give_back(0, "2025-02-05", 0, [1])
    tables = history.run()
    assert told(tables) == (2, 0, 0, 0, 7)


def test_of_two_coupons_that_end_together_the_one_given_first_is_used_first():
    """So it is told which of two rises was used."""
    history = rising(COUPON)
    sold(history, "2024-02-01T08:00", 100)
    sold(history, "2024-02-01T09:00", 450, kept=True)  # uses the first
    history.give_back(0, "2024-02-01T10:00", 0, [1])
    tables = history.run()
    assert told(tables) == (2, 1, 0, 1, 0)
    # the one that came back with its order takes its place again
    again = rising(COUPON)
    sold(again, "2024-02-01T08:00", 100)
    sold(again, "2024-02-01T09:00", 450, kept=True)
    sold(again, "2024-02-01T10:00", 30, kept=True)  # uses the second
    again.give_back(0, "2024-02-01T11:00", 0, [1])
    sold(again, "2024-02-01T12:00", 30)
    assert told(again.run())[:2] == (2, 3)


def test_returns_do_not_touch_gifts_of_other_occasions_nor_what_was_before_the_measured_window():
    monthly = {"id": "month", "on": {"kind": "monthly"}, "gives": [POINTS]}
    history = rising(COUPON, POINTS, more=[monthly])
    sold(history, "2024-02-01", 100, kept=True)
    history.give_back(0, "2024-02-05", 0, [1])
    sold(history, "2024-03-05", 10)
    tables = history.run(measure_from="2024-03-01")
    assert (told(tables, 0), told(tables, 1), tables["by_gift"][2].given) == ((0,) * 5, (0,) * 5, 1)
    assert tables["members"][0].booked == 10 + 7 + 7 + 7


def test_a_programme_that_keeps_no_coupons_makes_none_void():
    history = rising(POINTS, COUPON)
    history.plan.settings().coupons = 0
    sold(history, "2024-02-01", 110, kept=True)  # whoever asks has the coupon
    history.give_back(0, "2024-02-05", 0, [1])
    tables = history.run()
    history.plan.settings().coupons = 1
    assert (told(tables, 0), told(tables, 1)[3:]) == ((1, 0, 0, 0, 7), (0, 0))
