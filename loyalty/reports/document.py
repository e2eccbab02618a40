"""Writing the report: the result as JSON and as a page to read, side by side, both or neither half-written.

Each file is written whole under a passing name and then moved into place, so that whoever opens it during a
run sees the old one or the new one.
"""

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loyalty.errors import OutputUnwritable
from loyalty.reports.html import render


@dataclass(frozen=True, slots=True)
class ReportPaths:
    """Where the two files lie."""

    json: Path
    html: Path


def write_report(
    result: Mapping[str, Any], out_dir: str | os.PathLike[str], *, language: str = "en"
) -> ReportPaths:
    """Write `report.json` and `report.html` into a folder, making it where it is missing.

    `result` is a simulation's `as_dict()`; the JSON holds exactly that. Raises OutputUnwritable.
    """
    folder = Path(out_dir)
    paths = ReportPaths(folder / "report.json", folder / "report.html")
    page = render(result, language=language)
    # A lone surrogate from a broken id has no UTF-8: JSON keeps it as an escape, HTML as a reference.
    data = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    contents = {
        paths.json: data.encode("utf-8", "backslashreplace"),
        paths.html: page.encode("utf-8", "xmlcharrefreplace"),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_all(contents)
    except OSError as error:
        raise OutputUnwritable(path=str(folder), what=error.strerror or str(error)) from error
    return paths


def _write_all(contents: Mapping[Path, bytes]) -> None:
    """All files complete on the disk first, then all moved into place."""
    passing = {path.with_name(f".{path.name}.{secrets.token_hex(4)}"): path for path in contents}
    try:
        for name, path in passing.items():
            with name.open("xb") as file:
                file.write(contents[path])
                file.flush()
                os.fsync(file.fileno())
        for name, path in passing.items():
            name.replace(path)
    finally:
        for name in passing:
            with suppress(OSError):
                name.unlink(missing_ok=True)
