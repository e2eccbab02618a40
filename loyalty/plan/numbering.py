"""What documents call things, as the kernels number them."""

from __future__ import annotations

from typing import Final

from loyalty.kernels import codes
from loyalty.money import Rounding

UNITS: Final = {"sum": codes.UNIT_SUM, "line": codes.UNIT_LINE, "unit": codes.UNIT_UNIT}
SPREADS: Final = {"net": codes.BY_NET, "quantity": codes.BY_QUANTITY}
RESTS: Final = {"largest": codes.REST_LARGEST, "last_line": codes.REST_LAST, "first_line": codes.REST_FIRST}
SPANS: Final = {
    "ever": codes.EVER,
    "day": codes.DAY,
    "week": codes.WEEK,
    "month": codes.MONTH,
    "year": codes.YEAR,
    "order": codes.ORDER,
    "holdings": codes.HOLDINGS,
}
LANE_RULES: Final = {"all": codes.LANE_ALL, "best_of": codes.LANE_BEST, "exclusive": codes.LANE_EXCLUSIVE}
ROUNDINGS: Final = {
    "half_up": int(Rounding.HALF_UP),
    "down": int(Rounding.DOWN),
    "up": int(Rounding.UP),
    "half_even": int(Rounding.HALF_EVEN),
}
