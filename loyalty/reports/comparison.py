"""Every draft beside what happened and beside the first draft, measure by measure."""

from collections.abc import Callable
from dataclasses import dataclass

from loyalty.reports.cautions import past_unknown
from loyalty.reports.figures import DASH, count
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import BaselinePart, DraftPart, ResultPart
from loyalty.reports.tables import Row, Table, numbers, row, strong, table, texts


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the comparison: its words, how history and a draft are read for it, how it is written.

    `given` is money that came off, which a file of net prices cannot tell of the past.
    """

    key: str
    drafted: Callable[[DraftPart], int]
    happened: Callable[[BaselinePart], int] | None = None
    counted: bool = False
    given: bool = False
    strong: bool = False


MEASURES = (
    Measure("orders", lambda it: it["totals"]["orders"], lambda it: it["orders"], counted=True),
    Measure("revenue", lambda it: it["totals"]["revenue_minor"], lambda it: it["revenue_minor"]),
    Measure("reach", lambda it: it["totals"]["orders_with_benefit"], counted=True),
    Measure(
        "discount", lambda it: it["totals"]["discount_minor"], lambda it: it["discount_minor"], given=True
    ),
    Measure("shipping", lambda it: it["totals"]["shipping_minor"]),
    Measure("points", lambda it: it["totals"]["points_spent_minor"]),
    Measure("cost", lambda it: it["totals"]["cost_minor"], lambda it: it["discount_minor"], given=True),
    Measure("back", lambda it: it["totals"]["given_back_minor"]),
    Measure("net", lambda it: it["totals"]["net_cost_minor"], strong=True),
    Measure("outstanding", lambda it: it["points"]["outstanding"], counted=True),
    Measure("outstanding_money", lambda it: it["points"]["outstanding_minor"]),
)


def comparison(result: ResultPart, pen: Pen) -> Table:
    """Measures down, what happened and the drafts across, differences from the first draft small below."""
    drafts = result["drafts"]
    names = _names(drafts, pen)
    present = result["baseline_program"]
    now = [pen.words("present", name=pen.program(present["program"]))] if present is not None else []
    rows = [_line(measure, result, pen) for measure in MEASURES]
    rows.insert(len(MEASURES) - 2, _share_line(result, pen))
    rows.insert(2, _returned_line(result, pen))
    heads = [*texts(pen.words("measure")), *numbers(pen.words("happened"), *now, *names)]
    note = pen.words("compare.note", first=names[0]) if len(names) > 1 else pen.words("compare.note_one")
    return table(heads, rows, note=note, sheet="comparison")


def _names(drafts: list[DraftPart], pen: Pen) -> list[str]:
    """The drafts' names, with their numbers where two are called the same."""
    names = [pen.program(draft["program"]) for draft in drafts]
    if len(set(names)) == len(names):
        return names
    return [pen.words("draft", number=at, name=name) for at, name in enumerate(names, start=1)]


def _programmes(result: ResultPart) -> list[DraftPart]:
    """The present programme, where one was given, and the drafts."""
    present = result["baseline_program"]
    return result["drafts"] if present is None else [present, *result["drafts"]]


def _line(measure: Measure, result: ResultPart, pen: Pen) -> Row:
    written = whole if measure.counted else pen.money
    unknown = measure.happened is None or (measure.given and past_unknown(result))
    past = DASH if measure.happened is None or unknown else written(measure.happened(result["baseline"]))
    present = result["baseline_program"]
    now = [] if present is None else [written(measure.drafted(present))]
    values = [measure.drafted(draft) for draft in result["drafts"]]
    cells = [
        written(value).over(_difference(value, values[0], measure, pen) if at else "")
        for at, value in enumerate(values)
    ]
    line = strong if measure.strong else row
    return line(pen.words(f"compare.{measure.key}"), past, *now, *cells)


def _difference(value: int, first: int, measure: Measure, pen: Pen) -> str:
    """`+¥120.00 (+3.2%)`, or `±0`."""
    if value == first:
        return "±0"
    plus = "+" if value > first else ""
    change = f"{plus}{count(value - first)}" if measure.counted else pen.figures.money_change(value - first)
    return f"{change} ({pen.figures.share_change(value, first)})"


def _share_line(result: ResultPart, pen: Pen) -> Row:
    past = result["baseline"]
    drafted = [pen.ppm(draft["totals"]["cost_share_ppm"]) for draft in _programmes(result)]
    given = DASH if past_unknown(result) else pen.share(past["discount_minor"], past["revenue_minor"])
    return row(pen.words("compare.share"), given, *drafted)


def _returned_line(result: ResultPart, pen: Pen) -> Row:
    """Returns are history's own: a draft changes what is refunded, not what comes back."""
    past = pen.money(result["baseline"]["returned_minor"])
    return row(pen.words("compare.returned"), past, *(DASH for _ in _programmes(result)))
