"""Lots against a plain list of them: whatever comes, leaves and falls due, in whatever order."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.kernels import codes, lots
from loyalty.kernels.rows import Growing, blank, row
from tests.kernels.plain_lots import PlainLots, months_later

DAY = 86_400_000_000
START = 19_700 * DAY
GROUPS, ROOM, KEPT = 2, 3, 3
PLACES = GROUPS * ROOM
NEIGHBOUR = {"left": 1_000, "granted": 1_000, "key": 1_000_000}
MANY = 1_000

points = st.integers(1, 12)
days = st.sampled_from((0, 1, 31, 62))  # from the start on, one month is 31 and two are 62
steps = st.one_of(
    st.tuples(
        st.just("come"),
        st.fixed_dictionaries(
            {
                "kept": st.integers(-1, KEPT - 1),
                "group": st.integers(0, GROUPS - 1),
                "left": points,
                "opens": st.sampled_from((-1, 0, 1, 31)),
                "ends": st.none() | days,
                "earned": st.integers(-1, 1),
            }
        ),
    ),
    st.tuples(st.sampled_from(["spend", "keep", "take", "aside", "owe"]), points),
    st.tuples(st.sampled_from(["advance", "stay"]), days),
)


class Bench:
    """The kernels' tables of one of two members; the other one's lots stay as they are."""

    def __init__(self, who, months, share):
        self.who = who
        self.plain = PlainLots(months=months, share=Fraction(share, lots.WHOLE_PPM))
        self.plan = [row("plan", groups=GROUPS, inactivity_months=months, inactivity_ppm=share, months=1)]
        self.zone = [row("zone", count=1, start=-codes.FOREVER)]
        ends = (START + DAY, codes.FOREVER) * (PLACES // 2)
        neighbours = [row("lots", **NEIGHBOUR, expires=expires) for expires in ends]
        self.lots = [*neighbours, *blank("lots", PLACES)] if who else [*blank("lots", PLACES), *neighbours]
        first, due = who * PLACES, {"active_until": codes.FOREVER, "due": codes.FOREVER}
        member = row("members", start=who * ROOM, room=ROOM, lot_head=first, lot_tail=first, **due)
        member.wiped_at = -codes.FOREVER
        self.members = [row("members"), member] if who else [member, row("members")]
        self.awards = blank("awards", KEPT * GROUPS)
        self.by_month, self.journal = blank("by_month", 1), Growing("journal")
        self.trail, self.meters = Growing("trail"), [row("meters", journal_on=1)]
        self.at, self.key = START, 0

    @property
    def noted(self):
        return self.plan, self.zone, self.members, self.lots

    def step(self, name, told):
        getattr(self, name)(told)
        self.agree()

    def come(self, lot):
        if len(self.plain.live()) == PLACES:
            return
        self.key += 1
        expires = codes.FOREVER if lot["ends"] is None else self.at + lot["ends"] * DAY
        times = {"available": self.at + lot["opens"] * DAY, "earned": self.at + lot["earned"] * DAY}
        kept, group, left = lot["kept"], lot["group"], lot["left"]
        self.plain.come(kept=kept, group=group, left=left, expires=expires, key=self.key, **times)
        tables = self.plan, self.members, self.lots
        lots.insert_lot(self.who, kept, group, left, expires, *times.values(), self.key, *tables)

    def spend(self, wanted):
        found = lots.spend(self.who, wanted, self.at, codes.NONE, *self._spent())
        assert found == self.plain.leave(wanted, self.at, codes.SPENT, remember=False)

    def keep(self, wanted):
        found = lots.spend(self.who, wanted, self.at, 0, *self._spent())
        assert found == self.plain.leave(wanted, self.at, codes.SPENT, remember=True)

    def take(self, wanted):
        found = lots.take(self.who, wanted, self.at, *self.noted, self.by_month, self.journal, self.meters)
        assert found == self.plain.leave(wanted, self.at, codes.TAKEN_BACK, remember=False)

    def aside(self, wanted):
        lots.set_aside(self.who, wanted, self.at, self.members, self.lots, self.trail, self.meters)
        self.plain.leave(wanted, self.at, None, remember=True)

    def owe(self, wanted):
        member = self.members[self.who]
        member.debt += wanted
        self.plain.debt += wanted
        member.debt_at = self.plain.debt_at = self.at
        self.advance(0)

    def stay(self, _):
        if self.plan[0].inactivity_months:
            lots.stay_active(self.who, self.at, self.plan, self.zone, self.members)
            self.plain.active_until = months_later(self.at, self.plain.months)

    def advance(self, later):
        self.at += later * DAY
        tables = self.awards, self.by_month, self.journal, self.meters
        lots.advance_points(self.who, self.at, *self.noted, *tables)
        self.plain.advance(self.at)

    def _spent(self):
        return *self.noted, self.trail, self.by_month, self.journal, self.meters

    def agree(self):
        """Every figure of the member, every movement, and nothing of the other one."""
        member, plain, meters = self.members[self.who], self.plain, self.meters[0]
        live = [lot for lot in self.lots[member.lot_head : member.lot_tail] if lot.left > 0]
        assert [tuple(lot.as_dict().values()) for lot in live] == plain.shown()
        assert member.booked == sum(lot.left for lot in live)
        assert (member.debt, member.wiped_at) == (plain.debt, plain.wiped_at)
        assert member.active_until == plain.active_until
        moves = [(one.kind, one.points, one.at, one.key) for one in self.journal.span(0, meters.journal)]
        assert moves == plain.moves
        assert {
            divmod(place, GROUPS): one.expired for place, one in enumerate(self.awards) if one.expired
        } == plain.expired
        trail = self.trail.span(0, meters.trail)
        assert [tuple(one.as_dict().values()) for one in trail] == plain.drawn
        assert lots.available_at(self.who, self.at, self.members, self.lots) == plain.available(self.at)
        assert lots.idle_points(self.who, self.members, self.lots) == sum(
            lot.left for lot in plain.live() if lot.expires == codes.FOREVER
        )
        keys = {lot.key for lot in live}
        assert {
            key for key in range(self.key + 2) if lots.find_lot(self.who, key, self.members, self.lots) >= 0
        } == keys
        others = self.lots[:PLACES] if self.who else self.lots[PLACES:]
        assert all(lot.left == NEIGHBOUR["left"] for lot in others)


@given(
    who=st.integers(0, 1),
    months=st.integers(0, 2),
    share=st.sampled_from([lots.WHOLE_PPM, 500_000, 333_333, 900_000]),
    told=st.lists(steps, min_size=1, max_size=30),
)
@settings(max_examples=MANY)
def test_lots_hold_what_a_plain_list_of_them_holds(who, months, share, told):
    bench = Bench(who, months, share)
    for name, what in told:
        bench.step(name, what)
