"""Where the pages keep things: one folder with programmes, uploads and runs, named when the server starts."""

import argparse
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

NAME_MAX: Final = 60
DATABASE: Final = "LOYALTY_DATABASE_URL"
"""The variable that names the shop's database."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one server, and the URL of the shop's database where it was told one."""

    home: Path
    database: str | None = field(default=None, repr=False)

    @property
    def programs(self) -> Path:
        """The programmes people wrote here."""
        return self.home / "programs"

    @property
    def runs(self) -> Path:
        """One folder a run."""
        return self.home / "runs"

    def keep(self, name: str, content: bytes) -> Path:
        """An uploaded file on the disk; the same content twice is one file."""
        path = self.home / "uploads" / hashlib.sha256(content).hexdigest()[:16] / tame(name)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            passing = path.with_name(f".{path.name}")
            passing.write_bytes(content)
            passing.replace(path)
        return path


def place(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Place:
    """The place named by the page script's arguments; others are not ours and ignored.

    A database's URL holds a password, so it comes by the environment: everybody on a machine can read the
    arguments of its programs.
    """
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--home", type=Path, default=Path("loyalty-demo"))
    home = parser.parse_known_args(list(arguments))[0].home.absolute()
    return Place(home, environment.get(DATABASE) or None)


def tame(name: str) -> str:
    """A file's name without anything that could lead out of its folder or hide it."""
    stem, dot, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = re.sub(r"[^\w-]+", "_", stem).strip("_")[:NAME_MAX] or "file"
    ending = re.sub(r"[^A-Za-z0-9]+", "", ending)[:NAME_MAX].lower()
    return f"{stem}.{ending}" if ending else stem
