"""Whoever looks in between, and however often: members are given the same, at the same instants."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine import grant, issuances_due, issue
from loyalty.when import to_us
from tests.engine.till import ONE_FOR_ONE, Till

MONTHS, FOLLOWS = {"kind": "months", "months": 2}, {"kind": "follows_credit"}
ROLLING, YEAR = {"kind": "rolling", "months": 1}, {"kind": "calendar_year"}
TRACKS = (
    (MONTHS, ROLLING, "at_once"),
    (MONTHS, YEAR, "at_period_end"),
    (FOLLOWS, ROLLING, "at_once"),
    (FOLLOWS, {"kind": "membership_year"}, "at_once"),
    ({"kind": "forever"}, ROLLING, "at_once"),
    ({"kind": "period_end"}, YEAR, "at_once"),
    ({"kind": "period_end"}, {"kind": "membership_year"}, "at_period_end"),
)
"""Term, window and time of upgrade."""
POINTS = {"kind": "points", "points": 5, "valid_days": 40}
COUPON = {"kind": "coupon", "offer": "held", "valid_days": 20}


class Shop:
    """A member with all occasions of issuances; every touch gives what is due, each cycle once."""

    def __init__(self, term, window, upgrade):
        track = {
            "id": "growth",
            "credit": {"of": "spend", "window": window},
            "term": term,
            "upgrade": upgrade,
            "levels": [
                {"id": "base", "minimum": 0},
                {"id": "silver", "minimum": 100},
                {"id": "gold", "minimum": 300},
            ],
        }
        levels = ["base", "silver", "gold"]
        self.till = Till(
            joined="2024-01-10T09:00",
            birthday=(2, 29),
            tiers=[track],
            points={"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "months": 3}},
            offers=[{"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}],
            issuances=[
                {"id": "welcome", "on": {"kind": "sign_up"}, "gives": [POINTS]},
                {"id": "birthday", "on": {"kind": "birthday", "days_before": 5}, "gives": [COUPON]},
                {"id": "risen", "on": {"kind": "tier_entry", "levels": levels}, "gives": [POINTS]},
                {
                    "id": "silver",
                    "on": {"kind": "monthly", "day": 31, "levels": ["silver", "gold"]},
                    "gives": [POINTS],
                },
                {"id": "each", "on": {"kind": "monthly", "day": 8}, "gives": [COUPON]},
            ],
        )
        self.since = to_us(self.till.who.joined_at)
        self.given = {}

    def touch(self, at):
        till, until = self.till, to_us(at)
        due = issuances_due(
            till.plan, who=till.who, standing=till.standing, since_us=self.since, until_us=until
        )
        fresh = [gift for gift in due if (gift.issuance_id, gift.cycle) not in self.given]
        self.given |= {(gift.issuance_id, gift.cycle): gift.at for gift in fresh}
        given = issue(till.plan, fresh, who=till.who, standing=till.standing)
        till.standing = grant(till.plan, 0, who=till.who, standing=given.standing, at_us=until).standing
        self.since = until


def lived(chosen, orders, looks):
    """The shop after the orders, with further touches in between."""
    shop = Shop(*chosen)
    events = sorted([(hour, 1, amount) for hour, amount in orders] + [(hour, 0, 0) for hour in looks])
    for hour, kind, amount in events:
        at = shop.till.who.joined_at + timedelta(hours=hour)
        shop.touch(at)
        if kind:
            # each member's own coupons stay where they are, so that only gifts differ
            shop.till.spend(f"o{hour}", at.replace(tzinfo=None).isoformat(), f"{amount}.00", coupons="none")
    shop.touch(shop.till.who.joined_at + timedelta(days=800))
    return shop


HOURS = st.integers(0, 24 * 700)


@given(
    st.sampled_from(TRACKS),
    st.lists(st.tuples(HOURS, st.integers(1, 400)), max_size=5, unique_by=lambda order: order[0]),
    st.lists(HOURS, max_size=6),
)
def test_looking_in_between_changes_nothing(chosen, orders, looks):
    some, none = lived(chosen, orders, looks), lived(chosen, orders, [])
    assert some.given == none.given
    assert some.till.standing == none.till.standing
