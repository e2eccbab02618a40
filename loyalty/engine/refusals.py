"""All that speaks against each offer that did not apply, made only when somebody asks."""

from __future__ import annotations

from datetime import datetime

from loyalty.engine.failing import against
from loyalty.engine.quote import lay, read_quote
from loyalty.engine.shown_codes import asking
from loyalty.engine.taking_in import asker, taken_in
from loyalty.engine.trace import trace
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import Decision, Reason
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import events
from loyalty.plan.tables import Plan


@looking("cart", "who")
def refusals(  # noqa: PLR0913 - the facts of one question, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
) -> tuple[Decision, ...]:
    """Every reason against every offer that a quote of this cart refuses, offers in order of application.

    Of each offer the first is the quote's own; after it come all further conditions that fail, in document
    order, each with what is short. Raises what `quote` raises.
    """
    cart, who = taken_in(cart), asker(who)
    bench = lay(plan, cart, who=who, at=at, standing=standing, shared=shared)
    bench.run(events.quote_order, 0)
    decisions, seen = read_quote(bench, cart, who).decisions, trace(bench).offers
    shown = asking(plan, cart) if bench.with_codes else frozenset()
    bench.release()
    failed = {one.offer: one.failing for one in seen}
    for place, one in enumerate(decisions):
        if one.offer_id in shown:  # their codes were shown, though not used
            failed[place] = tuple(each for each in failed[place] if each.reason is not Reason.NO_CODE)
    return tuple(
        each for place, one in enumerate(decisions) if not one.applied for each in against(one, failed[place])
    )
