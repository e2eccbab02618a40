import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from loyalty.admin.launch import FOLDER
from tests.house.tree import ROOT


@pytest.fixture
def local(tmp_path, monkeypatch):
    """A server as the launcher would have started it."""
    monkeypatch.setattr("sys.argv", ["app.py", "--home", str(tmp_path)])
    before = config.get_option("server.address")
    config.set_option("server.address", "127.0.0.1")
    yield
    config.set_option("server.address", before)


def shown(file=FOLDER / "app.py", **params):
    app = AppTest.from_file(str(file), default_timeout=30)
    for name, value in params.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("file", [FOLDER / "app.py", ROOT / "admin_app.py"], ids=["package", "checkout"])
def test_the_first_page_says_that_it_is_local(local, file):
    app = shown(file)
    assert "Local demo mode" in app.markdown[0].value
    assert app.button(key="start").label == "Simulate"


def test_anywhere_but_on_this_machine_there_is_no_page(local):
    config.set_option("server.address", "0.0.0.0")  # noqa: S104 - what must be refused
    app = shown()
    assert app.error[0].value.startswith("These pages have no sign-in")
    assert len(app.button) == 0


def test_the_language_can_stand_in_the_address(local):
    app = shown(lang="zh")
    assert app.button(key="start").label == "开始模拟"


def test_the_language_can_be_switched(local):
    app = shown()
    app.button_group(key="lang").set_value("zh").run()
    assert app.button(key="start").label == "开始模拟"


def test_an_address_with_a_language_nobody_speaks_is_english(local):
    assert shown(lang="xx").button(key="start").label == "Simulate"
