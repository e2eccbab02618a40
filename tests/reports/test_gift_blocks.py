"""What issuances give is told gift by gift, points and coupons."""

from loyalty.reports.gift_blocks import gifts

COUPON = {
    "issuance": "birthday",
    "name": "Birthday",
    "name_zh": "生日礼",
    "offer": "held",
    "given": 1200,
    "points": 0,
    "used": 300,
    "cost_minor": 4_500_00,
    "came_back": 2,
    "lapsed": 850,
    "voided": 3,
    "points_taken": 0,
    "held": 52,
}
POINTS = COUPON | {
    "issuance": "welcome",
    "name": "welcome",
    "name_zh": "welcome",
    "offer": None,
    "given": 40,
    "points": 4000,
    "used": 0,
    "cost_minor": 0,
    "came_back": 0,
    "lapsed": 0,
    "voided": 0,
    "points_taken": 70,
    "held": 0,
}


def test_each_gift_says_how_often_it_was_given_used_and_left_to_lapse(a_draft, pen):
    a_draft["gifts"] = [COUPON | {"offer": "first10"}, COUPON, POINTS]
    block = gifts(a_draft, pen)
    assert block.answer == (
        "2,400 coupons given, 600 used with ¥9,000.00 off, 1,700 lapsed; 4,000 points given. "
        "What coupons take off is part of their offers' cost."
    )
    (only,) = block.tables
    named, other, points = ([cell.text for cell in line.cells] for line in only.rows)
    assert named[:5] == ["Birthday", "First order 10% off", "1,200", "–", "300"]
    assert named[5:] == ["¥4,500.00", "2", "850", "3", "52"]
    assert other[1] == "held"
    assert points == ["welcome", "Points", "40", "4,000", "–", "–", "–", "–", "70", "–"]
    assert [line.cells[0].under for line in only.rows] == ["birthday", "birthday", ""]


def test_a_programme_that_gives_nothing_is_not_asked(a_draft, pen):
    assert gifts(a_draft, pen) is None
