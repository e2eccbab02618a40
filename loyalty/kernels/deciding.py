"""Decisions about an order: which offer of a group, which coupons and codes, and which of them insist.

A choice that insists keeps out the earlier offers whose classes do not combine with its own, as if it stood
before them; that counts only where it then applies. Nothing but scratch is written.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.rows import Table


def picked(place: int, plan: Table, choices: Table, opens: Table, ranked: Table, picks: Table) -> int:
    """The offer a decision is about: of a group the one picked, else the coupon or code."""
    if place >= plan[0].choices:
        return int(opens[place - plan[0].choices].offer)
    chosen = picks[place].chosen
    if chosen >= choices[place].count:
        chosen -= choices[place].count
    return int(ranked[choices[place].start + chosen].offer)


def insisted(place: int, plan: Table, choices: Table, picks: Table) -> int:
    """1 when the decision keeps out the earlier offers that its offer does not combine with."""
    if picks[place].insists == 0:
        return 0
    if place >= plan[0].choices:
        return 1 if picks[place].chosen == 1 else 0
    return 1 if picks[place].chosen >= choices[place].count else 0


def clash(one: int, other: int, offers: Table) -> int:
    """1 when two offers are of classes that do not combine."""
    return 1 if offers[other].clashes & offers[one].class_bit != 0 else 0


def hold_decided(decided: int, plan: Table, offers: Table, choices: Table, opens: Table, ranked: Table,
                 picks: Table, verdicts: Table) -> None:
    """Hold back what the first so many decisions leave out; what they say nothing of is not held back.

    Of a group also those are not held back that cannot apply: each says its own reason.
    """
    for offer in range(plan[0].offers):
        verdicts[offer].first = 0
        if verdicts[offer].held != codes.JUDGED:
            verdicts[offer].held = codes.NO_REASON
    for choice in range(min(decided, plan[0].choices)):
        start = choices[choice].start
        pick = picked(choice, plan, choices, opens, ranked, picks)
        for place in range(start, start + choices[choice].count):
            offer = ranked[place].offer
            if offer != pick and verdicts[offer].may == 1:
                if verdicts[offer].held != codes.JUDGED:
                    verdicts[offer].held = codes.GROUP_TAKEN
    for number in range(plan[0].opens):
        place = plan[0].choices + number
        left = 1 if opens[number].state == codes.LEFT_OUT else 0
        if place < decided and picks[place].chosen > picks[place].insists:
            left = 1
        if left == 1:
            verdicts[opens[number].offer].held = codes.NOT_CHOSEN
    hold_clashing(decided, plan, offers, choices, opens, ranked, picks, verdicts)


def hold_clashing(decided: int, plan: Table, offers: Table, choices: Table, opens: Table, ranked: Table,
                  picks: Table, verdicts: Table) -> None:
    """Hold back what does not combine with a choice that insists; those that insist are left alone."""
    some = 0
    for place in range(decided):
        if insisted(place, plan, choices, picks) == 1:
            verdicts[picked(place, plan, choices, opens, ranked, picks)].first = 1
            some = 1
    if some == 0:
        return
    for one in range(plan[0].offers):
        if verdicts[one].first == 1 and verdicts[one].held == codes.NO_REASON:
            for offer in range(plan[0].offers):
                if clash(one, offer, offers) == 1 and verdicts[offer].first == 0 and (
                    verdicts[offer].held == codes.NO_REASON and verdicts[offer].may == 1
                ):
                    verdicts[offer].held = codes.NOT_COMBINABLE


def hold_for_one(plan: Table, offers: Table, opens: Table, verdicts: Table) -> int:
    """1 when an exclusive coupon is used: all other offers are held back."""
    for number in range(plan[0].opens):
        alone = opens[number].offer
        if offers[alone].exclusive == 1 and verdicts[alone].held == codes.NO_REASON and (
            verdicts[alone].may == 1
        ):
            for offer in range(plan[0].offers):
                if offer != alone and verdicts[offer].held == codes.NO_REASON:
                    verdicts[offer].held = codes.EXCLUSIVE_TAKEN
            return 1
    return 0


def may_insist(one: int, offers: Table, verdicts: Table) -> int:
    """1 when an earlier offer that nobody may leave out could keep this one out by its class."""
    if offers[one].clashes == 0 or verdicts[one].may == 0:
        return 0
    for offer in range(one):
        if clash(one, offer, offers) == 1 and verdicts[offer].open == 0 and verdicts[offer].may == 1:
            return 1
    return 0


def list_options(plan: Table, offers: Table, choices: Table, opens: Table, ranked: Table, picks: Table,
                 verdicts: Table) -> int:
    """How many ways each decision may go; how many are open.

    Of a group its offers, and those again insisting; a coupon is used, insists, or is left.
    """
    open_ = 0
    for choice in range(plan[0].choices):
        start = choices[choice].start
        picks[choice].insists = 0
        for place in range(start, start + choices[choice].count):
            if may_insist(ranked[place].offer, offers, verdicts) == 1:
                picks[choice].insists = 1
        picks[choice].options = choices[choice].count * (1 + picks[choice].insists)
    for number in range(plan[0].opens):
        pick = picks[plan[0].choices + number]
        pick.insists = 0
        pick.options = 1
        if opens[number].state != codes.LEFT_OUT and verdicts[opens[number].offer].may == 1:
            pick.insists = may_insist(opens[number].offer, offers, verdicts)
            pick.options = 1 + pick.insists + (1 if opens[number].state == codes.OPEN else 0)
    for place in range(plan[0].choices + plan[0].opens):
        picks[place].best = 0
        if picks[place].options > 1:
            open_ += 1
    return open_


def rank_of(plan: Table, choices: Table, opens: Table, ranked: Table, picks: Table, verdicts: Table) -> int:
    """What decides between combinations that save as much: more picks of groups apply, then fewer coupons."""
    rank = 0
    for choice in range(plan[0].choices):
        if verdicts[picked(choice, plan, choices, opens, ranked, picks)].state == codes.APPLIED:
            rank += plan[0].opens + 1
    for number in range(plan[0].opens):
        if verdicts[opens[number].offer].state == codes.APPLIED:
            rank -= 1
    return rank


def wanted_used(plan: Table, choices: Table, opens: Table, ranked: Table, picks: Table,
                verdicts: Table) -> int:
    """How many of the coupons that the member chose apply; NONE where a choice insists in vain."""
    for place in range(plan[0].choices + plan[0].opens):
        if insisted(place, plan, choices, picks) == 1:
            if verdicts[picked(place, plan, choices, opens, ranked, picks)].state != codes.APPLIED:
                return codes.NONE
    used = 0
    for number in range(plan[0].opens):
        if opens[number].state == codes.CHOSEN and verdicts[opens[number].offer].state == codes.APPLIED:
            used += 1
    return used


def wanted_at_most(plan: Table, offers: Table, opens: Table, verdicts: Table) -> int:
    """How many of the coupons that the member chose can apply; an exclusive one is used alone."""
    most = 0
    for number in range(plan[0].opens):
        offer = opens[number].offer
        if opens[number].state == codes.CHOSEN and verdicts[offer].may == 1 and (
            verdicts[offer].held == codes.NO_REASON
        ):
            if offers[offer].exclusive == 1:
                return 1
            most += 1
    return most


def first_used(plan: Table, opens: Table, verdicts: Table) -> int:
    """What decides between equals of one rank: a bit for each coupon used, the first one highest."""
    used = 0
    for number in range(min(plan[0].opens, 62)):
        used = used * 2 + (1 if verdicts[opens[number].offer].state == codes.APPLIED else 0)
    return used


def leads(wanted: int, wanted_most: int, saved: int, most: int, rank: int, rank_most: int, used: int,
          used_most: int) -> int:
    """1 when a combination counts (`wanted` is not NONE) and comes before the best so far."""
    if wanted != wanted_most:
        return 1 if wanted > wanted_most else 0
    if wanted < 0 or saved != most:
        return 1 if wanted >= 0 and saved > most else 0
    return 1 if rank > rank_most or (rank == rank_most and used > used_most) else 0


def keep_picks(plan: Table, picks: Table) -> None:
    """The present combination is the best so far."""
    for place in range(plan[0].choices + plan[0].opens):
        picks[place].best = picks[place].chosen
