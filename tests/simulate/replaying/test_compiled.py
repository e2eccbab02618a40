"""Compiling and keeping: an edited callee is never answered by the old rule."""

import ast
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import loyalty
from loyalty.kernels.rows import TABLES
from loyalty.simulate.replaying.compiled import (
    DTYPES,
    ENTRIES,
    bind,
    cache_folder,
    inlined,
    is_compiled,
    kernel_functions,
    kernels,
    machine,
    source_hash,
    zeros,
)

SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from loyalty.kernels import benefits, codes
from loyalty.simulate.replaying import compiled

compiled.ENTRIES, compiled.events = ("line_claim",), benefits
kept = compiled.is_compiled()
claim = compiled.bind()["line_claim"]
plan, offers, prices, work = (compiled.zeros(name, 1) for name in ("plan", "offers", "prices", "work"))
offers["kind"], offers["ppm"], offers["rounding_unit"] = codes.PERCENT, 100_000, codes.UNIT_LINE
offers["units_max"] = codes.NONE
offers["benefit_base"], work["net"], work["quantity"] = codes.BASE_RUNNING, 1005, 1
print(compiled.source_hash(), kept, claim(0, 0, plan, offers, prices, work))
"""
"""One kernel with its callees, compiled or taken from the cache: 10 % off 10.05, half a cent rounded."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the library that a test may edit."""
    source = Path(loyalty.__file__ or "").parent if loyalty.__file__ else Path(next(iter(loyalty.__path__)))
    shutil.copytree(source, tmp_path / "loyalty", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def told(copy: Path) -> list[str]:
    """The hash, whether it was compiled before, and the claim, from a process of its own."""
    environment = os.environ | {"LOYALTY_CACHE": str(copy / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", SCRIPT, str(copy)]
    answer = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=True)
    return answer.stdout.split()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edited_callee_changes_the_compiled_result_and_the_name_of_its_cache(copy: Path) -> None:
    before, kept, claim = told(copy)
    assert (kept, claim) == ("False", "101")
    edit(copy / "loyalty" / "kernels" / "ratio.py", "HALF_UP: Final = 0", "HALF_UP: Final = 7")
    after, kept, claim = told(copy)
    assert (kept, claim) == ("False", "100")
    assert after != before


def test_what_was_compiled_once_is_found_again_even_when_lines_of_its_file_have_moved(copy: Path) -> None:
    first = told(copy)
    second = told(copy)
    assert second == [first[0], "True", first[2]]
    path = copy / "loyalty" / "kernels" / "benefits.py"
    path.write_text("# moved down by a line\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert told(copy) == second


def test_the_cache_lies_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOYALTY_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path / "loyalty" / "kernels" / source_hash()
    assert not is_compiled()
    monkeypatch.delenv("LOYALTY_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder().is_relative_to(tmp_path / "xdg")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder().is_relative_to(Path.home() / ".cache")


def test_checked_kernels_are_kept_apart_from_unchecked_ones() -> None:
    assert source_hash() == source_hash()
    assert source_hash(boundscheck=True) != source_hash()


def test_binding_again_takes_what_the_cache_holds() -> None:
    assert set(kernels()) == set(ENTRIES)
    assert is_compiled()
    assert set(bind()) == set(ENTRIES)


def test_no_two_kernels_have_one_name() -> None:
    """They are bound by name: of two the later one would be called for both."""
    folder = Path(loyalty.__file__).parent / "kernels"
    names = Counter(
        node.name
        for path in folder.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_callees_come_before_the_kernels_that_call_them() -> None:
    names = list(kernel_functions())
    assert names.index("product_quotient") < names.index("spread") < names.index("step")
    assert set(ENTRIES) <= set(names)


def test_every_table_has_an_aligned_row_of_signed_columns() -> None:
    for name, fields in TABLES.items():
        columns: Any = DTYPES[name].fields
        assert tuple(columns) == tuple(field for field, _width in fields)
        for dtype, offset, *_title in columns.values():
            assert dtype.kind == "i"
            assert offset % dtype.itemsize == 0


def test_an_empty_table_still_has_a_row_to_point_at() -> None:
    assert len(zeros("lots", 0)) == 1
    assert np.count_nonzero(zeros("lots", 3)["left"]) == 0


STEP = 3


def stepped(column: Any) -> int:
    """The sum of every third cell."""
    total = 0
    for place in range(0, len(column), STEP):
        total += column[place]
    return total


def test_a_machine_answers_as_plain_python_does_in_any_width() -> None:
    for kind in (np.int8, np.int32, np.int64):
        column = np.arange(100, dtype=kind)
        assert machine(stepped)(column) == stepped(column.tolist()) == 1683


def test_a_machine_is_kept_by_its_code_and_the_figures_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOYALTY_CACHE", str(tmp_path))
    column = np.arange(10)
    for step, sum_ in ((3, 18), (5, 5), (3, 18)):
        monkeypatch.setitem(globals(), "STEP", step)
        machine.cache_clear()
        assert machine(stepped)(column) == sum_
    assert len(list((tmp_path / "loyalty" / "machines").iterdir())) == 2
    machine.cache_clear()


def test_small_kernels_and_those_with_one_caller_are_compiled_into_it() -> None:
    within = inlined()
    assert {"selects", "run_lane", "tally_sale"} <= within
    assert not within & {*ENTRIES, "spread", "attempt"}


def test_kernels_that_few_programmes_call_stay_apart_and_do_not_count_as_callers() -> None:
    within = inlined()
    assert not within & {"give_due", "grant_points", "show_held", "settle_held", "next_due"}
    assert "usual_end" in within
