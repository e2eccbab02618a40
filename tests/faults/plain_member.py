"""Points of one member in plain Python: what the shop is held against. Nothing of the library is called."""

from dataclasses import dataclass, field


@dataclass
class Lot:
    """Points that end together; `award` is the order that earned them, `expired` what of them has ended."""

    key: int
    left: int
    earned: int
    available: int
    expires: int

    @property
    def order(self):
        """By which lots are spent."""
        return self.expires, self.earned, self.key


@dataclass
class Points:
    """Lots, debt, what checkouts keep back, and every row that the ledger must have, in order."""

    lots: list = field(default_factory=list)
    debt: int = 0
    debt_at: int = 0
    held: int = 0
    rows: list = field(default_factory=list)
    expired: dict = field(default_factory=dict)

    def note(self, kind, at, points=0, debt=0):
        """A row of the ledger: kind, points, debt, instant."""
        self.rows.append((kind, points, debt, at))

    def add(self, key, points, *, earned, available, expires):
        """A lot, or more of one that is there."""
        for lot in self.lots:
            if lot.key == key and lot.expires == expires:
                lot.left += points
                return
        self.lots.append(Lot(key, points, earned, available, expires))
        self.lots.sort(key=lambda lot: lot.order)

    def usable(self, at):
        """What may be spent."""
        return sum(lot.left for lot in self.lots if lot.available <= at < lot.expires)

    def draw(self, points, at):
        """Take points from the lots that end first: (lot, points) of each."""
        drawn = []
        for lot in self.lots:
            if points and lot.available <= at < lot.expires:
                taken = min(points, lot.left)
                lot.left -= taken
                points -= taken
                drawn.append((lot, taken))
        self.lots = [lot for lot in self.lots if lot.left]
        return drawn

    def advance(self, at):
        """Debts are repaid by what is there, then lots past their day end."""
        while self.debt:
            lot = min(
                (one for one in self.lots if one.available <= at), key=lambda one: one.available, default=None
            )
            if lot is None:
                break
            points = min(lot.left, self.debt)
            self.note("debt_repaid", max(lot.available, self.debt_at), -points, -points)
            self.debt -= points
            lot.left -= points
            self.lots = [one for one in self.lots if one.left]
        for lot in [one for one in self.lots if one.expires <= at]:
            self.end(lot.key, lot.left, lot.expires)
            self.lots.remove(lot)

    def end(self, key, points, at):
        """Points of a lot are past their day."""
        self.note("expired", at, -points)
        self.expired[key] = self.expired.get(key, 0) + points

    def spend(self, points, at, kind="spent"):
        """Points leave; the trail says from where."""
        trail = []
        for lot, taken in self.draw(points, at):
            self.note(kind, at, -taken)
            trail.append([lot, taken])
        return trail

    def put_back(self, lot, points, until):
        """Points of a lot come back to it; they end at once where its day is past."""
        if lot.expires <= until:
            self.end(lot.key, points, until)
        else:
            self.add(lot.key, points, earned=lot.earned, available=lot.available, expires=lot.expires)

    def restore(self, trail, points, at):
        """Spent points go back, the last taken first."""
        for row in reversed(trail):
            back = min(points, row[1])
            if back:
                row[1] -= back
                points -= back
                self.note("restored", at, back)
                self.put_back(row[0], back, at)

    def take(self, points, at):
        """Points are taken back from any lot; how many were missing."""
        return points - sum(taken for _, taken in self.spend(points, at, "taken_back"))

    def take_award(self, key, points, at):
        """Points are taken back from the lot they came in, from what of it ended, from the others."""
        for lot in self.lots:
            if lot.key == key:
                taken = min(points, lot.left)
                self.note("taken_back", at, -taken)
                lot.left -= taken
                points -= taken
        self.lots = [lot for lot in self.lots if lot.left]
        gone = min(points, self.expired.get(key, 0))
        if gone:
            self.expired[key] -= gone
        return self.take(points - gone, at)

    def owe(self, points, at):
        """What could not be taken back is owed."""
        if points:
            self.debt += points
            self.debt_at = at
            self.note("debt_incurred", at, 0, points)

    def figures(self, at):
        """Booked, available, held and debt."""
        return sum(lot.left for lot in self.lots) + self.held, self.usable(at), self.held, self.debt
