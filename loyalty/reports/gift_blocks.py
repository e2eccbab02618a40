"""What issuances give: points, and coupons with what became of them."""

from loyalty.reports.block import Block
from loyalty.reports.figures import DASH, count
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import DraftPart, GiftPart
from loyalty.reports.tables import Cell, Row, numbers, row, table, texts


def gifts(draft: DraftPart, pen: Pen) -> Block | None:
    """Each gift with how often it was given, used and left to lapse; None for a programme without any."""
    entries = draft["gifts"]
    if not entries:
        return None
    coupons = [entry for entry in entries if entry["offer"] is not None]
    answer = pen.words(
        "answer.gifts",
        coupons=count(sum(entry["given"] for entry in coupons)),
        used=count(sum(entry["used"] for entry in coupons)),
        cost=pen.figures.money(sum(entry["cost_minor"] for entry in coupons)),
        lapsed=count(sum(entry["lapsed"] for entry in coupons)),
        points=count(sum(entry["points"] for entry in entries)),
    )
    names = ("given", "sum", "used")
    later = ("back", "lapsed", "voided", "held")
    heads = [
        *texts(pen.words("gifts.name"), pen.words("gifts.what")),
        *numbers(*(pen.words(f"gifts.{name}") for name in names)),
        *numbers(pen.words("cost"), *(pen.words(f"gifts.{name}") for name in later)),
    ]
    offers = pen.offers_by_id(draft)
    rows = [_row(entry, offers, pen) for entry in entries]
    shown = table(heads, rows, note=pen.words("gifts.note"), sheet="gifts")
    return Block(pen.words("question.gifts"), answer, tables=(shown,))


def _row(entry: GiftPart, offers: dict[str, str], pen: Pen) -> Row:
    name = pen.words.either(entry["name"], entry["name_zh"]) or entry["issuance"]
    under = "" if name == entry["issuance"] else entry["issuance"]
    named = Cell(name, under=under, under_kind="code")
    none = Cell(DASH)
    offer = entry["offer"]
    if offer is None:
        given = (whole(entry["given"]), whole(entry["points"]))
        taken = whole(entry["points_taken"])
        return row(named, pen.words("gifts.points"), *given, none, none, none, none, taken, none)
    return row(
        named,
        offers.get(offer, offer),
        whole(entry["given"]),
        none,
        whole(entry["used"]),
        pen.money(entry["cost_minor"]),
        *(whole(number) for number in (entry["came_back"], entry["lapsed"], entry["voided"], entry["held"])),
    )
