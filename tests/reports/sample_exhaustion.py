"""Budgets and limits that a draft uses up, or nearly."""

NOTHING_GONE = {
    "offer": None,
    "each": "ever",
    "windows_full": 0,
    "first_day": None,
    "first_day_used": 0,
    "first_day_share_ppm": 0,
    "used_before": 0,
    "given_back": 0,
    "order_id": None,
    "at": None,
    "denied_orders": 0,
    "denied_minor": 0,
}


def exhaustion_of(size):
    """A budget gone in a day, a limit that is reached each month, and a budget that lasts."""
    return [
        NOTHING_GONE
        | {
            "kind": "budget",
            "id": "double-eleven",
            "windows_full": 1,
            "first_day": "2024-11-10",
            "first_day_used": 20_000_00 * size.scale,
            "first_day_share_ppm": 400_000,
            "by_month": used_by_month(0, 50_000_00 * size.scale),
            "order_id": "CS-2024-031877",
            "at": "2024-11-11T09:41:07+08:00",
            "used": 50_000_00 * size.scale,
            "allowed": 50_000_00 * size.scale,
            "denied_orders": 1_204,
            "denied_minor": 18_430_00 * size.scale,
        },
        NOTHING_GONE
        | {
            "kind": "limit",
            "id": "per-program-1",
            "offer": "first10",
            "each": "month",
            "windows_full": 3,
            "first_day": "2024-01-02",
            "first_day_used": 40,
            "first_day_share_ppm": 8_000,
            "by_month": [],
            "order_id": "CS-2025-007121",
            "at": "2025-03-02T18:20:44+08:00",
            "used": 5_000,
            "allowed": 5_000,
            "denied_orders": 988,
            "denied_minor": 14_900_00 * size.scale,
        },
        NOTHING_GONE
        | {
            "kind": "budget",
            "id": "tea",
            "used_before": 1_300_00 * size.scale,
            "by_month": used_by_month(10_000_00 * size.scale, 10_000_00 * size.scale),
            "used": 21_300_00 * size.scale,
            "allowed": 40_000_00 * size.scale,
        },
    ]


def used_by_month(october, november):
    """What two months used."""
    return [{"month": "2024-10", "used": october}, {"month": "2024-11", "used": november}]
