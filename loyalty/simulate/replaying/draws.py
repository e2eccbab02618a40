"""Who takes part when only a share does: a keyed hash of the seed, the member and the order, never chance."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from loyalty.simulate.orders.log import OrderLog

MILLION = 1_000_000


def drawn(log: OrderLog, share_ppm: int, *, seed: int, purpose: str) -> NDArray[np.int8]:
    """1 for each document that takes part; scenarios with one seed are paired."""
    key = f"{seed}/{purpose}".encode()[:64]
    names = ["", *log.member_ids]
    flags = np.zeros(len(log.doc_ids), np.int8)
    for place, (member, order) in enumerate(zip(log.doc_member.tolist(), log.doc_ids.to_list(), strict=True)):
        digest = blake2b(f"{names[member + 1]}\x00{order}".encode(), digest_size=8, key=key).digest()
        flags[place] = int.from_bytes(digest, "big") % MILLION < share_ppm
    return flags
