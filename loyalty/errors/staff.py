"""Errors of the shop's own people at work on a programme: who may do what, and in which state."""

from loyalty.errors.shop import ShopError


class StaffError(ShopError):
    """An act on a programme that cannot be done so."""

    code = "staff_error"
    en = "This cannot be done to the programme."
    zh = "无法对会员计划执行该操作。"


class RoleMissing(StaffError):
    """Whoever acts has none of the roles that the act takes."""

    code = "role_missing"
    en = "{actor} may not {act}: it takes the role {needs}. Ask somebody who has it."
    zh = "{actor} 无权执行 {act}：需要角色 {needs}。请由具备该角色的人员操作。"


class OwnWork(StaffError):
    """Nobody approves what they wrote themselves."""

    code = "own_work"
    en = "{actor} wrote version {number}; let somebody else approve it."
    zh = "版本 {number} 由 {actor} 编写，请由他人审批。"


class NotSimulated(StaffError):
    """A version without a simulation of just its content is not approved."""

    code = "not_simulated"
    en = "Version {number} was not simulated as it is now. Simulate it, or say why it goes without."
    zh = "版本 {number} 的当前内容尚未模拟。请先模拟，或说明免模拟的理由。"


class UnknownVersion(StaffError):
    """The programme has no version of this number."""

    code = "unknown_version"
    en = "The programme has no version {number}. Look the numbers up with `shop.programs.versions`."
    zh = "会员计划没有版本 {number}。请用 `shop.programs.versions` 查看已有版本。"


class WrongState(StaffError):
    """A version in this state does not take the act."""

    code = "wrong_state"
    en = (
        "Version {number} is {state}; it cannot {act}. Versions go from draft to submitted to approved to "
        "scheduled: take the step that is next, or begin a new draft."
    )
    zh = (
        "版本 {number} 的状态为 {state}，无法执行 {act}。版本依次为草稿、已提交、已批准、已排期："
        "请按顺序操作，或新建草稿。"
    )


class DraftChanged(StaffError):
    """Somebody else saved the draft since it was opened; nothing is written."""

    code = "draft_changed"
    en = "Draft {number} was saved by {author} meanwhile. Read it again, or merge your changes."
    zh = "草稿 {number} 已被 {author} 保存过。请重新读取，或合并修改。"


class NoSuchOffer(StaffError):
    """The programme has no offer of this id, and no coupon of one was ever granted."""

    code = "no_such_offer"
    en = "The programme has no offer {offer_id}, and no coupon of one was ever granted. {mend}"
    zh = "会员计划没有优惠活动 {offer_id}，也从未发放过该优惠的券。{mend}"


class NoSuchBudget(StaffError):
    """The programme has no budget of this id."""

    code = "no_such_budget"
    en = "The programme has no budget {budget_id}. {mend}"
    zh = "会员计划没有预算 {budget_id}。{mend}"
