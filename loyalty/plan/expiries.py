"""How points end, as a row."""

from __future__ import annotations

from typing import Any, Final, assert_never

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.rules.expiry import (
    AnniversaryExpiry,
    ExpiryPolicy,
    FixedExpiry,
    InactivityExpiry,
    NeverExpires,
    RollingExpiry,
)

ROUND_UPS: Final = {
    "none": codes.ROUND_NONE,
    "day": codes.ROUND_DAY,
    "month": codes.ROUND_MONTH,
    "quarter": codes.ROUND_QUARTER,
    "year": codes.ROUND_YEAR,
}


def expiry_row(policy: ExpiryPolicy) -> Any:  # noqa: ANN401 - a kernel row
    """The row of a policy; what inactivity asks more is the plan's."""
    match policy:
        case RollingExpiry():
            anchor = codes.FROM_EARNING if policy.from_ == "earning" else codes.FROM_MATURING
            return row(
                "expiries",
                kind=codes.EXPIRY_ROLLING,
                months=policy.months or 0,
                days=policy.days or 0,
                anchor=anchor,
                round_up=ROUND_UPS[policy.round_up],
            )
        case FixedExpiry():
            return row(
                "expiries",
                kind=codes.EXPIRY_FIXED,
                month=policy.month,
                day=policy.day,
                years=policy.years_after,
            )
        case AnniversaryExpiry():
            return row("expiries", kind=codes.EXPIRY_ANNIVERSARY, years=policy.years)
        case InactivityExpiry():
            return row("expiries", kind=codes.EXPIRY_INACTIVITY)
        case NeverExpires():
            return row("expiries", kind=codes.EXPIRY_NEVER)
        case _:
            assert_never(policy)
