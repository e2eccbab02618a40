"""The first things a reader copies: the README's snippets print what the README says they print."""

import re
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

SNIPPETS = re.findall(
    r"```python\n(.*?)```\n\n```\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
)


def test_there_are_snippets():
    assert len(SNIPPETS) == 2


@pytest.mark.parametrize(("code", "prints"), SNIPPETS, ids=["quote", "shop"])
def test_a_snippet_prints_what_stands_below_it(code, prints):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == prints
