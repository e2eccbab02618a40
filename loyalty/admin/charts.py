"""Charts of a result: amounts travel as exact texts and become numbers only where the browser draws pixels.

Every chart answers the question that stands above it; what a resting pointer reads is the figure as the
report writes it. A browser saves the rows of a chart as CSV, so no name starts a formula.
"""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from loyalty.money import to_major
from loyalty.reports.pen import Pen, all_months
from loyalty.reports.shape import DraftPart, PointsMonth
from loyalty.spreadsheet import safe

HEIGHT: Final = 240
BAR_ROOM: Final = 26
OFFERS_MAX: Final = 20
TICKS: Final = 6
_SHORT_EN: Final = "datum.value == 0 ? '0' : replace(format(datum.value, '~s'), 'G', 'bn')"
_SHORT_ZH: Final = (
    "abs(datum.value) >= 10000 ? format(datum.value / 10000, ',~f') + '万' : format(datum.value, ',~f')"
)
COLOURS: Final = ("#173f5f", "#3c8dad", "#f0b75e", "#a9b4bd")
MONTH_PARTS: Final = ("offers", "shipping", "points")
FLOWS: Final = ("earned", "spent", "expired", "taken_back")

Row = dict[str, Any]


def months(draft: DraftPart, pen: Pen) -> alt.Chart | None:
    """Cost by month, stacked by part."""
    names = {part: pen.words(f"month.{part}") for part in MONTH_PARTS}
    rows = [
        {
            "month": pen.figures.month(entry["month"]),
            "order": entry["month"],
            "part": names[part],
            "value": str(to_major(amount, pen.figures.unit)),
            "shown": pen.figures.money(amount),
        }
        for entry in draft["by_month"]
        for part, amount in zip(
            MONTH_PARTS,
            (entry["offers_minor"], entry["shipping_minor"], entry["points_minor"]),
            strict=True,
        )
    ]
    axis = pen.words("axis.money", currency=pen.figures.unit.code)
    return _stacked(rows, [entry["month"] for entry in draft["by_month"]], tuple(names.values()), axis, pen)


def points(draft: DraftPart, pen: Pen) -> alt.Chart | None:
    """Points by month: what came in above the line, what went below it."""
    names = {flow: pen.words(f"points.{flow}") for flow in FLOWS}
    rows = [
        {
            "month": pen.figures.month(entry["month"]),
            "order": entry["month"],
            "part": names[flow],
            "value": str(number if flow == "earned" else -number),
            "shown": f"{number:,}",
        }
        for entry in draft["points"]["by_month"]
        for flow, number in _flows(entry)
    ]
    present = [entry["month"] for entry in draft["points"]["by_month"]]
    return _stacked(rows, present, tuple(names.values()), pen.words("axis.points"), pen)


def offers(draft: DraftPart, pen: Pen) -> alt.Chart | None:
    """What each offer gave, dearest first."""
    entries = sorted(draft["by_offer"], key=lambda entry: (-entry["cost_minor"], entry["id"]))[:OFFERS_MAX]
    rows = [
        {
            "name": safe(pen.offer(entry)),
            "value": str(to_major(entry["cost_minor"], pen.figures.unit)),
            "shown": pen.figures.money(entry["cost_minor"]),
        }
        for entry in entries
    ]
    return _bars(rows, pen.words("axis.money", currency=pen.figures.unit.code), pen)


def standing(draft: DraftPart, pen: Pen) -> alt.Chart | None:
    """Members by tier at the end."""
    several = len({entry["track"] for entry in draft["tiers_at_end"]}) > 1
    rows = [
        {
            "name": safe(
                f"{entry['track']} · {pen.tier(entry['tier'])}" if several else pen.tier(entry["tier"])
            ),
            "value": str(entry["members"]),
            "shown": f"{entry['members']:,}",
        }
        for entry in draft["tiers_at_end"]
    ]
    return _bars(rows, pen.words("axis.members"), pen)


def cost_at(name: str, minor: int, pen: Pen) -> Row:
    """One place of a line: its name and what the programme costs there."""
    return {
        "name": name,
        "value": str(to_major(minor, pen.figures.unit)),
        "shown": pen.figures.money(minor),
    }


def line(rows: Sequence[Row], at: int, pen: Pen) -> alt.LayerChart | alt.FacetChart:
    """Costs from place to place in their order, one of them marked."""
    axis = pen.words("axis.money", currency=pen.figures.unit.code)
    names = [row["name"] for row in rows]
    base = alt.Chart(_data(rows), height=HEIGHT).encode(
        x=alt.X("name:N", title=None, sort=names, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("value:Q", title=axis, axis=_axis(pen), scale=alt.Scale(zero=False)),
        tooltip=[alt.Tooltip("name:N", title=" "), _shown()],
    )
    mark = alt.Chart(_data([rows[at]])).encode(x=alt.X("name:N", sort=names), y="value:Q")
    return alt.layer(
        base.mark_line(color=COLOURS[0], point=alt.OverlayMarkDef(color=COLOURS[0])),
        mark.mark_point(color=COLOURS[2], filled=True, size=180, opacity=1),
    )


def _flows(entry: PointsMonth) -> tuple[tuple[str, int], ...]:
    return (
        ("earned", entry["earned"]),
        ("spent", entry["spent"]),
        ("expired", entry["expired"]),
        ("taken_back", entry["taken_back"]),
    )


def _stacked(
    rows: Sequence[Row], present: Sequence[str], parts: Sequence[str], axis: str, pen: Pen
) -> alt.Chart | None:
    if not rows:
        return None
    ticks = {month: _tick(month, min(present), pen) for month in all_months(present)}
    names = " : ".join(f"datum.value == '{month}' ? {tick}" for month, tick in ticks.items())
    chart: alt.Chart = (
        alt.Chart(_data(rows), height=HEIGHT)
        .mark_bar()
        .encode(
            x=alt.X(
                "order:O",
                title=None,
                scale=alt.Scale(domain=list(ticks)),
                axis=alt.Axis(labelExpr=f"{names} : datum.value", labelAngle=0, labelOverlap=True),
            ),
            y=alt.Y("value:Q", title=axis, axis=_axis(pen)),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=list(parts), range=list(COLOURS[: len(parts)])),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[alt.Tooltip("month:N", title=" "), alt.Tooltip("part:N", title=" "), _shown()],
        )
    )
    return chart


def _tick(month: str, first: str, pen: Pen) -> list[str]:
    """A month's short name, and the year below the first one and each January."""
    year = [month[:4]] if month == first or month.endswith("-01") else []
    return [pen.figures.month_tick(month), *year]


def _bars(rows: Sequence[Row], axis: str, pen: Pen) -> alt.Chart | None:
    if not rows:
        return None
    chart: alt.Chart = (
        alt.Chart(_data(rows), height=BAR_ROOM * len(rows) + 50)
        .mark_bar(color=COLOURS[0])
        .encode(
            x=alt.X("value:Q", title=axis, axis=_axis(pen)),
            y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
            tooltip=[alt.Tooltip("name:N", title=" "), _shown()],
        )
    )
    return chart


def _data(rows: Sequence[Row]) -> alt.InlineData:
    return alt.InlineData(values=list(rows), format={"parse": {"value": "number"}})


def _axis(pen: Pen) -> alt.Axis:
    """Short figures: `1.2M`, or 万 in Chinese."""
    return alt.Axis(labelExpr=_SHORT_ZH if pen.words.language == "zh" else _SHORT_EN, tickCount=TICKS)


def _shown() -> alt.Tooltip:
    return alt.Tooltip("shown:N", title=" ")
