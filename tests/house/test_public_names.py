"""What the library promises by name: a change here is a change for everybody who imports it."""

import loyalty
from tests.house.tree import ROOT

PINNED = ROOT / "docs" / "reference" / "public-names.txt"


def test_the_public_names_are_the_documented_ones():
    assert sorted(loyalty.__all__) == PINNED.read_text(encoding="utf-8").split()


def test_every_public_name_is_there():
    assert [name for name in loyalty.__all__ if not hasattr(loyalty, name)] == []
