"""How points end, as rows."""

import pytest

from loyalty.kernels import codes
from tests.plan.test_points import BASE, FIXED, ROLLING, made

EXPIRIES = [
    (
        ROLLING | {"from": "earning", "round_up": "quarter"},
        {"kind": codes.EXPIRY_ROLLING, "months": 12, "days": 0, "anchor": 1, "round_up": 3},
    ),
    ({"kind": "rolling", "days": 30}, {"months": 0, "days": 30, "anchor": 0, "round_up": codes.ROUND_DAY}),
    (FIXED, {"kind": codes.EXPIRY_FIXED, "month": 12, "day": 31, "years": 1}),
    ({"kind": "anniversary", "years": 2}, {"kind": codes.EXPIRY_ANNIVERSARY, "years": 2}),
    ({"kind": "never"}, {"kind": codes.EXPIRY_NEVER}),
    ({"kind": "inactivity", "months": 18}, {"kind": codes.EXPIRY_INACTIVITY}),
]


@pytest.mark.parametrize(("policy", "fields"), EXPIRIES)
def test_an_expiry_policy_is_one_row(policy, fields):
    plan = made(rules=[BASE], expiry=policy)
    row = plan.tables["expiries"][plan.settings().expiry]
    assert {name: getattr(row, name) for name in fields} == fields
