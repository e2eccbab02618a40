"""A track of levels, and what a member does day by day: orders, goods that come back, looks."""

from hypothesis import strategies as st

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
SPANS = st.one_of(st.integers(0, 40), st.integers(0, 400))
"""Days from one event to the next."""


@st.composite
def tracks(draw):
    """A track's document."""
    kinds = ("rolling", "rolling", "lifetime", "calendar_year", "membership_year")
    window = {"kind": draw(st.sampled_from(kinds))}
    if window["kind"] == "rolling":
        window["months"] = draw(st.integers(1, 13))
    yearly = window["kind"].endswith("year")
    years = ("period_end", "next_period_end") if yearly else ()
    term = {"kind": draw(st.sampled_from(("months", "months", "forever", "follows_credit", *years)))}
    if term["kind"] == "months":
        term["months"] = draw(st.integers(1, 13))
    minimums = sorted(draw(st.lists(st.integers(0, 400), min_size=1, max_size=3, unique=True)))
    levels = [{"id": f"level{n}", "minimum": least} for n, least in enumerate(minimums)]
    for level in levels:
        if draw(st.sampled_from((True, False, False))):
            level["retain"] = level["minimum"] // 2
    late = yearly and term["kind"] != "follows_credit" and draw(st.sampled_from((True, False, False)))
    return {
        "id": "growth",
        "credit": {"of": "spend", "window": window},
        "term": term,
        "levels": levels,
        "upgrade": "at_period_end" if late else "at_once",
        "on_return": draw(st.sampled_from(("recheck", "keep"))),
        "at_term_end": {
            "grace_days": draw(st.sampled_from((0, 0, 10, 40))),
            "drop": draw(st.sampled_from(("one", "to_qualified", "never"))),
        },
    }


@st.composite
def lives(draw):
    """A document, and events: what, on which day, at what price or of which order, and how many units."""
    document = {
        "key": "by-hand",
        "currency": "CNY",
        "time_zone": draw(st.sampled_from(ZONES)),
        "tiers": [draw(tracks())],
    }
    day, left, events = 0, [], []
    for _ in range(draw(st.integers(1, 8))):
        day += draw(SPANS)
        what = draw(st.sampled_from(("order", "order", "return", "look")))
        if what == "order":
            left.append(draw(st.integers(1, 3)))
            events.append(("order", day, draw(st.integers(0, 150)), left[-1]))
        elif what == "return" and any(left):
            order = draw(st.sampled_from([number for number, units in enumerate(left) if units]))
            units = draw(st.integers(1, left[order]))
            left[order] -= units
            events.append(("return", day, order, units))
        else:
            events.append(("look", day, 0, 0))
    return document, [*events, ("look", day + draw(st.integers(0, 900)), 0, 0)]
