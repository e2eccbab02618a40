"""A row of the members file: who comes, known by what, in which state."""

import pytest

from loyalty.live.imports.cells import Cells
from loyalty.live.imports.coming import Coming
from loyalty.live.imports.enrolling_rows import read_member
from loyalty.store.members import identity_hash
from loyalty.when import to_us
from tests.live.imports.importing import DAY, bundle, row, setting
from tests.live.shops import START


def read(*rows, **changed):
    """A member as the rows say, and the codes of what is wrong."""
    coming, told = Coming(bundle(*rows)), setting(**changed)
    for one in rows:
        read_member(Cells(one, told.plan.program.zone, coming.found), coming, told)
    return coming, [found.code for found in coming.found]


def member(**cells):
    return row("members", joined="2020-01-01", **cells)


def test_everything_that_a_row_may_say():
    coming, found = read(
        member(
            **{
                "status": "blocked",
                "birthday": "1990-05-31",
                "birthday_before": "05-30",
                "birthday_from_year": "2025",
                "consent": "2020-01-02",
                "attributes": '{"city": "x", "none": null}',
                "attribute.city": " Wuhan ",
                "attribute.plan": "",
                "card_numbers": "C1; C2;;",
                "identity.phone": "138",
                "identity.mail": "",
                "identity_hashes": f"phone:{'a' * 64};device:{'0' * 64}",
                "orders": "3",
                "last_order": "2023-12-01",
                "debt": "2.5",
                "active_until": "2024-12-31",
            }
        )
    )
    assert found == []
    told = coming.enrolling
    assert (told.who.id, told.who.birthday, told.who.birthday_before, told.who.birthday_from_year) == (
        "ann", (5, 31), (5, 30), 2025,
    )  # fmt: skip
    assert told.who.attributes == {"city": "Wuhan", "none": None}
    assert (told.state, told.debt, told.orders) == ("blocked", 25, 3)
    hashed = [(kind, identity_hash(b"kept by the shop", "corner-shop", kind, value))
              for kind, value in (("card", "C1"), ("card", "C2"), ("phone", "138"))]  # fmt: skip
    assert set(told.identities) == {*hashed, ("phone", "a" * 64), ("device", "0" * 64)}
    assert coming.told == {"members": 1, "debt": 25}


def test_only_the_joining_date_is_needed():
    coming, found = read(member())
    assert (found, coming.enrolling.state, coming.enrolling.orders) == ([], "active", 0)


def test_whoever_has_a_last_order_has_ordered():
    assert read(member(last_order="2023-12-01"))[0].enrolling.orders == 1


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"status": "asleep"}, "bad_status"),
        ({"birthday_from_year": "3000"}, "out_of_range"),
        ({"consent": "2030-01-01"}, "times_out_of_order"),
        ({"last_order": "2030-01-01"}, "times_out_of_order"),
        ({"attribute.": "x"}, "bad_attributes"),
        ({"attribute.x": "a\0b"}, "bad_attributes"),
        ({"identity.": "x"}, "bad_identity"),
        ({f"identity.{'x' * 33}": "x"}, "bad_identity"),
        ({"identity_hashes": "phone:138"}, "bad_identity"),
        ({"identity_hashes": f":{'a' * 64}"}, "bad_identity"),
        ({"debt": "-1"}, "out_of_range"),
    ],
)
def test_what_a_row_cannot_say_is_found(cells, code):
    assert read(member(**cells))[1] == [code]


@pytest.mark.parametrize(("joined", "code"), [("", "missing"), ("2030-01-01", "times_out_of_order")])
def test_who_has_not_joined_yet_does_not_come(joined, code):
    coming, found = read(row("members", joined=joined))
    assert (coming.enrolling, found) == (None, [code])


def test_a_second_row_is_refused_and_the_first_one_counts():
    coming, found = read(member(orders="1"), member(orders="2"))
    assert (coming.enrolling.orders, found, coming.told["members"]) == (1, ["duplicate_row"], 1)


def test_without_a_secret_identities_are_noted():
    assert read(member(card_numbers="C1"), secret=b"")[1] == ["without_secret"]


def test_what_the_rows_say_is_the_same_whenever_they_are_read():
    later = setting(at_us=to_us(START + 300 * DAY)).at_us
    assert read(member(birthday="05-31"))[0].content == read(member(birthday="05-31"), at_us=later)[0].content
