"""A run along the values of a figure: the slider reads what was replayed, and nothing between."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from loyalty.rules.document import load_program
from loyalty.simulate.varying.grid import grid
from tests.admin.runs import RUN, run_folder
from tests.cli.shop import PROGRAM
from tests.cli.shop import shop as small_shop


def page(home, language):
    from pathlib import Path

    from loyalty.admin import run_page
    from loyalty.admin.desk import Desk
    from loyalty.admin.words import Words
    from loyalty.when import SystemClock

    run_page.draw("RUN", Desk(Path(home), SystemClock()), Words(language))


page_source = page


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    from loyalty.simulate import OrderLog

    _, orders = small_shop(tmp_path_factory.mktemp("orders"))
    return OrderLog.read(orders, zone="Asia/Shanghai")


@pytest.fixture
def runs(tmp_path, log):
    """A folder of runs with one that moved one figure, or two."""

    def made(*axes):
        found = grid(log, load_program(PROGRAM), axes)
        folder = run_folder(tmp_path, state={"state": "done"})
        (folder / "grid.json").write_text(json.dumps(found.as_dict()), encoding="utf-8")
        for ending in ("html", "xlsx", "csv"):
            (folder / f"grid.{ending}").write_bytes(b"x")
        return tmp_path

    return made


def shown(home, language="en"):
    import inspect

    source = inspect.getsource(page_source).replace('"RUN"', repr(RUN))
    script = f"{source}\npage({str(home)!r}, {language!r})"
    app = AppTest.from_string(script, default_timeout=30).run()
    assert not app.exception
    return app


def figures(app):
    return {one.label: one.value for one in app.metric[:4]}


def test_dragging_shows_the_cost_of_the_variant(runs):
    app = shown(runs("offers.ten-off.minimum=50,100,150"))
    assert figures(app)["Net cost"] == "¥21.00"
    app.select_slider[0].set_value("150").run()
    dearer = figures(app)
    assert dearer["Net cost"] != "¥21.00"
    assert any("against today" in one.value for one in app.caption)
    app.select_slider[0].set_value("100").run()
    assert figures(app)["Net cost"] == "¥21.00"


def test_two_figures_have_two_sliders(runs):
    app = shown(runs("offers.ten-off.minimum=50,100", "offers.ten-off.amount=5,10"))
    assert len(app.select_slider) == 2
    app.select_slider[1].set_value("5").run()
    assert not app.exception


def test_a_figure_with_one_value_has_no_slider_to_drag(runs):
    assert len(shown(runs("offers.ten-off.minimum=50")).select_slider) == 0


def test_the_page_speaks_chinese(runs):
    app = shown(runs("offers.ten-off.minimum=50,100"), "zh")
    assert app.metric[0].label == "净成本"
    assert any("满百减十" in one.label for one in app.select_slider)
