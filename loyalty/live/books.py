"""The verbs of the books: what moved, what was, what falls due, and whether all adds up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy.orm import Session

from loyalty.live.desk import Desk, Host
from loyalty.live.exports import Exported, members_not_booked, write_export
from loyalty.live.exports.writing_files import Format
from loyalty.live.handed_in import door
from loyalty.live.nightly import BATCH, Night, book_due
from loyalty.live.order_lines import write_order_lines
from loyalty.live.past import past_figures
from loyalty.store.connecting import connection_of
from loyalty.store.history import PAGE, Movement, PastFigures, history
from loyalty.store.verify import Finding, verify


@door
class Books:
    """What is written of all members, and how it is proved."""

    desk: Desk

    def history(
        self, session: Host, member: str, *, before_seq: int | None = None, most: int = PAGE
    ) -> tuple[Movement, ...]:
        """A member's movements of points, the latest first; those before a number, for the next page."""
        connection = connection_of(session)
        return history(connection, self.desk.program_key, member, before_seq=before_seq, most=most)

    def past_figures(self, session: Host, member: str, *, at: datetime) -> PastFigures:
        """What a member had at an instant that is past, as it would be told then of all that is known now."""
        return past_figures(connection_of(session), self.desk.plans, member, at)

    def nightly(
        self,
        sessions: Callable[[], Session],
        *,
        at: datetime | None = None,
        batch: int = BATCH,
        progress: Callable[[Night], bool | None] | None = None,
    ) -> Night:
        """Book what is due by now, in transactions of its own; being late changes nothing."""
        return book_due(self.desk, sessions, self.desk.at(at), batch=batch, progress=progress)

    def order_lines(self, session: Host, out: TextIO) -> int:
        """Write the shop's own orders and returns as CSV that `loyalty simulate` reads; how many rows.

        Lines stand at their selling price before offers; amounts are minor units.
        """
        return write_order_lines(self.desk, session, out)

    def export(
        self,
        session: Host,
        folder: str | Path,
        *,
        formats: Sequence[Format] = ("csv",),
        progress: Callable[[str, int], None] | None = None,
    ) -> Exported:
        """Write all that the shop owns into an empty folder: what `imports` takes in, and every record.

        Rows are streamed. Codes and other secrets stay. What is due and not booked is not written: the answer
        counts the members (`not_booked`). Raises OutputUnwritable, MissingExtra.
        """
        connection, key = connection_of(session), self.desk.program_key
        done = write_export(connection, key, Path(folder), formats=formats, progress=progress)
        due = members_not_booked(connection, self.desk.plans, self.desk.at(None))
        return replace(done, not_booked=due)

    def verify(self, session: Host) -> tuple[Finding, ...]:
        """What is not as it must be in the programme's tables: nothing, if all is well.

        Beside traffic in a transaction that sees one view of the database (REPEATABLE READ): some of it
        compares the answers of two questions.
        """
        connection = connection_of(session)
        return verify(connection, self.desk.program_key, self.desk.plans.all(connection))
