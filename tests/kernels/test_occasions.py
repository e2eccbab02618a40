"""When issuances give by the calendar, and until when what they give is good."""

import pytest

from loyalty.kernels import codes
from loyalty.kernels.occasions import (
    birthday_at,
    birthday_from,
    birthday_year,
    good_until,
    month_day_from,
    occasion_from,
    year_of,
)
from loyalty.kernels.rows import row
from loyalty.plan import lower
from loyalty.rules.document import load_program
from loyalty.when import civil, from_us, to_us
from tests.engine.till import HEAD

PROGRAM = load_program(HEAD)
ZONE = lower(PROGRAM).tables["zone"]


def us(text):
    return to_us(civil(text, PROGRAM.zone))


def shown(instant):
    return from_us(instant, PROGRAM.zone).replace(tzinfo=None).isoformat()


def person(month=5, day=20, joined="2020-01-01", **known):
    return [row("members", joined=us(joined))], [row("gifted", birthday=month * 32 + day, **known)]


def test_a_year_is_that_of_the_programmes_clock():
    assert [year_of(ZONE, us("2024-12-31T23:59")), year_of(ZONE, us("2025-01-01"))] == [2024, 2025]


def test_what_is_good_for_some_days_is_good_to_the_end_of_the_last():
    assert shown(good_until(ZONE, us("2024-01-10T09:00"), 30)) == "2024-02-10T00:00:00"
    assert shown(good_until(ZONE, us("2024-01-10"), 30)) == "2024-02-09T00:00:00"


@pytest.mark.parametrize(
    ("since", "days", "found", "year"),
    [
        ("2024-01-01", 0, "2024-05-20T00:00:00", 2024),
        ("2024-05-20", 0, "2024-05-20T00:00:00", 2024),
        ("2024-05-20T00:00:01", 0, "2025-05-20T00:00:00", 2025),
        ("2024-01-01", 5, "2024-05-15T00:00:00", 2024),
    ],
)
def test_the_next_birthday_is_the_first_from_an_instant_on(since, days, found, year):
    at = birthday_from(0, us(since), days, ZONE, *person())
    assert shown(at) == found
    assert birthday_year(0, at, days, ZONE, *person()) == year


def test_days_before_a_birthday_belong_to_its_own_year():
    at = birthday_from(0, us("2024-12-01"), 7, ZONE, *person(1, 3))
    assert (shown(at), birthday_year(0, at, 7, ZONE, *person(1, 3))) == ("2024-12-27T00:00:00", 2025)
    late = birthday_from(0, us("2024-12-28"), 7, ZONE, *person(1, 3))
    assert shown(late) == "2025-12-27T00:00:00"


def test_who_joins_on_the_birthday_has_it_at_once_and_who_joins_after_has_the_next_one():
    on, after = person(joined="2024-05-20T09:00"), person(joined="2024-05-21")
    assert shown(birthday_at(0, 2024, 0, ZONE, *on)) == "2024-05-20T09:00:00"
    assert birthday_at(0, 2024, 0, ZONE, *after) == codes.FOREVER
    assert shown(birthday_from(0, us("2024-05-21"), 0, ZONE, *after)) == "2025-05-20T00:00:00"


def test_a_birthday_that_is_not_known_never_comes():
    assert birthday_from(0, us("2024-01-01"), 0, ZONE, *person(0, 0)) == codes.FOREVER


def test_a_birthday_that_was_changed_counts_from_its_year_on():
    changed = person(8, 1, birthday_before=5 * 32 + 20, birthday_from=2025)
    assert shown(birthday_from(0, us("2024-01-01"), 0, ZONE, *changed)) == "2024-05-20T00:00:00"
    assert shown(birthday_from(0, us("2024-06-01"), 0, ZONE, *changed)) == "2025-08-01T00:00:00"


def test_a_day_of_the_month_is_at_the_latest_its_last():
    assert shown(month_day_from(us("2024-01-31T00:00:01"), 31, ZONE)) == "2024-02-29T00:00:00"
    assert shown(month_day_from(us("2024-02-29"), 31, ZONE)) == "2024-02-29T00:00:00"
    assert shown(month_day_from(us("2024-12-31T12:00"), 31, ZONE)) == "2025-01-31T00:00:00"


def test_each_occasion_has_its_own_next_instant():
    kinds = (codes.AT_SIGN_UP, codes.AT_BIRTHDAY, codes.AT_MONTHLY, codes.AT_TIER_ENTRY)
    issuances = [row("issuances", kind=kind, day=int(kind == codes.AT_MONTHLY)) for kind in kinds]
    members, gifted = person(joined="2024-01-10T09:00")

    def following(since):
        return [occasion_from(n, 0, us(since), ZONE, issuances, members, gifted) for n in range(4)]

    joining, birthday, month, rise = following("2024-01-10T09:00")
    assert (shown(joining), shown(birthday), shown(month)) == (
        "2024-01-10T09:00:00",
        "2024-05-20T00:00:00",
        "2024-02-01T00:00:00",
    )
    assert rise == codes.FOREVER
    assert following("2024-01-10T09:01")[0] == codes.FOREVER
