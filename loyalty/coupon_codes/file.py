"""A batch as a CSV file: one code a line, there only when it is whole, never over another file.

Whoever can read the file can spend the codes, so it is its owner's alone. Codes begin with a letter or a
digit and hold nothing else but hyphens: no cell starts a formula and none needs quotes.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from loyalty.coupon_codes.batch import CodeBatch
from loyalty.errors import OutputUnwritable
from loyalty.errors.runs import ALREADY_THERE
from loyalty.handed_in import looking

HEAD: Final = "code"
LINES: Final = 10_000
"""Codes written at a time, and between two tellings of how far it is."""
OWNER_ONLY: Final = 0o600


@looking()
def write_codes(
    batch: CodeBatch,
    path: str | os.PathLike[str],
    *,
    progress: Callable[[int], None] | None = None,
    codes: Iterator[str] | None = None,
) -> None:
    """Make the codes and write them; `progress` hears how many are written. Raises OutputUnwritable.

    `codes` are those of the batch where somebody else needs them too, who then takes them on their way here.
    """
    target = Path(path)
    _free(target)
    passing = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        passing.touch(OWNER_ONLY, exist_ok=False)
        with passing.open("w", encoding="ascii", newline="\n") as file:
            file.write(f"{HEAD}\n")
            for done, lines in _lines(batch.codes() if codes is None else codes):
                file.write(lines)
                if progress is not None:
                    progress(done)
            file.flush()
            os.fsync(file.fileno())
        _free(target)
        passing.replace(target)
    except OSError as error:
        raise OutputUnwritable(path=str(target), what=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            passing.unlink(missing_ok=True)


def _lines(codes: Iterator[str]) -> Iterator[tuple[int, str]]:
    done = 0
    while some := list(islice(codes, LINES)):
        done += len(some)
        yield done, "\n".join([*some, ""])


def _free(target: Path) -> None:
    """Codes that were printed once cannot be made again: no file is written over."""
    try:
        there = target.exists()
    except OSError as error:  # a name that is too long
        raise OutputUnwritable(path=str(target), what=error.strerror or str(error)) from error
    if there:
        raise OutputUnwritable(path=str(target), what=ALREADY_THERE[0], what_zh=ALREADY_THERE[1])
