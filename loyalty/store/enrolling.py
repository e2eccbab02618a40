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


def write_member(work: Work, member: Member, *, state: str = "active", consent_us: int | None = None) -> None:
    """Add a member with an empty account."""
    work.write(
        _INSERT_MEMBER,
        {
            "program_key": work.program_key,
            "ref": member.id,
            "joined_us": to_us(member.joined_at),
            "birthday": _day(member.birthday),
            "birthday_before": _day(member.birthday_before),
            "birthday_from_year": member.birthday_from_year or None,
            "attributes": json.dumps(dict(member.attributes), ensure_ascii=False, sort_keys=True),
            "state": state,
            "consent_us": consent_us,
        },
    )
    account: dict[str, Any] = {"program_key": work.program_key, "member_ref": member.id, "wallet": POINTS}
    work.write(_INSERT_ACCOUNT, account | BLANK)


def _day(birthday: tuple[int, int] | None) -> int | None:
    return None if birthday is None else birthday[0] * 100 + birthday[1]


_INSERT_MEMBER: Final = sa.insert(MEMBER)
_INSERT_ACCOUNT: Final = sa.insert(ACCOUNT).inline()
"""Nobody asks for the number a new row gets."""
