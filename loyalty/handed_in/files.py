"""Whether something lies behind a path; nothing does behind a name no system takes, such as a long one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def is_there(path: Path) -> bool:
    """A file, a folder or anything else."""
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def is_file(path: Path) -> bool:
    """A file, and no folder."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False
