"""A shop of points that mature and end as asked, and what its lots hold."""

from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till

KEEPS = {"id": "keeps", "kind": "per_amount", "points": 1, "per": 1, "of": {"skus": ["K"]}}
KEEPS |= {"expiry": {"kind": "never"}}


def till_of(expiry=None, rules=None, **policy):
    points = {"rules": rules or [ONE_FOR_ONE], "redeem": CENT_EACH}
    points["expiry"] = expiry or {"kind": "rolling", "months": 12, "round_up": "none"}
    return Till(points=points | policy)


def left(till):
    return [lot.left for lot in till.standing.lots]


def inactive(**fields):
    return till_of(expiry={"kind": "inactivity", "months": 6} | fields)
