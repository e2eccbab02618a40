"""The doors with their verbs in batches: many of one kind in one transaction, an answer or an error for each.

What a verb does is the door's; here it is done for each item in turn, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loyalty.live.actors import Actor
from loyalty.live.batches import ClaimItem, LevelItem, Many, MergeItem, TransferItem, UpdateItem, each
from loyalty.live.codes import ClaimedCode, Codes
from loyalty.live.desk import Host
from loyalty.live.handed_in import door
from loyalty.live.members import Members
from loyalty.live.points import Points
from loyalty.live.results import Figures, PassedOn
from loyalty.live.tiers import LevelHeld, Tiers


@door
@dataclass(frozen=True, slots=True)
class ManyMembers(Members):
    """The door to members, one by one and in batches."""

    def update_many(self, session: Host, items: Sequence[UpdateItem]) -> Many[None]:
        """Change many members in one transaction, in the order given; an error stands in its item's place."""
        return each(
            UpdateItem,
            items,
            lambda one: self.update(
                session,
                one.member,
                update_id=one.update_id,
                attributes=one.attributes,
                birthday=one.birthday,
                identities=one.identities,
                consent_at=one.consent_at,
                at=one.at,
            ),
        )

    def merge_many(
        self, session: Host, items: Sequence[MergeItem], *, actor: Actor, reason: str
    ) -> Many[Figures]:
        """Merge many pairs in one transaction, in the order given; an error stands in its item's place."""
        return each(
            MergeItem,
            items,
            lambda one: self.merge(session, one.member, into=one.into, actor=actor, reason=reason, at=one.at),
        )

    def block_many(self, session: Host, members: Sequence[str], *, actor: Actor, reason: str) -> Many[None]:
        """Block many members in one transaction; an error stands in its member's place."""
        return _acts(self.block, session, members, actor, reason)

    def unblock_many(self, session: Host, members: Sequence[str], *, actor: Actor, reason: str) -> Many[None]:
        """Let many blocked members go on in one transaction; an error stands in its member's place."""
        return _acts(self.unblock, session, members, actor, reason)

    def close_many(self, session: Host, members: Sequence[str], *, actor: Actor, reason: str) -> Many[None]:
        """End many memberships in one transaction; an error stands in its member's place."""
        return _acts(self.close, session, members, actor, reason)

    def erase_many(self, session: Host, members: Sequence[str], *, actor: Actor, reason: str) -> Many[None]:
        """Erase many persons in one transaction; an error stands in its member's place."""
        return _acts(self.erase, session, members, actor, reason)


@door
@dataclass(frozen=True, slots=True)
class ManyPoints(Points):
    """The door to points by hand, one by one and in batches."""

    def transfer_many(self, session: Host, items: Sequence[TransferItem], *, actor: str) -> Many[PassedOn]:
        """Pass points on many times in one transaction; an error stands in its item's place."""
        return each(
            TransferItem,
            items,
            lambda one: self.transfer(
                session,
                one.points,
                giver=one.giver,
                taker=one.taker,
                key=one.key,
                reason=one.reason,
                actor=actor,
                approver=one.approver,
                at=one.at,
            ),
        )


@door
@dataclass(frozen=True, slots=True)
class ManyTiers(Tiers):
    """The door to levels that no credit brought, one by one and in batches."""

    def grant_many(
        self, session: Host, items: Sequence[LevelItem], *, reason: str, actor: Actor
    ) -> Many[LevelHeld]:
        """Grant many levels in one transaction, in the order given; an error stands in its item's place."""
        return each(
            LevelItem,
            items,
            lambda one: self.grant(
                session,
                one.member,
                one.level,
                key=one.key,
                reason=reason,
                actor=actor,
                until=one.until,
                at=one.at,
            ),
        )

    def buy_many(
        self, session: Host, items: Sequence[LevelItem], *, actor: str | None = None
    ) -> Many[LevelHeld]:
        """Book many levels that were paid for in one transaction; an error stands in its item's place."""
        return each(
            LevelItem,
            items,
            lambda one: self.buy(
                session,
                one.member,
                one.level,
                key=one.key,
                months=one.months,
                until=one.until,
                actor=actor,
                at=one.at,
            ),
        )

    def revoke_many(
        self,
        session: Host,
        items: Sequence[LevelItem],
        *,
        reason: str,
        actor: Actor,
        bought: bool = False,
    ) -> Many[LevelHeld]:
        """End many granted (or `bought`) levels in one transaction; an error stands in its item's place."""
        return each(
            LevelItem,
            items,
            lambda one: self.revoke(
                session,
                one.member,
                one.level,
                key=one.key,
                reason=reason,
                actor=actor,
                bought=bought,
                at=one.at,
            ),
        )


@door
@dataclass(frozen=True, slots=True)
class ManyCodes(Codes):
    """The door to codes, one by one and in batches."""

    def claim_many(self, session: Host, items: Sequence[ClaimItem]) -> Many[ClaimedCode]:
        """Turn many codes into coupons in one transaction; an error stands in its item's place.

        A code that is refused is an answer, and its try is counted.
        """
        return each(
            ClaimItem,
            items,
            lambda one: self.claim(
                session, one.text, member=one.member, key=one.key, device=one.device, at=one.at
            ),
        )


def _acts(
    act: Callable[..., None], session: Host, members: Sequence[str], actor: Actor, reason: str
) -> Many[None]:
    return each(object, members, lambda member: act(session, member, actor=actor, reason=reason))
