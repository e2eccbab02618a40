import socket

import pytest

from loyalty.admin.launch import ADDRESS, FIXED, FOLDER, command, free_port, main
from loyalty.errors import BadOption
from tests.house.tree import ROOT


def test_the_pages_listen_on_this_machine_only(tmp_path):
    told = command(tmp_path, port=8765, open_browser=False)
    assert told[:2] == ["run", str(FOLDER / "app.py")]
    assert "--server.address=127.0.0.1" in told
    assert "--server.port=8765" in told
    assert "--server.headless=true" in told
    assert told[-3:] == ["--", "--home", str(tmp_path)]


def test_ops_people_see_no_stack_traces_and_nothing_goes_out():
    assert "--client.showErrorDetails=none" in FIXED
    assert "--browser.gatherUsageStats=false" in FIXED


def test_what_the_server_is_told_to_use_is_in_the_package():
    for file in ("app.py", "theme.toml", "icon.png", "editor.js", "editor.css"):
        assert (FOLDER / file).is_file()


def test_a_browser_opens_unless_told_otherwise(tmp_path):
    assert "--server.headless=true" not in command(tmp_path, port=8765, open_browser=True)


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind((ADDRESS, 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_refused(taken):
    with pytest.raises(BadOption, match=f"--port cannot be {taken}"):
        free_port(taken)


def test_a_port_that_is_none_is_refused():
    with pytest.raises(BadOption):
        free_port(99_999)


def test_the_refusal_is_one_sentence(taken, capsys):
    assert main(["--port", str(taken), "--language", "zh"]) == 2
    assert capsys.readouterr().err.startswith(f"--port 不能为 {taken}。")


def test_without_a_wish_the_first_free_port_is_taken():
    assert 8501 <= free_port(None) < 8551


def test_a_checkout_is_told_the_same_as_the_launcher_says():
    import tomllib

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    flat = {f"{section}.{name}": value for section, names in config.items() for name, value in names.items()}
    said = {}
    for option in FIXED:
        name, _, value = option.removeprefix("--").partition("=")
        said.setdefault(name, []).append(value)
    said["theme.base"] = ["loyalty/admin/theme.toml"]
    listed = {name: value if isinstance(value, list) else [str(value)] for name, value in flat.items()}
    assert {
        name: [one.lower() if one in {"True", "False"} else one for one in listed[name]] for name in listed
    } == said
