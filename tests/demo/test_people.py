import numpy as np

from loyalty.demo.people import MEMBERS, people
from loyalty.demo.seasons import DAYS, demand


def folk(seed=1):
    return people(np.random.default_rng(seed), demand())


def test_some_joined_before_the_first_day_and_the_others_with_an_order():
    all_of_them = folk()
    new = all_of_them.joined >= 0
    assert 0.4 < new.mean() < 0.6
    assert (all_of_them.orders[new] >= 1).all()
    assert (all_of_them.orders[~new] == 0).any()


def test_nobody_leaves_before_joining_or_after_the_last_day():
    all_of_them = folk()
    assert (all_of_them.left >= all_of_them.joined).all()
    assert (all_of_them.left < DAYS).all()


def test_whoever_left_before_the_first_day_orders_nothing():
    all_of_them = folk()
    assert all_of_them.orders[all_of_them.left < 0].sum() == 0


def test_a_tenth_of_the_members_places_a_large_part_of_the_orders():
    counts = np.sort(folk().orders)
    assert 0.3 < counts[-MEMBERS // 10 :].sum() / counts.sum() < 0.6


def test_most_birthdays_are_known_and_some_fall_on_the_29th_of_february():
    birthdays = folk().birthday
    known = birthdays[~np.isnat(birthdays)]
    assert 0.78 < known.size / MEMBERS < 0.86
    assert any(str(day).endswith("-02-29") for day in known)


def test_the_same_seed_makes_the_same_people():
    assert (folk(7).orders == folk(7).orders).all()
    assert (folk(7).orders != folk(8).orders).any()
