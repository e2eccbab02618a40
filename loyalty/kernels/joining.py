"""From when on the years of a membership are counted: from joining, or from the first points."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.rows import Table


def membership_start(who: int, starts: int, members: Table) -> int:
    """The instant whose anniversaries end a membership year; joining, until points say another one."""
    if starts == codes.MEMBER_SINCE_EARNED and members[who].first_earned != 0:
        return int(members[who].first_earned)
    if starts == codes.MEMBER_SINCE_ACTIVE and members[who].first_active != 0:
        return int(members[who].first_active)
    return int(members[who].joined)


def note_first(who: int, earned: int, available: int, members: Table) -> int:
    """Remember when points were first earned, and when the first can be spent; 1 when that is news."""
    news = 0
    if members[who].first_earned == 0 or earned < members[who].first_earned:
        members[who].first_earned = earned
        news = 1
    if available < codes.FOREVER:
        if members[who].first_active == 0 or available < members[who].first_active:
            members[who].first_active = available
            news = 1
    return news
