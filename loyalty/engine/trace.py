"""What a quote rested on, read off the bench after the kernels priced an order, for whoever must explain it.

The kernels leave adjustments in the order in which they were made. The lines are laid out as they stood
before each offer, and the kernels themselves are asked again what the offer's goods came to and what it
claimed; so no figure here is reckoned by a second rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from loyalty.engine.bench import Bench
from loyalty.engine.failing import Failing, failing
from loyalty.engine.trace_rules import rules_told
from loyalty.engine.trace_told import Measured, Minimum, OfferTrace, SellerTrace, Trace
from loyalty.engine.trace_units import UnitsTaken, units_taken
from loyalty.kernels import codes
from loyalty.kernels.benefits import claim
from loyalty.kernels.conditions import measure
from loyalty.kernels.lots import available_at
from loyalty.kernels.rows import blank, row
from loyalty.kernels.select import quantity, rebase, subtotal
from loyalty.kernels.units import use_units

MEASURED = (codes.ON_SUBTOTAL, codes.ON_QUANTITY)
CHOOSES = (codes.BUY_GET, codes.BUNDLE, codes.FIXED_PRICE)


def trace(bench: Bench) -> Trace:
    """What the quote on the bench rested on; the bench must hold a priced order that is not yet placed."""
    told = bench.tables["quote"][0]
    at = bench.tables["orders"][0].at
    multipliers = len(bench.tables["multipliers"])
    return Trace(
        offers=tuple(_Retold(bench).offers()),
        held=available_at(0, at, bench.tables["members"], bench.tables["lots"]) if bench.member else 0,
        rules=tuple(rules_told(bench)),
        multipliers=tuple(one for one in range(multipliers) if (told.multipliers >> one) & 1 == 1),
        tier_factor=told.tier_factor,
        factor_den=bench.plan.settings().factor_den,
    )


class _Retold:
    """The order's lines as they stood, offer by offer."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._tables = bench.tables
        self._words = bench.plan.item_words
        self._lines: int = bench.tables["quote"][0].lines
        self._work = [
            row(
                "work",
                item=one.item,
                quantity=one.quantity,
                amount=one.amount,
                listed=one.listed,
                floor=one.floor,
                after_items=one.amount,
                net=one.amount,
                basis=one.amount,
            )
            for one in bench.tables["work"][: self._lines]
        ]
        self._sums = self._fresh_sums()
        self._seats = self._by_seller() if bench.plan.by_seller else ()
        fee = bench.tables["quote"][0].shipping
        self._quote = blank("quote", 1)
        self._quote[0].shipping = fee
        self._drawn: dict[int, int] = {}
        self._taken: dict[int, list[tuple[int, int]]] = {}
        self._given: set[tuple[int, int]] = set()
        for one in bench.tables["adjusts"].span(0, bench.tables["meters"][0].adjusts):
            if one.amount > 0:
                self._taken.setdefault(one.offer, []).append((one.line, one.amount))
            else:
                self._given.add((one.line, one.offer))

    def _fresh_sums(self) -> list[Any]:
        sums = blank("sums", len(self._bench.plan.takers) + 1)
        sums[0].days = self._tables["sums"][0].days
        rebase(sums)
        return sums

    def _by_seller(self) -> tuple[tuple[int, ...], ...]:
        """The lines of each seller, as they first appear."""
        found: dict[int, list[int]] = {}
        for place, line in enumerate(self._work):
            found.setdefault(self._tables["items"][line.item * self._words].seller, []).append(place)
        return tuple(tuple(lines) for lines in found.values())

    @contextmanager
    def _seated(self, lines: Sequence[int]) -> Iterator[None]:
        """Only one seller's lines lie there; what is noted on them stays noted."""
        every = (self._work, self._sums, self._lines)
        self._work, self._sums, self._lines = (
            [self._work[one] for one in lines],
            self._fresh_sums(),
            len(lines),
        )
        yield
        self._work, self._sums, self._lines = every

    def offers(self) -> Iterator[OfferTrace]:
        """Lane by lane; where the best wins, all of them are judged before any of them takes."""
        offers = self._tables["offers"]
        for lane in self._tables["lanes"]:
            places = range(lane.offer_start, lane.offer_start + lane.offer_count)
            rivals = [one for one in places if lane.rule == codes.LANE_BEST and offers[one].stack == 0]
            for seen in [self._judged(one) for one in rivals]:
                yield replace(seen, units_taken=self._take(seen.offer))
            for one in places:
                if one not in rivals:
                    yield replace(self._judged(one), units_taken=self._take(one))
            if lane.items == 1:
                for line in self._work:
                    line.after_items = line.net
                rebase(self._sums)

    def _judged(self, offer: int) -> OfferTrace:
        known = self._tables["offers"][offer]
        sellers = tuple(self._judged_for(offer, lines) for lines in self._seats) if known.by_seller else ()
        verdict = self._tables["verdicts"][offer]
        claimed = self._claim(offer, codes.NONE)
        left = None
        if known.budget >= 0:
            fund = self._tables["funds"][known.budget]
            left = fund.amount - fund.spent - self._drawn.get(known.budget, 0)
        return OfferTrace(
            offer=offer,
            threshold_minor=self._subtotal(known.selector, known.threshold_base),
            base_minor=self._subtotal(known.selector, known.benefit_base),
            units=quantity(
                known.selector, self._lines, self._words, self._tables["items"], self._work, self._sums
            ),
            minimums=() if sellers else tuple(self._minimums(known.entry)),
            failing=_refused_for(verdict.line, sellers) if sellers else tuple(self._failing(known.entry)),
            claimed_minor=claimed,
            within_cap_minor=self._claim(offer, known.cap),
            budget_left_minor=left,
            shares=tuple(self._taken.get(offer, ())),
            sellers=sellers,
        )

    def _judged_for(self, offer: int, lines: tuple[int, ...]) -> SellerTrace:
        """The same for one seller's lines."""
        known = self._tables["offers"][offer]
        with self._seated(lines):
            failed = tuple(self._failing(known.entry))
            return SellerTrace(
                lines=lines,
                threshold_minor=self._subtotal(known.selector, known.threshold_base),
                base_minor=self._subtotal(known.selector, known.benefit_base),
                units=quantity(
                    known.selector, self._lines, self._words, self._tables["items"], self._work, self._sums
                ),
                minimums=tuple(self._minimums(known.entry)),
                failing=failed,
                claimed_minor=0 if failed else self._claim_here(offer, known.cap),
                given=(lines[0], offer) in self._given,
            )

    def _claim(self, offer: int, cap: int) -> int:
        """What the benefit comes to on the lines as they stand, within this cap (NONE: without one)."""
        if not self._tables["offers"][offer].by_seller:
            return self._claim_here(offer, cap)
        total = 0
        for lines in self._seats:
            with self._seated(lines):
                for line in self._work:
                    line.buys = line.gets = 0
                if not any(self._failing(self._tables["offers"][offer].entry)):
                    total += self._claim_here(offer, cap)
        return total

    def _claim_here(self, offer: int, cap: int) -> int:
        offers = list(self._tables["offers"])
        if offers[offer].kind >= codes.GIFT:
            return 0
        offers[offer] = row("offers", **(offers[offer].as_dict() | {"cap": cap}))
        tables = self._tables
        verdicts = blank("verdicts", len(offers))
        return claim(
            offer,
            self._lines,
            tables["plan"],
            offers,
            tables["steps"],
            tables["prices"],
            tables["items"],
            self._work,
            self._sums,
            verdicts,
            self._quote,
        )

    def _subtotal(self, selector: int, base: int) -> int:
        items = self._tables["items"]
        return subtotal(selector, base, self._lines, self._words, items, self._work, self._sums)

    def _minimums(self, entry: int) -> Iterator[Minimum]:
        """Every minimum on the way from an entry, each once."""
        nodes = self._tables["nodes"]
        waiting, seen = [entry], set()
        while waiting:
            node = waiting.pop(0)
            if node < 0 or node in seen:
                continue
            seen.add(node)
            if nodes[node].kind in MEASURED:
                yield Minimum(_counted(nodes[node]), self._measure(node), nodes[node].limit)
            waiting += [nodes[node].yes, nodes[node].no]

    def _failing(self, entry: int) -> Iterator[Failing]:
        return failing(entry, self._lines, tables=self._tables, work=self._work, sums=self._sums)

    def _measure(self, node: int) -> int:
        plan, nodes, members, standings, items = (
            self._tables[name] for name in ("plan", "nodes", "members", "standings", "items")
        )
        return measure(node, 0, self._lines, plan, nodes, members, standings, items, self._work, self._sums)

    def _take(self, offer: int) -> UnitsTaken | None:
        """What the offer took comes off; on shipping, off the fee. Says which units that was, if it chose."""
        verdict = self._tables["verdicts"][offer]
        if verdict.state != codes.APPLIED:
            return None
        known = self._tables["offers"][offer]
        units = None
        if known.kind in CHOOSES or known.units_max >= 0:
            claimed = self._claim(offer, codes.NONE)
            if not known.by_seller:
                units = units_taken(offer, self._lines, claimed, tables=self._tables, work=self._work)
            for line in self._work:
                line.share = line.on = 0
            for line, amount in self._taken.get(offer, ()):
                self._work[line].share, self._work[line].on = amount, 1
            use_units(offer, self._lines, self._tables["offers"], self._work)
        for line, amount in self._taken.get(offer, ()):
            self._work[line].net -= amount
        rebase(self._sums)
        if known.kind == codes.FREE_SHIPPING:
            self._quote[0].shipping_off += verdict.amount
        if known.budget >= 0:
            self._drawn[known.budget] = self._drawn.get(known.budget, 0) + verdict.amount
        return units


def _refused_for(line: int, sellers: Sequence[SellerTrace]) -> tuple[Failing, ...]:
    """What fails for the seller of a line."""
    return next(one.failing for one in sellers if line in one.lines)


def _counted(node: Any) -> Measured:  # noqa: ANN401 - a kernel row
    if node.kind == codes.ON_SUBTOTAL:
        return "subtotal"
    return "articles" if node.arg == codes.ARTICLES else "quantity"
