"""A till that reads a programme's offers as the reference pages tell them, and nothing of the library's code.

One order of someone without history: conditions on goods, every benefit that takes money off, all rules of
lanes, groups of which the first counts, classes, budgets, sellers. What it does not read it says (Unread).
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.differential.by_hand.benefits import Claim, claim_of
from tests.differential.by_hand.goods import takes
from tests.differential.by_hand.numbers import rounded, spread


class Unread(Exception):
    """The pages leave it open, or the till does not go so far."""


class Leaves(Exception):
    """A winner of lines that cannot be paid leaves its lane, and all begins again."""


class Till:
    """The lines of one order, from lane to lane."""

    def __init__(self, program, lines, fee, *, left_out=()):
        self.program, self.fee = program, fee
        self.lines = [replace(one, off={}, after_items=one.amount) for one in lines]
        self.coin = 10**program.unit.exponent
        self.shipping_off = self.points_on_fee = self.tendered_on_fee = 0
        self.left = {one.id: self.minor(one.amount) for one in program.budgets}
        self.over = {one.id: one.over for one in program.budgets}
        self.classes = {one.id: one.combines_with for one in program.classes}
        self.applied = {}
        self.left_out = left_out
        """Offers that are not looked at."""

    def minor(self, amount):
        """Minor units of an amount."""
        return int(Decimal(amount) * self.coin)

    def goods(self, selector, lines=None):
        """The lines a selector takes."""
        some = self.lines if lines is None else lines
        return [one for one in some if one.takes_part and takes(selector, one, self.coin)]

    def holds(self, one, offer, lines):
        """Whether a condition holds for an offer, counted on these lines."""
        if one.kind in {"all", "any"}:
            holding = [self.holds(each, offer, lines) for each in one.conditions]
            return all(holding) if one.kind == "all" else any(holding)
        if one.kind == "not":
            return not self.holds(one.condition, offer, lines)
        if one.kind == "first_order":
            return True
        goods = self.goods(one.of, lines)
        counted = {
            "subtotal": lambda: Fraction(
                sum(each.on(one.base or offer.threshold_base) for each in goods), self.coin
            ),
            "quantity": lambda: sum(each.quantity for each in goods),
            "distinct": lambda: len({each.sku for each in goods}),
        }
        return counted[one.kind]() >= Fraction(one.minimum)

    def kept_out(self, offer):
        """Whether one that applied keeps an offer out: of its group, or of a class that does not combine."""
        for other in self.program.offers:
            if other.id not in self.applied or other.id == offer.id:
                continue
            if offer.group is not None and other.group == offer.group:
                return True
            if None not in {offer.class_, other.class_} and not (
                other.class_ in self.classes[offer.class_] and offer.class_ in self.classes[other.class_]
            ):
                return True
        return False

    def asked(self, offer):
        """What an offer would take off goods now, before its cap and budget; with sellers, of each apart."""
        if offer.per == "order":
            return self._asked_of(offer, self.lines)
        got = {}
        sets = ()
        for seller in dict.fromkeys(one.seller for one in self.lines):
            own = [one for one in self.lines if one.seller == seller]
            part = self._capped(offer, self._asked_of(offer, own))
            got |= part.got
            sets += part.sets
        return Claim(got, self.lines, sets=sets)

    def _asked_of(self, offer, lines):
        if self.kept_out(offer) or not all(self.holds(one, offer, lines) for one in offer.when):
            return Claim({}, lines)
        benefit = offer.benefit
        gives = getattr(benefit, "get_of", None) or benefit.of
        if getattr(benefit, "unit_use", None) == "apart" and any(one.used for one in lines):
            raise Unread("units that take part twice")
        return claim_of(offer, self.goods(benefit.of, lines), self.goods(gives, lines), self.minor)

    def _capped(self, offer, claim):
        cap = getattr(offer.benefit, "cap", None)
        return claim if cap is None else claim.cut(self.minor(cap))

    def granted(self, offer, total):
        """How much of a sum an offer's budget lets pass."""
        if offer.budget is None:
            return total
        left = self.left[offer.budget]
        if self.over[offer.budget] == "reject":
            return total if total <= left else 0
        return min(total, left)

    def attempt(self, offer):
        """What an offer would take off, its cap and budget counted."""
        claim = self.asked(offer)
        if offer.per == "order":
            claim = self._capped(offer, claim)
        return claim.cut(self.granted(offer, claim.total)) if claim.total else claim

    def pay(self, offer, claim):
        """Take off what an offer asks; whether that is anything."""
        if not claim.total:
            return False
        for number, taken in claim.got.items():
            self.lines[number].off[offer.id] = taken
        for units in claim.sets:
            units.use(claim.got)
        self.charge(offer, claim.total)
        return True

    def charge(self, offer, total):
        """The offer applied, and cost so much."""
        if offer.budget is not None:
            self.left[offer.budget] -= total
        self.applied[offer.id] = total

    def run(self):
        """The till after all lanes."""
        order = [one.id for one in self.program.lanes]
        ranked = sorted(self.program.offers, key=lambda one: (order.index(one.lane), -one.priority, one.id))
        place = {one.id: number for number, one in enumerate(ranked)}
        out = set()
        for _ in range(60):
            fresh = Till(self.program, self.lines, self.fee, left_out={*self.left_out, *out})
            try:
                for lane in self.program.lanes:
                    fresh.lane(lane, [one for one in ranked if one.lane == lane.id])
            except Leaves as left:
                (gone,) = left.args
                out = {one for one in out if place[one] < place[gone]} | {gone}
            else:
                return fresh
        raise Unread("winners that take turns")

    def lane(self, lane, offers):
        """One lane by its rule."""
        offers = [one for one in offers if one.id not in self.left_out]
        if lane.id == "shipping":
            self.shipping(lane, offers)
        elif lane.rule == "best_of" and lane.scope == "line":
            self.by_line(offers)
        elif lane.rule == "best_of":
            claims = [(offer, self.attempt(offer)) for offer in offers]
            best = max(claims, key=lambda one: one[1].total, default=None)
            if best is not None:
                self.pay(*best)
        else:
            for offer in offers:
                if self.pay(offer, self.attempt(offer)) and lane.rule == "exclusive":
                    break
        if lane.id == "item":
            for one in self.lines:
                one.after_items = one.net

    def by_line(self, offers):
        """Each line to the offer that saves most there; what each asks is counted before any is paid."""
        if any(one.stack for one in offers):
            raise Unread("stack")
        won = {}
        claims = []
        for offer in offers:
            whole = self.asked(offer)
            share = self._capped(offer, whole)
            share = share.cut(self.granted(offer, share.total)) if share.total else share
            claims.append((offer, share, whole if whole.by_line else share))
        for line in self.lines:
            n = line.number
            best = max(claims, key=lambda one: one[1].got.get(n, 0), default=None)
            if best is not None and best[1].got.get(n, 0):
                won.setdefault(best[0].id, {})[n] = (best[1].got[n], best[2].got[n])
        for offer in offers:
            if offer.id in won:
                self.pay_winner(offer, won[offer.id], next(one[1] for one in claims if one[0] is offer))

    def pay_winner(self, offer, won, claim):
        """What an offer won on its lines, within its cap and budget."""
        if self.kept_out(offer):
            raise Leaves(offer.id)
        if claim.sets:
            raise Unread("sets that win lines")
        mine = Claim({n: whole for n, (_, whole) in won.items()}, [self.lines[n] for n in won])
        within = self._capped(offer, mine)
        granted = self.granted(offer, within.total)
        if granted == 0:
            raise Leaves(offer.id)
        if granted < sum(share for share, _ in won.values()):
            raise Unread("winners that are cut")
        self.pay(offer, mine.cut(granted))

    def shipping(self, lane, offers):
        """Offers on the fee."""
        if lane.rule == "best_of" and offers:
            offers = [max(offers, key=self.off_fee)]
        for offer in offers:
            off = self.off_fee(offer)
            if off:
                self.shipping_off += off
                self.charge(offer, off)
                if lane.rule == "exclusive":
                    break

    def off_fee(self, offer):
        """What an offer takes off the fee now."""
        if self.kept_out(offer) or not all(self.holds(one, offer, self.lines) for one in offer.when):
            return 0
        benefit, left = offer.benefit, self.fee - self.shipping_off
        off = left
        if benefit.percent is not None:
            off = rounded(Fraction(benefit.percent) / 100 * left, offer.rounding)
        if benefit.amount is not None:
            off = min(off, self.minor(benefit.amount))
        return self.granted(offer, off)

    def spread_tenders(self, stored):
        """Stored value over goods and the fee by what is left of each."""
        fee = len(self.lines)
        left = {one.number: one.net for one in self.lines}
        left[fee] = self.fee - self.shipping_off - self.points_on_fee
        got = spread(min(stored, sum(left.values())), left, left, left)
        for one in self.lines:
            one.tendered = got.get(one.number, 0)
        self.tendered_on_fee = got.get(fee, 0)
