"""How a history gives what issuances give, and whom it cannot give anything for want of knowing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from loyalty.rules.issuances import GiveCoupon, OnBirthday, OnSignUp
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.settings import Assumption, Settings

COUPONS: Final = {
    "always_best": (
        (
            "An offer whose coupons issuances give is only for members who hold one at the time; "
            "the one that ends first is used."
        ),
        "由自动发放提供券的活动，仅当会员当时持有该券时可用；先用最早到期的一张。",
    ),
    "as_logged": (
        "Coupons of issuances are not given: the log says which coupons were used.",
        "不发放自动发放的券：以历史记录中的用券为准。",
    ),
    "never": (
        "Coupons of issuances are given and none is used.",
        "自动发放的券照常发放，但无人使用。",
    ),
    "share": (
        (
            "Orders of the share use coupons of issuances that their member holds at the time; "
            "the one that ends first is used."
        ),
        "按比例抽中的订单可用会员当时持有的自动发放的券；先用最早到期的一张。",
    ),
}
"""By the setting `use_coupons`."""


def gifts_told(programs: Sequence[Program], log: OrderLog, settings: Settings) -> tuple[Assumption, ...]:
    """What holds for the issuances of these programmes; nothing where they have none."""
    issuances = [one for program in programs for one in program.issuances]
    if not issuances:
        return ()
    told = [
        Assumption(
            key="issuances",
            value="from_first_document",
            en="Issuances give from the first document of the log to the last, to members with a document.",
            zh="自动发放从日志的第一个单据起至最后一个单据止，仅发给有单据的会员。",
        )
    ]
    if any(isinstance(one.on, OnSignUp) for one in issuances):
        told.append(_joining(log))
    if any(isinstance(one.on, OnBirthday) for one in issuances):
        told.append(_birthdays(log))
    if any(isinstance(given, GiveCoupon) for one in issuances for given in one.gives):
        en, zh = COUPONS[settings.use_coupons]
        told.append(Assumption(key="issued_coupons", value=settings.use_coupons, en=en, zh=zh))
    return tuple(told)


def _joining(log: OrderLog) -> Assumption:
    """Whoever joined before the log gets nothing for it; whom no file knows joins with a first document."""
    members = len(log.member_ids)
    before = int((log.member_joined < log.first_at).sum())
    known = log.doc_member >= 0
    who, place = np.unique(log.doc_member[known], return_index=True)
    first = int((log.member_joined[who] == log.doc_at[known][place]).sum())
    return Assumption(
        key="issued_on_joining",
        value=str(before),
        en=(
            f"{before:,} of {members:,} members joined before the log begins and get nothing for joining; "
            f"{first:,} count as joining with their first document."
        ),
        zh=(
            f"{members:,} 名会员中，{before:,} 名在日志开始前已入会，不发入会礼；"
            f"{first:,} 名按首个单据的时刻视为入会。"
        ),
    )


def _birthdays(log: OrderLog) -> Assumption:
    members = len(log.member_ids)
    without = int((log.member_birth_month == 0).sum())
    return Assumption(
        key="issued_on_birthdays",
        value=str(without),
        en=f"{without:,} of {members:,} members have no birthday in the members file and get nothing on it.",
        zh=f"{members:,} 名会员中，{without:,} 名在会员文件中没有生日，不发生日礼。",
    )
