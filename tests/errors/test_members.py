"""Errors about members name who and how much."""

from loyalty.errors import (
    LevelNotHeld,
    MemberError,
    MemberStateWrong,
    MergeRefused,
    NotEnoughPoints,
    SameMember,
    StillHeld,
    UnknownLevel,
)


def test_every_one_is_an_error_about_a_member():
    assert all(issubclass(kind, MemberError) for kind in (NotEnoughPoints, SameMember, StillHeld))


def test_too_few_points_say_how_many_there_are():
    error = NotEnoughPoints(asked=10, available=4)
    assert str(error) == "10 points cannot be taken, only 4 are available. Take at most these."
    assert error.text("zh") == "无法扣减 10 积分，可用积分仅有 4。请最多扣减该数量。"


def test_a_member_in_the_wrong_state_is_told_with_it():
    error = MemberStateWrong(member="ann", state="closed", act="block")
    assert str(error).startswith("Member ann is closed; it cannot block. ")
    assert "`shop.members.profile`" in error.text("zh")


def test_a_merge_says_what_stands_in_its_way():
    error = MergeRefused(
        source="a", into="b", what="held", what_zh="a 有锁定的订单", mend="Wait.", mend_zh="请稍候。"
    )
    assert error.text("zh") == "a 无法合并到 b：a 有锁定的订单。请稍候。"


def test_levels_that_are_not_there_or_not_held_are_named():
    assert (
        str(UnknownLevel(level="ruby"))
        == "The programme has no level ruby. Name one of the programme's levels."
    )
    error = LevelNotHeld(member="m", level="gold", source="bought")
    assert str(error) == "Member m does not hold level gold as bought. Ask `shop.tiers.levels` what is."
    assert isinstance(error, MemberError)
