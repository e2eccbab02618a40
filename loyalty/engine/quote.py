"""What an order would get now: the member brought up to date, every offer judged, nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from loyalty.engine.bench import Bench
from loyalty.engine.cart_content import cart_content
from loyalty.engine.coupons import better, decided, open_rows, usable
from loyalty.engine.entry import (
    flags,
    goods,
    line_rows,
    points_wanted,
    selected,
    shipping_minor,
    signed_rates,
    tax_rates,
    tenders_minor,
)
from loyalty.engine.paying import first_come, taxes
from loyalty.engine.records import making
from loyalty.engine.shown_codes import any_refused, as_refused, asking, code_decisions
from loyalty.engine.taking_in import asker, taken_in
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import Adjustment, Decision, GiftGiven, Quote, QuoteLine, Reason
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.plan.lower import plan_for
from loyalty.plan.tables import LoweredOffer, Plan
from loyalty.rules.benefits import Gift
from loyalty.when import MICROSECOND, to_us


@looking("cart", "who")
def quote(  # noqa: PLR0913 - the facts of one question, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
) -> Quote:
    """Price a cart for a member (or guest) with this standing at this instant.

    Never raises for an offer that does not apply: that is a Decision with its Reason. Raises CartError kinds
    for a cart that cannot be read, NaiveInstant for a naive `at`.
    """
    cart, who = taken_in(cart), asker(who)
    bench = lay(plan, cart, who=who, at=at, standing=standing, shared=shared)
    bench.run(events.quote_order, 0)
    quoted = read_quote(bench, cart, who)
    bench.release()
    if cart.coupons == "best" or not bench.held:
        return quoted
    best = quote(plan, replace(cart, coupons="best"), who=who, at=at, standing=standing, shared=shared)
    return replace(quoted, better=better(quoted, best))


def lay(  # noqa: PLR0913
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing | None,
    shared: Shared | None,
    delivered: timedelta | None = timedelta(),
) -> Bench:
    """The bench with the cart on it; where its codes are used all or none, without those that are not."""

    def fresh(cart: Cart) -> Bench:
        return _lay(plan, cart, who=who, at=at, standing=standing, shared=shared, delivered=delivered)

    bench = fresh(cart)
    if cart.codes_use == "each" or not cart.codes:
        return bench
    bench.run(events.quote_order, 0)
    with_codes = _decisions(bench)
    bench.release()
    if not any_refused(plan, cart, with_codes):
        return fresh(cart)
    bench = fresh(replace(cart, codes=()))
    bench.with_codes = with_codes
    return bench


NEW: Final = Standing()
"""That of someone new."""
NOTHING: Final = Shared()
"""Nothing counted yet."""


def _lay(  # noqa: PLR0913 - as above
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing | None,
    shared: Shared | None,
    delivered: timedelta | None,
) -> Bench:
    """The bench with the cart and all its codes on it."""
    cart = selected(cart)
    rows = line_rows(cart, plan)
    wanted = goods(cart, plan, rows)
    plan = plan_for(plan, wanted)
    bench = Bench(plan, who, standing or NEW, shared or NOTHING)
    at_us = to_us(at)
    bench.lay_order(
        codes.SALE,
        at_us,
        rows,
        delivered=codes.FOREVER if delivered is None else at_us + delivered // MICROSECOND,
        shipping=shipping_minor(cart, plan.program.unit),
        shipping_rate=signed_rates(cart)[-1] if plan.asks_tax else 0,
        points_wanted=points_wanted(cart),
        tendered=sum(amount for _name, amount in tenders_minor(cart, plan.program.unit)),
    )
    bench.lay_goods(wanted)
    bench.found = usable(plan, cart, bench.held, at_us)
    bench.lay_answers(flags(cart, who, plan, at_us, frozenset(bench.found)))
    if plan.tables["opens"]:
        bench.tables["opens"] = open_rows(
            plan, cart, bench.found, asking(plan, cart) if cart.codes_use == "all" else ()
        )
    return bench


def read_quote(bench: Bench, cart: Cart, who: Member | Guest) -> Quote:
    """The quote that the kernels left on the bench."""
    plan = bench.plan
    unselected = tuple(line.id for line in cart.lines if not line.selected)
    cart = selected(cart)
    told = bench.tables["quote"][0]
    work = bench.tables["work"]
    names = [offer.id for offer in plan.offers]
    decisions = as_refused(_decisions(bench), bench.with_codes, asking(plan, cart))
    tenders, rates = tenders_minor(cart, plan.program.unit), tax_rates(cart)
    tax = taxes(plan, told, work, rates=rates, included=cart.prices_include_tax)
    on_tax = min(sum(amount for _name, amount in tenders) - told.tendered, tax.on_top)
    left = told.gross - told.off - told.points_minor + told.shipping - told.shipping_off + tax.on_top
    return Quote(
        program_hash=plan.hash,
        cart_content=cart_content(
            cart, bench.tables["order_lines"], shipping=told.shipping, who=who, tenders=tenders, rates=rates
        ),
        currency=cart.currency,
        lines=_lines(cart, work, tax.lines),
        not_selected=unselected,
        adjustments=_adjustments(bench, cart, names),
        decisions=decisions,
        gifts=_gifts(bench, cart),
        coupons=decided(plan, bench.held, bench.found, decisions, bench.tables["orders"][0].at),
        codes=code_decisions(plan, cart, decisions, bench.with_codes),
        better=None,
        best_of_all=told.cut == 0,
        goods_minor=told.gross,
        discount_minor=told.off,
        points_spent=told.points,
        points_minor=told.points_minor,
        points_max=told.points_max,
        shipping_minor=told.shipping,
        shipping_discount_minor=told.shipping_off,
        tenders=first_come(tenders, told.tendered + on_tax),
        tendered_minor=told.tendered + on_tax,
        shipping_tendered_minor=told.shipping_tendered,
        tax_tendered_minor=on_tax,
        tax_minor=tax.total,
        shipping_tax_minor=tax.shipping,
        to_pay_minor=left - told.tendered - on_tax,
        base_points=told.base,
        bonus_points=told.bonus,
        base_wanted=told.base_wanted,
        bonus_wanted=told.bonus_wanted,
        tiers=_tiers(bench),
    )


def _adjustments(bench: Bench, cart: Cart, names: list[str]) -> tuple[Adjustment, ...]:
    adjusts = bench.tables["adjusts"].span(0, bench.tables["meters"][0].adjusts)
    ids, made = [line.id for line in cart.lines], making(Adjustment)
    return tuple([made((ids[one.line], names[one.offer], one.amount)) for one in adjusts if one.amount > 0])


def _lines(cart: Cart, work: Sequence[Any], tax: Sequence[int]) -> tuple[QuoteLine, ...]:
    """What became of each line."""
    made = making(QuoteLine)
    return tuple(
        [
            made(
                (
                    line.id,
                    one.amount,
                    one.amount - one.net - one.points_minor,
                    one.points_minor,
                    one.net,
                    one.tendered,
                    tax_minor,
                )
            )
            for line, one, tax_minor in zip(cart.lines, work, tax, strict=False)
        ]
    )


REASONS: Final = tuple(Reason)


def _decisions(bench: Bench) -> tuple[Decision, ...]:
    """What became of each offer, in order of application."""
    judged = list(zip(bench.plan.offers, bench.tables["verdicts"], strict=False))
    applied = {offer.id for offer, verdict in judged if verdict.state == codes.APPLIED}
    made = making(Decision)
    return tuple(
        [
            made(
                (
                    offer.id,
                    verdict.state == codes.APPLIED,
                    _reason(offer, verdict.reason, applied),
                    verdict.amount if verdict.state == codes.APPLIED else 0,
                    verdict.short_by,
                    offer.version,
                )
            )
            for offer, verdict in judged
        ]
    )


def _reason(offer: LoweredOffer, reason: int, applied: set[str]) -> Reason:
    """Why; of an offer that was used in other terms, that those were chosen."""
    again = reason == codes.NOT_COMBINABLE and offer.id in applied
    return Reason.NOT_CHOSEN if again else REASONS[reason]


def _gifts(bench: Bench, cart: Cart) -> tuple[GiftGiven, ...]:
    """What the offers that apply bring on top, in order of application."""
    brought = {
        offer.id: offer.benefit for offer in bench.plan.program.offers if isinstance(offer.benefit, Gift)
    }
    if not brought:
        return ()
    return tuple(
        GiftGiven(offer.id, brought[offer.key].skus, brought[offer.key].quantity, seller)
        for place, offer in enumerate(bench.plan.offers)
        if offer.key in brought and bench.tables["verdicts"][place].state == codes.APPLIED
        for seller in _sellers_given(bench, cart, place)
    )


def _sellers_given(bench: Bench, cart: Cart, offer: int) -> tuple[str | None, ...]:
    """The sellers whose part brings the gift, as they first appear; one nobody for an order as a whole."""
    if not bench.tables["offers"][offer].by_seller:
        return (None,)
    adjusts = bench.tables["adjusts"].span(0, bench.tables["meters"][0].adjusts)
    return tuple(dict.fromkeys(cart.lines[one.line].seller for one in adjusts if one.offer == offer))


def _tiers(bench: Bench) -> tuple[str | None, ...]:
    """The member's level on each track as it stands on the bench."""
    if not bench.member:
        return tuple(None for _ in bench.plan.program.tiers)
    return tuple(
        track.levels[level].id if level >= 0 else None
        for track, level in zip(bench.plan.program.tiers, bench.levels(), strict=True)
    )


def cart_hash(plan: Plan, cart: Cart, who: Member | Guest) -> str:
    """The `cart_hash` that a quote of this cart for this asker has, without pricing it."""
    cart, who = selected(taken_in(cart)), asker(who)
    content = cart_content(
        cart,
        line_rows(cart, plan),
        shipping=shipping_minor(cart, plan.program.unit),
        who=who,
        tenders=tenders_minor(cart, plan.program.unit),
        rates=tax_rates(cart),
    )
    return sha256(repr(content).encode()).hexdigest()
