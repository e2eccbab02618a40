"""Behind the figures of a run: its orders page by page, narrowed down, and one of them step by step."""

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from loyalty.money import Currency
from loyalty.reports.figures import Figures
from loyalty.reports.orders_file import write_orders
from loyalty.simulate import Settings, simulate
from tests.admin.runs import run_folder
from tests.simulate.story import history, tea_club


def page(home, language, explains):
    import json
    from pathlib import Path

    from loyalty.admin import orders_view
    from loyalty.admin.desk import Desk
    from loyalty.admin.words import Words
    from loyalty.errors import RunUnexplained
    from loyalty.when import SystemClock

    class Told(Desk):
        """A desk that knows what the command would say."""

        def explain(self, run_id, draft, order_id):
            if not explains:
                raise RunUnexplained(run_id=run_id)
            step = {"step": "paid", "subject": None, "amount_minor": 100, "left_minor": 3900}
            step |= {"en": "To pay: *all*.", "zh": "应付。", "points": None, "lines": []}
            order = {"order_id": order_id, "at": "2025-02-01T01:00:00+08:00", "steps": [step]}
            return [order, order | {"order_id": "R2"}]

        def part(self, run_id, draft, which):
            if not explains:
                raise RunUnexplained(run_id=run_id)
            return 1500 if which == {"offer": "five"} else 1000

    desk = Told(Path(home), SystemClock())
    run = desk.run("20260101-120000-ab12")
    result = json.loads(run.json.read_text(encoding="utf-8"))
    orders_view.draw(run, result, 0, desk=desk, words=Words(language))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A finished run of the tea shop with its file of orders."""
    home = tmp_path_factory.mktemp("runs")
    folder = run_folder(home, state={"state": "done"})
    log = history(tmp_path_factory.mktemp("orders"))
    settings = Settings(parity_orders=5)
    kept = {"keep": lambda _place, replay: write_orders(replay, folder, formats=("parquet",))}
    told = simulate(log, [tea_club()], settings=settings, steps=False, **kept).as_dict()
    (folder / "report.json").write_text(json.dumps(told), encoding="utf-8")
    return home


def shown(home, language="en", *, explains=True):
    given = {"home": str(home), "language": language, "explains": explains}
    app = AppTest.from_function(page, kwargs=given, default_timeout=30).run()
    assert not app.exception
    return app


def orders(app):
    return [button.label for button in app.button if button.key != "behind-part"]


def plain(text):
    return text.replace("\\", "")


def test_orders_come_dearest_first_with_their_sum(home):
    app = shown(home)
    assert orders(app) == ["A3", "A1", "A2", "B1", "G1", "B2"]
    assert plain(app.caption[0].value) == (
        "6 orders: ¥43.00 given on goods of ¥360.01. Dearest first; press one for its arithmetic."
    )


def test_the_page_speaks_chinese(home):
    app = shown(home, "zh")
    assert app.subheader[0].value == "数字背后的订单"
    assert plain(app.caption[0].value).startswith("共 6 个订单：商品金额 ¥360.01，让利 ¥43.00。")
    assert "游客" in [one.value for one in app.markdown]


def test_offers_are_called_by_their_names(home):
    applied = [plain(one.value) for one in shown(home, "zh").markdown]
    assert "金卡会员价 · 满减" in applied


def test_levels_are_called_by_their_names(home):
    assert "Gold" in shown(home).selectbox(key="behind-tier").options
    assert "金卡" in shown(home, "zh").selectbox(key="behind-tier").options


def test_a_choice_narrows_the_orders_down(home):
    app = shown(home)
    app.selectbox(key="behind-offer").set_value("five").run()
    assert orders(app) == ["A3", "A1", "B1"]
    app.selectbox(key="behind-month").set_value("2025-02").run()
    assert orders(app) == ["A3", "B1"]
    app.selectbox(key="behind-tier").set_value("gold").run()
    assert orders(app) == ["A3"]


def test_an_offers_own_part_is_worked_out_when_somebody_asks(home):
    app = shown(home)
    assert "behind-part" not in [button.key for button in app.button]
    app.selectbox(key="behind-offer").set_value("five").run()
    app.button(key="behind-part").click().run()
    said = [plain(one.value) for one in app.caption]
    assert "¥15.00 of it was taken by Five off; the rest by what applied beside it." in said
    app.selectbox(key="behind-month").set_value("2025-02").run()
    assert not any("was taken by" in one.value for one in app.caption)
    app.button(key="behind-part").click().run()
    assert any("10" in one.value and "was taken by" in one.value for one in app.caption)


def test_a_part_that_cannot_be_worked_out_says_why(home):
    st.cache_data.clear()
    app = shown(home, explains=False)
    app.selectbox(key="behind-offer").set_value("five").run()
    app.button(key="behind-part").click().run()
    assert plain(app.error[0].value).startswith("The order cannot be told step by step")


def test_an_order_is_found_by_its_id(home):
    app = shown(home)
    app.text_input(key="behind-find").set_value(" A2 ").run()
    assert orders(app) == ["A2"]
    app.text_input(key="behind-find").set_value("nobody").run()
    assert orders(app) == []


def test_a_pressed_order_shows_its_arithmetic_and_puts_it_away_again(home):
    app = shown(home)
    app.button(key="behind-order-2").click().run()
    tables = [plain(one.value) for one in app.markdown if "To pay" in one.value]
    assert len(tables) == 2
    assert "¥39.00 | To pay: *all*." in tables[0]
    assert [plain(one.value) for one in app.markdown if "2025" in one.value and "**A2**" in one.value] == [
        "**A2** :gray[2025-02-01 01:00]"
    ]
    app.button(key="behind-order-2").click().run()
    assert not any("To pay" in one.value for one in app.markdown)


def test_only_one_order_is_open_at_a_time(home):
    app = shown(home)
    app.button(key="behind-order-2").click().run()
    app.button(key="behind-order-0").click().run()
    assert len([one for one in app.markdown if "To pay" in one.value]) == 2


def test_an_order_that_cannot_be_told_says_why(home):
    st.cache_data.clear()
    app = shown(home, explains=False)
    app.button(key="behind-order-0").click().run()
    assert plain(app.error[0].value).startswith("The order cannot be told step by step")


def test_more_orders_than_a_page_holds_are_paged(home, monkeypatch):
    from loyalty.admin import orders_view

    monkeypatch.setattr(orders_view, "SIZE", 4)
    app = shown(home)
    assert orders(app) == ["A3", "A1", "A2", "B1"]
    app.session_state["behind-page"] = 2
    assert orders(app.run()) == ["G1", "B2"]
    app.selectbox(key="behind-offer").set_value("five").run()
    assert orders(app) == ["A3", "A1", "B1"]


def test_a_run_without_a_file_of_orders_says_so(tmp_path):
    from tests.reports.sample import Size

    run_folder(tmp_path, state={"state": "done"}, drafts=Size())
    app = shown(tmp_path)
    assert app.caption[0].value.startswith("This run has no file of its orders.")


def test_every_order_can_be_downloaded(home):
    app = shown(home)
    assert [one.proto.label for one in app.get("download_button")] == ["Every order (CSV)"]


def test_steps_stand_in_columns_with_their_sentences():
    from loyalty.admin.orders_view import steps_table
    from loyalty.admin.words import Words

    steps = [
        {"step": "offer", "amount_minor": -250, "left_minor": 750, "en": "a|b", "zh": "甲"},
        {"step": "tier", "amount_minor": None, "left_minor": None, "en": "Gold.", "zh": "金卡。"},
    ]
    drawn = steps_table(steps, Figures(Currency("CNY", 2), "en"), Words("en"))
    assert [plain(line) for line in drawn.splitlines()] == [
        "| Amount | To pay | Step |",
        "| ---: | ---: | :--- |",
        "| −¥2.50 | ¥7.50 | a|b |",
        "|  |  | Gold. |",
    ]
    assert "甲" in steps_table(steps, Figures(Currency("CNY", 2), "zh"), Words("zh"))
