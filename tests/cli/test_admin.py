import os
import signal
import socket
import subprocess
import sys

import pytest

from loyalty.cli.admin import HOME
from loyalty.cli.entry import parser
from tests.house.tree import ROOT
from tests.listening import wait_for


def test_the_pages_show_what_the_demo_wrote_unless_told_otherwise():
    assert parser().parse_args(["admin"]).home == HOME == parser().parse_args(["demo"]).out


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_the_pages_are_served_until_ctrl_c_without_a_complaint(tmp_path):
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
            wait_for(port)
        finally:
            os.killpg(server.pid, signal.SIGINT)  # as a terminal does: to the command and to its server
        assert server.wait(30) == 0
        assert "Traceback" not in server.stdout.read()
