"""Control totals: what the older system says there is, to be met before anything is written."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from loyalty.errors import BadOption, LogUnreadable
from loyalty.handed_in.files import is_file
from loyalty.live.imports.coming import TOTALS

FILE: Final = "totals.csv"
"""Beside the files of an import: lines of a name and a figure."""
_FIGURE: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,4})?\Z")


def expected_totals(told: Mapping[str, str | int] | None) -> dict[str, str]:
    """Figures by name, as the files write them; raises BadOption."""
    figures = {str(name): str(value).strip() for name, value in (told or {}).items()}
    for name, value in figures.items():
        if name not in TOTALS or not _FIGURE.match(value):
            mend = f"Write one of {', '.join(TOTALS)} and a figure, such as points=1250."
            mend_zh = f"请写 {'、'.join(TOTALS)} 之一和数字，例如 points=1250。"
            raise BadOption(option="expected", value=f"{name}={value}"[:80], mend=mend, mend_zh=mend_zh)
    return figures


def totals_in(folder: Path) -> dict[str, str]:
    """The control totals that lie in a folder, if any do; raises LogUnreadable, BadOption."""
    path = folder / FILE
    if not is_file(path):
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (csv.Error, UnicodeDecodeError) as error:
        mend, mend_zh = "Write lines such as points,1250.", "请按 points,1250 的格式逐行填写。"
        raise LogUnreadable(path=path, what=str(error), mend=mend, mend_zh=mend_zh) from error
    return expected_totals({row[0]: ",".join(row[1:]) for row in rows if row[0] != "total"})
