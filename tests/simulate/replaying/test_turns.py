"""Processes that would compile at the same time take turns."""

import subprocess
import sys
import time

import pytest

from loyalty.simulate.replaying.turns import one_at_a_time

WAITER = """
import pathlib, sys
from loyalty.simulate.replaying.turns import one_at_a_time
with one_at_a_time(pathlib.Path(sys.argv[1])):
    print((pathlib.Path(sys.argv[1]) / "left").read_text())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the platform has no file locks of this kind")
def test_who_comes_second_finds_what_the_first_one_left(tmp_path):
    with one_at_a_time(tmp_path):
        command = [sys.executable, "-c", WAITER, str(tmp_path)]
        second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        time.sleep(0.5)
        assert second.poll() is None
        (tmp_path / "left").write_text("compiled")
    told, _ = second.communicate(timeout=60)
    assert (second.returncode, told.strip()) == (0, "compiled")


def test_a_turn_can_be_taken_again(tmp_path):
    for _ in range(2):
        with one_at_a_time(tmp_path):
            assert tmp_path.is_dir()
