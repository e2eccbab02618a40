"""A return of all goods gives back what an offer took, where it says so: in a history, as in the engine."""

import pytest

from loyalty.kernels import codes, releasing
from loyalty.kernels.rows import row
from tests.kernels.history import History


def history(members=1, **fields):
    ten = {
        "id": "ten",
        "benefit": {"kind": "amount", "amount": 10},
        "limits": [{"per": "member", "uses": 1}, {"per": "program", "uses": 1, "each": "month"}],
        "budget": "pot",
        "release_on_full_return": True,
    }
    return History(members=members, offers=[ten | fields], budgets=[{"id": "pot", "amount": 10}])


def sold(made, day, who=0):
    return made.sale(who, day, ("A", 2, 10_000), kept=True)


def uses(tables):
    """How often the offer applied, uses that members and all have counted, money spent."""
    own, shared = (sum(one.used for one in tables[name]) for name in ("own", "shared"))
    return tables["by_offer"][0].count, own, shared, tables["funds"][0].spent


def test_what_came_back_whole_was_not_used_and_another_order_uses_it():
    made = history(members=2)
    sold(made, "2024-02-01")
    sold(made, "2024-02-02", who=1)  # nothing is left
    made.give_back(0, "2024-02-03", 0, [1])  # a unit is kept: nothing is let go
    sold(made, "2024-02-04", who=1)
    made.give_back(0, "2024-02-05", 0, [1])
    sold(made, "2024-02-06", who=1)
    assert uses(made.run()) == (2, 1, 1, 1000)


def test_what_was_given_back_is_counted_beside_what_is_used():
    made = history(members=2)
    sold(made, "2024-02-01")
    made.give_back(0, "2024-03-05", 0, [2])
    sold(made, "2024-03-06", who=1)
    tables = made.run(measure_from="2024-03-01")
    limit, pot, months = tables["drained"][0], tables["funds"][0], tables["by_offer_month"]
    assert ((limit.uses, limit.back), (pot.spent, pot.back)) == ((2, 1), (1000, 1000))
    assert [(one.count, one.freed, one.freed_minor) for one in months] == [(0, 0, 0), (1, 1, 1000)]


def test_in_the_warm_up_no_month_counts_what_comes_back():
    made = history()
    sold(made, "2024-02-01")
    made.give_back(0, "2024-02-05", 0, [2])
    tables = made.run(measure_from="2024-03-01")
    assert (tables["drained"][0].back, [one.freed for one in tables["by_offer_month"]]) == (1, [0])


def test_a_use_of_an_identity_comes_back_to_its_own_counters_and_to_no_other():
    made = history(limits=[{"per": "identity", "uses": 1}, {"per": "program", "uses": 9}], budget=None)
    sold(made, "2024-02-01")
    made.give_back(0, "2024-02-05", 0, [2])
    assert sum(one.used for one in made.run()["own"]) == 0
    sold(made, "2024-02-06")
    tables = made.run()
    assert (tables["by_offer"][0].count, [one.used for one in tables["shared"]]) == (2, [1])
    assert [one.used for one in tables["own"]] == [1, 1]
    assert uses(tables)[:3] == (2, 2, 1)


def test_without_the_switch_all_stays_used():
    made = history(release_on_full_return=False)
    sold(made, "2024-02-01")
    made.give_back(0, "2024-02-03", 0, [2])
    sold(made, "2024-02-06")
    assert uses(made.run()) == (1, 1, 1, 1000)


def test_a_window_that_is_over_is_nobodys_any_more():
    made = history(limits=[{"per": "program", "uses": 1, "each": "month"}], budget=None)
    sold(made, "2024-02-01")
    sold(made, "2024-03-01")
    made.give_back(0, "2024-03-02", 0, [2])
    tables = made.run()
    assert (tables["by_offer"][0].count, tables["shared"][0].used) == (2, 1)


@pytest.mark.parametrize(("back", "applied"), [(True, 2), (False, 1)])
def test_the_first_order_is_to_be_had_again(back, applied):  # edge 84
    made = history(when={"kind": "first_order"}, limits=[], budget=None)
    sold(made, "2024-02-01")
    if back:
        made.give_back(0, "2024-02-02", 0, [2])
    sold(made, "2024-02-03")
    tables = made.run()
    assert (tables["by_offer"][0].count, tables["members"][0].orders) == (applied, 2 - back)


def test_an_order_that_took_nothing_of_it_gives_nothing_back():
    made = history(members=2)
    sold(made, "2024-02-01")
    sold(made, "2024-02-02", who=1)
    made.give_back(1, "2024-02-03", 1, [2])
    made.sale(-1, "2024-02-04", ("A", 1, 500))
    assert uses(made.run()) == (1, 1, 1, 1000)


def test_an_order_is_uncounted_once():
    members, kept = [row("members", orders=2)], [row("kept_orders", placed=1)]
    for _ in range(2):
        releasing.uncount_order(0, 0, members, kept)
    assert (members[0].orders, kept[0].placed) == (1, codes.UNCOUNTED)
