"""Errors of a live shop: its database, its transactions, its references and programmes."""

from collections.abc import Mapping
from typing import ClassVar

from loyalty.errors.base import LoyaltyError


class ShopError(LoyaltyError):
    """Something in a live shop that cannot go on as asked."""

    code = "shop_error"
    en = "The shop cannot do that."
    zh = "商城无法执行该操作。"


class AutocommitRefused(ShopError):
    """A connection that commits every statement by itself cannot keep an operation whole."""

    code = "autocommit_refused"
    en = (
        "The connection commits by itself. Hand in a session that is in a transaction: its engine without "
        '`isolation_level="AUTOCOMMIT"`, and in Django inside `transaction.atomic()`.'
    )
    zh = (
        '该连接为自动提交模式。请传入处于事务中的会话：引擎不要设置 `isolation_level="AUTOCOMMIT"`，'
        "Django 中请在 `transaction.atomic()` 内调用。"
    )


class NotConfigured(ShopError):
    """A SQLite engine that was not prepared loses writes when two come at once."""

    code = "not_configured"
    en = "This SQLite engine is not prepared. Call loyalty.live.configure(engine) before the first session."
    zh = "该 SQLite 引擎尚未配置。请在首个会话之前调用一次 loyalty.live.configure(engine)。"


class RetryTransaction(ShopError):
    """The database asks that the host's whole transaction be run again."""

    code = "retry_transaction"
    en = (
        "Run the whole transaction again: {what}. `loyalty.live.run` and `loyalty.live.aio.run_async` do so, "
        "`attempts` times in all."
    )
    zh = (
        "请重新执行整个事务：{what}。"
        "可使用 `loyalty.live.run` 或 `loyalty.live.aio.run_async`，总次数由 `attempts` 指定。"
    )


class IdempotencyConflict(ShopError):
    """An operation key came again with other content."""

    code = "idempotency_conflict"
    en = "{op_key} was already done with other content: {differ} differ. Send the same, or another id."
    zh = "{op_key} 已用其他内容执行过，不同之处：{differ}。请发送相同内容，或更换编号。"


class Drained(ShopError):
    """Somebody else drew what an operation counted on; nothing of it is written."""

    code = "drained"
    en = "Of {what} too little was left when the operation came to it. Run it again."
    zh = "{what} 在操作执行时已不足。请重新执行。"


class BadReference(ShopError):
    """A reference that is empty or blank, too long, or holds what cannot be printed."""

    code = "bad_reference"
    en = "{what} {value!r} cannot be used. Send a str of 1 to {longest} printable characters, not all blank."
    zh = "{what} {value!r} 无法使用。请传入 1 至 {longest} 个可打印字符的文本（str），不能只有空格。"


class BadArgument(ShopError):
    """Something of another kind than the verb takes: a text for a list, nothing for a cart."""

    code = "bad_argument"
    en = "Argument {where}: {what} {mend}"
    zh = "参数 {where}：{what}{mend}"


class UnknownMember(ShopError):
    """No member of the programme has this reference."""

    code = "unknown_member"
    en = "Member {member} is not enrolled. Call `enrol` first, or leave `member` out for a guest."
    zh = "会员 {member} 尚未入会。请先调用 `enrol`；游客请不传 `member`。"


class MemberInactive(ShopError):
    """The member is blocked, closed, merged or erased."""

    code = "member_inactive"
    en = (
        "Member {member} is {state}; nothing can be booked. Unblock a blocked member first; "
        "for a merged one name the member who took over."
    )
    zh = "会员 {member} 的状态为 {state}，无法入账。已冻结的请先解冻；已合并的请使用合并后的会员。"


class NoLiveProgram(ShopError):
    """No version of the programme is live at the instant."""

    code = "no_live_program"
    en = "No version of programme {program} is live at {at}. Publish one."
    zh = "会员计划 {program} 在 {at} 没有生效的版本。请先发布。"


class SecondPersonNeeded(ShopError):
    """More points than one person may move alone."""

    code = "second_person_needed"
    en = "{points} points are more than one person may move alone ({most}). Name another who approves."
    zh = "{points} 积分超过单人可调整的上限（{most}）。请由另一人审批。"


class ReasonMissing(ShopError):
    """What somebody answers for is done for a reason, or not at all."""

    code = "reason_missing"
    en = "{where}: the reason is missing. Say why it is done."
    zh = "{where}：未说明原因。请说明。"


class NoHold(ShopError):
    """No hold of this order is there to be captured, put off or let go."""

    code = "no_hold"
    en = "Order {order_id} is not held. Hold it, or place it without a hold."
    zh = "订单 {order_id} 没有锁定。请先锁定，或直接下单。"


class HeldCartChanged(ShopError):
    """An order that is held was placed with another cart, or for somebody else."""

    code = "held_cart_changed"
    en = (
        "Order {order_id} was held with another {what}. Place it as it was held, or hold it as it is now "
        "under another `hold_id`."
    )
    zh = "订单 {order_id} 锁定时的 {what} 不同。请按锁定时的内容提交，或以新的 `hold_id` 重新锁定。"


class QuoteStale(ShopError):
    """What the order would get is no longer what was quoted; `old` and `new` are the quotes' ids.

    The field `quote` holds the new Quote: show it, and hold or place again with `accept=quote.id`.
    """

    code = "quote_stale"
    en = (
        "Order {order_id} would now get something else ({changed}); nothing is booked. "
        "Was {old}, is {new}. Send the order again with the new quote (the field `quote`) when it was shown."
    )
    zh = (
        "订单 {order_id} 的结果已变化（{changed}）：原试算 {old}，现为 {new}。"
        "尚未入账。请展示新的试算（字段 `quote`），再以其重新提交订单。"
    )


class SchemaOutOfDate(ShopError):
    """The library's tables are of another revision than the library, or not there."""

    code = "schema_out_of_date"
    en = (
        "Revision of the tables: {found}; this library needs {needed}. Run `{command}`. "
        "Where they lie in a schema of their own, the connection must name it (`search_path`)."
    )
    zh = (
        "数据表版本：{found}；本程序需要 {needed}。请运行 `{command}`。"
        "若数据表在单独的模式（schema）中，连接须指明该模式（`search_path`）。"
    )


class SchemaUnmarked(ShopError):
    """Tables of the library are there, and nothing says of which revision."""

    code = "schema_unmarked"
    en = (
        "{tables} of the library's tables are there ({first}, …), but no revision is written down. "
        "Drop them if they are ours and empty, and run `loyalty db upgrade URL` or call `create_tables`: "
        "these two write it down, `METADATA.create_all` does not. Else restore `loyalty_alembic_version` "
        "from the same backup. A table of your own that has this name stays where ours get a schema of "
        "their own (`--schema`)."
    )
    zh = (
        "已有 {tables} 张本程序的数据表（{first} 等），但没有版本记录。"
        "若为本程序的空表请先删除，再运行 `loyalty db upgrade URL` 或调用 `create_tables`（二者会记录版本，"
        "`METADATA.create_all` 不会）；否则请从同一备份恢复 `loyalty_alembic_version`。"
        "若是商城自己的同名表，请将本程序的数据表建在单独的模式中（`--schema`）。"
    )


class MigratedByHost(ShopError):
    """The host's own Alembic keeps the revision of the library's tables: it alone moves them."""

    code = "migrated_by_host"
    en = (
        "The host's own migrations keep these tables ({found} in `alembic_version`); this library needs "
        "{needed}. Run `alembic upgrade loyalty@head` in the host's project."
    )
    zh = (
        "这些数据表由商城自己的迁移管理（`alembic_version` 中为 {found}）；本程序需要 {needed}。"
        "请在商城项目中运行 `alembic upgrade loyalty@head`。"
    )


class DatabaseUnreachable(ShopError):
    """No connection to the database at this address, or it refuses; its password is not repeated."""

    code = "database_unreachable"
    en = (
        "The database {url} cannot be used: {what}. Check that it runs, and host, port, name, password, "
        "schema and rights."
    )
    zh = (
        "数据库 {url} 无法使用：{what}。"
        "请检查数据库是否已启动，以及主机、端口、库名、用户名、密码、模式（schema）和权限。"
    )


class CouponRefused(ShopError):
    """A coupon, a code or an offer of coupons with which that cannot be done; `why` is a stable word."""

    code = "coupon_refused"
    en = "{what} cannot be used so: {because}"
    zh = "{what} 无法如此使用：{because}"
    why: ClassVar[Mapping[str, tuple[str, str]]] = {
        "unknown": ("no coupon has this id. Check the id.", "没有此编号的优惠券。请核对编号。"),
        "unknown_batch": (
            "no batch of codes has this name. Check the name.",
            "没有此名称的券码批次。请核对名称。",
        ),
        "no_coupon": (
            "the live programme has no offer of coupons of this id. Check it, or give the offer a `coupon`.",
            "生效中的会员计划没有此编号的券类优惠。请核对编号，或为该优惠设置 `coupon`。",
        ),
        "not_issuing": (
            "its coupons are not issued any more. Call `shop.coupons.issue_again`, or name another offer.",
            "该优惠已停止发券。请先调用 `shop.coupons.issue_again`，或改用其他优惠。",
        ),
        "code_taken": (
            "the word is no code, or is one already. Choose another word.",
            "该口令不能作为券码，或已被使用。请更换口令。",
        ),
        "bounds": (
            "uses and claims must be at least 1, and the name has at most 64 characters. Give others.",
            "使用次数和领取次数至少为 1，名称最多 64 个字符。请修改。",
        ),
        "window": (
            "its codes would end before they begin. Give an `ends_at` after `starts_at`.",
            "券码的结束时间不晚于开始时间。请传入晚于 `starts_at` 的 `ends_at`。",
        ),
    }
    """What each word means, and how it is mended, in both languages."""
    other: ClassVar[tuple[str, str]] = (
        "check the offer, its coupons and its switch.",
        "请检查优惠、优惠券及其开关。",
    )

    def __init__(self, **fields: object) -> None:
        """With the sentences of `why`."""
        en, zh = self.why.get(str(fields.get("why")), self.other)
        super().__init__(**{"because": en, "because_zh": zh} | fields)


class SecretMissing(ShopError):
    """Codes and identities are kept only as keyed hashes, and the key is missing or too short."""

    code = "secret_missing"
    en = (
        "Codes and identities need the deployment's secret. Give Loyalty(..., secret=...) at least {least} "
        "random bytes, the same for ever."
    )
    zh = (
        "券码与身份标识需要部署密钥：请在 Loyalty(..., secret=...) 中传入至少 {least} 个随机字节，"
        "此后不得更换。"
    )


class ShardsRefused(ShopError):
    """Limits that cannot be counted in shards: none is for all, or the database gains nothing by it."""

    code = "shards_refused"
    en = "The limits of {offer_id} are not counted in shards: {why}. On other databases hold orders instead."
    zh = "{offer_id} 的名额无法分片计数：{why}。其他数据库请改用下单锁定。"


class TotalsDiffer(ShopError):
    """Files of an import do not bring what their control totals say; nothing was written."""

    code = "totals_differ"
    en = (
        "The files do not bring what was expected: {differences}. Nothing was written. "
        "Send all files, or mend the totals."
    )
    zh = "文件内容与控制总数不符：{differences}。未写入任何内容。请补齐文件，或更正控制总数。"
