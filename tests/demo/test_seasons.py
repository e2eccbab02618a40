from datetime import date

import numpy as np

from loyalty.demo.seasons import (
    DAYS,
    FIRST_DAY,
    SHOP_HOURS,
    category_shares,
    demand,
    hour_shares,
    is_sale,
    months_of_days,
)


def weight(year, month, day):
    return demand().weights[(date(year, month, day) - FIRST_DAY).days]


def test_two_whole_years_are_covered():
    assert DAYS == 731
    assert months_of_days()[[0, 30, 31, -1]].tolist() == [0, 0, 1, 23]


def test_weights_are_shares_of_a_whole():
    days = demand()
    assert abs(days.weights.sum() - 1) < 1e-12
    assert (days.weights > 0).all()
    assert abs(days.reached[-1] - 1) < 1e-12


def test_the_eleventh_of_november_is_the_busiest_day_of_each_year():
    busiest = [int(year.argmax()) for year in np.split(demand().weights, [366])]
    assert [busiest[0], busiest[1]] == [
        date(2024, 11, 11).timetuple().tm_yday - 1,
        date(2025, 11, 11).timetuple().tm_yday - 1,
    ]


def test_weekends_are_busier_than_the_days_before():
    assert weight(2024, 3, 16) > weight(2024, 3, 13)


def test_before_new_year_people_buy_and_after_it_they_rest():
    assert weight(2025, 1, 24) > 2 * weight(2025, 1, 31)


def test_some_days_sell_everything_cheaper():
    assert [is_sale(6, 18), is_sale(11, 11), is_sale(11, 12)] == [True, True, False]


def test_ice_sells_in_summer():
    shares = category_shares()
    of_ice = np.diff(shares, axis=1)[:, 3]
    assert of_ice[6] > 5 * of_ice[0]
    assert np.allclose(shares[:, -1], np.arange(1, 13))


def test_the_shop_is_closed_at_night():
    ends = hour_shares(SHOP_HOURS)
    assert ends[7] == 0
    assert ends[21] == ends[23] == 1
