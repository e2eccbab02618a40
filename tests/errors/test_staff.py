from loyalty.errors import OwnWork, RoleMissing, ShopError, StaffError


def test_whoever_lacks_a_role_is_told_which():
    error = RoleMissing(actor="eve", act="approve", needs="approver | admin")
    assert isinstance(error, StaffError)
    assert isinstance(error, ShopError)
    assert error.text("zh") == "eve 无权执行 approve：需要角色 approver | admin。"


def test_nobody_approves_their_own_version():
    assert "somebody else" in str(OwnWork(actor="eve", number=3))
