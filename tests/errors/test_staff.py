from loyalty.errors import OwnWork, RoleMissing, ShopError, StaffError, UnknownVersion, WrongState


def test_whoever_lacks_a_role_is_told_which():
    error = RoleMissing(actor="eve", act="approve", needs="approver | admin")
    assert isinstance(error, StaffError)
    assert isinstance(error, ShopError)
    assert error.text("zh") == "eve 无权执行 approve：需要角色 approver | admin。请由具备该角色的人员操作。"


def test_nobody_approves_their_own_version():
    assert "somebody else" in str(OwnWork(actor="eve", number=3))


def test_a_version_that_is_not_there_or_not_so_far_says_where_to_look():
    assert "`shop.programs.versions`" in str(UnknownVersion(number=9))
    assert "the step that is next" in str(WrongState(number=9, state="draft", act="schedule"))
