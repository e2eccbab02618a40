"""Acts take roles."""

import pytest

from loyalty.errors import RoleMissing
from loyalty.live.actors import APPROVERS, EDITORS, Actor


def test_an_actor_with_one_of_the_roles_may():
    Actor("eve", frozenset({"viewer", "editor"})).must("save", EDITORS)


def test_an_actor_without_them_is_told_what_the_act_takes():
    with pytest.raises(RoleMissing) as refused:
        Actor("eve", frozenset({"viewer", "editor"})).must("approve", APPROVERS)
    assert (
        str(refused.value)
        == "eve may not approve: it takes the role approver | admin. Ask somebody who has it."
    )
