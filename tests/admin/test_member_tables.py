"""Coupons and lots as tables: what can be used first stands first."""

from datetime import UTC, datetime, timedelta

from loyalty import load_program
from loyalty.admin.member_pen import Pen
from loyalty.admin.member_tables import coupons_table, lots_table, usable, uses_table
from loyalty.admin.words import Words
from loyalty.live.profiles import LimitUse, LotInfo
from loyalty.live.results import CouponInfo

NOW = datetime(2024, 5, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)
PEN = Pen(load_program("key: tables\ncurrency: CNY\ntime_zone: UTC\n"), Words("en"))


def coupon(name, **fields):
    given = {
        "id": name,
        "offer_id": name,
        "name": name,
        "name_zh": name,
        "member": "ann",
        "state": "open",
        "starts_at": NOW - DAY,
        "ends_at": NOW + DAY,
        "granted_at": NOW - DAY,
        "cause": "hand",
        "program_hash": "x",
        "order_id": None,
    }
    return CouponInfo(**given | fields)


def test_coupons_to_use_come_first_and_of_those_the_first_to_end():
    held = (
        coupon("used", state="used", order_id="o1", cause="issuance:welcome:once"),
        coupon("endless", ends_at=None, cause="our campaign"),
        coupon("later", starts_at=NOW + DAY, ends_at=NOW + 3 * DAY, cause="code:spring"),
        coupon("soon"),
    )
    rows = [[cell.text for cell in line.cells] for line in coupons_table(held, NOW, PEN).rows]
    assert [line[0] for line in rows] == ["soon", "later", "endless", "used"]
    assert [line[1] for line in rows] == ["to use", "from 2024-05-02 04:00 on", "to use", "used on o1"]
    assert rows[2][2] == "for good"
    causes = [line[4] for line in rows]
    assert causes == ["by hand", "code of batch spring", "our campaign", "issuance welcome:once"]
    assert [usable(one, NOW) for one in held] == [False, True, False, True]


def test_lots_say_when_they_can_be_used_and_when_they_end():
    lots = (
        LotInfo(left=3, granted=5, earned_at=NOW, usable_from=NOW, ends_at=NOW + DAY),
        LotInfo(left=4, granted=4, earned_at=NOW, usable_from=None, ends_at=None),
        LotInfo(left=4, granted=4, earned_at=NOW, usable_from=NOW + DAY, ends_at=None),
    )
    rows = [[cell.text for cell in line.cells] for line in lots_table(lots, PEN).rows]
    assert rows[0][:4] == ["3", "5", "2024-05-02 04:00", "at once"]
    assert rows[1][2:4] == ["for good", "not known yet"]
    assert rows[2][3] == "2024-05-02 04:00"


def test_uses_of_limits_are_told_in_words():
    counters = ("gift/identity/ever", "gift/member/day", "cake/birthday", "cake/birthday/week")
    uses = tuple(LimitUse(limit=one, uses_max=2, used=n) for n, one in enumerate(counters))
    rows = [[cell.text for cell in line.cells] for line in uses_table(uses, PEN).rows]
    assert [line[0] for line in rows] == ["gift", "gift", "cake", "cake"]
    assert [line[1].split()[0] for line in rows] == ["all", "the", "the", "the"]
    assert [line[2] for line in rows] == ["all time", "a day", "a year's birthday", "a year's birthday"]
    assert [line[3:] for line in rows] == [[str(n), "2"] for n in range(4)]
