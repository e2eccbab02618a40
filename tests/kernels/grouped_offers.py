"""Offers of one group, of which an order gets the first or the best."""

from tests.kernels.units_shop import offer

BEST = {"groups": [{"id": "g", "rule": "best"}]}
FIRST = {"groups": [{"id": "g"}]}


def of_group(kind, offer_id, *, around=None, **benefit):
    return offer(kind, offer_id, around={"group": "g"} | (around or {}), **benefit)


def least(minimum, **around):
    """What surrounds an offer that asks for so much money."""
    return {"when": {"kind": "subtotal", "minimum": minimum}} | around
