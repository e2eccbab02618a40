"""Codes by the hashes they are kept as, their batches, and wrong tries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.operations import Work
from loyalty.store.tables import CODE_BATCH, CODE_TRY, COUPON_CODE, HELD_COUPON
from loyalty.store.upserting import insert_unless_there

AT_A_TIME: Final = 5_000


def write_batch(work: Work, row: dict[str, Any]) -> None:
    """Add a batch."""
    work.write(_INSERT_BATCH, {"program_key": work.program_key, "state": "live"} | row)


def write_hashes(
    work: Work, batch: str, hashed: Iterable[tuple[str, str]], *, uses_max: int
) -> Iterator[str]:
    """Keep codes by their hashes, so many at a time, and hand the codes on."""
    coming = iter(hashed)
    while some := list(islice(coming, AT_A_TIME)):
        work.write(
            _INSERT_CODE,
            [
                {
                    "program_key": work.program_key,
                    "code_hash": told,
                    "batch": batch,
                    "uses_max": uses_max,
                    "used": 0,
                }
                for _, told in some
            ],
        )
        yield from (code for code, _ in some)


def batch_of_code(work: Work, code_hash: str) -> Any:  # noqa: ANN401 - a row
    """The batch of a code, which stays as it is until the host commits, or None."""
    batch = work.connection.execute(_CODE, {"program": work.program_key, "hash": code_hash}).scalars().first()
    if batch is None:
        return None
    return work.connection.execute(_BATCH, {"program": work.program_key, "name": batch}).one_or_none()


def use_code(work: Work, code_hash: str) -> bool:
    """Count a use of a code where one is left."""
    return work.connection.execute(_USE, {"program": work.program_key, "hash": code_hash}).rowcount == 1


def turn_batch(work: Work, batch: str, state: str) -> bool:
    """Set the state of a batch; whether there is one."""
    told = {"program": work.program_key, "name": batch, "to": state}
    work.write(_TURN, told)
    return work.connection.execute(_BATCH, told).first() is not None


def coupons_claimed(work: Work, account_id: int, cause: str) -> int:
    """Coupons of a cause that a member, whose account is locked, got so far."""
    return len(work.connection.execute(_CLAIMED, {"account": account_id, "why": cause}).all())


def wrong_tries(work: Work, who: Sequence[str], window: int) -> int:
    """The most wrong tries of any of these in a window; nobody else counts until the host commits."""
    told = [{"program_key": work.program_key, "who": one, "window_key": window, "wrong": 0} for one in who]
    work.write(insert_unless_there(CODE_TRY, work.dialect), told)
    asked = {"program": work.program_key, "who_tries": list(who), "window": window}
    return max(int(wrong) for wrong in work.connection.execute(_TRIES, asked).scalars())


def count_wrong(work: Work, who: Sequence[str], window: int) -> None:
    """Count a wrong try of each."""
    asked = {"program": work.program_key, "who_tries": list(who), "window": window}
    work.write(_COUNT, asked)


_INSERT_BATCH: Final = sa.insert(CODE_BATCH)
_INSERT_CODE: Final = sa.insert(COUPON_CODE)
_ONE_CODE: Final = (COUPON_CODE.c.program_key == sa.bindparam("program")) & (
    COUPON_CODE.c.code_hash == sa.bindparam("hash")
)
_ONE_BATCH: Final = (CODE_BATCH.c.program_key == sa.bindparam("program")) & (
    CODE_BATCH.c.batch == sa.bindparam("name")
)
# what a code belongs to never changes: no lock, so that a hot code is locked last
_CODE: Final = sa.select(COUPON_CODE.c.batch).where(_ONE_CODE)
_BATCH: Final = sa.select(CODE_BATCH).where(_ONE_BATCH).with_for_update(read=True)
_TURN: Final = sa.update(CODE_BATCH).where(_ONE_BATCH).values(state=sa.bindparam("to"))
_USE: Final = (
    sa.update(COUPON_CODE)
    .where(_ONE_CODE, COUPON_CODE.c.used < COUPON_CODE.c.uses_max)
    .values(used=COUPON_CODE.c.used + 1)
)
_CLAIMED: Final = (
    sa.select(HELD_COUPON.c.coupon_id)
    .where(HELD_COUPON.c.account_id == sa.bindparam("account"), HELD_COUPON.c.cause == sa.bindparam("why"))
    .with_for_update()
)
_OF: Final = (
    (CODE_TRY.c.program_key == sa.bindparam("program"))
    & CODE_TRY.c.who.in_(sa.bindparam("who_tries", expanding=True))
    & (CODE_TRY.c.window_key == sa.bindparam("window"))
)
_TRIES: Final = sa.select(CODE_TRY.c.wrong).where(_OF).order_by(CODE_TRY.c.who).with_for_update()
_COUNT: Final = sa.update(CODE_TRY).where(_OF).values(wrong=CODE_TRY.c.wrong + 1)
