"""Errors about members: points that are not there, and two members that are one."""

from loyalty.errors.base import LoyaltyError
from loyalty.errors.shop import ShopError


class MemberError(LoyaltyError):
    """Something that cannot be done to a member as they stand."""

    code = "member_error"
    en = "It cannot be done for this member."
    zh = "无法对该会员执行此操作。"


class NotEnoughPoints(MemberError):
    """More points are to leave than can be spent."""

    code = "not_enough_points"
    en = "{asked} points cannot be taken, only {available} are available. Take at most these."
    zh = "无法扣减 {asked} 积分，可用积分仅有 {available}。请最多扣减该数量。"


class SameMember(MemberError):
    """The two members are one."""

    code = "same_member"
    en = "Member {member_id} stands on both sides. Name two members."
    zh = "双方都是会员 {member_id}。请指定两名不同的会员。"


class StillHeld(MemberError):
    """An order of the member is held before payment."""

    code = "still_held"
    en = "Orders of member {member_id} are held: release or capture them first."
    zh = "会员 {member_id} 有锁定中的订单：请先释放或入账。"


class UnknownLevel(MemberError):
    """The programme has no such level."""

    code = "unknown_level"
    en = "The programme has no level {level}. Name one of the programme's levels."
    zh = "会员计划中没有等级 {level}。请使用会员计划中已有的等级。"


class LevelNotHeld(MemberError):
    """A level is to be ended that the member does not hold in this way."""

    code = "level_not_held"
    en = "Member {member} does not hold level {level} as {source}. Ask `shop.tiers.levels` what is."
    zh = "会员 {member} 目前未持有等级 {level}（来源：{source}）。请用 `shop.tiers.levels` 查看。"


class MemberStateWrong(ShopError):
    """A member in this state does not take the act."""

    code = "member_state_wrong"
    en = (
        "Member {member} is {state}; it cannot {act}. An active member can be blocked, a blocked one "
        "unblocked. Check with `shop.members.profile` that the right member is named."
    )
    zh = (
        "会员 {member} 的状态为 {state}，无法执行 {act}。正常状态可冻结，冻结状态可解冻。"
        "请用 `shop.members.profile` 核对会员及其状态。"
    )


class MergeRefused(ShopError):
    """Two members cannot become one as they stand."""

    code = "merge_refused"
    en = "{source} cannot be merged into {into}: {what}. {mend}"
    zh = "{source} 无法合并到 {into}：{what}。{mend}"
