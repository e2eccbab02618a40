"""Servers that tests start."""

import socket
import time

import pytest


def wait_for(port):
    """Until the pages of a server answer on a port of this machine."""
    for _ in range(150):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("the pages did not come up")
