"""Any operations in any order, each on the shop and on a plain one; after each both must say the same."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy.orm import Session

from loyalty.errors import IdempotencyConflict
from loyalty.live import Actor
from tests.faults.machine_both import FIRST_US
from tests.faults.machine_orders import MEMBERS, UNDONE, WHICH, Orders
from tests.live.shops import START

STAFF = Actor("eve", frozenset({"admin"}))


class Machine(Orders):
    """All of a shop: its members, its clock, orders, points, coupons, switches and the night."""

    @initialize(many=st.integers(1, 4))
    def members(self, many):
        for member in ["ann", "bob", "cem", "dia"][:many]:
            self.operate(lambda s, m=member: self.shop.enrol(s, m) and None, lambda m, o=member: m.enrol(o))

    @rule(member=MEMBERS, undone=UNDONE)
    def enrol(self, member, undone):
        if member not in self.model.people:  # the same again, later, is another content
            self.operate(
                lambda s: self.shop.enrol(s, member) and None, lambda m: m.enrol(member), undone=undone
            )

    @rule(
        by=st.one_of(
            st.timedeltas(timedelta(0), timedelta(hours=30)),
            st.integers(1, 31).map(lambda days: timedelta(days=days)),
            st.sampled_from([timedelta(days=30), timedelta(minutes=30), timedelta(microseconds=1)]),
        )
    )
    def later(self, by):
        self.clock.at += by

    @precondition(lambda self: any(p.points.lots for p in self.model.people.values()))
    @rule(which=WHICH, short=st.integers(0, 1))
    def to_the_end_of_a_lot(self, which, short):
        lots = [lot for who in self.model.people.values() for lot in who.points.lots]
        end = lots[which % len(lots)].expires - short
        if end > self.us:
            self.clock.at = START + timedelta(microseconds=end - FIRST_US)

    @precondition(lambda self: any(h.state == "live" for h in self.model.holds.values()))
    @rule(short=st.integers(0, 1))
    def to_the_end_of_a_hold(self, short):
        end = next(h.ends for h in self.model.holds.values() if h.state == "live") - short
        if end > self.us:
            self.clock.at = START + timedelta(microseconds=end - FIRST_US)

    @rule(member=MEMBERS, points=st.integers(-400, 400), undone=UNDONE)
    def adjust(self, member, points, undone):
        key, at = self.name("k"), self.us

        def adjust(session, more=0):
            self.shop.points.adjust(session, member, points + more, key=key, reason="r", actor="eve")

        self.operate(
            adjust, lambda m: m.adjust(member, points, at), undone=undone, changed=lambda s: adjust(s, 1)
        )

    @rule(giver=MEMBERS, taker=MEMBERS, points=st.integers(1, 400), undone=UNDONE)
    def transfer(self, giver, taker, points, undone):
        key, at = self.name("k"), self.us

        def transfer(session, more=0):
            self.shop.points.transfer(
                session, points + more, giver=giver, taker=taker, key=key, reason="r", actor="eve"
            )

        self.operate(
            transfer,
            lambda m: m.transfer(giver, taker, points, at),
            undone=undone,
            changed=lambda s: transfer(s, 1),
        )

    @rule(member=MEMBERS, undone=UNDONE)
    def check_in(self, member, undone):
        action_id, at = self.name("a"), self.us

        def act(session, action="check_in"):
            return self.shop.act(session, member, action, action_id=action_id)

        self.operate(act, lambda m: m.check_in(member, at), undone=undone, changed=lambda s: act(s, "other"))

    @rule(member=MEMBERS, undone=UNDONE)
    def grant(self, member, undone):
        key, at = self.name("g"), self.us

        def grant(session, cause="hand"):
            self.shop.coupons.grant(session, "ten", members=[member], key=key, cause=cause)

        self.operate(grant, lambda m: m.grant(member, at), undone=undone, changed=lambda s: grant(s, "other"))

    @rule(offers=st.sets(st.sampled_from(["first", "monthly", "ten"]), min_size=1), stop=st.booleans())
    def pause(self, offers, stop):
        turn = self.shop.programs.pause if stop else self.shop.programs.resume
        with Session(self.engine) as session, session.begin():
            turn(session, actor=STAFF, reason="r", offer_ids=offers)
        self.model.paused = self.model.paused | offers if stop else self.model.paused - offers

    @rule()
    def nightly(self):
        self.shop.nightly(lambda: Session(self.engine))
        self.model.nightly(self.us)

    @precondition(lambda self: self.done)
    @rule(which=WHICH, other=st.booleans())
    def again(self, which, other):
        call, changed, told = self.done[which % len(self.done)]
        with Session(self.engine) as session, session.begin():
            if other:
                try:
                    changed(session)
                except IdempotencyConflict:
                    return
                raise AssertionError(told)
            assert call(session) == told


def machine_on(engine):
    """A machine whose rules a test calls by itself, one member enrolled."""

    class Told(Machine):
        pass

    Told.engine = engine
    machine = Told()
    machine.members(many=1)
    return machine
