"""The house stays walkable: small files, small functions, a test beside each module, no junk drawers."""

import re

from tests.house.tree import EXAMPLES, PACKAGE, ROOT, TESTS, functions, modules, name, syntax

LINES_MAX = 300
FUNCTION_MAX = 50
KERNEL_MAX = 60
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
CROSSING = {
    "bench",
    "browser",
    "cases",
    "contract",
    "differential",
    "faults",
    "house",
    "store",
}
"""Folders of tests that look across modules and therefore mirror none."""


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


SOURCES = [path for folder in (PACKAGE, EXAMPLES, TESTS) for path in modules(folder)]


def test_no_file_is_longer_than_a_reader_can_hold():
    assert {name(path): lines(path) for path in SOURCES if lines(path) > LINES_MAX} == {}


def test_no_function_is_longer_than_a_screen():
    long = {}
    for path in SOURCES:
        most = KERNEL_MAX if (PACKAGE / "kernels") in path.parents else FUNCTION_MAX
        for function in functions(path):
            length = function.end_lineno - function.lineno + 1
            if length > most:
                long[f"{name(path)}:{function.name}"] = length
    assert long == {}


def test_every_module_has_its_test_file():
    own = [path for path in modules() if path.stem not in {"__init__", "__main__"}]
    expected = {path: TESTS / path.relative_to(PACKAGE).parent / f"test_{path.stem}.py" for path in own}
    assert [name(test) for test in expected.values() if not test.is_file()] == []


def test_every_test_file_names_its_module():
    strangers = []
    for test in TESTS.rglob("test_*.py"):
        folder = test.relative_to(TESTS).parent
        if folder.parts and folder.parts[0] in CROSSING:
            continue
        stems = [path.stem for path in (PACKAGE / folder).glob("*.py")]
        stems += [path.name for path in (PACKAGE / folder).glob("*/") if (path / "__init__.py").is_file()]
        if not any(re.match(rf"test_{re.escape(stem)}(_|$)", test.stem) for stem in stems):
            strangers.append(name(test))
    assert strangers == []


def test_no_room_is_a_junk_drawer():
    parts = {part for path in modules() for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert parts & DRAWERS == set()


def test_every_module_says_first_why_it_is_there():
    silent = []
    for path in modules():
        body = syntax(path).body
        if not body or not isinstance(getattr(getattr(body[0], "value", None), "value", None), str):
            silent.append(name(path))
    assert silent == []


def test_the_admins_entry_only_routes():
    entry = ROOT / "admin_app.py"
    assert not entry.exists() or lines(entry) <= 60


def test_nothing_is_left_unfinished():
    left = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|NotImplemented)\b")
    found = [name(path) for path in [*modules(), *modules(EXAMPLES)] if left.search(path.read_text("utf-8"))]
    assert found == []
