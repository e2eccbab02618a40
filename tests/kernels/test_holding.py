"""Set aside, booked or let go: the parts of placing an order, taken apart and put together again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

AT = "2024-05-03T12:00"
LEVELS = [{"id": "silver", "minimum": 0}, {"id": "gold", "minimum": 30, "multiplier": 2}]
SECTIONS = {
    "points": {
        "rules": [ONE_FOR_ONE],
        "redeem": CENT_EACH,
        "caps": [
            {"id": "daily", "per": "day", "points": 70},
            {"id": "most", "per": "holdings", "points": 150},
        ],
        "expiry": {"kind": "rolling", "days": 2, "round_up": "none"},
        "pending": {"days": 1},
    },
    "tiers": [
        {
            "id": "growth",
            "credit": {"of": "spend", "window": {"kind": "rolling", "months": 1}},
            "term": {"kind": "months", "months": 1},
            "levels": LEVELS,
        }
    ],
    "budgets": [{"id": "pot", "amount": 12}],
    "offers": [
        {
            "id": "ten",
            "benefit": {"kind": "percent", "percent": 10},
            "budget": "pot",
            "limits": [{"per": "member", "uses": 2, "each": "week"}, {"per": "program", "uses": 3}],
        }
    ],
}
BEFORE = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 9000)), max_size=4)


def uses(shop):
    return (*shop.standing.uses, *shop.shared.uses)


def bare(shop):
    """The standing, but for what a lot that was away remembers of its beginning."""
    lots = tuple(lot._replace(granted=0) for lot in shop.standing.lots)
    return replace(shop.standing, lots=lots)


def lived(before):
    shop = Till(**SECTIONS)
    for number, (day, cents) in enumerate(sorted(before)):
        price = f"{cents // 100}.{cents % 100:02}"
        shop.buy(f"A{number}", f"2024-05-0{day}", line("a", price), points="max")
    return shop


@given(BEFORE, st.integers(1, 9000))
def test_held_and_paid_is_placed(before, cents):
    price = f"{cents // 100}.{cents % 100:02}"
    one, other = lived(before), lived(before)
    held = one.lock("B", AT, line("a", price), points="max")
    entries = one.entries
    assert one.pay(held, AT) == other.buy("B", AT, line("a", price), points="max")
    assert (one.standing, one.shared, (*entries, *one.entries)) == (
        other.standing,
        other.shared,
        other.entries,
    )


@given(BEFORE, st.integers(1, 9000), st.sampled_from((AT, "2024-05-03T18:00", "2024-05-20")))
def test_held_and_let_go_is_nothing(before, cents, later):
    price = f"{cents // 100}.{cents % 100:02}"
    one, other = lived(before), lived(before)
    held = one.lock("B", AT, line("a", price), points="max", ends="2024-05-03T12:30")
    one.let_go(held, later)
    other.advance(later)
    for freed, use in zip(uses(one), uses(other), strict=False):
        assert freed == use or freed.used == 0
    assert replace(bare(one), uses=other.standing.uses) == bare(other)
    assert other.shared.funds in (one.shared.funds, ())
