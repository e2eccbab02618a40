"""Where a change lies."""

from loyalty.rules.diff_scope import Pair, Scope
from loyalty.rules.document import load_program
from tests.rules.whole_programme import DOCUMENT, edited

ONE, OTHER = load_program(DOCUMENT), load_program(edited("name", "Other"))


def test_a_pair_is_a_field_on_both_sides():
    pair = Pair(ONE, OTHER, "name")
    assert (pair.before, pair.after) == ("Shop", "Other")


def test_a_scope_is_narrowed_step_by_step_and_keeps_what_is_around():
    track, offer = ONE.tiers[0], ONE.offers[3]
    scope = Scope().on(track, track).at(offer, offer).counting("subtotal", "quantity").rung(2)
    assert scope.things == (offer, offer)
    assert scope.tracks == (track, track)
    assert scope.measures == ("subtotal", "quantity")
    assert scope.place == 2


def test_the_innermost_group_with_a_name_gives_it():
    points = Scope().inside(ONE, "points")
    assert points.group is None
    pending = points.inside(ONE.points, "pending")
    assert pending.group.en == "when points can be spent"
    assert pending.inside(ONE.points.redeem, "unnamed").group == pending.group
