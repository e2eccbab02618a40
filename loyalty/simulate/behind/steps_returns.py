"""The arithmetic of one return, step by step: what each unit was worth, and what it takes with it.

The order it names stands in the member's standing as the engine recorded it; what the return changed there is
what the steps tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from loyalty.facts.giving import UndoneGift
from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import PlacedOrder
from loyalty.facts.quote import Reversal
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.simulate.behind.steps_words import Say, Voice, tier_steps
from loyalty.simulate.figures.outcome_steps import Step, StepLine


@dataclass(frozen=True, slots=True)
class Returned:
    """A return that was booked: the order it names (None: none), the standing it met, what it did.

    `gifts` are those of rises that it undid.
    """

    order_id: str | None
    before: Standing
    reversal: Reversal
    gifts: tuple[UndoneGift, ...] = ()


def return_steps(plan: Plan, returned: Returned, tiers: Sequence[str | None] | None) -> tuple[Step, ...]:
    """Every step; `tiers` are the levels before on each track, None for a guest."""
    voice = Voice(plan.program)
    return tuple(_steps(voice, plan, returned, tiers))


def _steps(
    voice: Voice, plan: Plan, returned: Returned, tiers: Sequence[str | None] | None
) -> Iterator[Step]:
    told = returned.reversal
    orders = _named(returned)
    lines = _lines(*orders) if orders else ()
    yield _worth(voice, told, lines, linked=bool(orders))
    if orders:
        yield from _shares(voice, plan, *orders)
    if told.points_restored or told.points_minor:
        yield _restored(voice, told)
    if tiers is not None:
        yield _taken(voice, told)
        if told.debt or told.shortfall:
            yield _short(voice, told)
        yield from tier_steps(voice, tiers, told.standing)
        for gift in returned.gifts:
            yield _gift_void(voice, gift)


def _named(returned: Returned) -> tuple[PlacedOrder, PlacedOrder] | None:
    """The order as it stood before and after."""
    before = [one for one in returned.before.placed if one.order_id == returned.order_id]
    after = [one for one in returned.reversal.standing.placed if one.order_id == returned.order_id]
    return (before[0], after[0]) if before and after else None


def _lines(before: PlacedOrder, after: PlacedOrder) -> tuple[StepLine, ...]:
    """The units that came back of each line, and what had been paid for them."""
    return tuple(
        StepLine(
            line=number,
            sku=goods[0],
            units=old.units - new.units,
            amount_minor=new.net - old.net,
        )
        for number, (old, new, goods) in enumerate(
            zip(before.lines, after.lines, before.goods, strict=True), start=1
        )
        if (old.units, old.net) != (new.units, new.net)
    )


def _worth(voice: Voice, told: Reversal, lines: tuple[StepLine, ...], *, linked: bool) -> Step:
    units = sum(line.units for line in lines)

    def said(say: Say) -> str:
        worth = say.money(told.returned_minor)
        if not linked:
            return say(
                f"Goods for {worth} come back and name no order.", f"退回价值 {worth} 的商品，未关联原订单。"
            )
        if not units:
            return say(f"{worth} of what was paid goes back, without goods.", f"仅退款 {worth}，不退货。")
        back = say.units(units)
        verb = say("comes" if units == 1 else "come", "")
        return say(f"{back} {verb} back, for which {worth} had been paid.", f"退回{back}，对应实付 {worth}。")

    return voice.step("returned", None, said, amount_minor=-told.returned_minor, lines=lines)


def _shares(voice: Voice, plan: Plan, before: PlacedOrder, after: PlacedOrder) -> Iterator[Step]:
    """What each offer had taken off the units that came back: it is no longer given."""
    back: dict[int, int] = {}
    for old, new in zip(before.shares, after.shares, strict=True):
        back[old.offer] = back.get(old.offer, 0) + old.amount - new.amount
    for offer, amount in back.items():
        if amount:
            yield voice.step(
                "given_back", plan.offers[offer].id, _share(plan, offer, amount), amount_minor=amount
            )


def _share(plan: Plan, offer: int, amount: int) -> Callable[[Say], str]:
    lowered = plan.offers[offer]

    def said(say: Say) -> str:
        name, money = say(lowered.name, lowered.name_zh), say.money(amount)
        return say(f"{name}: {money} of it is no longer given.", f"{name}：其中 {money} 的优惠随退货收回。")

    return said


def _restored(voice: Voice, told: Reversal) -> Step:
    """Spent points come back; what had passed its day ends at once."""
    kinds = [entry.kind for entry in told.entries]
    first = kinds.index(EntryKind.RESTORED) if EntryKind.RESTORED in kinds else len(kinds)
    late = sum(entry.points for entry in told.entries[first:] if entry.kind == EntryKind.EXPIRED)

    def said(say: Say) -> str:
        points, money = say.points(told.points_restored), say.money(told.points_minor)
        ended = say.points(late)
        too_late = say(
            f"; {ended} of them have passed their day and end at once", f"，其中{ended}已过期，随即失效"
        )
        return say(
            f"{points} that paid {money} of these goods go back to their own lots{too_late if late else ''}.",
            f"抵扣这些商品 {money} 的{points}退回原批次{too_late if late else ''}。",
        )

    return voice.step("points_back", None, said, amount_minor=told.points_minor, points=told.points_restored)


def _taken(voice: Voice, told: Reversal) -> Step:
    """What the award on the rest of the order is lower by."""
    taken = told.taken_base + told.taken_bonus + told.taken_unlinked

    def said(say: Say) -> str:
        if told.taken_unlinked:
            points = say.points(told.taken_unlinked)
            return say(
                f"{points}, what these goods would earn now by base rules, are taken, finally.",
                f"按当前基础规则应得的{points}被一次性扣回。",
            )
        if not taken:
            return say("No points are taken back.", "无需扣回积分。")
        points, base, bonus = (say.points(one) for one in (taken, told.taken_base, told.taken_bonus))
        parts = say(f": {base} base, {bonus} bonus", f"：基础{base}，奖励{bonus}") if told.taken_bonus else ""
        return say(
            f"What is left of the order earns {points} less; they are taken back{parts}.",
            f"订单剩余部分应得积分减少{points}，予以扣回{parts}。",
        )

    return voice.step("taken_back", None, said, points=-taken)


def _short(voice: Voice, told: Reversal) -> Step:
    def said(say: Say) -> str:
        if told.debt:
            owed = say.points(told.debt)
            return say(
                f"{owed} of them are gone already: the member owes them.", f"其中{owed}已被用掉，记为欠分。"
            )
        lost = say.points(told.shortfall)
        return say(f"{lost} of them are gone already and are forgiven.", f"其中{lost}已被用掉，不再追扣。")

    return voice.step("shortfall", None, said, points=-(told.debt + told.shortfall))


def _gift_void(voice: Voice, gift: UndoneGift) -> Step:
    """What of a gift of the rise was unused is void; what was used stays."""

    def said(say: Say) -> str:
        coupons, points = len(gift.coupons), say.points(gift.points)
        kept, used = len(gift.coupons_kept), say.points(gift.points_kept)
        cycle = f"{gift.issuance_id} ({gift.cycle})"
        return say(
            f"The return undoes a rise, and what is unused of its gift {cycle}: "
            f"coupons made void: {coupons}; {points} taken back. "
            f"Used or ended, and not reversed: coupons: {kept}; {used}.",
            f"升级撤销，随之收回赠礼 {cycle}：作废未使用的券 {coupons} 张，收回{points}；"
            f"已使用或已到期而保留：券 {kept} 张，{used}。",
        )

    return voice.step("gift_void", gift.issuance_id, said, points=-gift.points)
