"""Acts take roles."""

import pytest

from loyalty.errors import BadArgument, BadReference, RoleMissing, SecondPersonNeeded
from loyalty.live.actors import APPROVERS, EDITORS, Actor, second_person


def test_an_actor_with_one_of_the_roles_may():
    Actor("eve", frozenset({"viewer", "editor"})).must("save", EDITORS)


def test_an_actor_without_them_is_told_what_the_act_takes():
    with pytest.raises(RoleMissing) as refused:
        Actor("eve", frozenset({"viewer", "editor"})).must("approve", APPROVERS)
    assert (
        str(refused.value)
        == "eve may not approve: it takes the role approver | admin. Ask somebody who has it."
    )


def test_the_second_person_is_another_one_by_name():
    for points, most, approver in ((100, 100, None), (101, None, None), (101, 100, "lee"), (0, 100, "kim")):
        second_person(points, most, actor="kim", approver=approver)
    for approver in (None, "kim", " kim "):
        with pytest.raises(SecondPersonNeeded):
            second_person(101, 100, actor="kim", approver=approver)
    for approver in ("", " ", 0, False, "\ud800"):
        with pytest.raises(BadReference):
            second_person(0, None, actor="kim", approver=approver)


@pytest.mark.parametrize("roles", [None, "admin", ["admin"], {"admn"}, {7}, ("admin",)])
def test_roles_are_a_set_of_known_ones(roles):
    with pytest.raises(BadArgument, match="viewer, editor, approver, admin"):
        Actor("eve", roles)
    assert Actor("eve", {"admin"}).roles == {"admin"}


@pytest.mark.parametrize("name", [None, "", " ", 7, "a\0b", "x" * 1_000])
def test_an_actor_has_a_name(name):
    with pytest.raises(BadReference):
        Actor(name)
