"""Events for others, written in the same transaction as what they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa
from pydantic_core import to_json

from loyalty.store.operations import Work
from loyalty.store.tables import OUTBOX


def announce(work: Work, topic: str, payload: Mapping[str, object]) -> None:
    """Add an event; whoever reads the outbox sees it once the host has committed."""
    work.write(
        _INSERT,
        {
            "program_key": work.program_key,
            "op_key": work.op_key,
            "topic": topic,
            "payload": to_json(payload).decode(),
            "created_us": work.recorded_us,
        },
    )


_INSERT: Final = sa.insert(OUTBOX).inline()
