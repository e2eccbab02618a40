"""The container of a packed log: arrays and tables in one file, opened by mapping it into memory.

Nothing is copied when it is opened: pages come from the disk when they are looked at, and all processes on a
machine share them. A file is written beside its final name and put in place in one step, so that there is
either a whole one or none; whatever is not whole, or of another make, is taken for none.
"""

import contextlib
import json
import mmap
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import Struct, error
from tempfile import NamedTemporaryFile
from typing import IO, Any, Final, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

MAGIC: Final = b"LOYPACK\x01"
ALIGNED: Final = 64
STAMP_BYTES: Final = 4096
"""Room behind everything else for what may change in place: how the sources looked last time."""
_HEAD: Final = Struct("<8sQ32s")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """An open packed file."""

    path: Path
    facts: Mapping[str, Any]
    """What was said of the content when it was written."""
    memory: memoryview
    written_ns: int
    _arrays: Mapping[str, Mapping[str, Any]]
    _tables: Mapping[str, tuple[int, int]]
    _stamp_at: int

    @classmethod
    def opened(cls, path: Path) -> Self | None:
        """The file at a path; None where there is no whole one."""
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                magic, length, digest = _HEAD.unpack(file.read(_HEAD.size))
                header = file.read(length) if magic == MAGIC and length <= size else b""
                if sha256(header).digest() != digest:
                    return None
                told = json.loads(header)
                if told["size"] != size:
                    return None
                memory = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
                written = os.fstat(file.fileno()).st_mtime_ns
        except (OSError, ValueError, KeyError, error):
            return None
        return cls(path, told["facts"], memory, written, told["arrays"], told["tables"], told["stamp_at"])

    def array(self, name: str) -> NDArray[Any]:
        """An array as it was, read-only."""
        told = self._arrays[name]
        start, count = told["at"], told["count"]
        if not count:
            return np.empty(0, told["type"])
        found = np.frombuffer(self.memory, told["type"], told["held"], start)
        return found if told["held"] == count else np.broadcast_to(found.reshape(()), count)

    def arrays(self) -> tuple[str, ...]:
        """The names of the arrays."""
        return tuple(self._arrays)

    def table(self, name: str) -> pl.DataFrame:
        """A table as it was."""
        start, length = self._tables[name]
        return pl.read_ipc(BytesIO(self.memory[start : start + length]), use_pyarrow=False)

    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(self._tables)

    def stamp(self) -> object:
        """What was stamped on the file last; None where that cannot be read."""
        place = self.memory[self._stamp_at : self._stamp_at + STAMP_BYTES]
        digest, text = bytes(place[:32]), bytes(place[32:]).rstrip(b"\0")
        if sha256(text).digest() != digest:
            return None
        stamped: object = json.loads(text)
        return stamped

    def restamp(self, stamp: object) -> None:
        """Stamp the file anew, where that is possible."""
        with contextlib.suppress(OSError), self.path.open("r+b") as file:
            file.seek(self._stamp_at)
            file.write(_stamped(stamp))


def write_packed(  # noqa: PLR0913 - each is a part of the file
    path: Path,
    *,
    facts: Mapping[str, Any],
    arrays: Mapping[str, NDArray[Any]],
    tables: Mapping[str, pl.DataFrame],
    stamp: object,
    mode: int = 0o600,
) -> bool:
    """Put a packed file in place, for those whom `mode` lets read it; False where that cannot be done."""
    bodies = {name: _ipc(table) for name, table in tables.items()}
    header, places = _header(facts, arrays, bodies)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _replacing(path, mode) as file:
            file.write(_HEAD.pack(MAGIC, len(header), sha256(header).digest()))
            file.write(header)
            for name, array in arrays.items():
                _pad(file, places[name])
                held = np.ascontiguousarray(array[:1] if _same(array) else array)
                file.write(held.view(np.uint8).data if held.size else b"")
            for name, body in bodies.items():
                _pad(file, places[name])
                file.write(body)
            _pad(file, places[""])
            file.write(_stamped(stamp))
    except OSError:
        return False
    return True


def _header(
    facts: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]], bodies: Mapping[str, bytes]
) -> tuple[bytes, dict[str, int]]:
    """The header, and where each part lies; both depend on the header's length, which is settled first."""
    room = 0
    while True:
        at = _aligned(_HEAD.size + room)
        places: dict[str, int] = {}
        told: dict[str, Any] = {"facts": facts, "arrays": {}, "tables": {}}
        for name, array in arrays.items():
            held = 1 if _same(array) else array.size
            places[name] = at
            told["arrays"][name] = {"type": array.dtype.str, "count": array.size, "held": held, "at": at}
            at = _aligned(at + held * array.dtype.itemsize)
        for name, body in bodies.items():
            places[name] = at
            told["tables"][name] = (at, len(body))
            at = _aligned(at + len(body))
        places[""] = told["stamp_at"] = at
        told["size"] = at + STAMP_BYTES
        header = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        if len(header) <= room:
            return header.ljust(room), places
        room = len(header) + ALIGNED


@contextlib.contextmanager
def _replacing(path: Path, mode: int) -> Iterator[IO[bytes]]:
    """A file that takes its place when it is whole and on the disk, and leaves nothing behind otherwise."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        name = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            with contextlib.suppress(OSError):
                name.chmod(mode)
            name.replace(path)
        except BaseException:
            name.unlink(missing_ok=True)
            raise


def _stamped(stamp: object) -> bytes:
    text = json.dumps(stamp, separators=(",", ":")).encode()
    if len(text) > STAMP_BYTES - 32:
        text = b"null"
    return sha256(text).digest() + text.ljust(STAMP_BYTES - 32, b"\0")


def _ipc(table: pl.DataFrame) -> bytes:
    body = BytesIO()
    table.write_ipc(body)
    return body.getvalue()


def _same(array: NDArray[Any]) -> bool:
    """Whether the array holds one number for all its places."""
    return array.strides == (0,) and array.size > 0


def _aligned(at: int) -> int:
    return -(-at // ALIGNED) * ALIGNED


def _pad(file: IO[bytes], at: int) -> None:
    file.write(b"\0" * (at - file.tell()))
