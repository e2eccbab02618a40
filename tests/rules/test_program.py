"""A Program that exists holds together, cannot change, and is named by its content."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from pydantic import ValidationError

from loyalty.money import Currency
from loyalty.rules.document import load_program
from loyalty.rules.program import Program
from tests.rules.shop import HEAD, offered, program, tiered
from tests.rules.strategies import programs

SMALL = "981395371a33b1cfea9ddb120e543ef6e8d5d4a595038eabd1b446cdcb34d13f"


def test_a_program_knows_its_currency_zone_lanes_and_levels():
    shop = program(tiers=[tiered()], currency="KWD")
    assert shop.unit == Currency("KWD", 3)
    assert shop.zone == ZoneInfo("Asia/Shanghai")
    assert shop.lane("order").rule == "all"
    assert list(shop.levels()) == ["member", "gold"]
    with pytest.raises(KeyError):
        shop.lane("none")


def test_the_hash_of_a_small_program_never_changes_by_itself():
    assert program().hash == SMALL


def test_the_hash_depends_on_what_is_said_not_on_how():
    spelled = program(offers=[offered({"kind": "percent", "percent": "10.00", "cap": "20.0"})])
    again = program(
        week_starts="monday", offers=[offered({"cap": 20, "percent": 10, "kind": "percent"}, lane="order")]
    )
    assert spelled == again
    assert spelled.hash == again.hash
    assert hash(spelled) == hash(again)


def test_any_change_of_content_changes_the_hash():
    one, other = program(offers=[offered()]), program(offers=[offered(priority=1)])
    assert one.hash != other.hash


def test_the_hash_is_sha256_of_the_canonical_content_which_loads_again():
    shop = program(tiers=[tiered()], offers=[offered(when={"kind": "first_order"})])
    assert len(shop.hash) == 64
    assert load_program(shop.canonical(), format="json") == shop


@given(programs())
def test_canonical_content_loads_as_the_same_program(drawn):
    again = load_program(drawn.canonical(), format="json")
    assert again == drawn
    assert again.hash == drawn.hash


@given(programs())
def test_a_program_survives_its_own_dump(drawn):
    assert Program.model_validate(drawn.model_dump(by_alias=True)) == drawn


def test_a_program_cannot_be_changed():
    with pytest.raises(ValidationError):
        program().key = "other"


def test_a_program_built_in_python_is_checked_as_a_whole_too():
    with pytest.raises(ValidationError, match="No lane has the id `nowhere`"):
        Program.model_validate(HEAD | {"offers": [offered(lane="nowhere")]})


def test_a_program_that_would_be_refused_anyway_is_not_checked_as_a_whole():
    with pytest.raises(ValidationError) as caught:
        Program.model_validate(HEAD | {"lanes": "x", "offers": [offered(lane="nowhere")]})
    assert [error["loc"] for error in caught.value.errors()] == [("lanes",)]


def test_a_changed_copy_is_another_version():
    known = program()
    before = known.hash
    renamed = known.model_copy(update={"name": "Another club"})
    assert renamed.hash != before == known.hash
