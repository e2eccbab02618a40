"""A shop's worker that imports the library pays for the core only."""

import subprocess
import sys

from tests.house.tree import ROOT

HEAVY = ("numpy", "pandas", "numba", "polars", "duckdb", "streamlit", "pyarrow", "altair", "pyspark", "rich")


def test_importing_the_library_loads_nothing_heavy():
    code = f"import sys, loyalty; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"
