"""What holds for issuances in a history, and to whom nothing can be given, is said with its number."""

import pytest

from loyalty.simulate import Settings, simulate
from loyalty.simulate.figures.untold_gifts import COUPONS, gifts_told
from tests.differential.logs import DAY, FIRST, Document, People, log_of
from tests.simulate.replays import shop

PEOPLE = People(joined=(FIRST - DAY, FIRST, FIRST + DAY), birthdays=((0, 0), (5, 3), (0, 0)))
LOG = log_of([Document(FIRST), Document(FIRST, member=1), Document(FIRST, member=2)], PEOPLE)
HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
POINTS = {"kind": "points", "points": 5}
COUPON = {"kind": "coupon", "offer": "held", "valid_days": 9}


def giving(kind, *gives):
    gifts = list(gives) or [POINTS]
    return shop(offers=[HELD], points={}, issuances=[{"id": "i", "on": {"kind": kind}, "gives": gifts}])


def told(*programs, **settings):
    return {one.key: one for one in gifts_told(programs, LOG, Settings(**settings))}


def test_a_programme_that_gives_nothing_assumes_nothing():
    assert told(shop(offers=[HELD])) == {}


def test_points_of_a_month_need_no_more_than_when_giving_begins():
    assert list(told(giving("monthly"))) == ["issuances"]


def test_members_of_before_the_log_and_those_without_a_birthday_are_counted():
    found = told(giving("sign_up"), giving("birthday"))
    joining, birthdays = found["issued_on_joining"], found["issued_on_birthdays"]
    assert joining.en == (
        "1 of 3 members joined before the log begins and get nothing for joining; "
        "1 count as joining with their first document."
    )
    assert joining.zh == "3 名会员中，1 名在日志开始前已入会，不发入会礼；1 名按首个单据的时刻视为入会。"
    assert birthdays.en == "2 of 3 members have no birthday in the members file and get nothing on it."
    assert birthdays.zh == "3 名会员中，2 名在会员文件中没有生日，不发生日礼。"


@pytest.mark.parametrize("use", list(COUPONS))
def test_who_uses_coupons_of_issuances_is_said_as_the_setting_says_it(use):
    one = told(giving("monthly", COUPON), use_coupons=use)["issued_coupons"]
    assert (one.value, one.en, one.zh) == (use, *COUPONS[use])


def test_a_result_says_so_in_its_head():
    result = simulate(LOG, [giving("sign_up")], settings=Settings(parity_members=3))
    assert [one.key for one in result.assumptions][-2:] == ["issuances", "issued_on_joining"]
