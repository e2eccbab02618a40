"""Errors about who a member is."""

from loyalty.errors.shop import ShopError


class MemberStateWrong(ShopError):
    """A member in this state does not take the act."""

    code = "member_state_wrong"
    en = "Member {member} is {state}; it cannot {act}."
    zh = "会员 {member} 的状态为 {state}，无法执行 {act}。"


class MergeRefused(ShopError):
    """Two members cannot become one as they stand."""

    code = "merge_refused"
    en = "{source} cannot be merged into {into}: {what}"
    zh = "{source} 无法合并到 {into}：{what}"
