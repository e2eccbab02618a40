"""A template becomes an own programme in one's own money, time and year."""

import pytest
from streamlit.testing.v1 import AppTest

from loyalty.admin.drafts import Drafts
from loyalty.templates import templates


def page(folder, language):
    from datetime import UTC, datetime
    from pathlib import Path

    import streamlit as st

    from loyalty.admin import template_form
    from loyalty.admin.drafts import Drafts
    from loyalty.admin.words import Words
    from loyalty.when import FixedClock

    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    st.session_state["made"] = template_form.draw(Drafts(Path(folder)), clock=clock, words=Words(language))


def shown(folder, language="en"):
    app = AppTest.from_function(page, args=(str(folder), language), default_timeout=20).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("name", [one.name for one in templates()])
def test_every_template_can_be_taken(tmp_path, name):
    app = shown(tmp_path)
    app.selectbox(key="template").set_value(name).run()
    app.button(key="take-template").click().run()
    assert not app.error
    made = app.session_state["made"]
    assert made.draft.file == f"{name}.yaml"
    assert Drafts(tmp_path).text(made.draft).content == made.text.content


def test_ones_own_head_and_year_stand_in_it(tmp_path):
    app = shown(tmp_path)
    app.selectbox(key="template").set_value("double_11").run()
    assert app.text_input(key="template-year").value == "2026"
    app.text_input(key="template-year").set_value("2025")
    app.text_input(key="template-key").set_value("berlin-club")
    app.text_input(key="template-currency").set_value("EUR")
    app.text_input(key="template-zone").set_value("Europe/Berlin")
    app.button(key="take-template").click().run()
    text = app.session_state["made"].text.content
    assert "key: berlin-club" in text
    assert "currency: EUR" in text
    assert "time_zone: Europe/Berlin" in text
    assert "2025-11-11" in text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("template-currency", "XXQ", "XXQ"),
        ("template-zone", "Moon/Base", "Moon"),
        ("template-key", "a: {b", "my-shop"),
        ("template-year", "soon", "2027"),
    ],
)
def test_what_makes_no_programme_is_refused_and_nothing_is_written(tmp_path, field, typed, said):
    app = shown(tmp_path)
    app.selectbox(key="template").set_value("double_11").run()
    app.text_input(key=field).set_value(typed)
    app.button(key="take-template").click().run()
    assert said in app.error[0].value
    assert list(tmp_path.iterdir()) == []


def test_templates_are_named_in_the_pages_language(tmp_path):
    assert "阶梯满减" in shown(tmp_path, "zh").selectbox(key="template").options
