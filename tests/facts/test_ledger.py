"""Ledger entries are records of what moved, and stay as they were written."""

from dataclasses import FrozenInstanceError

import pytest

from loyalty.facts.ledger import EntryKind, LedgerEntry


def test_an_entry_says_what_moved_how_many_points_when():
    entry = LedgerEntry(EntryKind.EARNED, 50, 1_000, 7)
    assert (entry.kind.name, entry.points, entry.at_us, entry.lot) == ("EARNED", 50, 1_000, 7)


def test_an_entry_is_never_rewritten():
    entry = LedgerEntry(EntryKind.SPENT, 50, 1_000, 7)
    with pytest.raises(FrozenInstanceError):
        entry.points = 60


def test_entries_know_ten_kinds():
    assert [kind.name.lower() for kind in EntryKind] == [
        "earned",
        "spent",
        "restored",
        "expired",
        "taken_back",
        "debt_incurred",
        "debt_repaid",
        "matured",
        "adjusted",
        "transferred",
    ]
