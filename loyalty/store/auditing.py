"""Who did what by hand, beside what it changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from loyalty.store.operations import Work
from loyalty.store.tables import AUDIT


def audit(work: Work, act: str, *, actor: str, subject: str, details: Mapping[str, object]) -> None:
    """Keep an act with whoever did it."""
    work.write(
        _INSERT,
        {
            "program_key": work.program_key,
            "actor": actor,
            "act": act,
            "subject": subject,
            "details": json.dumps(details, ensure_ascii=False, sort_keys=True),
            "recorded_us": work.recorded_us,
        },
    )


_INSERT: Final = sa.insert(AUDIT)
