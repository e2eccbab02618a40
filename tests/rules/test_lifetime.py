"""How long points live at least and at most."""

import pytest
from pydantic import TypeAdapter

from loyalty.rules.expiry import ExpiryPolicy
from loyalty.rules.lifetime import lifetime

POLICY = TypeAdapter(ExpiryPolicy)


@pytest.mark.parametrize(
    ("policy", "shortest", "longest", "too_short"),
    [
        ({"kind": "rolling", "days": 90, "from": "earning"}, 90, 90, 90),
        ({"kind": "rolling", "months": 1, "from": "earning"}, 28, 32, 28),
        ({"kind": "rolling", "months": 12, "from": "earning"}, 365, 367, 365),
        ({"kind": "inactivity", "months": 2}, 59, 63, 59),
        ({"kind": "fixed", "month": 12, "day": 31, "years_after": 0}, 0, 366, 366),
        ({"kind": "fixed", "month": 12, "day": 31}, 365, 732, 732),
        ({"kind": "anniversary", "years": 2}, 365, 732, 732),
    ],
)
def test_each_policy_has_its_bounds(policy, shortest, longest, too_short):
    life = lifetime(POLICY.validate_python(policy))
    assert (life.shortest, life.longest, life.too_short) == (shortest, longest, too_short)


@pytest.mark.parametrize("policy", [{"kind": "never"}, {"kind": "rolling", "months": 1}])
def test_what_counts_from_maturing_or_never_ends_outlives_any_waiting(policy):
    assert lifetime(POLICY.validate_python(policy)) is None
