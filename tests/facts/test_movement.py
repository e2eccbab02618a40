"""A movement cannot be changed once it is told."""

from dataclasses import FrozenInstanceError

import pytest

from loyalty.facts.movement import Movement
from loyalty.facts.standing import Standing


def test_a_movement_is_frozen():
    with pytest.raises(FrozenInstanceError):
        Movement(Standing(), ()).entries = ()
