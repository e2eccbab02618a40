"""What a reader must know before trusting a figure: offers not tested, returns not matched, no known past.

A zero for want of data reads like a finding. Whatever the file cannot show is said on the first page.
"""

from loyalty.reports.figures import count
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, ResultPart


def cautions(draft: DraftPart, result: ResultPart, pen: Pen) -> tuple[str, ...]:
    """Sentences of warning about one draft, the gravest first; none where everything could be tested."""
    told = []
    if draft["untested"]:
        told.append(_untested(draft, pen))
    if returns_unmatched(draft, result):
        back, revenue = result["baseline"]["returned_minor"], result["baseline"]["revenue_minor"]
        told.append(
            pen.words(
                "unmatched",
                returned=pen.figures.money(back),
                share=pen.figures.share(back, revenue),
            )
        )
    return tuple(told)


def returns_unmatched(draft: DraftPart, result: ResultPart) -> bool:
    """Goods came back and were replayed, but no return document names an order it could be taken from."""
    points = draft["points"]
    return (
        result["settings"].get("returns") == "replay"
        and result["baseline"]["returned_minor"] > 0
        and draft["totals"]["given_back_minor"] == 0
        and points["restored"] == 0
        and points["taken_back"] == points["unlinked_taken"]
        and draft["totals"]["cost_minor"] != 0
    )


def past_unknown(result: ResultPart) -> bool:
    """Prices are what was paid and no discount stands in the file: what came off is not known, not zero."""
    return result["settings"].get("price_basis") == "net" and result["baseline"]["discount_minor"] == 0


def untested_of(draft: DraftPart, pen: Pen) -> dict[str, str]:
    """Why each offer could not be tested, by the offer's id."""
    return {one["offer"]: pen.words.either(one["en"], one["zh"]) for one in draft["untested"]}


def _untested(draft: DraftPart, pen: Pen) -> str:
    names = pen.offers_by_id(draft)
    zh = pen.words.language == "zh"
    colon, between, end = ("：", "；", "。") if zh else (": ", "; ", ".")
    why = untested_of(draft, pen)
    by_reason: dict[str, list[str]] = {}
    for offer, reason in why.items():
        by_reason.setdefault(reason.rstrip(".。"), []).append(names.get(offer, offer))
    joint = "、" if zh else ", "
    told = [f"{joint.join(offers)}{colon}{reason}" for reason, offers in by_reason.items()]
    head = pen.words("untested.head", count=count(len(why)), all=count(len(draft["by_offer"])))
    return f"{head}{'' if zh else ' '}{between.join(told)}{end}"
