"""What is installed is what was tested: every dependency pinned, by name and version and nothing else."""

import re
import tomllib

from tests.house.lowest import LEFT_OUT, lowest
from tests.house.tree import ROOT

PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
UNPINNED = {"loyalty"} | LEFT_OUT
"""The project itself, and what a cluster brings."""


def plain(requirement):
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


def test_a_pin_is_a_name_a_version_and_at_most_a_platform():
    line = re.compile(r"[a-z0-9-]+==[0-9][0-9A-Za-z.+!]*( ; [a-z_]+ [<>=!]{1,2} '[A-Za-z0-9.]+')?")
    assert [pin for pin in PINS if not line.fullmatch(pin)] == []


def test_every_direct_dependency_is_pinned():
    extras = [each for extra in PROJECT["optional-dependencies"].values() for each in extra]
    wanted = {plain(requirement) for requirement in [*PROJECT["dependencies"], *extras]}
    assert wanted - UNPINNED - {plain(pin.split("==")[0]) for pin in PINS} == set()


def test_a_lowest_version_is_a_whole_one_and_not_above_the_pin():
    pins = {line.split("==")[0]: line.split("==")[1].split(" ")[0] for line in PINS if " " not in line}
    told = [one.split("==") for one in lowest()]
    assert len(told) > 25
    above = [name for name, least in told if numbers(least) > numbers(pins.get(plain(name), least))]
    assert above == []


def numbers(version):
    return [int(part) for part in re.findall(r"\d+", version)]


def test_every_rule_that_is_switched_off_says_why():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.flake8-tidy-imports")]
    assert [line for line in lint.splitlines() if re.match(r' +"[A-Z]+\d*",', line) and "#" not in line] == []
