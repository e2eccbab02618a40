"""Whatever is due by an instant holds from it on, points and levels alike."""

from loyalty.engine import up_to_date
from tests.engine.till import ONE_FOR_ONE, Till

TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 1}},
    "term": {"kind": "months", "months": 2},
    "levels": [{"id": "silver", "minimum": 100}],
}


def test_points_expire_and_a_term_ends_by_the_instant():
    till = Till(tiers=[TRACK], points={"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "months": 1}})
    till.spend("o1", "2024-01-10", "100.00")

    def standing(at):
        after = up_to_date(till.plan, who=till.who, standing=till.standing, at=till.at(at))
        return after.booked, after.tiers[0].level

    assert standing("2024-02-09T23:59") == (100, 0)
    assert standing("2024-02-10") == (0, 0)
    assert standing("2024-03-10") == (0, -1)
