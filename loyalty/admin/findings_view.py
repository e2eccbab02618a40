"""What is wrong with a document, each finding beside its line; and what the document says, rule by rule."""

from typing import Final

import streamlit as st

from loyalty.admin.checking import Checked
from loyalty.admin.safe import plain, spoken
from loyalty.admin.words import Words
from loyalty.errors import Problem
from loyalty.rules.sentences import describe

SHOWN_MAX: Final = 30


def draw(found: Checked, content: str, words: Words) -> int | None:
    """Findings first; below them the reading. Returns the line somebody asks to see."""
    st.subheader(words("findings"))
    if found.problems:
        counts = [(severity, found.count(severity)) for severity in ("error", "warning")]
        told = [words(f"findings.{name}", count=count) for name, count in counts if count]
        st.caption(", ".join(told))
    else:
        st.success(words("findings.none"))
    lines = content.splitlines()
    wanted = None
    for number, problem in enumerate(found.problems[:SHOWN_MAX]):
        if _finding(problem, lines, number, words):
            wanted = problem.line
    if len(found.problems) > SHOWN_MAX:
        st.caption(words("findings.more", count=len(found.problems) - SHOWN_MAX))
    st.subheader(words("sentences"))
    if found.program is None:
        st.caption(words("sentences.none"))
    else:
        st.markdown("\n".join(f"- {spoken(line)}" for line in describe(found.program, words.language)))
    return wanted


def _finding(problem: Problem, lines: list[str], number: int, words: Words) -> bool:
    """One finding; True when somebody asks to see its line."""
    chinese = words.language == "zh"
    what, mend = (problem.what_zh, problem.mend_zh) if chinese else (problem.what, problem.mend)
    colour = "red" if problem.severity == "error" else "orange"
    asked = False
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            badge = f":{colour}-badge[{words(problem.severity)}]"
            st.markdown(f"{badge} :gray[{plain(problem.path)}]", width="stretch")
            if problem.line is not None:
                asked = st.button(words("line", line=problem.line), key=f"line-{number}", type="tertiary")
        st.markdown(f"**{spoken(what)}**  \n{spoken(mend)}")
        if problem.line is not None and problem.line <= len(lines):
            st.code(lines[problem.line - 1].strip() or " ", language="yaml")
    return asked
