"""Shops with hooks, and what hooks have heard."""

from sqlalchemy.orm import Session

from loyalty.live import Loyalty
from loyalty.when import FixedClock
from tests.live.shops import START, open_shop


class Refused(Exception):
    """What a host's own code raises."""


class Heard:
    """A hook that keeps what it is told, and raises what a test wants for a topic."""

    def __init__(self):
        self.events = []
        self.raises = {}

    def __call__(self, session, event):
        self.events.append(event)
        error = self.raises.get(event.topic)
        if error is not None:
            raise error

    @property
    def topics(self):
        return [one.topic for one in self.events]


def hooked(engine, *hooks, members=("ann",)):
    """A shop with its members; its hooks have heard nothing yet."""
    quiet = open_shop(engine, *members)
    return Loyalty(quiet.program_key, clock=FixedClock(START), hooks=hooks)


def outbox(engine, shop):
    """The events of a shop after its members were enrolled, as they are taken."""
    with Session(engine) as session:
        session.begin()
        taken = shop.events.take(session)
        session.rollback()
    return [one for one in taken if one.topic != "member.enrolled"]
