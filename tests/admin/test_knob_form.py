"""One figure to move is chosen by name, and its values are ones that load."""

from streamlit.testing.v1 import AppTest

from loyalty.admin.knob_form import refused
from loyalty.admin.words import Words
from loyalty.rules.document import load_program
from tests.cli.shop import PROGRAM


def page(text, language):
    import streamlit as st

    from loyalty.admin import knob_form
    from loyalty.admin.words import Words
    from loyalty.rules.document import load_program

    program = load_program(text) if text else None
    st.session_state["asked"] = knob_form.draw(program, Words(language))


def shown(text=PROGRAM, language="en"):
    app = AppTest.from_function(page, args=(text, language), default_timeout=20).run()
    assert not app.exception
    return app


def test_without_a_figure_the_whole_report_is_made():
    assert shown().session_state["asked"] is None


def test_of_several_programmes_none_can_be_moved():
    app = shown(text="")
    assert app.session_state["asked"] is None
    assert len(app.selectbox) == 0


def test_a_chosen_figure_comes_with_values_around_what_it_is():
    app = shown()
    box = app.selectbox[0]
    named = next(one for one in box.options if "minimum" in one)
    app.selectbox[0].set_value(_path(named)).run()
    asked = app.session_state["asked"]
    assert asked.startswith("offers.")
    assert refused(load_program(PROGRAM), asked, Words("en")) is None


def _path(named):
    from loyalty.simulate.varying.knobs import knobs

    return next(one.path for one in knobs(load_program(PROGRAM)) if one.field == "minimum" and named)


def test_values_that_make_no_programme_are_refused_in_the_pages_language():
    program = load_program(PROGRAM)
    path = _path("minimum")
    assert "Cannot vary" in refused(program, f"{path}=a", Words("en"))
    assert "无法" in refused(program, f"{path}=", Words("zh"))
