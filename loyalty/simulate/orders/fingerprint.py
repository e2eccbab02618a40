"""One digest of all that a replay can see, so that equal orders are known to be equal, whatever their files.

Arrays are as narrow as their content allows, so their bytes say the same whatever a file stored them in.
Where a row stood in its file is no part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Final

import numpy as np
import polars as pl

from loyalty.simulate.orders.members import Members
from loyalty.simulate.orders.packing import Packed

UNSEEN: Final = frozenset({"line_row"})
OF_MEMBERS: Final = ("joined", "birth_month", "birth_day", "attributes")


def fingerprint(packed: Packed, members: Members) -> str:
    """sha256 of a log's content, in hex."""
    digest = sha256()
    parts = [(part.name, getattr(packed, part.name)) for part in fields(Packed) if part.name not in UNSEEN]
    parts += [(name, getattr(members, name)) for name in OF_MEMBERS]
    for name, value in parts:
        digest.update(f"{name}\n".encode())
        for chunk in _chunks(value):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(value: object) -> Iterable[bytes | memoryview]:
    """The bytes of an array, a list of texts, or a table of such lists; lengths keep them apart."""
    if isinstance(value, np.ndarray):
        yield f"{value.dtype.str}{value.size}\n".encode()
        if value.strides == (0,) and value.size:
            yield b"same\n" + value[:1].tobytes()
        else:
            yield np.ascontiguousarray(value).view(np.uint8).data if value.size else b""
    elif isinstance(value, Mapping):
        for key in sorted(value):
            yield from _chunks([key, *value[key]])
    elif isinstance(value, pl.Series) and value.dtype == pl.Int64:
        yield from _chunks(value.to_numpy())
    elif isinstance(value, list | pl.Series):
        texts = pl.Series(value, dtype=pl.String)
        yield from _chunks(texts.str.len_bytes().fill_null(2**32 - 1).to_numpy())
        yield "".join(texts.fill_null("").to_list()).encode()
    else:
        yield repr(value).encode()
