"""A history, event by event: what is due comes first, and every event adds to the sums a report needs."""

from loyalty.kernels import codes
from tests.kernels.history import History

RULE = {"id": "base", "kind": "per_amount", "points": 1, "per": "1.00"}
TRACK = {
    "id": "t",
    "credit": {"of": "spend", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "levels": [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 100, "free_shipping_from": 0}],
}
OFFERS = [
    {"id": "cut", "benefit": {"kind": "amount", "amount": 1}, "when": {"kind": "subtotal", "minimum": 50}},
    {"id": "price", "benefit": {"kind": "member_price", "prices": {"B": "8.00"}}},
]
POLICY = {"rules": [RULE], "redeem": {"points": 1, "worth": "0.01"}}


def busy(**fields):
    return History(members=2, tiers=[TRACK], points=POLICY, offers=OFFERS, **fields)


def test_a_sale_adds_to_its_month_its_offers_its_level_and_its_own_outcome():
    history = busy()
    history.sale(0, "2024-01-31T23:59", ("A", 1, 10_000), ("B", 1, 1000), shipping=500)
    history.sale(0, "2024-02-01", ("A", 1, 6000), shipping=500, points=50)
    tables = history.run()
    january, february = tables["by_month"]
    assert (january.orders, january.revenue, january.off, january.shipping) == (1, 11_000, 300, 0)
    assert (january.earned, january.with_offers, january.with_prices, january.lots) == (107, 1, 1, 1)
    assert (february.off, february.shipping, february.points_minor, february.spent) == (100, 500, 50, 50)
    assert (february.benefits, february.with_shipping, february.with_points) == (1, 1, 1)
    assert [(one.count, one.cost) for one in tables["by_offer"]] == [(1, 200), (2, 200), (1, 500)]
    low, high = tables["by_level"][2], tables["by_level"][3]
    assert (low.orders, low.revenue, low.cost, low.earned) == (1, 11_000, 300, 107)
    assert (high.orders, high.revenue, high.cost) == (1, 6000, 650)
    outcome = tables["outcomes"][1]
    assert (outcome.level, outcome.revenue, outcome.off, outcome.shipping, outcome.points) == (
        1,
        6000,
        100,
        500,
        50,
    )
    assert tables["moves"][0 * 9 + 1 * 3 + 2].count == 1  # from the first level to the second in January


def test_an_order_that_brings_nothing_is_counted_as_such():
    history = busy()
    history.sale(0, "2024-01-31", ("A", 1, 1000))
    tables = history.run()
    month = tables["by_month"][0]
    assert (month.orders, month.benefits, month.with_offers, month.with_prices) == (1, 0, 0, 0)
    reasons = {place: one.count for place, one in enumerate(tables["refusals"]) if one.count}
    assert reasons == {
        0 * codes.REASONS + codes.NO_EFFECT: 1,
        1 * codes.REASONS + codes.BELOW_MINIMUM: 1,
        2 * codes.REASONS + codes.WRONG_TIER: 1,
    }


def test_a_guests_order_counts_beside_the_levels():
    history = busy()
    history.sale(codes.NONE, "2024-01-31", ("A", 1, 10_000))
    tables = history.run()
    assert (tables["by_level"][0].orders, tables["outcomes"][0].level) == (1, codes.NONE)
    assert tables["by_month"][0].earned == 0


def test_without_tiers_there_is_no_level():
    history = History(points=POLICY)
    history.sale(0, "2024-01-31", ("A", 1, 10_000))
    assert history.run()["outcomes"][0].level == codes.NONE


def test_a_return_adds_to_the_month_it_happens_in():
    history = busy()
    history.sale(0, "2024-01-10", ("A", 2, 10_000), kept=True)
    history.give_back(0, "2024-02-10", 0, [1])
    tables = history.run()
    january, february = tables["by_month"]
    assert (january.back, february.back, february.returned, february.taken) == (0, 50, 4950, 50)
    assert (february.base_taken, tables["by_offer"][1].back) == (50, 50)
    assert (tables["outcomes"][1].revenue, tables["outcomes"][1].back) == (4950, 50)


def test_a_return_that_names_no_order_is_counted_apart():
    history = busy()
    history.sale(0, "2024-01-10", ("A", 1, 10_000))
    history.give_back_unlinked(0, "2024-01-11", ("A", 1, 3000))
    month = history.run()["by_month"][0]
    assert (month.unlinked, month.taken, month.base_taken) == (30, 30, 0)


def test_what_happens_before_the_measured_window_builds_state_and_is_not_counted():
    history = busy()
    history.sale(0, "2024-01-10", ("A", 2, 10_000), kept=True)
    history.sale(1, "2024-01-11", ("A", 1, 4000), kept=True)
    history.give_back(1, "2024-01-12", 1, [1])
    history.sale(0, "2024-02-01", ("A", 1, 6000), points=90)
    history.give_back(0, "2024-02-02", 0, [1])
    tables = history.run(measure_from="2024-02-01")
    february = tables["by_month"][1]
    assert tables["by_month"][0].orders == 0
    assert (february.orders, february.spent, february.taken) == (1, 90, 50)
    assert tables["by_offer"][1].back == 0  # given before the window
    assert (tables["by_level"][2].orders, tables["by_level"][3].orders) == (1, 0)


def test_a_replay_stops_where_a_table_is_full_and_goes_on():
    history = busy(trail_room=1, shares_room=6)
    for day in range(1, 5):
        history.sale(0, f"2024-01-0{day}", ("A", 1, 10_000), kept=True, points=50)
    tables = history.run()
    assert history.stopped == [2]
    assert sum(one.spent for one in tables["by_month"]) == 150
    assert tables["members"][0].orders == 4


def test_the_table_of_shares_may_be_the_full_one():
    history = busy(shares_room=3)
    for day in (1, 2):
        history.sale(0, f"2024-01-0{day}", ("A", 1, 10_000), kept=True)
    history.run()
    assert history.stopped == [1]


def test_lots_emptied_between_others_make_room_and_end_unseen():
    policy = {"rules": [RULE], "expiry": {"kind": "rolling", "days": 30}}
    history = History(points=policy)
    for place in range(4):
        history.sale(0, f"2024-01-0{place + 1}", ("A", 1, 1000), kept=place == 1)
    history.give_back(0, "2024-01-05", 0, [1])
    history.sale(0, "2024-03-05", ("A", 1, 1000))
    tables = history.run()
    assert sum(one.expired for one in tables["by_month"]) == 30
    assert tables["members"][0].booked == 10


def test_a_full_row_closes_the_gap_between_its_lots():
    soon = {"kind": "rolling", "days": 1}
    levels = [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 20, "expiry": soon}]
    policy = POLICY | {"rules": [RULE], "pending": {"days": 7}}
    history = History(points=policy, tiers=[TRACK | {"levels": levels}])
    for day, points in ((1, 0), (2, 0), (10, 0), (11, 10)):
        history.sale(0, f"2024-01-{day:02}", ("A", 1, 1000), kept=day == 11, points=points)
    history.give_back(0, "2024-01-12", 0, [1])
    tables = history.run()
    member = tables["members"][0]
    alive = tables["lots"][member.lot_head : member.lot_tail]
    assert [one.left for one in alive] == [10, 0, 10, 10]
    assert member.booked == 30


def test_points_of_an_order_nobody_returns_may_come_back_ended():
    policy = {"rules": [RULE], "redeem": {"points": 1, "worth": "0.01"}}
    history = History(points=policy | {"expiry": {"kind": "rolling", "days": 30}})
    history.sale(0, "2024-01-01", ("A", 1, 1000))
    history.sale(0, "2024-01-02", ("A", 1, 1000), kept=True, points=10)
    history.give_back(0, "2024-03-02", 0, [1])
    tables = history.run()
    assert [one.restored for one in tables["by_month"]] == [0, 0, 10]
    assert tables["members"][0].booked == 0


def test_a_move_before_the_measured_window_is_made_and_not_counted():
    history = busy()
    history.sale(0, "2024-01-01", ("A", 1, 50_000))
    history.sale(0, "2024-02-01", ("A", 1, 50_000))
    tables = history.run(measure_from="2024-02-01")
    assert tables["standings"][0].level == 1
    assert sum(one.count for one in tables["moves"]) == 0


def test_a_kept_order_of_a_guest_needs_no_trail():
    history = busy(trail_room=0, shares_room=3)
    history.sale(codes.NONE, "2024-01-01", ("A", 1, 10_000), kept=True)
    history.give_back(codes.NONE, "2024-01-02", 0, [1])
    assert history.run()["by_month"][0].returned == 9900
    assert history.stopped == []


def test_a_full_row_of_lots_is_made_room_in():
    history = History(points=POLICY | {"expiry": {"kind": "rolling", "months": 12}})
    for place in range(5):
        history.sale(0, f"2024-01-0{place + 1}", ("A", 1, 1000), kept=place == 3, points=10)
    history.give_back(0, "2024-01-06", 0, [1])
    history.give_back_unlinked(0, "2024-01-07", ("A", 1, 100))
    tables = history.run()
    member = tables["members"][0]
    alive = [one.left for one in tables["lots"][member.lot_head : member.lot_tail] if one.left]
    assert sum(alive) == member.booked
    month = tables["by_month"][0]
    assert member.booked == month.earned - month.spent + month.restored - month.taken


def test_two_members_never_touch_each_others_rows():
    history = History(members=2, points=POLICY, tiers=[TRACK])
    for day in (1, 2, 3):
        history.sale(0, f"2024-01-0{day}", ("A", 1, 5000))
        history.sale(1, f"2024-01-0{day}", ("A", 1, 100))
    tables = history.run()
    assert [one.booked for one in tables["members"]] == [150, 3]
    assert [one.sum for one in tables["standings"]] == [15_000, 300]


def test_dirty_benches_change_nothing():
    history = busy()
    history.sale(0, "2024-01-10", ("A", 2, 10_000), ("B", 3, 3000), kept=True, shipping=700)
    history.sale(1, "2024-01-11", ("A", 1, 4000))
    history.give_back(0, "2024-01-12", 0, [1, 2])
    clean = history.run()["by_month"][0].as_dict()
    again = busy()
    again.orders, again.lines, again.items = history.orders, history.lines, history.items
    again.eligible, again.kept, again.kept_lines = history.eligible, history.kept, history.kept_lines
    for one in again.kept:
        start, count = one.line_start, one.line_count
        for name in one.as_dict():
            setattr(one, name, 77)
        one.line_start, one.line_count = start, count
        one.points_back = one.minor_back = 0
    again._lay(None)
    lay = again._lay

    def dirty(measure_from):
        lay(measure_from)
        for name in ("work", "verdicts", "grants", "quote"):
            for one in again.tables[name]:
                for field in one.as_dict():
                    setattr(one, field, 77)

    again._lay = dirty
    assert again.run()["by_month"][0].as_dict() == clean


def test_at_the_bounds_no_step_of_any_kernel_passes_what_64_bits_can_hold():
    most = 2**40 - 1
    offers = [
        {
            "id": "unit",
            "benefit": {"kind": "amount", "amount": "999999999.99", "each": "unit"},
            "lane": "coupon",
        },
        {
            "id": "each",
            "benefit": {"kind": "per_each", "amount": "0.01", "every": "0.01", "times_max": 2**30},
        },
        {
            "id": "item",
            "lane": "item",
            "rounding_unit": "unit",
            "benefit": {"kind": "percent", "percent": "0.0001"},
        },
        {"id": "qty", "spread_by": "quantity", "benefit": {"kind": "percent", "percent": "33.3333"}},
    ]
    policy = {
        "rules": [
            {"id": "a", "kind": "proportional", "rate": "1.000001", "of": {"skus": ["A"]}},
            {"id": "b", "kind": "per_amount", "points": 10, "per": "0.01", "include_shipping": True},
        ],
        "multipliers": [
            {"id": "m", "factor": "7.9999", "of": {"skus": ["A"]}},
            {"id": "n", "factor": "40.1"},
        ],
        "expiry": {"kind": "rolling", "months": 12},
        "on_return": {"grace_days": 30},
        "redeem": {"points": 1000000, "worth": "0.01", "max_percent": "99.9999", "cover_shipping": True},
    }
    window = {"kind": "rolling", "months": 12}
    track = TRACK | {"credit": {"of": "spend", "window": window}, "term": {"kind": "months", "months": 12}}
    history = History(points=policy, offers=offers[1:], tiers=[track], joined="1999-12-31")
    part = most // 3
    lines = (("A", 2**31 - 1, part), ("B", 1, part), ("C", 2**31 - 1, part))
    for slot, at in enumerate(("2024-01-01", "2024-06-01", "2090-06-01")):
        history.sale(0, at, *lines, shipping=most - 3 * part, points=-1, kept=True)
        history.give_back(0, at, slot, [2**30, 1, 5])
        history.give_back(0, "2099-01-01" if slot == 2 else at, slot, [2**30, 0, 2**31 - 6])
    history.give_back_unlinked(0, "2099-06-01", ("A", 1, most))
    tables = history.run(watched=True)
    assert tables["members"][0].orders == 3
    unit = History(offers=offers[:1])
    unit.sale(codes.NONE, "2024-01-01", ("A", 2**31 - 1, most))
    assert unit.run(watched=True)["by_offer"][0].cost == most
