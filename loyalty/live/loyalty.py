"""The door to the live shop: one object per programme, and every verb on the host's own session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from loyalty.facts.member import Member
from loyalty.live.acting import acting
from loyalty.live.after_sale import AfterSale
from loyalty.live.asking import Plans, figures, load
from loyalty.live.batches import ActionItem, Many, each
from loyalty.live.books import Books
from loyalty.live.budgets import Budgets
from loyalty.live.coupons import Coupons
from loyalty.live.desk import Desk, Host
from loyalty.live.events import Events
from loyalty.live.fitting import must_fit
from loyalty.live.giving import see_current
from loyalty.live.handed_in import door
from loyalty.live.hooks import Hook
from loyalty.live.imports import Imports
from loyalty.live.in_batches import ManyCodes, ManyMembers, ManyPoints, ManyTiers
from loyalty.live.limits import Limits
from loyalty.live.ordering import Ordering
from loyalty.live.overdue import own_without_overdue
from loyalty.live.programs import Programs
from loyalty.live.reminding import remind_live
from loyalty.live.results import ActionBooked, Figures
from loyalty.live.waves import book_all
from loyalty.rules.program import Program
from loyalty.store.connecting import connection_of
from loyalty.store.operations import Request, reference
from loyalty.store.programs import publish
from loyalty.store.schema import create_all
from loyalty.store.tables import METADATA
from loyalty.when import Clock, SystemClock, to_us


@door
class Loyalty(Ordering, AfterSale, Books):
    """A programme in a shop's own database.

    Every verb takes the host's session, writes inside its transaction and never commits. `at` is when
    something happened (aware; the clock's now when left out); when it was recorded the clock says. Verbs that
    write may be sent again: the first answer comes again, other content raises IdempotencyConflict.
    """

    def __init__(
        self,
        program_key: str,
        *,
        clock: Clock | None = None,
        secret: bytes = b"",
        points_alone_max: int | None = None,
        hooks: Iterable[Hook] = (),
    ) -> None:
        """The programme by its key; `clock` for tests.

        `secret` is the shop's own, for hashes of what identifies people: keep it, and keep it out of the
        database. Without one a phone number can be found from its hash by trying all of them. More than
        `points_alone_max` points are moved by hand, or imported, only with a second person's approval.
        `hooks` are called with session and event, inside the operation, for each event that it writes.
        """
        self._alone_max = points_alone_max
        key = reference("programme", program_key)
        self.desk = Desk(key, clock or SystemClock(), Plans(key), secret, tuple(hooks))

    @property
    def program_key(self) -> str:
        """The programme's key."""
        return self.desk.program_key

    @property
    def members(self) -> ManyMembers:
        """Who is a member, by what else they are known, and what becomes of a membership."""
        return ManyMembers(self.desk)

    @property
    def programs(self) -> Programs:
        """Versions of the programme, their review, and the switches of what is live."""
        return Programs(self.desk)

    @property
    def points(self) -> ManyPoints:
        """Points given, taken and passed on without an order."""
        return ManyPoints(self.desk, self._alone_max)

    @property
    def tiers(self) -> ManyTiers:
        """Levels granted by hand and bought, and where a member stands at any instant."""
        return ManyTiers(self.desk)

    @property
    def coupons(self) -> Coupons:
        """Coupons that members hold."""
        return Coupons(self.desk)

    @property
    def budgets(self) -> Budgets:
        """Budgets that were paused."""
        return Budgets(self.desk)

    @property
    def limits(self) -> Limits:
        """Total limits of offers: how much of them is used and held, and how they are counted."""
        return Limits(self.desk)

    @property
    def imports(self) -> Imports:
        """Members who come from an older system."""
        return Imports(self.desk, self._alone_max)

    @property
    def events(self) -> Events:
        """What happened, for whoever sends messages."""
        return Events(self.desk)

    @property
    def codes(self) -> ManyCodes:
        """Codes that become coupons."""
        return ManyCodes(self.desk)

    def create_tables(self, engine: sa.Engine) -> tuple[str, ...]:
        """Create the library's tables in a database that has none of them; their names."""
        with engine.begin() as connection:
            create_all(connection)
        return tuple(sorted(METADATA.tables))

    def publish(self, session: Host, program: Program, *, author: str, at: datetime | None = None) -> int:
        """Make a programme live from an instant on; the number of its version.

        No review, no simulation, no second person: for tests and small shops; `programs` is the other way.
        Raises ProgramInvalid for another key, and for another currency or decimals than the first version's;
        OutOfBounds for an instant before the live version began.
        """
        instant = self.desk.at(at)
        with self.desk.working(session, f"publish:{program.hash}", instant) as work:
            must_fit(work, program)
            return publish(work, program, author=author, live_from_us=to_us(instant))

    def enrol(
        self,
        session: Host,
        member_ref: str,
        *,
        joined_at: datetime | None = None,
        birthday: tuple[int, int] | None = None,
        attributes: Mapping[str, str | None] | None = None,
    ) -> Member:
        """Make someone a member; the same again changes nothing."""
        return self.members.enrol(
            session, member_ref, joined_at=joined_at, birthday=birthday, attributes=attributes
        )

    def act(  # noqa: PLR0913 - the facts of one action, all named
        self,
        session: Host,
        member: str,
        action: str,
        *,
        action_id: str,
        at: datetime | None = None,
        actor: str | None = None,
    ) -> ActionBooked:
        """Book what a member did (`check_in`, `review`, …): it earns what the programme says."""
        item = ActionItem(member=member, action=action, action_id=action_id, at=at)
        return acting(self.desk, session, item, actor).alone()

    def act_many(
        self, session: Host, items: Sequence[ActionItem], *, actor: str | None = None
    ) -> Many[ActionBooked]:
        """Book many actions in one transaction, in the order given; an error stands in its item's place."""
        return book_all(
            ActionItem, self.desk, session, items, lambda one: acting(self.desk, session, one, actor)
        )

    def remind(self, session: Host, member: str, *, at: datetime | None = None) -> int:
        """Announce what of a member ends soon, each thing once; how many reminders were new."""
        instant = self.desk.at(at)
        request = Request(verb="remind", named=(member, str(to_us(instant))), content={})
        return self.desk.once(
            session,
            request,
            instant,
            lambda work: remind_live(work, self.desk.plans, request, member_ref=member, at=instant),
        )

    def remind_many(self, session: Host, members: Sequence[str], *, at: datetime | None = None) -> Many[int]:
        """Announce what of many members ends soon; an error stands in its member's place."""
        return each(object, members, lambda member: self.remind(session, member, at=at))

    def figures(self, session: Host, member: str, *, at: datetime | None = None) -> Figures:
        """What a member has now (or would have at a later instant if nothing happened)."""
        instant = self.desk.at(at)
        connection = connection_of(session)
        plan = self.desk.plans.live(connection, instant)
        loaded = load(connection, plan, self.program_key, member, locking=False)
        loaded = see_current(connection, self.desk.plans, plan, loaded, to_us(instant))
        standing = own_without_overdue(connection, self.desk.plans, plan, loaded, at=instant)
        return figures(plan, loaded, standing, instant)
