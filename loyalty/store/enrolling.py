"""Members: enrolled once, with an account of points."""

from __future__ import annotations

import json
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.member import Member
from loyalty.store.accounts import POINTS
from loyalty.store.operations import Work
from loyalty.store.tables import ACCOUNT, MEMBER
from loyalty.when import to_us

BLANK: Final = {
    "booked": 0,
    "held": 0,
    "promised": 0,
    "debt": 0,
    "debt_at_us": 0,
    "seq": 0,
    "changes": 0,
    "orders": 0,
    "sequence": 0,
    "next_lot_key": 0,
}


def write_member(work: Work, member: Member) -> None:
    """Add a member with an empty account."""
    birthday = None if member.birthday is None else member.birthday[0] * 100 + member.birthday[1]
    work.write(
        sa.insert(MEMBER),
        {
            "program_key": work.program_key,
            "ref": member.id,
            "joined_us": to_us(member.joined_at),
            "birthday": birthday,
            "attributes": json.dumps(dict(member.attributes), ensure_ascii=False, sort_keys=True),
            "state": "active",
        },
    )
    account: dict[str, Any] = {"program_key": work.program_key, "member_ref": member.id, "wallet": POINTS}
    work.write(sa.insert(ACCOUNT), account | BLANK)
