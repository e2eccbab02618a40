"""What rows are read against."""

from loyalty import load_program, lower
from loyalty.live.imports.coming import Coming
from tests.live.imports.importing import bundle, setting
from tests.live.shops import PROGRAM


def test_points_have_the_decimals_of_the_live_programme():
    plain = load_program(PROGRAM[: PROGRAM.index("points:")].format(key="k"))
    assert setting().decimals == 1
    assert setting(plan=lower(plain)).decimals == 0


def test_a_member_on_the_way_in_is_named_by_the_bundle():
    assert Coming(bundle(member="ann")).ref == "ann"
