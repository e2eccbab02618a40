"""The answer in plain words: cost, against what, who gets it, when it ends, what moves it, on what it rests.

Every sentence is made from figures of the result; a question the run did not ask is left out, not guessed.
"""

from collections.abc import Iterator

from loyalty.reports.cautions import past_unknown
from loyalty.reports.event_blocks import was_touched
from loyalty.reports.figures import count, day
from loyalty.reports.pen import Pen
from loyalty.reports.shape import BreakEvenPart, ComparisonPart, DraftPart, ResultPart
from loyalty.reports.span import a_year

TOLD_FIRST = ("program", "history", "first_draft")
MUCH_PPM = 100_000
"""From this share on, what went on the first day is told in the summary."""
RESTS_ON = ("price_basis", "use_points", "behaviour", "not_given")
"""Assumptions that move every figure and are told in the summary; all stand in their own section."""


def summary(result: ResultPart, place: int, pen: Pen) -> tuple[str, ...]:
    """Sentences about the draft at this place of the result, in the order in which people ask."""
    draft = result["drafts"][place]
    if not draft["totals"]["orders"]:
        return (pen.words("none.orders"),)
    if not draft["totals"]["cost_minor"]:
        return tuple(_nothing(draft, result, pen))
    answers = (
        (_cost(draft, result, pen),),
        _beyond(draft, result, pen),
        _payers(draft, pen),
        _compared(result, place, pen),
        _reached(draft, pen),
        _ends(draft, pen),
        _moves(draft, pen),
        _pays(draft, pen),
    )
    joint = "" if pen.words.language == "zh" else " "
    told = (joint.join(sentences) for sentences in answers)
    return tuple(answer for answer in told if answer)


def _cost(draft: DraftPart, result: ResultPart, pen: Pen) -> str:
    sums = draft["totals"]
    return pen.words(
        "summary.cost" if sums["given_back_minor"] else "summary.cost.plain",
        net=pen.figures.money(sums["net_cost_minor"]),
        cost=pen.figures.money(sums["cost_minor"]),
        share=pen.figures.ppm(sums["cost_share_ppm"]),
        back=pen.figures.money(sums["given_back_minor"]),
        orders=count(sums["orders"]),
        first=day(result["log"]["first_at"]),
        last=day(result["log"]["last_at"]),
    )


def _beyond(draft: DraftPart, result: ResultPart, pen: Pen) -> Iterator[str]:
    """What the cost is a year, and what is still open at the end."""
    sums, points = draft["totals"], draft["points"]
    year = a_year(sums["net_cost_minor"], draft, result["log"])
    if year is not None:
        yield pen.words("summary.year", cost=pen.figures.money(year))
    if points["outstanding_minor"]:
        yield pen.words(
            "summary.open",
            points=count(points["outstanding"]),
            worth=pen.figures.money(points["outstanding_minor"]),
            together=pen.figures.money(sums["net_cost_minor"] + points["outstanding_minor"]),
        )


def _payers(draft: DraftPart, pen: Pen) -> Iterator[str]:
    """Who pays, where it is not one alone."""
    paying = sorted(
        (entry for entry in draft["by_funder"] if entry["cost_minor"]), key=lambda one: -one["cost_minor"]
    )
    if len(paying) <= 1:
        return
    cost = sum(entry["cost_minor"] for entry in paying)
    told = [
        pen.words(
            "payer.share",
            funder=pen.words.named("funder", entry["funder"]),
            cost=pen.figures.money(entry["cost_minor"]),
            share=pen.figures.share(entry["cost_minor"], cost),
        )
        for entry in paying
    ]
    yield pen.words("summary.payers", payers=("、" if pen.words.language == "zh" else ", ").join(told))


def _nothing(draft: DraftPart, result: ResultPart, pen: Pen) -> Iterator[str]:
    """A programme that gave nothing away, and the plainest reason for it."""
    first, last = day(result["log"]["first_at"]), day(result["log"]["last_at"])
    yield pen.words("summary.nothing", orders=count(draft["totals"]["orders"]), first=first, last=last)
    if not result["log"]["members"]:
        yield pen.words("none.members")


def _compared(result: ResultPart, place: int, pen: Pen) -> Iterator[str]:
    """Against the present programme where there is one, else history; a further draft also the first."""
    found = {one["against"]: one for one in result["comparisons"] if one["draft"] == place}
    named = [found[against] for against in TOLD_FIRST[:2] if against in found][:1]
    for one in (*named, *(found[against] for against in TOLD_FIRST[2:] if against in found)):
        if one["against"] == "history" and past_unknown(result):
            yield pen.words("past.unknown")
        else:
            yield _difference(one, pen)


def _difference(one: ComparisonPart, pen: Pen) -> str:
    cost = next(measure for measure in one["totals"] if measure["measure"] == "cost_minor")
    against = pen.words(f"against.{one['against']}")
    if not cost["change"]:
        return pen.words("summary.same", against=against)
    key = "summary.more" if cost["change"] > 0 else "summary.less"
    change = pen.figures.money(abs(cost["change"]))
    if one["against"] == "history":
        key, change = "summary.history", pen.figures.money_change(cost["change"])
    before, now = pen.figures.money(cost["before"]), pen.figures.money(cost["now"])
    return pen.words(key, against=against, change=change, before=before, now=now)


def _reached(draft: DraftPart, pen: Pen) -> Iterator[str]:
    sums, spread = draft["totals"], draft["benefit_spread"]
    shares = {entry["group"]: entry["share_ppm"] for entry in spread["groups"]}
    if not sums["orders_with_benefit"]:
        return
    reach = pen.figures.share(sums["orders_with_benefit"], sums["orders"])
    if not spread["with_benefit"]:
        yield pen.words("summary.reach", reach=reach)
        return
    yield pen.words(
        "summary.spread",
        reach=reach,
        members=pen.figures.share(spread["with_benefit"], spread["members"]),
        top=pen.figures.ppm(shares.get("top_1_percent", 0) + shares.get("next_9_percent", 0)),
        lower=pen.figures.ppm(shares.get("lower_half", 0)),
    )


def _ends(draft: DraftPart, pen: Pen) -> Iterator[str]:
    """The first of what ran out, by its day, and how much more there was."""
    ended = sorted((one for one in draft["exhaustion"] if one["at"]), key=lambda one: one["at"] or "")
    if not ended:
        if draft["exhaustion"]:
            yield _lasting(draft, pen)
        return
    first = ended[0]
    yield pen.words(
        "summary.ended",
        name=pen.limit(first, pen.offers_by_id(draft)),
        day=day(first["at"] or ""),
        denied=count(first["denied_orders"]),
    )
    if len(ended) > 1:
        yield pen.words("summary.ended_all", count=len(ended), all=len(draft["exhaustion"]))
    if first["first_day"] and first["first_day_share_ppm"] >= MUCH_PPM:
        yield pen.words("summary.first_day", share=pen.figures.ppm(first["first_day_share_ppm"]))


def _lasting(draft: DraftPart, pen: Pen) -> str:
    """None ran out: because there was enough, or because none was ever touched."""
    limits = draft["exhaustion"]
    if any(map(was_touched, limits)):
        return pen.words("summary.not_ended", count=len(limits))
    return pen.words("summary.one_untouched" if len(limits) == 1 else "summary.untouched", count=len(limits))


def _moves(draft: DraftPart, pen: Pen) -> Iterator[str]:
    if not draft["switches"]:
        return
    most = max(draft["switches"], key=lambda one: abs(one["change_minor"]))
    if not most["change_minor"]:
        return
    yield pen.words(
        "summary.switch",
        switch=pen.words.either(most["en"], most["zh"]).rstrip(".。"),
        change=pen.figures.money_change(most["change_minor"]),
        share=pen.figures.share_change(most["net_cost_minor"], draft["totals"]["net_cost_minor"]),
    )


def _pays(draft: DraftPart, pen: Pen) -> Iterator[str]:
    """Only with a margin that somebody stated: without one there are five answers and no sentence."""
    whole = [entry for entry in draft["break_even"] if entry["scope"] == "all"]
    if len(whole) != 1:
        return
    (found,) = whole
    yield _uplift(found, pen)
    shop = next((entry for entry in draft["break_even"] if entry["scope"] == "shop"), None)
    if shop is not None and not shop["never"] and shop["uplift_ppm"] != found["uplift_ppm"]:
        yield pen.words("summary.pays.shop", uplift=pen.figures.ppm(shop["uplift_ppm"] or 0))


def _uplift(found: BreakEvenPart, pen: Pen) -> str:
    return pen.words(
        "summary.never" if found["never"] else "summary.pays",
        margin=pen.figures.ppm(found["margin_ppm"]).replace(".0%", "%"),
        uplift=pen.figures.ppm(found["uplift_ppm"] or 0),
    )


def foundation(result: ResultPart, pen: Pen) -> tuple[str, ...]:
    """What all drafts rest on: the assumptions that count most, and how much of the file was used."""
    return tuple(_rests(result, pen))


def _rests(result: ResultPart, pen: Pen) -> Iterator[str]:
    """The assumptions that count most, and how much of the file was used."""
    known = {one["key"]: one for one in result["assumptions"]}
    told = [pen.words.either(known[key]["en"], known[key]["zh"]) for key in RESTS_ON if key in known]
    if told:
        joint = "" if pen.words.language == "zh" else " "
        yield pen.words("summary.rests", assumptions=joint.join(told))
    rows = result["problems"]
    if rows["rows_excluded"]:
        yield pen.words("summary.left_out", rows=count(rows["rows_excluded"]), all=count(rows["rows_in"]))
