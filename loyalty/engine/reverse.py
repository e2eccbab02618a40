"""Goods or money that come back, in memory: units by line, a sum of money, or goods that name no order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from loyalty.engine.bench import Bench
from loyalty.engine.counting import release
from loyalty.engine.coupons import given_back
from loyalty.engine.entry import flags, goods, line_rows, refused_cart, selected, tax_rates
from loyalty.engine.orders import find
from loyalty.engine.paying import tax_of
from loyalty.engine.taking_in import asker, counted, each_line, named, taken_in
from loyalty.engine.taxing_back import tax_back
from loyalty.errors import DuplicateReturn, OrderClosed, OverReturn
from loyalty.facts.member import Guest, KeptLine, Member, PlacedOrder, Uses
from loyalty.facts.order import Amount, Cart
from loyalty.facts.quote import Reversal
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.kernels.ratio import units_take
from loyalty.kernels.rows import row
from loyalty.kernels.spread import spread
from loyalty.kernels.told_returns import return_told
from loyalty.money import to_major, to_minor
from loyalty.plan.eligibility import Goods
from loyalty.plan.lower import plan_for
from loyalty.plan.tables import Plan
from loyalty.when import to_us

LINES_TOLD: Final = 5
"""Lines that an error names."""


@looking("units", "refunds")
def reverse(  # noqa: PLR0913 - the facts of one return, all named
    plan: Plan,
    units: Mapping[str, int],
    *,
    who: Member | Guest,
    order_id: str,
    return_id: str,
    at: datetime,
    standing: Standing,
    refunds: Mapping[str, Amount] | None = None,
    shared: Shared | None = None,
) -> Reversal:
    """Return so many units by line id of a placed order, and money alone by line id beside them (`refunds`).

    Spent points go back to their own lots, the award is recomputed on what remains under the recorded terms.
    When all goods are back, offers with `release_on_full_return` have not been used: `shared` counters too.
    Raises UnknownOrder, OrderClosed, OverReturn (money in major units), DuplicateReturn, and BadCart
    for what is not told by line.
    """
    order = _find(standing, order_id, return_id)
    by_line = dict(zip(order.line_ids, enumerate(order.lines), strict=True))
    lines: list[tuple[int, int, int]] = []
    for line_id, count in counted(units).items():
        left = by_line[line_id][1].units if line_id in by_line else 0
        if not 1 <= count <= left:
            raise OverReturn(order_id=order_id, line_id=line_id, asked=count, left=left)
        lines.append((by_line[line_id][0], count, 0))
    for line_id, amount in named("refunds", {} if refunds is None else refunds).items():
        minor = to_minor(amount, plan.program.unit)
        left = net_beside(by_line[line_id][1], units.get(line_id, 0)) if line_id in by_line else 0
        if not 1 <= minor <= left:
            raise _too_much(plan, order_id, line_id, asked=minor, left=left)
        lines.append((by_line[line_id][0], 0, minor))
    return _book(plan, order, lines, who=who, return_id=return_id, at=at, standing=standing, shared=shared)


@looking("amount", "line_ids")
def refund(  # noqa: PLR0913
    plan: Plan,
    amount: Amount,
    *,
    who: Member | Guest,
    order_id: str,
    return_id: str,
    at: datetime,
    standing: Standing,
    line_ids: tuple[str, ...] | None = None,
) -> Reversal:
    """Refund money (major units) of a placed order without goods: the paid basis falls by remaining net.

    No units, coupons or spent points come back; cash goes before tenders, line by line. Raises UnknownOrder,
    OrderClosed, OverReturn, DuplicateReturn, MoneyError, and BadCart for `line_ids` that are no list.
    """
    order = _find(standing, order_id, return_id)
    minor = to_minor(amount, plan.program.unit)
    chosen = order.line_ids if line_ids is None else each_line(line_ids)
    for name in chosen:
        if name not in order.line_ids:
            raise _too_much(plan, order_id, name, asked=minor, left=0)
    nets = [line.net if name in chosen else 0 for name, line in zip(order.line_ids, order.lines, strict=True)]
    if minor < 1 or minor > sum(nets):
        raise _too_much(plan, order_id, _few(chosen), asked=minor, left=sum(nets))
    work = [row("work", net=net, on=int(net > 0)) for net in nets]
    spread(len(work), minor, codes.BY_NET, codes.REST_LARGEST, work)
    lines = [(place, 0, line.share) for place, line in enumerate(work) if line.share > 0]
    return _book(plan, order, lines, who=who, return_id=return_id, at=at, standing=standing)


def net_beside(line: KeptLine, units: int) -> int:
    """What stays paid of a line when so many of its units have come back."""
    return line.net - units_take(line.net, line.units, units) if units else line.net


def _few(names: Collection[str]) -> str:
    """The first lines by name, with how many there are: an order may have ten thousand."""
    told = ", ".join(list(names)[:LINES_TOLD])
    return told if len(names) <= LINES_TOLD else f"{told}, … ({len(names)})"


def _too_much(plan: Plan, order_id: str, line_id: str, *, asked: int, left: int) -> OverReturn:
    """More money than is left, told in major units as it was asked for."""
    unit = plan.program.unit
    return OverReturn(
        order_id=order_id, line_id=line_id, asked=to_major(asked, unit), left=to_major(left, unit)
    )


@looking("cart", "who")
def reverse_unlinked(
    plan: Plan, cart: Cart, *, who: Member | Guest, at: datetime, standing: Standing
) -> Reversal:
    """Goods come back that name no order: what their value would earn now by base rules is taken, finally."""
    cart, who = taken_in(cart), asker(who)
    if not cart.lines:
        raise refused_cart(
            "lines",
            ("nothing comes back.", "Name the goods that are returned."),
            ("没有退回任何商品。", "请列出所退商品。"),
        )
    cart = selected(cart)
    rows = line_rows(cart, plan)
    brought = goods(cart, plan, rows)
    plan = plan_for(plan, brought)
    bench = Bench(plan, who, standing, Shared())
    at_us = to_us(at)
    bench.lay_order(codes.RETURN_UNLINKED, at_us, rows, kept=codes.NONE)
    bench.lay_goods(brought)
    bench.lay_answers(flags(cart, who, plan, at_us))
    return _run(bench, None, _tax_now(cart, rows))


def _tax_now(cart: Cart, rows: Sequence[Any]) -> int:
    """The tax of goods that name no order, at the rates and prices they come with."""
    rates = tax_rates(cart)
    return sum(
        tax_of(one.amount, rate, included=cart.prices_include_tax)
        for one, rate in zip(rows, rates, strict=False)
    )


def _find(standing: Standing, order_id: str, return_id: str) -> PlacedOrder:
    order = find(standing, order_id)
    if order.cancelled:
        raise OrderClosed(order_id=order_id)
    if return_id in order.return_ids:
        raise DuplicateReturn(order_id=order_id, return_id=return_id)
    return order


def _book(  # noqa: PLR0913
    plan: Plan,
    order: PlacedOrder,
    lines: list[tuple[int, int, int]],
    *,
    who: Member | Guest,
    return_id: str,
    at: datetime,
    standing: Standing,
    shared: Shared | None = None,
) -> Reversal:
    bought = [Goods(*one) for one in order.goods]
    bench = Bench(plan_for(plan, bought), who, standing, shared or Shared())
    place = bench.place_of(order.order_id)
    start = bench.line_start(place)
    rows = [row("order_lines", quantity=units, amount=money, target=start + n) for n, units, money in lines]
    bench.lay_order(codes.RETURN, to_us(at), rows, kept=place)
    bench.lay_goods(bought)
    tax = tax_back(plan, order, lines)
    named = replace(order, return_ids=(*order.return_ids, return_id), taxes=tax.left)
    if order.told is None or not isinstance(who, Member):
        return _run(bench, named, tax.minor)
    bench.run(events.finish, 0, 1, to_us(at))
    bench.run(return_told, 0, *order.told)
    # caps never counted what another system gave
    return _ended(bench, named, tax.minor, uses=standing.uses)


def _run(bench: Bench, named: PlacedOrder | None, tax_minor: int) -> Reversal:
    bench.run(events.return_goods, 0)
    return _ended(bench, named, tax_minor)


def _ended(
    bench: Bench, named: PlacedOrder | None, tax_minor: int, *, uses: tuple[Uses, ...] | None = None
) -> Reversal:
    bench.sequence += 1
    told = bench.tables["quote"][0]
    if named is not None:
        named = release(bench, named)
    after = bench.standing()
    if uses is not None:
        after = replace(after, uses=uses)
    if named is not None:
        marked = tuple(
            replace(
                one,
                return_ids=named.return_ids,
                taxes=named.taxes,
                counted=named.counted,
                drawn=named.drawn,
                frees=named.frees,
                frees_first=named.frees_first,
            )
            if one.order_id == named.order_id
            else one
            for one in after.placed
        )
        after = given_back(replace(after, placed=marked), named.order_id)
    reversal = Reversal(
        returned_minor=told.returned,
        tendered_minor=told.tendered_back,
        cash_minor=told.returned - told.tendered_back,
        tax_minor=tax_minor,
        points_minor=told.points_minor_back,
        points_restored=told.restored,
        taken_base=told.taken_base,
        taken_bonus=told.taken_bonus,
        taken_unlinked=told.taken_unlinked,
        debt=told.debt,
        shortfall=told.shortfall,
        standing=after,
        shared=bench.shared(),
        entries=bench.entries(),
    )
    bench.release()
    return reversal
