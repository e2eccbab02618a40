"""Locations of errors become places in the document."""

import pytest

from loyalty.rules.document import json_schema
from loyalty.rules.shape import place

SCHEMA = json_schema()
DOCUMENT = {
    "offers": [
        {
            "id": "a",
            "when": {"kind": "subtotal", "of": {"attributes": {"colour": [3]}}},
            "benefit": {"kind": "percent", "percent": -1},
        },
        {"when": [{"kind": "not", "condition": {"kind": "window"}}]},
    ],
    "points": {"expiry": {"kind": "rolling"}},
}


@pytest.mark.parametrize(
    ("location", "parts"),
    [
        ((), ()),
        (("offers", 0, "benefit", "percent", "percent"), ("offers", 0, "benefit", "percent")),
        (("offers", 0, "when", 0, "subtotal", "minimum"), ("offers", 0, "when", "minimum")),
        (
            ("offers", 0, "when", 0, "subtotal", "of", "attributes", "colour", 0),
            ("offers", 0, "when", "of", "attributes", "colour", 0),
        ),
        (
            ("offers", 1, "when", 0, "not", "condition", "window"),
            ("offers", 1, "when", 0, "condition"),
        ),
        (("points", "expiry", "rolling", "months"), ("points", "expiry", "months")),
        (("offers", 0, "funded_by", "me", "[key]"), ("offers", 0, "funded_by", "me")),
        (("offers", 7, "id"), ("offers", 7, "id")),
        (("nothing", "here", 0), ("nothing", "here")),
    ],
)
def test_branches_of_unions_are_no_parts_of_a_path(location, parts):
    assert place(location, DOCUMENT, SCHEMA).parts == parts


def test_a_place_knows_the_fields_around_it_and_the_group_they_stand_in():
    spot = place(("offers", 0, "benefit", "percent", "percnt"), DOCUMENT, SCHEMA)
    assert set(spot.fields) == {"kind", "percent", "cap", "units_max", "take", "of"}
    assert spot.group == DOCUMENT["offers"][0]["benefit"]


def test_a_place_knows_the_kinds_it_may_be():
    assert "free_shipping" in place(("offers", 0, "benefit"), DOCUMENT, SCHEMA).kinds
    assert "window" in place(("offers", 1, "when", 0), DOCUMENT, SCHEMA).kinds
    assert place(("offers", 0, "id"), DOCUMENT, SCHEMA).kinds == ()


def test_keys_of_tables_are_told_from_their_values():
    assert place(("offers", 0, "funded_by", "me", "[key]"), DOCUMENT, SCHEMA).is_key
    assert not place(("offers", 0, "funded_by", "me"), DOCUMENT, SCHEMA).is_key
