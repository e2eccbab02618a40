"""Writing the report: a page to read, a workbook and the result as JSON, all of them or none half-written.

Each file is written whole under a passing name and then moved into place, so that whoever opens it during a
run sees the old one or the new one.
"""

import json
import os
import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from loyalty.errors import OutputUnwritable
from loyalty.handed_in import looking
from loyalty.reports.earlier import refuse_parts
from loyalty.reports.html import render
from loyalty.reports.workbook import workbook

Format: TypeAlias = Literal["html", "xlsx", "json"]
FORMATS: Final[tuple[Format, ...]] = ("html", "xlsx", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaths:
    """Where the files lie; None is a format that was not asked for."""

    html: Path | None = None
    xlsx: Path | None = None
    json: Path | None = None


@looking()
def write_report(
    result: Mapping[str, Any],
    out_dir: str | os.PathLike[str],
    *,
    language: str = "en",
    formats: Collection[Format] = FORMATS,
) -> ReportPaths:
    """Write `report.html`, `report.xlsx` and `report.json` into a folder, making it where it is missing.

    `result` is a simulation's `as_dict()`; the JSON holds exactly that. Raises OutputUnwritable.
    """
    refuse_parts(result)
    folder = Path(out_dir)
    paths = {name: folder / f"report.{name}" for name in FORMATS if name in formats}
    contents = {path: _WRITTEN[name](result, language) for name, path in paths.items()}
    write_files(folder, contents)
    return ReportPaths(**paths)


def write_files(folder: Path, contents: Mapping[Path, bytes]) -> None:
    """Files of one folder, made where it is missing: all of them or none; raises OutputUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_all(contents)
    except OSError as error:
        raise OutputUnwritable(path=str(folder), what=error.strerror or str(error)) from error


def _page(result: Mapping[str, Any], language: str) -> bytes:
    # A lone surrogate from a broken id has no UTF-8: HTML keeps it as a reference, JSON as an escape.
    return render(result, language=language).encode("utf-8", "xmlcharrefreplace")


def _sheets(result: Mapping[str, Any], language: str) -> bytes:
    return workbook(result, language=language)


def _data(result: Mapping[str, Any], _language: str) -> bytes:
    data = json.dumps(result, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    return data.encode("utf-8", "backslashreplace")


_WRITTEN: Final[Mapping[Format, Callable[[Mapping[str, Any], str], bytes]]] = {
    "html": _page,
    "xlsx": _sheets,
    "json": _data,
}


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
