"""Months of a shop with a season, a growth and something like chance."""

SEASON = (90, 70, 85, 88, 95, 130, 92, 90, 105, 110, 190, 125)


def month_names(count, *, first=2024 * 12):
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, first + count)]


def wobble(seed):
    """A whole number from 80 to 120 that looks like chance and never changes."""
    return 80 + (seed * 7_919 + 104_729) % 41


def months_of(size):
    rows = []
    for at, month in enumerate(month_names(size.months)):
        weight = SEASON[at % 12] * (100 + at) * wobble(at) // 100
        revenue = weight * 3_217 * size.scale
        offers = revenue * 45 // 1000
        rows.append(
            {
                "month": month,
                "orders": weight // 4,
                "revenue_minor": revenue,
                "cost_minor": size.sign * (offers + offers // 6 + offers // 4),
                "offers_minor": size.sign * offers,
                "shipping_minor": size.sign * (offers // 6),
                "points_minor": size.sign * (offers // 4),
            }
        )
    return rows
