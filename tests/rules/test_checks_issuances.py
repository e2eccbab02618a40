"""What is given by itself can be given."""

import pytest

from loyalty.errors import ProgramInvalid
from loyalty.rules.document import load_program
from tests.rules.whole_programme import edited


@pytest.mark.parametrize(
    ("path", "value", "code", "place"),
    [
        ("issuances.2.on.levels", ["gild"], "tier_unknown", "issuances[2].on.levels[0]"),
        ("issuances.3.gives.0.offer", "hold", "offer_unknown", "issuances[3].gives[0].offer"),
        ("issuances.3.gives.0.offer", "each", "offer_takes_no_coupon", "issuances[3].gives[0].offer"),
        ("issuances.1.gives.0.points", "0.5", "points_decimals", "issuances[1].gives[0].points"),
        ("points.actions.0.points", "0.5", "points_decimals", "points.actions[0].points"),
        (
            "points.actions.0.streaks.0.points",
            "0.5",
            "points_decimals",
            "points.actions[0].streaks[0].points",
        ),
        ("issuances.1.id", "welcome", "id_twice", "issuances[1].id"),
        ("points.actions.1.id", "daily", "id_twice", "points.actions[1].id"),
    ],
)
def test_what_cannot_be_given_is_refused_at_its_place(path, value, code, place):
    with pytest.raises(ProgramInvalid) as refused:
        load_program(edited(path, value))
    assert [(one.code, one.path) for one in refused.value.fields["problems"]] == [(code, place)]


def test_points_are_not_given_where_there_are_none():
    document = {
        "key": "shop",
        "currency": "CNY",
        "time_zone": "Asia/Shanghai",
        "issuances": [{"id": "a", "on": {"kind": "sign_up"}, "gives": [{"kind": "points", "points": 5}]}],
    }
    with pytest.raises(ProgramInvalid) as refused:
        load_program(document)
    assert [one.code for one in refused.value.fields["problems"]] == ["no_points_to_issue"]
