"""Two drafts become one where they touch different things, and none where they touch the same."""

import pytest

from loyalty.errors import MergeConflict, ProgramInvalid
from loyalty.rules.document import load_program
from loyalty.rules.merging import merge
from tests.engine.till import HEAD


def offer(name, amount="1", **fields):
    return {"id": name, "benefit": {"kind": "amount", "amount": amount}} | fields


def made(*offers, **sections):
    return load_program(HEAD | {"offers": list(offers)} | sections)


BASE = made(offer("a"), offer("b"))


def test_what_one_side_changed_is_taken_from_it():
    ours = made(offer("a", "2"), offer("b"), name="Ours")
    theirs = made(offer("a"), offer("b", "3"), week_starts="sunday")
    merged = merge(BASE, ours, theirs)
    assert merged == made(offer("a", "2"), offer("b", "3"), name="Ours", week_starts="sunday")
    assert merge(BASE, theirs, ours) == merged


def test_what_is_new_on_either_side_is_in_and_what_either_took_out_is_out():
    merged = merge(BASE, made(offer("a"), offer("c")), made(offer("b"), offer("a"), offer("d")))
    assert [one.id for one in merged.offers] == ["a", "c", "d"]


def test_a_change_that_both_made_alike_is_no_conflict():
    both = made(offer("a", "2"), offer("b"))
    assert merge(BASE, both, both) == both


def test_every_thing_that_both_changed_differently_is_named():
    ours, theirs = made(offer("a", "2"), offer("b"), name="X"), made(offer("a", "3"), name="Y")
    with pytest.raises(MergeConflict) as refused:
        merge(BASE, ours, theirs)
    assert refused.value.fields["sections"] == "name, offers.a"


def test_something_changed_here_and_taken_out_there_is_a_conflict():
    with pytest.raises(MergeConflict):
        merge(BASE, made(offer("a"), offer("b", "2")), made(offer("a")))


def test_the_order_is_that_of_the_side_which_moved_things():
    moved = made(offer("b"), offer("a"))
    assert merge(BASE, made(offer("a", "2"), offer("b")), moved) == made(offer("b"), offer("a", "2"))


def test_two_orders_are_a_conflict():
    base = made(offer("a"), offer("b"), offer("c"))
    with pytest.raises(MergeConflict) as refused:
        merge(base, made(offer("b"), offer("a"), offer("c")), made(offer("a"), offer("c"), offer("b")))
    assert refused.value.fields["sections"] == "offers (order)"


def test_a_merged_programme_must_hold_together():
    base = made(offer("a"), budgets=[{"id": "pot", "amount": "9"}])
    ours = made(offer("a"))
    theirs = made(offer("a", budget="pot"), budgets=[{"id": "pot", "amount": "9"}])
    with pytest.raises(ProgramInvalid):
        merge(base, ours, theirs)
