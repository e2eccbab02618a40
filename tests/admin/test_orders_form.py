from streamlit.testing.v1 import AppTest


def page(home):
    from pathlib import Path

    import streamlit as st

    from loyalty.admin import orders_form
    from loyalty.admin.place import Place
    from loyalty.admin.words import Words

    st.session_state["asked"] = orders_form.draw(Place(Path(home)), Words("en"))


def shown(home, source=None):
    app = AppTest.from_function(page, kwargs={"home": str(home)}).run()
    if source:
        app.button_group(key="orders-source").set_value(source).run()
    assert not app.exception
    return app


def asked(app):
    return app.session_state["asked"]


def test_the_sample_shop_is_what_one_starts_with(tmp_path):
    assert (asked(shown(tmp_path)).source, asked(shown(tmp_path)).options) == ("sample", ())


def test_nothing_is_uploaded_at_first(tmp_path):
    chosen = asked(shown(tmp_path, "upload"))
    assert (chosen.source, chosen.orders, chosen.members) == ("upload", None, None)


def test_files_on_this_machine_are_named_by_their_paths(tmp_path):
    app = shown(tmp_path, "path")
    app.text_input(key="orders.file.path").set_value(" /data/orders.csv ").run()
    assert str(asked(app).orders) == "/data/orders.csv"
    assert asked(app).members is None


def test_columns_with_other_names_become_options_of_the_command(tmp_path):
    app = shown(tmp_path, "path")
    app.text_area(key="orders-mapping").set_value("订单号=order_id\n\n =CNY=currency ").run()
    app.text_input(key="orders-zone").set_value("UTC").run()
    assert asked(app).options == ("--map=订单号=order_id", "--map==CNY=currency", "--zone=UTC")


def test_an_upload_is_still_meant_when_its_run_was_left(tmp_path):
    app = shown(tmp_path, "upload")
    kept = tmp_path / "uploads" / "orders.csv"
    kept.parent.mkdir()
    kept.write_text("a,b", encoding="utf-8")
    app.session_state["kept:orders.file"] = str(kept)
    app.run()
    assert asked(app).orders == kept
    assert "is still here" in app.caption[0].value
    app.button(key="forget:orders.file").click().run()
    assert asked(app).orders is None


def test_an_upload_that_is_gone_is_asked_for_again(tmp_path):
    app = shown(tmp_path, "upload")
    app.session_state["kept:orders.file"] = str(tmp_path / "gone.csv")
    assert asked(app.run()).orders is None
