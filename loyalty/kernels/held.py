"""Coupons of issuances that a replay's members hold: the one that ends first goes first.

Live the host's database keeps them; which of them an order may use is the same there.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.releasing import something_left
from loyalty.kernels.rows import Table
from loyalty.kernels.tally import month_row


def put_in_order(count: int, opens: Table) -> None:
    """What ends first is first; of equals the lower rank."""
    for number in range(1, count):
        offer = opens[number].offer
        state = opens[number].state
        rank = opens[number].rank
        ends = opens[number].ends
        place = number
        while place > 0 and (opens[place - 1].ends > ends or (
            opens[place - 1].ends == ends and opens[place - 1].rank > rank
        )):
            opens[place].offer = opens[place - 1].offer
            opens[place].state = opens[place - 1].state
            opens[place].rank = opens[place - 1].rank
            opens[place].ends = opens[place - 1].ends
            place -= 1
        opens[place].offer = offer
        opens[place].state = state
        opens[place].rank = rank
        opens[place].ends = ends


def drop_ended(who: int, at: int, plan: Table, zone: Table, gifted: Table, held: Table,
               by_gift: Table) -> None:
    """Coupons that have ended by an instant are held no longer."""
    start = who * plan[0].held
    count = gifted[who].held
    gone = 0
    while gone < count and held[start + gone].ends <= at:
        lapse(held[start + gone].gift, held[start + gone].ends, plan, zone, by_gift)
        gone += 1
    if gone > 0:
        for place in range(start, start + count - gone):
            held[place].gift = held[place + gone].gift
            held[place].ends = held[place + gone].ends
            held[place].given = held[place + gone].given
        gifted[who].held = count - gone


def lapse(gift: int, at: int, plan: Table, zone: Table, by_gift: Table) -> None:
    """A coupon ended unused."""
    if month_row(at, plan, zone) >= 0:
        by_gift[gift].lapsed += 1


def hold_coupon(gift: int, who: int, at: int, ends: int, given: int, plan: Table, zone: Table, gifted: Table,
                held: Table, by_gift: Table) -> None:
    """A coupon takes its place among those that the member holds; of equals the one given first is first."""
    drop_ended(who, at, plan, zone, gifted, held, by_gift)
    place = who * plan[0].held + gifted[who].held
    while place > who * plan[0].held and (held[place - 1].ends > ends or (
        held[place - 1].ends == ends and held[place - 1].given > given
    )):
        held[place].gift = held[place - 1].gift
        held[place].ends = held[place - 1].ends
        held[place].given = held[place - 1].given
        place -= 1
    held[place].gift = gift
    held[place].ends = ends
    held[place].given = given
    gifted[who].held += 1


def drop_coupon(place: int, who: int, plan: Table, gifted: Table, held: Table) -> None:
    """A coupon is held no longer; those behind it move up."""
    gifted[who].held -= 1
    for later in range(place, who * plan[0].held + gifted[who].held):
        held[later].gift = held[later + 1].gift
        held[later].ends = held[later + 1].ends
        held[later].given = held[later + 1].given


def first_held(coupon: int, who: int, plan: Table, gifts: Table, gifted: Table, held: Table) -> int:
    """The place of the coupon of an offer that ends first; NONE when the member holds none."""
    start = who * plan[0].held
    for place in range(start, start + gifted[who].held):
        if gifts[held[place].gift].coupon == coupon:
            return place
    return codes.NONE


def show_held(order: int, who: int, plan: Table, zone: Table, gifts: Table, coupons: Table, opens: Table,
              orders: Table, eligible: Table, gifted: Table, held: Table, by_gift: Table) -> None:
    """An order that may use coupons may use those of issuances that its member holds, and no others."""
    if plan[0].coupons == 0:
        return
    drop_ended(who, orders[order].at, plan, zone, gifted, held, by_gift)
    for number in range(plan[0].opens):
        opens[number].ends = codes.FOREVER
    for coupon in range(plan[0].coupons):
        place = first_held(coupon, who, plan, gifts, gifted, held)
        if place < 0:
            withdraw(order * plan[0].words, coupons[coupon].bit, eligible)
        else:
            for number in range(plan[0].opens):
                if opens[number].offer == coupons[coupon].offer:
                    opens[number].ends = held[place].ends
    put_in_order(plan[0].opens, opens)


def withdraw(start: int, bit: int, eligible: Table) -> None:
    """The answer to one question of an order becomes no."""
    word = start + (bit >> 5)
    if (eligible[word].bits >> (bit & 31)) & 1 == 1:
        if bit & 31 == 31:
            eligible[word].bits += 1 << 31
        else:
            eligible[word].bits -= 1 << (bit & 31)


def settle_held(order: int, who: int, plan: Table, zone: Table, gifts: Table, coupons: Table, orders: Table,
                kept_orders: Table, kept_lines: Table, verdicts: Table, gifted: Table, held: Table,
                stubs: Table, by_gift: Table) -> None:
    """After an event: what a sale used is used up, what an order that came back had used comes back."""
    if orders[order].kind == codes.SALE:
        use_held(order, who, plan, zone, gifts, coupons, orders, verdicts, gifted, held, stubs, by_gift)
    elif orders[order].kind == codes.RETURN:
        give_back_held(order, who, plan, zone, orders, kept_orders, kept_lines, gifted, held, stubs, by_gift)


def use_held(order: int, who: int, plan: Table, zone: Table, gifts: Table, coupons: Table, orders: Table,
             verdicts: Table, gifted: Table, held: Table, stubs: Table, by_gift: Table) -> None:
    """Coupons whose offers an order took are used up; one that may come back is remembered."""
    for coupon in range(plan[0].coupons):
        if verdicts[coupons[coupon].offer].state == codes.APPLIED:
            place = first_held(coupon, who, plan, gifts, gifted, held)
            gift = held[place].gift
            if orders[order].kept >= 0 and coupons[coupon].back == 1:
                stub = stubs[orders[order].kept * plan[0].coupons + coupon]
                stub.gift = gift
                stub.ends = held[place].ends
                stub.given = held[place].given
            drop_coupon(place, who, plan, gifted, held)
            if month_row(orders[order].at, plan, zone) >= 0:
                by_gift[gift].used += 1
                by_gift[gift].cost += verdicts[coupons[coupon].offer].amount


def give_back_held(order: int, who: int, plan: Table, zone: Table, orders: Table, kept_orders: Table,
                   kept_lines: Table, gifted: Table, held: Table, stubs: Table, by_gift: Table) -> None:
    """When nothing of an order is left, its coupons that come back are held again, with the ends they had."""
    slot = orders[order].kept
    at = orders[order].at
    if something_left(slot, kept_orders, kept_lines) == 1:
        return
    for coupon in range(plan[0].coupons):
        stub = stubs[slot * plan[0].coupons + coupon]
        gift = stub.gift
        if gift >= 0:
            stub.gift = codes.NONE
            if month_row(at, plan, zone) >= 0:
                by_gift[gift].back += 1
            if stub.ends > at:
                hold_coupon(gift, who, at, stub.ends, stub.given, plan, zone, gifted, held, by_gift)
            else:
                lapse(gift, at, plan, zone, by_gift)
