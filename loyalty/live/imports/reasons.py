"""Why a row of an import is refused, left out or remarked on: stable codes, each in two languages.

`refused` holds back all rows of its member; `left_out` is a row that brings nothing, and the member comes
without it; `noted` changes nothing. Beside each sentence stands how to mend it.
"""

from __future__ import annotations

from typing import Final

from loyalty.live.imports.reasons_orders import ORDER_REASONS
from loyalty.live.imports.staging import Action, Words

__all__ = ["REASONS", "Action", "Words"]

REASONS: Final[dict[str, Words]] = {
    "missing": Words("refused", "The cell is empty.", "Fill it in.", "单元格为空。", "请补充内容。"),
    "bad_reference": Words(
        "refused",
        "A reference of more than 128 characters, or with signs that cannot be printed.",
        "Send the reference by which the shop itself knows the member, coupon or offer.",
        "编号超过 128 个字符，或含不可打印字符。",
        "请使用商城自己的会员、优惠券或优惠编号。",
    ),
    "bad_time": Words(
        "refused",
        "No time between 1970 and 2099.",
        "Write 2024-05-31 or 2024-05-31T18:30:00+08:00; without offset the programme's zone is meant.",
        "不是 1970 至 2099 年之间的时间。",
        "请写成 2024-05-31 或 2024-05-31T18:30:00+08:00；不含时差时按会员计划的时区。",
    ),
    "bad_number": Words(
        "refused",
        "No number, or one with more decimals than its unit has.",
        "Write digits with a full stop before decimals, and no thousands separators.",
        "不是数字，或小数位数超过其单位。",
        "请只写数字，以句点作小数点，不加千位分隔符。",
    ),
    "out_of_range": Words(
        "refused",
        "A number that is too small or too large here.",
        "Points that are left are 1 or more and no more than was granted; nothing is above 2^40.",
        "数字过小或过大。",
        "剩余积分至少为 1 且不多于当初发放的积分；任何数字都不能超过 2^40。",
    ),
    "bad_birthday": Words(
        "refused",
        "No day of the year.",
        "Write 05-31 or 1990-05-31; the year is not kept.",
        "不是有效的月日。",
        "请写成 05-31 或 1990-05-31；年份不会保存。",
    ),
    "bad_status": Words(
        "refused",
        "No status that a member, a coupon or an order can come with.",
        "Write active, blocked or closed for a member, open for a coupon, placed, returned or cancelled "
        "for an order; empty means active, open, placed.",
        "不是会员、优惠券或订单可以带入的状态。",
        "会员请填写 active、blocked 或 closed，优惠券请填写 open，订单请填写 placed、returned 或 cancelled；"
        "留空表示 active、open、placed。",
    ),
    "bad_attributes": Words(
        "refused",
        "Attributes that are no texts by name.",
        'Write {"city": "Wuhan"}, or a column attribute.city.',
        "属性不是“名称：文本”的形式。",
        '请写成 {"city": "武汉"}，或使用 attribute.city 列。',
    ),
    "bad_identity": Words(
        "refused",
        "An identity that cannot be kept: no kind, a kind above 32 characters, or no hash of 64 hex digits.",
        "Use columns such as identity.phone; identity_hashes holds kind:hash as an export wrote it.",
        "身份标识无法保存：没有类型、类型超过 32 个字符，或不是 64 位十六进制散列值。",
        "请使用 identity.phone 这样的列；identity_hashes 只能填写导出文件中的“类型:散列值”。",
    ),
    "times_out_of_order": Words(
        "refused",
        "An end that is not after its start, or a past event that lies ahead.",
        "Check the times of the row against each other and against the day of the import.",
        "结束时间不晚于开始时间，或已发生的事情晚于导入时间。",
        "请核对该行各时间的先后，以及是否早于导入时间。",
    ),
    "unknown_wallet": Words(
        "refused",
        "The programme has no such wallet.",
        "Write points, or leave it empty.",
        "会员计划没有该积分钱包。",
        "请填写 points 或留空。",
    ),
    "unknown_track": Words(
        "refused",
        "The live programme has no such track.",
        "Use the id of a track of the live programme.",
        "当前生效的会员计划没有该等级体系。",
        "请使用当前会员计划中等级体系的编号。",
    ),
    "unknown_level": Words(
        "refused",
        "The track has no such level.",
        "Use the id of a level of the track; empty is below the first.",
        "该等级体系没有此等级。",
        "请使用该体系中等级的编号；留空表示低于首个等级。",
    ),
    "unknown_offer": Words(
        "refused",
        "The live programme has no such offer of coupons.",
        "Put the offer into the programme with `coupon`, or map the old id to it.",
        "当前会员计划没有该优惠券对应的优惠。",
        "请在会员计划中添加带 `coupon` 的优惠，或改用对应的编号。",
    ),
    "offer_void": Words(
        "refused",
        "All coupons of this offer are void.",
        "Leave its coupons out, or use another offer.",
        "该优惠的优惠券均已作废。",
        "请去掉这些优惠券，或改用其他优惠。",
    ),
    "duplicate_row": Words(
        "refused",
        "A second row for what can be there once: a member, a level of a track, a lot or coupon by its id.",
        "Keep one of the rows.",
        "同一会员、同一体系的等级、同一积分批次或优惠券编号出现了两次。",
        "请只保留一行。",
    ),
    "too_many_cells": Words(
        "refused",
        "More cells than the header has.",
        "Put quotes around texts that hold the separator.",
        "单元格多于表头。",
        "含分隔符的文本请加引号。",
    ),
    "unknown_member": Words(
        "refused",
        "Nobody has this reference: not in the members file, and not in the shop.",
        "Add the member to the members file.",
        "会员文件和商城中均无此会员编号。",
        "请在会员文件中补充该会员。",
    ),
    "member_inactive": Words(
        "refused",
        "The member is in the shop and is blocked, closed, merged or erased.",
        "Unblock the member first, or leave the rows out.",
        "该会员已在商城中，且处于冻结、关闭、已合并或已清除状态。",
        "请先解除冻结，或去掉这些行。",
    ),
    "coupon_exists": Words(
        "refused",
        "A coupon with this id or code is there already.",
        "Each coupon, and each code, can be brought in once.",
        "该编号或券码的优惠券已存在。",
        "每张优惠券、每个券码只能导入一次。",
    ),
    "content_differs": Words(
        "refused",
        "The member, or what is of all members, was brought in before, with other rows.",
        "Send the rows as they were; further rows take another name of the import.",
        "该会员（或全体共用的数据）此前已导入，但内容不同。",
        "请按原内容发送；追加的行请使用另一个导入名称。",
    ),
    "held_back": Words(
        "refused",
        "Another row of the same member, or of what is of all members, is refused: they come whole.",
        "Mend the other row and send the files again.",
        "同一会员（或全体共用数据）的其他行被拒绝；须整体导入。",
        "请修正其他行后重新发送。",
    ),
    "member_gone": Words(
        "left_out",
        "A member who was merged or erased does not come along.",
        "Nothing to do.",
        "已合并或已清除的会员不导入。",
        "无需处理。",
    ),
    "lot_used_up": Words(
        "left_out", "Nothing is left of the lot.", "Nothing to do.", "该批次积分已用完。", "无需处理。"
    ),
    "lot_ended": Words(
        "left_out",
        "The points had expired when they were brought in.",
        "Nothing to do; give points anew by hand if they should live on.",
        "导入时积分已过期。",
        "无需处理；如需延长请人工补发。",
    ),
    "coupon_ended": Words(
        "left_out",
        "The coupon had ended when it was brought in.",
        "Nothing to do.",
        "导入时优惠券已过期。",
        "无需处理。",
    ),
    "coupon_not_open": Words(
        "left_out",
        "The coupon is used, void or in a checkout.",
        "Nothing to do; release open checkouts before an export.",
        "优惠券已使用、已作废或在结算锁定中。",
        "无需处理；导出前请先释放未完成的结算。",
    ),
    "level_follows_credit": Words(
        "left_out",
        "The level of this track is what the credit says at every instant.",
        "Bring the credit in; the level follows.",
        "该体系的等级始终由成长值决定。",
        "请导入成长值，等级会随之确定。",
    ),
    "stands_higher": Words(
        "left_out",
        "The member is in the shop and stands on a higher level of the track.",
        "Nothing to do; the higher level stays until its own end.",
        "该会员已在商城中，且在该体系中等级更高。",
        "无需处理；较高等级保留至其自身到期。",
    ),
    "never_expires": Words(
        "noted",
        "Points without an end: they never expire.",
        "Fill in `expires` where they should, `forever` where they never do.",
        "积分没有到期时间，将永不过期。",
        "如应过期请填写 `expires`；确实永久有效请填写 `forever`。",
    ),
    "already_member": Words(
        "noted",
        "The member is in the shop: joining date, birthday, attributes and status stay as they are there.",
        "Change them in the shop if the older system is right.",
        "该会员已在商城中：入会时间、生日、属性和状态保持不变。",
        "若以旧系统为准，请在商城中修改。",
    ),
    "without_secret": Words(
        "noted",
        "Identities and codes are kept as hashes without a secret: whoever reads them can try them all.",
        "Give the shop a secret before the first import, and keep it.",
        "身份标识和券码以无密钥散列保存：读取者可逐个穷举。",
        "请在首次导入前为商城设置密钥并妥善保管。",
    ),
} | ORDER_REASONS
