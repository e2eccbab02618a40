"""Every example runs as a reader would run it."""

import os
import subprocess
import sys

import pytest

from tests.house.tree import EXAMPLES, ROOT

STORIES = sorted(EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.stem)
def test_an_example_runs_and_says_something(story, tmp_path):
    own = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore:unclosed database:ResourceWarning", story],
        cwd=tmp_path,
        env=own,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.strip()


def test_there_are_examples():
    assert STORIES
