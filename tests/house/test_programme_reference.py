"""The reference of programmes names every field and every choice that a document may have."""

import re

import pytest

from loyalty.rules.document import json_schema
from tests.house.tree import ROOT

TEXT = (ROOT / "docs" / "reference" / "programmes.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", TEXT))))
SCHEMA = json_schema()
HERE = (
    "AnniversaryExpiry", "AtTermEnd", "Budget", "CalendarYear", "Coupon", "EarnCap", "FixedExpiry",
    "InactivityExpiry", "Lane", "Level", "Lifetime", "Limit", "MembershipYear", "Multiplier",
    "NeverExpires", "Offer", "OnReturn", "Pending", "PerAmount", "PointsPolicy", "Proportional",
    "RedeemRate", "RollingExpiry", "RollingWindow", "TermFollowsCredit", "TermForever", "TermMonths",
    "TermNextPeriodEnd", "TermPeriodEnd", "TierCredit", "TierPrice", "Track",
)  # fmt: skip

OBVIOUS = {"up", "half_even", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def words(told):
    """The choices that a field may have."""
    if isinstance(told, dict):
        for name, inner in told.items():
            if name == "const":
                yield inner
            elif name == "enum":
                yield from inner
            else:
                yield from words(inner)
    elif isinstance(told, list):
        for inner in told:
            yield from words(inner)


@pytest.mark.parametrize("kind", ["Program", *HERE])
def test_every_field_of_a_programme_stands_in_its_reference(kind):
    fields = (SCHEMA if kind == "Program" else SCHEMA["$defs"][kind])["properties"]
    assert fields.keys() - NAMED == set()
    choices = {one for one in words(fields) if isinstance(one, str)} - OBVIOUS
    assert choices - NAMED == set()
