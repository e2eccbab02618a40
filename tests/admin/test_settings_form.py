from datetime import date

from streamlit.testing.v1 import AppTest

from loyalty.admin.settings_form import CHOICES as OFFERED
from loyalty.cli import options as typed
from loyalty.cli.entry import parser
from loyalty.rules.document import load_program
from loyalty.simulate import Settings
from loyalty.simulate.replaying.settings import CHOICES
from tests.cli.shop import PROGRAM


def page():
    import streamlit as st

    from loyalty.admin import settings_form
    from loyalty.admin.words import Words

    st.session_state["options"] = settings_form.draw(Words("en"))


def shown():
    app = AppTest.from_function(page).run()
    assert not app.exception
    return app


def settings(app):
    """The form's options as the command understands them."""
    command = ["simulate", "p.yaml", "--orders", "o.csv", *app.session_state["options"]]
    return typed.settings(parser().parse_args(command), load_program(PROGRAM))


def test_an_untouched_form_means_the_librarys_own_defaults():
    assert settings(shown()) == Settings()


def test_the_form_offers_what_the_settings_know():
    assert OFFERED == CHOICES


def test_what_is_chosen_reaches_the_settings():
    app = shown()
    app.selectbox(key="price_basis").set_value("gross_without").run()
    app.text_input(key="price_codes").set_value("A,B").run()
    app.selectbox(key="use_points").set_value("share").run()
    app.text_input(key="points_share").set_value("0.3").run()
    app.selectbox(key="use_coupons").set_value("share").run()
    app.text_input(key="coupons_share").set_value("0.25").run()
    app.text_input(key="margin").set_value("0.3").run()
    app.selectbox(key="returns").set_value("ignored").run()
    app.number_input(key="parity_orders").set_value(12).run()
    app.date_input(key="warm_up_until").set_value(date(2025, 2, 1)).run()
    made = settings(app)
    assert (made.price_basis, made.price_codes, made.returns) == ("gross_without", ("A", "B"), "ignored")
    assert (made.use_points, made.points_share) == ("share", "0.3")
    assert (made.use_coupons, made.coupons_share) == ("share", "0.25")
    assert (made.parity_orders, made.margin) == (12, "0.3")
    assert made.warm_up_until.isoformat() == "2025-02-01T00:00:00+08:00"


def test_a_share_is_only_asked_for_where_it_counts():
    assert [field.key for field in shown().text_input] == ["margin"]
