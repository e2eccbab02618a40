"""Errors about making coupon codes: a batch that cannot be made, or that could be guessed."""

from loyalty.errors.base import LoyaltyError


class CodeError(LoyaltyError):
    """Codes that are not made."""

    code = "code_error"
    en = "The codes cannot be made."
    zh = "无法生成券码。"


class CodeTooShort(CodeError):
    """Codes so short that strangers would find live ones by trying; `hits` is how many in 30 days."""

    code = "code_too_short"
    en = (
        "Codes of {length} random characters are too short: of {live} live ones about {hits} would be found "
        "in a month at {tries_per_second} tries a second. Take at least {least}."
    )
    zh = (
        "{length} 位随机字符太短：{live} 个有效券码在每秒 {tries_per_second} 次尝试下，"
        "每月约有 {hits} 个会被猜中。请至少使用 {least} 位。"
    )


class BatchRefused(CodeError):
    """A batch with a count, prefix, alphabet or grouping that it cannot have."""

    code = "batch_refused"
    en = "{what} cannot be {value!r}. {mend}"
    zh = "{what}不能为 {value!r}。{mend}"
