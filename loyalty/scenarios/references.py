"""Scenarios beside their programme: ids that it does not have, figures it cannot hold, steps out of order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from loyalty.errors import MoneyError, Problem, TimeError
from loyalty.money import to_minor
from loyalty.plan.tables import Plan
from loyalty.rules.exact import plain
from loyalty.rules.findings import choices, located, step
from loyalty.rules.scalars import Rule
from loyalty.scenarios.comparing import COUNTS, unit_of
from loyalty.scenarios.expected import AfterExpected, OrderExpected, ReturnExpected, asks
from loyalty.scenarios.given import CartGiven, Lines, MemberGiven, coupon_ids, line_ids
from loyalty.scenarios.source import LookStep, OrderStep, RefundStep, ReturnStep, Scenario, Scenarios, Step
from loyalty.scenarios.wording import wrong
from loyalty.when import civil


def faults(plan: Plan, scenarios: Scenarios, *, bare: bool) -> tuple[Problem, ...]:
    """Why the scenarios cannot be run; `bare` allows those that expect nothing."""
    found = [
        problem
        for number, scenario in enumerate(scenarios.all)
        for problem in _Story(plan, scenario, f"scenarios[{number}]").faults(bare=bare)
    ]
    return tuple(located(problem, scenarios.lines) for problem in found)


def step_name(step_: Step, number: int) -> str:
    """What a step is called: its id, or its number."""
    return getattr(step_, "id", None) or str(number)


@dataclass
class _Story:
    """One scenario on its way through the checks; `orders` are the lines of those placed so far."""

    plan: Plan
    scenario: Scenario
    path: str
    orders: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def faults(self, *, bare: bool) -> Iterator[Problem]:
        """Everything that is wrong with it."""
        yield from self._given(self.scenario.member, f"{self.path}.member")
        yield from self._budgets()
        last: datetime | None = None
        expects = False
        for number, one in enumerate(self.scenario.story()):
            place = f"{self.path}.steps[{number}]" if self.scenario.steps else self.path
            now = self._time(one.at)
            if now is None:
                yield wrong("scenario_time", f"{place}.at", value=one.at)
            elif last is not None and now < last:
                yield wrong("steps_not_in_order", f"{place}.at")
            last = now or last
            expects |= isinstance(one, LookStep) or asks(one.expect)
            yield from self._step(one, number, place)
        if not expects and not bare:
            yield wrong("nothing_expected", self.path)

    def _time(self, text: str) -> datetime | None:
        try:
            return civil(text, self.plan.program.zone)
        except TimeError:
            return None

    def _given(self, given: MemberGiven, path: str) -> Iterator[Problem]:
        program = self.plan.program
        yield from self._levels(given.tier, f"{path}.tier")
        tracks = {track.id: track for track in program.tiers}
        for name, credit in given.credit:
            if name not in tracks:
                yield wrong(
                    "track_unknown", step(f"{path}.credit", name), value=name, **choices(name, tracks)
                )
            elif tracks[name].credit.of == "spend":
                yield from self._money(credit, step(f"{path}.credit", name))
        figures = [("points", given.points), ("debt", given.debt)]
        figures += [(f"lots[{n}].points", lot.points) for n, lot in enumerate(given.lots)]
        for name, points in figures:
            yield from self._points(points, f"{path}.{name}")
        times = [("joined", given.joined), ("since", given.since)]
        times += [(f"lots[{n}].available", lot.available) for n, lot in enumerate(given.lots)]
        times += [(f"lots[{n}].expires", lot.expires) for n, lot in enumerate(given.lots)]
        times += [(f"coupons[{n}].starts", coupon.starts) for n, coupon in enumerate(given.coupons)]
        times += [(f"coupons[{n}].ends", coupon.ends) for n, coupon in enumerate(given.coupons)]
        for name, text in times:
            if text is None:
                continue
            when, first = self._time(text), self._time(self.scenario.story()[0].at)
            if when is None:
                yield wrong("scenario_time", f"{path}.{name}", value=text)
            elif first is not None and when > first and name in {"joined", "since"}:
                yield wrong("after_first_step", f"{path}.{name}", value=text)

        yield from self._coupons(given, f"{path}.coupons")

    def _coupons(self, given: MemberGiven, path: str) -> Iterator[Problem]:
        """Coupons are of offers that ask for one, and no two have one id."""
        offers = {offer.id: offer for offer in self.plan.program.offers}
        seen: set[str] = set()
        for number, (one, coupon_id) in enumerate(zip(given.coupons, coupon_ids(given.coupons), strict=True)):
            place = f"{path}[{number}]"
            if one.offer not in offers:
                yield wrong("offer_unknown", f"{place}.offer", value=one.offer, **choices(one.offer, offers))
            elif offers[one.offer].coupon is None:
                yield wrong("offer_asks_for_no_coupon", f"{place}.offer", value=one.offer)
            if coupon_id in seen:
                yield wrong("coupon_twice", place, value=coupon_id)
            seen.add(coupon_id)

    def _budgets(self) -> Iterator[Problem]:
        budgets = {budget.id: budget for budget in self.plan.program.budgets}
        for name, spent in self.scenario.budgets_spent:
            path = step(f"{self.path}.budgets_spent", name)
            if name not in budgets:
                yield wrong("fund_unknown", path, value=name, **choices(name, budgets))
                continue
            yield from self._money(spent, path)
            if spent > budgets[name].amount:
                facts = {"amount": plain(budgets[name].amount), "value": plain(spent)}
                yield wrong("spent_beyond_budget", path, fund=name, **facts)

    def _step(self, one: Step, number: int, path: str) -> Iterator[Problem]:
        match one:
            case OrderStep():
                yield from self._cart(one.cart, f"{path}.cart")
                self.orders[step_name(one, number + 1)] = line_ids(one.cart.lines)
                known = dict.fromkeys(line_ids(one.cart.lines))
                for line_id, _ in one.expect.lines:
                    yield from self._known_line(line_id, known, step(f"{path}.expect.lines", line_id))
                tenders = dict.fromkeys(tender.name for tender in one.cart.tenders)
                for name, _ in one.expect.tenders:
                    if name not in tenders:
                        place = step(f"{path}.expect.tenders", name)
                        yield wrong("tender_unknown", place, value=name, **choices(name, tenders))
                yield from self._expected(one.expect, f"{path}.expect")
            case ReturnStep() | RefundStep():
                yield from self._named(one, path)
                yield from self._expected(one.expect, f"{path}.expect")
            case LookStep():
                if self.scenario.guest:
                    yield wrong("guest_has_no_standing", path)
                yield from self._figures(one.after, f"{path}.after")
            case _:
                yield from self._lines(one.lines, f"{path}.lines")
                yield from self._expected(one.expect, f"{path}.expect")

    def _cart(self, cart: CartGiven, path: str) -> Iterator[Problem]:
        yield from self._lines(cart.lines, f"{path}.lines")
        yield from self._money(cart.shipping_fee, f"{path}.shipping_fee")
        for number, method in enumerate(cart.shipping_methods):
            yield from self._money(method.fee, f"{path}.shipping_methods[{number}].fee")
        for number, tender in enumerate(cart.tenders):
            yield from self._money(tender.amount, f"{path}.tenders[{number}].amount")
        if isinstance(cart.coupons, tuple):
            yield from self._known_coupons(cart.coupons, f"{path}.coupons")

    def _known_coupons(self, named: Iterable[str], path: str) -> Iterator[Problem]:
        held = dict.fromkeys(coupon_ids(self.scenario.member.coupons))
        for name in named:
            if name not in held:
                yield wrong("coupon_unknown", step(path, name), value=name, **choices(name, held))

    def _named(self, one: ReturnStep | RefundStep, path: str) -> Iterator[Problem]:
        if one.of not in self.orders:
            if one.expect.error != "unknown_order":
                yield wrong("order_unknown", f"{path}.of", value=one.of, **choices(one.of, self.orders))
            return
        known = dict.fromkeys(self.orders[one.of])
        if isinstance(one, RefundStep):
            yield from self._money(one.amount, f"{path}.amount")
            named = [(line_id, f"{path}.lines[{n}]") for n, line_id in enumerate(one.lines)]
        else:
            named = [(line_id, step(f"{path}.units", line_id)) for line_id, _ in one.units]
            named += [(line_id, step(f"{path}.refunds", line_id)) for line_id, _ in one.refunds]
            for line_id, amount in one.refunds:
                yield from self._money(amount, step(f"{path}.refunds", line_id))
        for line_id, place in named:
            yield from self._known_line(line_id, known, place)

    def _known_line(self, line_id: str, known: Iterable[str], path: str) -> Iterator[Problem]:
        if line_id not in known:
            yield wrong("line_unknown", path, value=line_id, **choices(line_id, known))

    def _lines(self, lines: Lines, path: str) -> Iterator[Problem]:
        seen: set[str] = set()
        for number, (line, line_id) in enumerate(zip(lines, line_ids(lines), strict=True)):
            if line_id in seen:
                yield wrong("line_twice", f"{path}[{number}]", value=line_id)
            seen.add(line_id)
            for name in ("price", "amount", "list_price", "list_amount", "floor_price", "unit_cost"):
                amount = getattr(line, name)
                if amount is not None:
                    yield from self._money(amount, f"{path}[{number}].{name}")

    def _expected(self, expected: OrderExpected | ReturnExpected, path: str) -> Iterator[Problem]:
        if self.scenario.guest and asks(expected.after):
            yield wrong("guest_has_no_standing", f"{path}.after")
        if isinstance(expected, OrderExpected):
            offers = {offer.id: 0 for offer in self.plan.offers}
            yield from self._known_coupons(dict(expected.coupons), f"{path}.coupons")
            for name in ("applied", "refused", "short_by", "gifts"):
                for offer_id, _ in getattr(expected, name) or ():
                    yield from self._offer(offer_id, offers, step(f"{path}.{name}", offer_id))
            for line_id, line in expected.lines:
                place = step(f"{path}.lines", line_id)
                for offer_id, _ in line.offers or ():
                    yield from self._offer(offer_id, offers, step(f"{place}.offers", offer_id))
        yield from self._figures(expected, path)

    def _offer(self, offer_id: str, offers: Mapping[str, int], path: str) -> Iterator[Problem]:
        if offer_id not in offers:
            yield wrong("offer_unknown", path, value=offer_id, **choices(offer_id, offers))

    def _figures(self, expected: Rule, path: str) -> Iterator[Problem]:
        """Amounts and points that the programme's currency and wallet can hold; levels that it has."""
        for name in type(expected).model_fields:
            value = getattr(expected, name)
            if isinstance(value, Rule):
                yield from self._figures(value, f"{path}.{name}")
            elif name == "tier" and value:
                yield from self._levels(value, f"{path}.tier")
            elif name == "coupons" and isinstance(expected, AfterExpected):
                yield from self._known_coupons(value or (), f"{path}.coupons")
            elif isinstance(value, tuple):
                for key, entry in value:
                    place = step(f"{path}.{name}", key)
                    if isinstance(entry, Rule):
                        yield from self._figures(entry, place)
                    elif isinstance(entry, Decimal) and name != "short_by":
                        yield from self._money(entry, place)
            elif isinstance(value, Decimal) and name not in COUNTS:
                check = self._points if unit_of(name) == "points" else self._money
                yield from check(value, f"{path}.{name}")

    def _levels(self, named: tuple[str, ...], path: str) -> Iterator[Problem]:
        track_of = {level.id: track.id for track in self.plan.program.tiers for level in track.levels}
        seen: dict[str, str] = {}
        for level in named:
            if level not in track_of:
                yield wrong("level_unknown", path, value=level, **choices(level, track_of))
                continue
            first = seen.setdefault(track_of[level], level)
            if first != level:
                yield wrong("two_levels_of_a_track", path, first=first, value=level)

    def _money(self, amount: Decimal, path: str) -> Iterator[Problem]:
        unit = self.plan.program.unit
        try:
            to_minor(amount, unit)
        except MoneyError:
            facts = {"value": plain(amount), "currency": unit.code, "decimals": unit.exponent}
            yield wrong("figure_decimals", path, **facts)

    def _points(self, points: Decimal, path: str) -> Iterator[Problem]:
        policy = self.plan.program.points
        if policy is None:
            if points:
                yield wrong("no_points_here", path)
            return
        if points.scaleb(policy.decimals) % 1:
            yield wrong("figure_points", path, value=plain(points), decimals=policy.decimals)
