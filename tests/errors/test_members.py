"""Errors about members name who and how much."""

from loyalty.errors import MemberError, NotEnoughPoints, SameMember, StillHeld


def test_every_one_is_an_error_about_a_member():
    assert all(issubclass(kind, MemberError) for kind in (NotEnoughPoints, SameMember, StillHeld))


def test_too_few_points_say_how_many_there_are():
    error = NotEnoughPoints(asked=10, available=4)
    assert str(error) == "10 points cannot be taken, only 4 are available."
    assert error.text("zh") == "无法扣减 10 积分，可用积分仅有 4。"
