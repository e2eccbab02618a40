"""What was used is used: orders that a member has, coupons of placed orders, codes that were claimed.

One query for each, as in `verify_checks`. An import may bring orders that no order here
is behind, and one of which all goods came back may be none any more (`release_on_full_return`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from loyalty.store.tables import (
    ACCOUNT,
    CODE_BATCH,
    COUPON_CODE,
    HELD_COUPON,
    HOLD,
    OPERATION,
    PLACED_ORDER,
    REDEMPTION,
    TIER_CREDIT,
    TIER_STANDING,
)
from loyalty.store.verify_checks import MINE, PROGRAM, rows_of, sum_of


@cache
def use_checks() -> Mapping[str, Any]:
    """The queries by what they find; each asks for `program`."""
    order, hold, redeemed, coupon = PLACED_ORDER.c, HOLD.c, REDEMPTION.c, HELD_COUPON.c

    def own(table: sa.Table, state: Any) -> Any:  # noqa: ANN401 - columns
        counted = sa.select(sa.func.count()).select_from(table)
        return counted.where(table.c.account_id == ACCOUNT.c.id, state).scalar_subquery()

    ordered = own(PLACED_ORDER, order.state == "placed") + own(HOLD, hold.state == "live")
    few = sa.select().select_from(ACCOUNT).where(MINE, ACCOUNT.c.orders < ordered)
    by_order = (redeemed.program_key == coupon.program_key) & (redeemed.coupon_id == coupon.coupon_id)
    placed = (order.program_key == redeemed.program_key) & (order.order_id == redeemed.order_id)
    again = (
        sa.select()
        .select_from(HELD_COUPON.join(REDEMPTION, by_order).join(PLACED_ORDER, placed))
        .where(
            coupon.program_key == PROGRAM,
            coupon.state != "used",
            redeemed.state == "live",
            order.state == "placed",
        )
    )
    codes = COUPON_CODE.join(
        CODE_BATCH,
        (CODE_BATCH.c.program_key == COUPON_CODE.c.program_key) & (CODE_BATCH.c.batch == COUPON_CODE.c.batch),
    )
    other = (
        sa.select()
        .select_from(codes)
        .where(COUPON_CODE.c.program_key == PROGRAM, COUPON_CODE.c.uses_max != CODE_BATCH.c.uses_max)
    )
    return {
        "orders_counted": rows_of(sa.cast(ACCOUNT.c.id, sa.String(20)), ordered, ACCOUNT.c.orders, few),
        "coupon_open_though_used": rows_of(coupon.coupon_id, 1, 0, again),
        "code_uses": _code_uses(),
        "code_uses_max": rows_of(COUPON_CODE.c.batch, CODE_BATCH.c.uses_max, COUPON_CODE.c.uses_max, other),
        "tier_credit": _credit(),
    }


def _code_uses() -> Any:  # noqa: ANN401 - a select
    """Uses of all codes are the claims that gave a coupon."""
    used = sa.select(sum_of(COUPON_CODE.c.used)).where(COUPON_CODE.c.program_key == PROGRAM).scalar_subquery()
    claimed = (
        sa.select(sa.func.count())
        .select_from(OPERATION)
        .where(
            OPERATION.c.program_key == PROGRAM,
            OPERATION.c.verb == "claim_code",
            OPERATION.c.result.not_like('{"coupon_id": null%'),
        )
        .scalar_subquery()
    )
    return rows_of(sa.literal("codes"), claimed, used, sa.select().where(used != claimed))


def _credit() -> Any:  # noqa: ANN401 - a select
    """Credit that counts on a track is the sum of its orders' credit between the two places of its window.

    Places count from the first order since the first track was there: a track that came later has fewer, and
    is left out.
    """
    credit, standing = TIER_CREDIT.c, TIER_STANDING.c
    own: dict[str, Any] = {"partition_by": [standing.account_id, standing.track]}
    same = (credit.account_id == standing.account_id) & (credit.track == standing.track)
    placed = (
        sa.select(
            *(standing[name] for name in ("account_id", "track", "head", "tail", "credit")),
            credit.amount,
            sa.func.row_number().over(**own, order_by=[credit.at_us, credit.credit_key]).label("place"),
        )
        .select_from(TIER_STANDING.join(ACCOUNT, ACCOUNT.c.id == standing.account_id))
        .outerjoin(TIER_CREDIT, same)
        .where(MINE)
        .subquery()
    )
    inside = (placed.c.place > placed.c.head) & (placed.c.place <= placed.c.tail)
    orders = sa.func.count(placed.c.amount)
    track = (placed.c.account_id, placed.c.track)
    summed = (
        sa.select(
            *track,
            placed.c.credit,
            sum_of(sa.case((inside, placed.c.amount), else_=0)).label("counted"),
            orders.label("orders"),
            sa.func.max(orders).over(partition_by=placed.c.account_id).label("most"),
        )
        .group_by(*track, placed.c.credit)
        .subquery()
    )
    wrong = (
        sa.select()
        .select_from(summed)
        .where(summed.c.credit != summed.c.counted, summed.c.orders == summed.c.most)
    )
    place = sa.cast(summed.c.account_id, sa.String(20)) + "/" + summed.c.track
    return rows_of(place, summed.c.counted, summed.c.credit, wrong)
