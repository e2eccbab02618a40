"""Whether files are still the ones that were read: cheaply where nothing can have changed, else by content.

A file whose size, times, place on the disk and identity there are as they were is the same file; the time of
the last change of its entry (ctime) cannot be set back by copying or unpacking. Times have a granularity,
though: a file changed shortly before it was looked at might change again without its times showing it, so
such a one is compared by content, as any file is whose times differ (`git` keeps its index in the same way).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Final, Self

SETTLED_NS: Final = 2_000_000_000
"""Times older than this show every change: no file system in use counts in longer steps."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a file looks from outside."""

    size: int
    modified_ns: int
    changed_ns: int
    entry: int
    device: int

    @classmethod
    def at(cls, path: Path) -> Self:
        """How the file at a path looks now; raises OSError."""
        found = path.stat()
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)

    def settled(self, by_ns: int) -> bool:
        """Whether a change after that instant would show."""
        return max(self.modified_ns, self.changed_ns) < by_ns - SETTLED_NS


def looks(paths: Sequence[Path]) -> tuple[Look, ...]:
    """How files look now; raises OSError."""
    return tuple(Look.at(path) for path in paths)


def digests(paths: Sequence[Path]) -> tuple[str, ...]:
    """The files' sizes and contents in short; raises OSError."""
    found = []
    for path in paths:
        with path.open("rb") as file:
            content = file_digest(file, lambda: blake2b(digest_size=20)).hexdigest()
            found.append(f"{file.tell()}-{content}")
    return tuple(found)


def stamp(seen: Sequence[Look]) -> list[dict[str, int]]:
    """Looks as they are kept."""
    return [asdict(look) for look in seen]


def unchanged(
    paths: Sequence[Path], *, stamped: object, told: Sequence[str], written_ns: int
) -> tuple[bool, bool]:
    """Whether the files are those of the stamp or the digests, and whether they had to be read for that."""
    try:
        now = looks(paths)
        if stamp(now) == stamped and all(look.settled(written_ns) for look in now):
            return True, False
        if [str(look.size) for look in now] != [one.partition("-")[0] for one in told]:
            return False, False
        return list(digests(paths)) == list(told), True
    except OSError:
        return False, False
