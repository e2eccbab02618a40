from loyalty.errors import MemberStateWrong, MergeRefused


def test_a_member_in_the_wrong_state_is_told_with_it():
    error = MemberStateWrong(member="ann", state="closed", act="block")
    assert str(error) == "Member ann is closed; it cannot block."


def test_a_merge_says_what_stands_in_its_way():
    error = MergeRefused(source="a", into="b", what="a holds an order", what_zh="a 有锁定的订单")
    assert error.text("zh") == "a 无法合并到 b：a 有锁定的订单"
