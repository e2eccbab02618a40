import json

import pytest
from streamlit.testing.v1 import AppTest

from loyalty.admin.drafts import Drafts
from tests.admin.runs import RUN, run_folder
from tests.cli.shop import PROGRAM


def page(home, language):
    from pathlib import Path

    import streamlit as st

    from loyalty.admin import simulate_page
    from loyalty.admin.desk import Desk
    from loyalty.admin.drafts import Drafts
    from loyalty.admin.place import Place
    from loyalty.admin.words import Words
    from loyalty.when import SystemClock

    here, clock = Place(Path(home)), SystemClock()
    drafts, desk = Drafts(here.programs), st.session_state.setdefault("desk", Desk(here.runs, clock))
    simulate_page.draw(here, drafts, desk, clock=clock, words=Words(language))


def shown(home, language="en", **params):
    app = AppTest.from_function(page, kwargs={"home": str(home), "language": language}, default_timeout=20)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def drafts(tmp_path):
    made = Drafts(tmp_path / "programs")
    made.add("small.yaml", PROGRAM)
    made.add("broken.yaml", "key: [")
    return made


def test_the_form_starts_with_the_sample_shop_and_the_sample_programme(tmp_path):
    app = shown(tmp_path)
    assert app.multiselect(key="chosen-programs").value == ["sample:corner_shop.yaml"]
    assert app.button(key="start").label == "Simulate"
    assert app.caption[-1].value == "None yet."


def test_without_a_programme_nothing_starts(tmp_path):
    app = shown(tmp_path)
    app.multiselect(key="chosen-programs").set_value([]).run()
    assert app.button(key="start").click().run().error[0].value == "Choose at least one programme."


def test_without_orders_nothing_starts(tmp_path):
    app = shown(tmp_path)
    app.button_group(key="orders-source").set_value("path").run()
    assert app.button(key="start").click().run().error[0].value.startswith("Upload an order file")


def test_a_programme_with_errors_is_sent_back_to_be_mended(drafts, tmp_path):
    app = shown(tmp_path)
    app.multiselect(key="chosen-programs").set_value(["own:broken.yaml"]).run()
    said = app.button(key="start").click().run().error[0].value
    assert said == "broken has errors: mend it on the page Programmes first."
    assert not (tmp_path / "runs").exists()


def test_a_run_is_started_with_what_was_asked_and_stands_in_the_address(drafts, tmp_path):
    app = shown(tmp_path)
    app.multiselect(key="chosen-programs").set_value(["own:small.yaml"]).run()
    app.button_group(key="orders-source").set_value("path").run()
    app.text_input(key="orders.file.path").set_value(str(tmp_path / "none.csv")).run()
    app.button(key="start").click().run()
    run_id = app.session_state["run"]
    assert run_id in app.query_params["run"]
    asked = json.loads((tmp_path / "runs" / run_id / "question.json").read_text("utf-8"))
    assert asked["titles"] == ["Small shop club"]
    assert asked["orders"] == "none.csv"
    assert "--price-basis=net" in asked["options"]
    app.session_state["desk"].cancel(run_id)
    assert app.session_state["desk"].run(run_id).state in {"cancelled", "failed"}
    copied = tmp_path / "runs" / run_id / "programs" / "1" / "small.yaml"
    assert copied.read_text("utf-8") == PROGRAM


def test_the_sample_shop_is_replayed_from_its_own_files(tmp_path):
    for name in ("orders.parquet", "members.csv"):
        (tmp_path / name).touch()
    app = shown(tmp_path)
    app.button(key="start").click().run()
    run_id = app.session_state["run"]
    app.session_state["desk"].cancel(run_id)
    assert app.session_state["desk"].run(run_id).orders == "orders.parquet"


def test_an_address_with_a_run_shows_it(tmp_path):
    run_folder(tmp_path / "runs", state={"state": "failed", "en": "Why not.", "zh": "原因。"})
    app = shown(tmp_path, run=RUN)
    assert app.error[0].value == "Why not\\."
    app.button(key="new-run").click().run()
    assert app.button(key="start").label == "Simulate"
    assert "run" not in app.query_params


def test_earlier_runs_are_listed_and_can_be_opened(tmp_path):
    run_folder(tmp_path / "runs", state={"state": "failed", "en": "Why not.", "zh": "原因。"})
    app = shown(tmp_path, "zh")
    assert app.markdown[-1].value == "Corner shop club :gray[2026\\-01\\-01 12\\:00 · orders\\.csv · 失败]"
    app.button(key=f"open-{RUN}").click().run()
    assert app.error[0].value == "原因。"
