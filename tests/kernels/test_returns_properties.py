"""However an order comes back, the parts make the whole, and nothing is left of it when all is back."""

from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.ledger import EntryKind
from loyalty.facts.order import Tender
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line
from tests.thousand import THOUSAND

SIGNS = {
    EntryKind.EARNED: 1,
    EntryKind.SPENT: -1,
    EntryKind.RESTORED: 1,
    EntryKind.EXPIRED: -1,
    EntryKind.TAKEN_BACK: -1,
    EntryKind.DEBT_REPAID: -1,
    EntryKind.DEBT_INCURRED: 0,
}
TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [
        {"id": "low", "minimum": 0},
        {"id": "mid", "minimum": 50, "multiplier": "1.5"},
        {"id": "top", "minimum": 400, "multiplier": "2.25", "member_price": {"percent": 5}},
    ],
}
OFFERS = [
    {"id": "each", "benefit": {"kind": "per_each", "amount": "3.33", "every": 20, "times_max": 9}},
    {"id": "item", "lane": "item", "benefit": {"kind": "percent", "percent": "7.77"}},
    {"id": "code", "benefit": {"kind": "amount", "amount": "9.99", "of": {"skus": ["B", "C"]}}},
]


def policies():
    share = {"id": "share", "kind": "proportional", "rate": "0.77", "rounding": "half_up"}
    food = {"id": "food", "kind": "per_amount", "points": 3, "per": "2.50", "of": {"skus": ["A"]}}
    food |= {"expiry": {"kind": "rolling", "days": 20}}
    big = {"id": "big", "factor": 3, "when": {"kind": "subtotal", "minimum": 60}}
    some = {"id": "some", "factor": "1.25", "of": {"skus": ["B"]}}
    return st.fixed_dictionaries(
        {
            "rules": st.sampled_from([[ONE_FOR_ONE], [share], [ONE_FOR_ONE, food], [share, food]]),
            "on_overlap": st.sampled_from(["max", "sum", "first"]),
            "multipliers": st.sampled_from([[], [big], [some], [big, some]]),
            "combine": st.sampled_from(["add_bonuses", "multiply", "highest"]),
            "rounding": st.sampled_from(["down", "half_up"]),
            "caps": st.sampled_from([[], [{"id": "o", "per": "order", "points": 40}]]),
            "pending": st.sampled_from([None, {"days": 5}]),
            "redeem": st.just(CENT_EACH | {"max_percent": 40}),
            "expiry": st.sampled_from([{"kind": "never"}, {"kind": "rolling", "months": 1}]),
        }
    )


LINES = st.lists(
    st.tuples(st.integers(1, 9000).map(lambda minor: f"{minor // 100}.{minor % 100:02}"), st.integers(1, 4)),
    min_size=1,
    max_size=4,
)


def shop(policy):
    till = Till(points=policy, tiers=[TRACK], offers=OFFERS)
    till.spend("first", "2024-01-01", "30.00")
    return till


def moved(till):
    return sum(SIGNS[one.kind] * one.points for one in till.entries)


@st.composite
def ways_back(draw):
    """A cart, and the portions in which its units and some of its money come back."""
    lines = draw(LINES)
    units = [place for place, (_, count) in enumerate(lines) for _ in range(count)]
    order = draw(st.permutations(units))
    cuts = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    portions, portion = [], {}
    for place, cut in zip(order, cuts, strict=True):
        name = "abcd"[place]
        portion[name] = portion.get(name, 0) + 1
        if cut:
            portions.append(portion)
            portion = {}
    return lines, [*portions, portion] if portion else portions


TENDERS = st.sampled_from(["0", "0.01", "7.77", "40.00", "9999.00"])


def stored(amount):
    return (Tender(name="stored_value", amount=amount),)


@THOUSAND
@given(policies(), ways_back(), st.sampled_from(["0.00", "0.01", "5.00"]), TENDERS)
def test_every_split_of_returns_makes_the_whole(policy, way, money, tender):
    lines, portions = way
    till = shop(policy)
    cart = [line("abcd"[place], price, units) for place, (price, units) in enumerate(lines)]
    booked = till.advance("2024-01-08").booked
    quoted = till.buy("o", "2024-01-08", *cart, points="max", tenders=stored(tender), shipping_fee="3.00")
    booked += moved(till)
    assert till.standing.booked == booked
    paid = sum(one.net_minor for one in quoted.lines)
    back = []
    if 0 < int(money.replace(".", "")) <= paid:
        back.append(till.refund("o", "2024-01-08", money))
        booked += moved(till)
    for day, portion in enumerate(portions, start=9):
        back.append(till.give_back("o", f"2024-01-{day:02}", portion))
        booked += moved(till)
        assert till.standing.booked == booked == sum(lot.left for lot in till.standing.lots)
    assert sum(one.returned_minor for one in back) == paid
    assert sum(one.tendered_minor for one in back) == sum(one.tendered_minor for one in quoted.lines)
    assert all(one.tendered_minor + one.cash_minor == one.returned_minor for one in back)
    assert all(one.tendered_minor >= 0 and one.cash_minor >= 0 for one in back)
    assert sum(one.points_minor for one in back) == quoted.points_minor
    assert sum(one.points_restored for one in back) == quoted.points_spent
    assert sum(one.taken_base for one in back) == quoted.base_points
    assert sum(one.taken_bonus for one in back) == quoted.bonus_points
    kept = till.standing.placed[-1]
    assert {one[1:] for one in kept.lines} == {(0, 0, 0, 0, 0, 0)}
    assert {one.amount for one in kept.shares} <= {0}
    assert till.standing.credits[0][-1].amount == 0
    assert till.standing.debt == 0


@given(policies(), LINES, TENDERS)
def test_placing_and_returning_all_at_once_leaves_everything_as_it_was(policy, lines, tender):
    till = shop(policy)
    cart = [line("abcd"[place], price, units) for place, (price, units) in enumerate(lines)]
    before = till.advance("2024-01-08")
    quoted = till.buy("o", "2024-01-08", *cart, points="max", tenders=stored(tender))
    back = till.give_back("o", "2024-01-08", {"abcd"[place]: units for place, (_, units) in enumerate(lines)})
    assert (back.tendered_minor, back.cash_minor) == (quoted.tendered_minor, quoted.to_pay_minor)
    after = till.standing

    def points(standing):
        return sorted((lot.key, lot.left, lot.expires, lot.available) for lot in standing.lots)

    assert points(after) == points(before)
    level, was = after.tiers[0], before.tiers[0]
    assert (level.level, level.sum, level.ends, level.floor_level) == (
        was.level,
        was.sum,
        was.ends,
        was.floor_level,
    )


@given(policies(), ways_back())
def test_an_award_that_stands_is_never_more_than_the_rest_would_earn_or_was_given(policy, way):
    lines, portions = way
    till = shop(policy | {"caps": [], "pending": None})
    cart = [line("abcd"[place], price, units) for place, (price, units) in enumerate(lines)]
    quoted = till.buy("o", "2024-01-08", *cart)
    standing_points = quoted.points_earned
    for day, portion in enumerate(portions, start=9):
        reversal = till.give_back("o", f"2024-01-{day:02}", portion)
        assert reversal.taken_base >= 0
        assert reversal.taken_bonus >= 0
        standing_points -= reversal.taken_base + reversal.taken_bonus
        awards = till.standing.placed[-1].awards
        assert sum(one.base + one.bonus for one in awards) == standing_points
    assert standing_points == 0
