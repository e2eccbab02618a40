from streamlit.testing.v1 import AppTest

from loyalty.admin.editor import FOLDER


def page():
    import streamlit as st

    from loyalty.admin import editor

    st.text(editor.typed("own:a.yaml:0"))
    editor.draw("own:a.yaml:0", "key: a", label="Definition", marks={1: "error"}, jump=None)


def test_the_field_is_drawn_and_nothing_is_typed_at_first():
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.text[0].value == "None"


def test_what_was_typed_into_a_document_stays_with_it():
    app = AppTest.from_function(page)
    app.session_state["typed:own:a.yaml:0"] = "key: b"
    app.session_state["typed:own:b.yaml:0"] = "key: c"
    assert app.run().text[0].value == "key: b"


def test_the_script_sets_texts_as_texts():
    script = (FOLDER / "editor.js").read_text("utf-8")
    for word in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "http:", "https:", "import "):
        assert word not in script
    assert "url(" not in (FOLDER / "editor.css").read_text("utf-8")
