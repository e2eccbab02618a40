"""The page Programmes: choose or upload one, write it, see at once what is wrong and what it says."""

import difflib

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from loyalty.admin import checking, editor, findings_view, stacking_view, template_form
from loyalty.admin.drafts import ChangedMeanwhile, Draft, Drafts, Saved, Saving, Text, Unchanged
from loyalty.admin.words import Words
from loyalty.when import Clock


def draw(drafts: Drafts, *, clock: Clock, words: Words, simulate: StreamlitPage | None = None) -> None:
    """Everything about one programme; `simulate` is the page that replays it."""
    if "next-program" in st.session_state:
        st.session_state["program"] = st.session_state.pop("next-program")
    if "said" in st.session_state:
        st.toast(st.session_state.pop("said"))
    draft = _choose(drafts, clock, words)
    st.fragment(_write)(draft, drafts, clock, words)
    if simulate is not None and st.session_state.pop("simulate-this", False):
        st.session_state["chosen-programs"] = [draft.id]
        st.switch_page(simulate)


def _write(draft: Draft, drafts: Drafts, clock: Clock, words: Words) -> None:
    """The field and, beside it, what is found in it; typing draws no more than this part again."""
    opened = st.session_state.setdefault(f"opened:{draft.id}", drafts.text(draft))
    name = f"{draft.id}:{st.session_state.get(f'generation:{draft.id}', 0)}"
    said = editor.typed(name)
    typed = opened.content if said is None else said
    found = checking.checked(typed, now=clock.now())
    left, right = st.columns((5, 4), gap="medium")
    with left:
        jump = st.session_state.get("jump")
        marks = {problem.line: problem.severity for problem in reversed(found.problems) if problem.line}
        editor.draw(name, typed, label=words("yaml"), marks=marks, jump=jump)
        _act(draft, drafts, opened, typed, words)
    with right:
        line = findings_view.draw(found, typed, words)
        if line is not None:
            st.session_state["jump"] = {"line": line, "id": (jump or {"id": 0})["id"] + 1}
            st.rerun(scope="fragment")
    if found.program is not None and st.toggle(words("stacking"), key="stacking", persist_state="session"):
        stacking_view.draw(found.program, words)


def _choose(drafts: Drafts, clock: Clock, words: Words) -> Draft:
    every = {draft.id: draft for draft in drafts.every()}
    if st.session_state.get("program") not in every:
        st.session_state.pop("program", None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            words("choose"),
            list(every),
            format_func=lambda draft_id: _name(every[draft_id], drafts, words),
            key="program",
            persist_state="session",
        )
        closed = st.session_state.get("taken", 0)  # another key is another popover: a closed one
        with st.popover(words("templates"), key=f"templates-{closed}"):
            taken = template_form.draw(drafts, clock=clock, words=words)
            if taken is not None:
                _go_to(taken, words)
        with st.popover(words("upload"), key=f"uploads-{closed}"):
            _upload(drafts, words)
    return every[chosen]


def _name(draft: Draft, drafts: Drafts, words: Words) -> str:
    name = checking.title(drafts.text(draft).content, stem=draft.stem, language=words.language)
    return words("sample", name=name) if draft.kind == "sample" else f"{name} · {draft.file}"


def _upload(drafts: Drafts, words: Words) -> None:
    """A form: choosing a file starts no script run, so none can swallow the press that follows it."""
    with st.form("upload", border=False):
        file = st.file_uploader(words("upload.file"), type=["yaml", "yml", "json"], max_upload_size=1)
        taken = st.form_submit_button(words("upload.take"), key="take-over")
    if not taken:
        return
    if file is None:
        st.error(words("upload.first"))
        return
    try:
        content = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        st.error(words("upload.unreadable"))
        return
    _go_to(drafts.add(file.name, content.replace("\r\n", "\n")), words)


def _act(draft: Draft, drafts: Drafts, opened: Text, typed: str, words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        save = st.button(words("save"), type="primary", key="save")
        st.download_button(
            words("download"), typed, file_name=draft.file, mime="application/yaml", on_click="ignore"
        )
        replay = st.button(words("simulate_this"), key="simulate-this-program")
        if typed != opened.content:
            st.caption(words("unsaved"))
    if replay and typed != opened.content:
        st.toast(words("save_first"))
    elif replay:
        st.session_state["simulate-this"] = True
        st.rerun()
    if save:
        _saved(drafts.save(draft, typed, opened=opened), draft, words)
    _conflict(draft, typed, drafts, words)


def _saved(outcome: Saving, draft: Draft, words: Words) -> None:
    match outcome:
        case Saved():
            if outcome.draft != draft:
                _reopen(draft)
            _go_to(outcome, words)
        case Unchanged():
            st.toast(words("nothing"))
        case ChangedMeanwhile():
            st.session_state[f"theirs:{draft.id}"] = outcome.theirs


def _conflict(draft: Draft, typed: str, drafts: Drafts, words: Words) -> None:
    """Two people saved one programme: the one who came second decides."""
    theirs: Text | None = st.session_state.get(f"theirs:{draft.id}")
    if theirs is None:
        return
    st.warning(words("changed"))
    difference = difflib.unified_diff(theirs.content.splitlines(), typed.splitlines(), lineterm="", n=1)
    st.code("\n".join(difference), language="diff")
    with st.container(horizontal=True):
        mine = st.button(words("keep_mine"), key="keep-mine")
        other = st.button(words("take_theirs"), key="take-theirs")
    if mine or other:
        del st.session_state[f"theirs:{draft.id}"]
    if mine:
        _saved(drafts.save(draft, typed, opened=theirs), draft, words)
    if other:
        _reopen(draft)
        st.rerun()


def _go_to(saved: Saved, words: Words) -> None:
    """Show the saved programme, as it now is on the disk."""
    st.session_state[f"opened:{saved.draft.id}"] = saved.text
    st.session_state["next-program"] = saved.draft.id
    st.session_state["taken"] = st.session_state.get("taken", 0) + 1
    st.session_state["said"] = words("saved", name=f"`{saved.draft.file}`")
    st.rerun()


def _reopen(draft: Draft) -> None:
    """Next time its text is read afresh, in a fresh field."""
    st.session_state.pop(f"opened:{draft.id}", None)
    st.session_state[f"generation:{draft.id}"] = st.session_state.get(f"generation:{draft.id}", 0) + 1
