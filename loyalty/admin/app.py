"""The pages' entry: which page, in which language, for this machine only. It only routes; pages draw.

`loyalty admin` runs this file; `admin_app.py` in a checkout leads here too.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from loyalty.admin import members_page, programs_page, simulate_page
from loyalty.admin.desk import Desk
from loyalty.admin.drafts import Drafts
from loyalty.admin.place import Place, place
from loyalty.admin.words import LANGUAGES, NAMES, Words, asked_for
from loyalty.when import SystemClock

ICON: Final = Path(__file__).resolve().parent / "icon.png"
LOCAL: Final = ("127.0.0.1", "::1", "localhost")


def main() -> None:
    """Draw one page for one person."""
    here = place(sys.argv[1:])
    words = Words(_language())
    st.set_page_config(page_title=words("title"), page_icon=str(ICON), layout="wide")
    if st.get_option("server.address") not in LOCAL:
        st.error(words("not_local"))
        return
    clock = SystemClock()
    drafts, desk = Drafts(here.programs), _desk(here)
    simulate = partial(simulate_page.draw, here, drafts, desk, clock=clock, words=words)
    first = st.Page(simulate, title=words("page.simulate"), url_path="start", default=True)
    programs = partial(programs_page.draw, drafts, clock=clock, words=words, simulate=first)
    members = partial(members_page.draw, here, clock=clock, words=words)
    chosen = st.navigation(
        [
            first,
            st.Page(programs, title=words("page.programs"), url_path="programs"),
            st.Page(members, title=words("page.members"), url_path="members"),
            # the first page lies at the root; whoever types its name finds it too
            st.Page(simulate, title=words("page.simulate"), url_path="simulate", visibility="hidden"),
        ],
        position="top",
    )
    _frame(words)
    chosen.run()


def _language() -> str:
    """As chosen on the page, else as the browser asks."""
    chosen = st.session_state.get("lang") or st.query_params.get("lang")
    return chosen if chosen in LANGUAGES else asked_for(st.context.locale)


def _frame(words: Words) -> None:
    """What stands on every page: that it is a local demo, and the switch of language."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(words("local"), color="orange", width="stretch")
        st.segmented_control(
            words("language"),
            LANGUAGES,
            format_func=NAMES.__getitem__,
            default=words.language,
            required=True,
            key="lang",
            bind="query-params",
            label_visibility="collapsed",
        )


@st.cache_resource
def _desk(here: Place) -> Desk:
    """One desk for all pages of this server: it knows the processes."""
    return Desk(here.runs, SystemClock())


if __name__ == "__main__":
    main()
