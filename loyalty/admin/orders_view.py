"""Behind the figures of a finished run: its orders page by page, and the arithmetic of the one pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import streamlit as st

from loyalty.admin.desk import Desk, Run
from loyalty.admin.result_view import BEHIND_ANCHOR
from loyalty.admin.safe import plain, table
from loyalty.admin.words import Words
from loyalty.errors import LoyaltyError
from loyalty.money import Currency
from loyalty.reports.figures import Figures, count
from loyalty.reports.orders_file import orders_csv
from loyalty.reports.shape import DraftPart, ResultPart
from loyalty.reports.tables import numbers, row, texts
from loyalty.reports.tables import table as table_of
from loyalty.rules.document import load_program
from loyalty.simulate.behind.behind_names import GUESTS, NONE_NAMED
from loyalty.simulate.behind.orders_page import Asked, OrdersPage, orders_page

SIZE: Final = 20
"""Orders on a page."""
WIDTHS: Final = (2, 2, 2, 1.4, 1.4, 3)
HEADS: Final = ("order", "when", "member", "goods", "given", "applied")


@dataclass(frozen=True, slots=True)
class Look:
    """Whose orders are looked at, and how figures are written."""

    run: Run
    draft: int
    path: Path
    desk: Desk
    figures: Figures
    words: Words


def draw(run: Run, result: ResultPart, draft: int, *, desk: Desk, words: Words) -> None:
    """The orders of one draft of a run; redrawn alone when something in it changes."""
    st.subheader(words("behind"), anchor=BEHIND_ANCHOR)
    path = run.outcomes(draft, len(result["drafts"]))
    if not path.is_file():
        st.caption(words("behind.none"))
        return
    log = result["log"]
    figures = Figures(Currency(log["currency"], log["exponent"]), words.language)
    st.fragment(_orders)(Look(run, draft, path, desk, figures, words), result["drafts"][draft])


def _orders(look: Look, draft: DraftPart) -> None:
    words, figures = look.words, look.figures
    chinese = words.language == "zh"
    offers = {
        one["id"]: (one["name_zh"] if chinese else one["name"]) or one["id"] for one in draft["by_offer"]
    }
    asked = _asked(draft, offers, figures, words)
    found = orders_page(look.path, asked, page=st.session_state.get("behind-page", 1) - 1, size=SIZE)
    if found.orders and not found.rows:
        found = orders_page(look.path, asked, size=SIZE)
    st.caption(
        words(
            "behind.note",
            orders=count(found.orders),
            cost=plain(figures.money(found.cost_minor)),
            revenue=plain(figures.money(found.revenue_minor)),
        )
    )
    if asked.offer is not None and asked.order_id is None and found.orders:
        _part(asked, offers[asked.offer], look)
    _rows(found, offers, look)
    if found.orders > SIZE:
        st.pagination(-(-found.orders // SIZE), key="behind-page")
    _download(look)


def _asked(draft: DraftPart, offers: dict[str, str], figures: Figures, words: Words) -> Asked:
    """What is looked for, as chosen above the table."""
    months = {one["month"]: figures.month(one["month"]) for one in draft["by_month"]}
    first = draft["by_tier"][0]["track"] if draft["by_tier"] else None
    tiers = [str(one["tier"] or NONE_NAMED) for one in draft["by_tier"] if one["track"] == first]
    channels = [str(one["channel"] or NONE_NAMED) for one in draft["by_channel"]]
    own = {NONE_NAMED: words("behind.unnamed"), GUESTS: words("behind.guest")}
    chinese = words.language == "zh"
    levels = {
        one["tier"]: one["name_zh"] if chinese else one["name"]
        for one in draft["tier_names"]
        if one["track"] == first
    } | own
    with st.container(horizontal=True):
        offer = _chosen("offer", offers, words)
        month = _chosen("month", months, words)
        tier = _chosen("tier", {name: levels.get(name, name) for name in tiers}, words)
        channel = _chosen("channel", {name: own.get(name, name) for name in channels}, words)
        typed = st.text_input(words("behind.find"), key="behind-find").strip()
    return Asked(offer=offer, month=month, tier=tier, channel=channel, order_id=typed or None)


def _chosen(name: str, known: dict[str, str], words: Words) -> str | None:
    """One of the known values, or None for all of them."""
    return st.selectbox(
        words(f"behind.{name}"),
        list(known),
        index=None,
        format_func=lambda value: known.get(value, value),
        placeholder=words("behind.all"),
        key=f"behind-{name}",
    )


def _part(asked: Asked, offer: str, look: Look) -> None:
    """What the chosen offer itself took: orders on which others applied too are worked out again."""
    names = ("offer", "month", "tier", "channel")
    which = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    if st.button(look.words("behind.part"), key="behind-part"):
        st.session_state["behind-part-of"] = which
    if st.session_state.get("behind-part-of") != which:
        return
    try:
        with st.spinner(look.words("behind.working")):
            part = _worked_out(look.desk, look.run.id, look.draft, which)
    except LoyaltyError as error:
        st.error(plain(error.text(look.words.language)))
        return
    amount = plain(look.figures.money(part))
    st.caption(look.words("behind.part.note", part=amount, offer=plain(offer)))


@st.cache_data(max_entries=200, show_spinner=False)
def _worked_out(_desk: Desk, run_id: str, draft: int, which: dict[str, str]) -> int:
    return _desk.part(run_id, draft, which)


def _rows(found: OrdersPage, offers: dict[str, str], look: Look) -> None:
    """The orders as lines; below the one that was pressed stands its arithmetic."""
    words, figures = look.words, look.figures
    for column, name in zip(st.columns(WIDTHS), HEADS, strict=True):
        column.markdown(f"**{words(f'behind.{name}')}**")
    for number, order in enumerate(found.rows):
        columns = st.columns(WIDTHS, vertical_alignment="center")
        with columns[0]:
            pressed = st.button(plain(order["order_id"]), key=f"behind-order-{number}", type="tertiary")
        shown = (
            f"{order['at']:%Y-%m-%d %H:%M}",
            order["member"] or words("behind.guest"),
            figures.money(order["revenue_minor"]),
            figures.money(order["cost_minor"]),
            " · ".join(offers.get(name, name) for name in order["offers"]),
        )
        for column, text in zip(columns[1:], shown, strict=True):
            column.markdown(plain(text))
        if _is_open(order["order_id"], pressed=pressed):
            with st.container(border=True):
                _arithmetic(order["order_id"], look)


def _is_open(order_id: str, *, pressed: bool) -> bool:
    """Whether an order's arithmetic is shown; pressing it again puts it away."""
    if pressed:
        other = st.session_state.get("behind-open") != order_id
        st.session_state["behind-open"] = order_id if other else None
    return bool(st.session_state.get("behind-open") == order_id)


def _arithmetic(order_id: str, look: Look) -> None:
    """The steps of an order and of what came back of it."""
    try:
        with st.spinner(look.words("behind.working")):
            found = _explained(look.desk, look.run.id, look.draft, order_id)
    except LoyaltyError as error:
        st.error(plain(error.text(look.words.language)))
        return
    for one in found:
        if len(found) > 1:
            st.markdown(f"**{plain(one['order_id'])}** :gray[{plain(one['at'][:16].replace('T', ' '))}]")
        st.markdown(steps_table(one["steps"], look.figures, look.words))


@st.cache_data(max_entries=200, show_spinner=False)
def _explained(_desk: Desk, run_id: str, draft: int, order_id: str) -> list[dict[str, Any]]:
    return _desk.explain(run_id, draft, order_id)


def steps_table(steps: Sequence[dict[str, Any]], figures: Figures, words: Words) -> str:
    """Steps as Markdown: what each moves, what is left to pay, and its sentence."""
    rows = []
    for step in steps:
        amount, left = step["amount_minor"], step["left_minor"]
        moved = amount is not None and step["step"] != "paid"
        rows.append(
            row(
                figures.money(amount) if moved else "",
                "" if left is None else figures.money(left),
                step[words.language],
            )
        )
    heads = [*numbers(words("behind.amount"), words("behind.left")), *texts(words("behind.step"))]
    return table(table_of(heads, rows))


def _download(look: Look) -> None:
    """The file is made when somebody asks for it, in the language of the page."""
    language, unit = look.words.language, look.figures.unit

    def content() -> bytes:
        program = look.run.program(look.draft)
        points = None if program is None else load_program(program).points
        decimals = 0 if points is None else points.decimals
        return orders_csv(look.path, unit, language=language, point_decimals=decimals)

    name = f"{look.run.id}-{look.path.stem}.csv"
    st.download_button(look.words("behind.csv"), content, file_name=name, mime="text/csv", on_click="ignore")
