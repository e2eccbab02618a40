"""Near misses: how little more would bring an offer, or its next step, and what the order would then save.

Nothing here reckons with money. The cart is priced again with more of one of its lines, by the kernels that
price every order, until the offer is there; what the whole order then saves more is read off both quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from loyalty.engine.entry import QUANTITY_MAX
from loyalty.engine.quote import lay
from loyalty.engine.taking_in import asker, taken_in
from loyalty.engine.trace import trace
from loyalty.engine.trace_told import OfferTrace
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import NearMiss
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.kernels.select import selects
from loyalty.money import MINOR_MAX, to_major
from loyalty.plan.tables import Plan

LINES_TRIED: Final = 8
"""Of the lines that could be added to, so many are tried for one offer."""
ROUNDS_MAX: Final = 40
"""So often an addition grows by what is still short: of a line at 20 % off, 100 leave 20 short, then 4."""
SETS: Final = (codes.BUY_GET, codes.BUNDLE)
STEPPED: Final = (codes.STEPS, codes.PER_EACH, *SETS)
SHORT: Final = (codes.BELOW_MINIMUM, codes.TOO_FEW)


@looking("cart", "who")
def near_misses(  # noqa: PLR0913 - the facts of one question, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
) -> tuple[NearMiss, ...]:
    """What little more in the cart would save more, the smallest addition first, then the largest saving.

    Looked at are offers refused only because money or units are short, and offers in steps, for each full
    sum or in sets that already apply. With exactly what a near miss says the order saves exactly what it
    says more; with a minor unit or a unit less it saves less. Raises what `quote` raises.
    """
    till = _Till(plan, taken_in(cart), who=asker(who), at=at, standing=standing, shared=shared)
    found = [one for aim in till.aims() if (one := till.nearest(aim)) is not None]
    return tuple(sorted(found, key=lambda one: (one.add_minor, -one.saves_minor)))


@dataclass(frozen=True, slots=True)
class _Aim:
    """What an offer is short of: units or money of some goods; `target` is where the next step starts.

    Without a target the offer itself is refused; where it counts each seller apart, the one who sells `line`
    lacks least.
    """

    offer: int
    units: bool
    short: int
    selectors: tuple[int, ...]
    target: int | None = None
    line: int = codes.NONE


@dataclass(frozen=True, slots=True)
class _Judged:
    """One offer in one pricing; `reached` is what its steps are counted on, or its sets."""

    applied: bool
    reason: int
    node: int
    short_by: int
    amount: int
    reached: int
    line: int


@dataclass(frozen=True, slots=True)
class _Priced:
    """One pricing: what the order saves, and each offer."""

    saved: int
    offers: tuple[_Judged, ...]


class _Till:
    """Prices one cart, and more of each of its lines, for one member at one instant."""

    def __init__(  # noqa: PLR0913 - as above
        self,
        plan: Plan,
        cart: Cart,
        *,
        who: Member | Guest,
        at: datetime,
        standing: Standing | None,
        shared: Shared | None,
    ) -> None:
        self._plan, self._cart, self._who, self._at = plan, cart, who, at
        self._standing, self._shared = standing, shared
        self._stepped = any(one.kind in STEPPED for one in plan.tables["offers"])
        bench = self._lay(cart)
        self._rows = bench.tables["order_lines"]
        self._items = bench.tables["items"]
        self._now = self._read(bench)
        self._nets = [line.net for line in bench.tables["work"][: len(cart.lines)]]
        self._worth = sum(max(one.amount, one.listed) for one in self._rows)
        self._worth += bench.tables["quote"][0].shipping
        bench.release()

    def aims(self) -> Iterator[_Aim]:
        """Every offer that a little more could bring, in order of application."""
        offers, nodes = self._plan.tables["offers"], self._plan.tables["nodes"]
        for place, seen in enumerate(self._now.offers):
            known = offers[place]
            if not seen.applied and seen.reason in SHORT:
                units = seen.reason == codes.TOO_FEW
                if seen.node >= 0:
                    selectors: tuple[int, ...] = (nodes[seen.node].selector,)
                else:
                    selectors = (known.selector, known.get_selector)
                line = seen.line if known.by_seller else codes.NONE
                yield _Aim(place, units, seen.short_by, selectors, line=line)
            elif seen.applied and known.kind in STEPPED and not known.by_seller:
                target = self._next_step(known, seen.reached)
                if target is not None:
                    selectors = (known.selector, known.get_selector)
                    yield _Aim(place, _by_units(known), target - seen.reached, selectors, target)

    def nearest(self, aim: _Aim) -> NearMiss | None:
        """The smallest addition to a line that reaches the aim, if one does."""
        found: list[NearMiss] = []
        for line in self._candidates(aim)[:LINES_TRIED]:
            added = self._enough(aim, line)
            one = None if added is None else self._told(aim, line, added)
            if one is not None:
                found.append(one)
                if added == aim.short:
                    break
        return min(found, key=lambda one: (one.add_minor, -one.saves_minor), default=None)

    def _next_step(self, known: Any, reached: int) -> int | None:  # noqa: ANN401 - a kernel row
        """Where the next step starts; one set more."""
        if known.kind in SETS:
            return None if 0 <= known.times_max <= reached else reached + 1
        if known.kind == codes.PER_EACH:
            times = reached // known.every + 1
            return None if 0 <= known.times_max < times else times * known.every
        steps = self._plan.tables["steps"][known.step_start : known.step_start + known.step_count]
        return next((one.start for one in steps if one.start > reached), None)

    def _candidates(self, aim: _Aim) -> list[int]:
        """The lines that count: the cheapest units first, or lines that no offer lowers, then as they lie."""
        words, rows = self._plan.item_words, self._rows
        lines = [
            place
            for place, row in enumerate(rows)
            if row.amount > 0
            and any(selects(one, place, words, self._items) for one in aim.selectors)
            and (aim.line < 0 or self._seller(place) == self._seller(aim.line))
        ]
        if aim.units:
            return sorted(lines, key=lambda place: self._more(place, 1))
        return sorted(lines, key=lambda place: self._nets[place] < rows[place].amount)

    def _seller(self, line: int) -> int:
        """Who sells a line."""
        return int(self._items[line * self._plan.item_words].seller)

    def _enough(self, aim: _Aim, line: int) -> int | None:
        """How much of a line reaches the aim: grown by what is short, so never past the least that does."""
        added = aim.short
        for _ in range(ROUNDS_MAX):
            if not self._fits(aim, line, added):
                return None
            short = self._short(aim, self._with(aim, line, added).offers[aim.offer])
            if not short:
                return added if short == 0 else None
            added += short
        return None

    def _short(self, aim: _Aim, seen: _Judged) -> int | None:
        """What is still short; None when something else speaks against the offer."""
        if seen.applied:
            return 0 if aim.target is None else max(aim.target - seen.reached, 0)
        wanted = codes.TOO_FEW if aim.units else codes.BELOW_MINIMUM
        return seen.short_by if aim.target is None and seen.reason == wanted else None

    def _told(self, aim: _Aim, line: int, added: int) -> NearMiss | None:
        """The near miss, if the last bit of the addition is what brings the offer and its saving."""
        there, before = self._with(aim, line, added), self._with(aim, line, added - 1)
        gift = self._plan.tables["offers"][aim.offer].kind == codes.GIFT
        saves = there.saved - self._now.saved
        own, own_before = there.offers[aim.offer], before.offers[aim.offer]
        if gift:
            rises = not own_before.applied and saves >= 0
        else:
            rises = own.amount > own_before.amount and there.saved > before.saved and saves > 0
        if not rises:
            return None
        return NearMiss(
            offer_id=self._plan.offers[aim.offer].id,
            line_id=self._cart.lines[line].id,
            add_minor=self._more(line, added) if aim.units else added,
            add_units=added if aim.units else 0,
            saves_minor=saves,
            gift=gift,
            applies=aim.target is not None,
            any_goods=aim.line < 0 and set(aim.selectors) == {codes.NONE},
        )

    def _fits(self, aim: _Aim, line: int, added: int) -> bool:
        """Whether a cart with so much more of a line can still be counted."""
        row = self._rows[line]
        quantity, amount, listed = self._grown(aim, line, added)
        worth = self._worth + max(amount, listed) - max(row.amount, row.listed)
        return worth <= MINOR_MAX and quantity <= QUANTITY_MAX

    def _grown(self, aim: _Aim, line: int, added: int) -> tuple[int, int, int]:
        """Quantity, amount and list amount of a line with so many units or minor units more."""
        row = self._rows[line]
        if not aim.units:
            return row.quantity, row.amount + added, row.listed + added
        quantity = row.quantity + added
        return quantity, row.amount * quantity // row.quantity, row.listed * quantity // row.quantity

    def _with(self, aim: _Aim, line: int, added: int) -> _Priced:
        """The cart priced with so many units or minor units more of a line."""
        unit, lines = self._plan.program.unit, self._cart.lines
        quantity, amount, listed = self._grown(aim, line, added)
        more = replace(
            lines[line],
            quantity=quantity,
            unit_price=None,
            amount=to_major(amount, unit),
            list_price=None,
            list_amount=to_major(listed, unit),
        )
        bench = self._lay(replace(self._cart, lines=(*lines[:line], more, *lines[line + 1 :])))
        priced = self._read(bench)
        bench.release()
        return priced

    def _more(self, line: int, units: int) -> int:
        """What so many more units of a line come to."""
        row = self._rows[line]
        return int(row.amount * (row.quantity + units) // row.quantity - row.amount)

    def _lay(self, cart: Cart) -> Any:  # noqa: ANN401
        bench = lay(
            self._plan, cart, who=self._who, at=self._at, standing=self._standing, shared=self._shared
        )
        bench.run(events.quote_order, 0)
        return bench

    def _read(self, bench: Any) -> _Priced:  # noqa: ANN401
        told, offers = bench.tables["quote"][0], self._plan.tables["offers"]
        reached = [0] * len(offers)
        if self._stepped:
            for one in trace(bench).offers:
                reached[one.offer] = _reached(offers[one.offer], one)
        verdicts = zip(bench.tables["verdicts"], reached, strict=False)
        return _Priced(
            told.off + told.shipping_off,
            tuple(
                _Judged(
                    one.state == codes.APPLIED,
                    one.reason,
                    one.node,
                    one.short_by,
                    one.amount if one.state == codes.APPLIED else 0,
                    at,
                    one.line,
                )
                for one, at in verdicts
            ),
        )


def _by_units(known: Any) -> bool:  # noqa: ANN401 - a kernel row
    """Whether an offer's steps are counted in units."""
    return known.kind in SETS or (known.kind == codes.STEPS and known.measure == codes.MEASURE_QUANTITY)


def _reached(known: Any, seen: OfferTrace) -> int:  # noqa: ANN401 - a kernel row
    if known.kind in SETS:
        return 0 if seen.units_taken is None else seen.units_taken.sets
    return seen.units if _by_units(known) else seen.threshold_minor
