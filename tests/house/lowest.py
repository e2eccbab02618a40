"""`python -m tests.house.lowest`: as constraints, the lowest versions that the project says are enough."""

import re
import sys
import tomllib

from tests.house.tree import ROOT

LEFT_OUT = {"pyspark"}
"""Spark: hundreds of megabytes that a cluster brings in its own version."""


def lowest():
    """A line `name==version` for each dependency that says `>=`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for one in project["optional-dependencies"].values() for each in one),
    ]
    found = [re.fullmatch(r"([\w.-]+)(?:\[\w+\])?>=([\w.]+)", each) for each in wanted]
    return sorted({f"{one[1]}=={one[2]}" for one in found if one and one[1] not in LEFT_OUT})


if __name__ == "__main__":
    sys.stdout.write("\n".join([*lowest(), ""]))
