import os
import signal
import socket
import subprocess
import sys

import pytest

from loyalty.admin.place import place
from loyalty.cli.admin import HOME, serve
from loyalty.cli.entry import main, parser
from tests.house.tree import ROOT
from tests.listening import wait_for


def test_the_pages_show_what_the_demo_wrote_unless_told_otherwise():
    assert parser().parse_args(["admin"]).home == HOME == parser().parse_args(["demo"]).out


def test_a_database_that_cannot_be_reached_is_told_before_a_page_is_served(tmp_path, capsys):
    assert main(["admin", "--database", f"sqlite:///{tmp_path / 'none.db'}"]) == 2
    assert "[file_missing]" in capsys.readouterr().err


def test_a_databases_password_is_in_the_environment_and_not_among_the_arguments(tmp_path, monkeypatch):
    asked = []

    class Ended:
        def __init__(self, command, env):
            asked.append((command, env))

        def wait(self):
            return 0

    monkeypatch.setattr(subprocess, "Popen", Ended)
    url = "postgresql://ann:secret@host/shop"
    assert serve(tmp_path, port=None, language="en", database=url, browser=False) == 0
    ((command, env),) = asked
    assert "secret" not in " ".join(command)
    assert command[-1] == "--no-browser"
    assert place([], env).database == url


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
@pytest.mark.parametrize("when", [lambda _: None, wait_for], ids=["starting", "serving"])
@pytest.mark.parametrize(
    "end",
    [
        lambda pid: os.killpg(pid, signal.SIGINT),  # as a terminal does: to the command and to its server
        lambda pid: os.kill(pid, signal.SIGTERM),  # as a supervisor does: to the command alone
    ],
    ids=["ctrl-c", "terminated"],
)
def test_the_pages_are_served_until_they_are_ended_without_a_complaint(tmp_path, end, when):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "loyalty.cli", "admin", "--home", str(tmp_path), "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    with server:
        try:
            assert server.stdout.readline().startswith(
                f"Pages for staff: http://127.0.0.1:{port} (this machine"
            )
            when(port)
        finally:
            end(server.pid)
        server.wait(30)
        with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
            probe.connect(("127.0.0.1", port))
        assert server.returncode == 0
        assert "Traceback" not in server.stdout.read()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_pages_ended_before_they_could_listen_for_it_have_ended_as_asked(tmp_path, monkeypatch):
    begin = subprocess.Popen

    def ended_at_once(command, env):
        pages = begin(command, env=env, stdout=subprocess.DEVNULL)
        pages.terminate()
        return pages

    monkeypatch.setattr(subprocess, "Popen", ended_at_once)
    assert serve(tmp_path, port=None, language="en", browser=False) == 0
