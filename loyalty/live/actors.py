"""Who acts on a programme, and what each act takes: asked here, below every screen."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from loyalty.errors import BadArgument, RoleMissing, SecondPersonNeeded
from loyalty.store.inputs import reference

Role: TypeAlias = Literal["viewer", "editor", "approver", "admin"]
EDITORS: Final[tuple[Role, ...]] = ("editor", "admin")
APPROVERS: Final[tuple[Role, ...]] = ("approver", "admin")
STAFF: Final[tuple[Role, ...]] = ("editor", "approver", "admin")
"""Whoever may stop something: a switch that waits for the right person is none."""
ADMINS: Final[tuple[Role, ...]] = ("admin",)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or service of the shop, by a name of the host's, and the roles the host vouches for.

    Raises BadReference for a name that cannot be kept, BadArgument for what is no set of roles.
    """

    name: str
    roles: frozenset[Role] = frozenset()

    def __post_init__(self) -> None:
        """A role that is misspelt would be missed only where it is needed."""
        reference("actor", self.name)
        roles: object = self.roles  # whatever a host sends
        if not isinstance(roles, AbstractSet) or not all(one in get_args(Role) for one in roles):
            known = ", ".join(get_args(Role))
            raise BadArgument(
                where="Actor(roles)",
                what="these are no roles.",
                mend=f"Send a set of some of: {known}.",
                what_zh="不是角色集合。",
                mend_zh=f"请传入由下列角色组成的集合：{known}。",
            )

    def must(self, act: str, needs: tuple[str, ...]) -> None:
        """Raises RoleMissing unless one of the roles is there."""
        if self.roles.isdisjoint(needs):
            raise RoleMissing(actor=self.name, act=act, needs=" | ".join(needs))


def second_person(points: int, most: int | None, *, actor: str, approver: str | None) -> None:
    """More points than one person may move alone take another person's name, not any text.

    Raises BadReference for a name that is none, SecondPersonNeeded.
    """
    named = "" if approver is None else reference("approver", approver).strip()
    if most is not None and points > most and named in {"", actor.strip()}:
        raise SecondPersonNeeded(points=points, most=most)
