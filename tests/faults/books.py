"""What must hold in a shop's tables whatever went wrong: sums, counts, each operation once."""

import json
from decimal import Decimal
from typing import Final

import sqlalchemy as sa
from sqlalchemy import func

from loyalty.store.tables import (
    ACCOUNT,
    BUDGET,
    EARLY_RETURN,
    HOLD,
    HOLD_LOT,
    LEDGER_ENTRY,
    METADATA,
    OPERATION,
    ORDER_RETURN,
    OUTBOX,
    PLACED_ORDER,
    POINT_LOT,
    QUOTA,
    REDEMPTION,
    TIER_STANDING,
)

UNTOLD = {"extend_hold", "nightly", "release_overdue"}
"""Operations that nobody waits for."""
LEVELS: Final = "tier.changed"
"""The topic of what comes beside an operation's own event."""


def faults_of(engine, shop):
    """Every sum that does not hold, as sentences; no news is good news."""
    with engine.connect() as connection:
        parts = _points, _uses, _once, levels_told
        return [one for part in parts for one in part(connection, shop)]


def _points(connection, shop):
    mine = ACCOUNT.c.program_key == shop.program_key
    accounts = connection.execute(sa.select(ACCOUNT).where(mine)).all()
    for account in accounts:
        entries = connection.execute(
            sa.select(LEDGER_ENTRY)
            .where(LEDGER_ENTRY.c.account_id == account.id)
            .order_by(LEDGER_ENTRY.c.seq)
        ).all()
        lots = connection.execute(sa.select(POINT_LOT).where(POINT_LOT.c.account_id == account.id)).all()
        sums = {
            "booked": (account.booked, sum(entry.delta_points for entry in entries)),
            "remaining": (account.booked, sum(lot.remaining for lot in lots)),
            "debt": (account.debt, sum(entry.delta_debt for entry in entries)),
            "held": (account.held, sum(lot.held for lot in lots)),
            "seq": (account.seq, len(entries)),
        }
        yield from (
            f"{account.member_ref}: {name} {pair}" for name, pair in sums.items() if pair[0] != pair[1]
        )
        booked = debt = 0
        for entry in entries:
            booked, debt = booked + entry.delta_points, debt + entry.delta_debt
            if (entry.booked_after, entry.debt_after) != (booked, debt):
                yield f"{account.member_ref}: entry {entry.seq} leaves another sum than it says"
        for lot in lots:
            own = [entry for entry in entries if entry.lot_key == lot.lot_key]
            if lot.remaining != sum(entry.delta_points for entry in own):
                yield f"{account.member_ref}: lot {lot.lot_key} is not the sum of its entries"
            if sum(entry.delta_available for entry in own) != (lot.remaining if lot.matured else 0):
                yield f"{account.member_ref}: lot {lot.lot_key} is not as available as its entries say"
    held = sa.select(func.coalesce(func.sum(HOLD_LOT.c.points), 0)).where(
        HOLD_LOT.c.program_key == shop.program_key
    )
    if connection.scalar(held) != sum(account.held for account in accounts):
        yield "points held are not those of the live holds"


def _uses(connection, shop):
    counted = connection.execute(sa.select(QUOTA).where(QUOTA.c.program_key == shop.program_key)).all()
    spent = connection.execute(sa.select(BUDGET).where(BUDGET.c.program_key == shop.program_key)).all()
    live = connection.execute(
        sa.select(REDEMPTION.c.offer_id, REDEMPTION.c.amount_minor).where(
            REDEMPTION.c.program_key == shop.program_key, REDEMPTION.c.state == "live"
        )
    ).all()
    for offer_id in {row.name.split("/")[0] for row in counted}:
        used = sum(row.used for row in counted if row.name.split("/")[0] == offer_id)
        redeemed = sum(row.offer_id == offer_id for row in live)
        if used != redeemed:
            yield f"{offer_id}: {used} uses counted, {redeemed} redeemed"
    if spent and sum(row.spent_minor for row in spent) != sum(row.amount_minor for row in live):
        yield "budgets have spent what no redemption took"
    holds = connection.scalar(
        sa.select(func.count()).where(HOLD.c.program_key == shop.program_key, HOLD.c.state == "live")
    )
    if not holds and any(row.held for row in counted):
        yield "uses are held by no hold"


def _once(connection, shop):
    """Every operation has its result, its event, and what it booked; nothing is there without one."""
    operations = connection.execute(
        sa.select(OPERATION.c.op_key, OPERATION.c.verb, OPERATION.c.result).where(
            OPERATION.c.program_key == shop.program_key
        )
    ).all()
    yield from (f"{row.op_key} has no result" for row in operations if row.result is None)
    verbs = [row.verb for row in operations]
    came_back = ("return", "return_unlinked", "cancel")
    for kinds, tables in ((("place",), (PLACED_ORDER,)), (came_back, (ORDER_RETURN, EARLY_RETURN))):
        rows = sum(
            connection.scalar(
                sa.select(func.count()).select_from(table).where(table.c.program_key == shop.program_key)
            )
            for table in tables
        )
        if rows != sum(verb in kinds for verb in verbs):
            yield f"{[verb for verb in verbs if verb in kinds]}: {rows} rows"
    mine = OUTBOX.c.program_key == shop.program_key
    told = connection.scalar(sa.select(func.count()).where(mine, OUTBOX.c.topic != LEVELS))
    if told != sum(verb not in UNTOLD for verb in verbs):
        yield f"{len(verbs)} operations, {told} events"


def levels_told(connection, shop):
    """What was told of levels is one chain for each member and track, and ends where the member stands."""
    chosen = sa.select(OUTBOX.c.payload).where(
        OUTBOX.c.program_key == shop.program_key, OUTBOX.c.topic == LEVELS
    )
    last = {}
    for payload in connection.scalars(chosen.order_by(OUTBOX.c.id)):
        told = json.loads(payload)
        place = told["member"], told["track"]
        if place in last and last[place] != told["from"]:
            yield f"{place}: rose or fell from {told['from']}, but stood on {last[place]}"
        last[place] = told["to"]
    rows = sa.select(TIER_STANDING, ACCOUNT.c.member_ref).join_from(
        TIER_STANDING, ACCOUNT, TIER_STANDING.c.account_id == ACCOUNT.c.id
    )
    for row in connection.execute(rows.where(ACCOUNT.c.program_key == shop.program_key)):
        place, least = (row.member_ref, row.track), {one[0]: one[-1] for one in json.loads(row.reaches)}
        everybodys = row.level == "" or Decimal(least[row.level]) <= 0
        if row.held_levels not in {None, "", "[]"} or (place not in last and everybodys):
            continue
        if last.get(place) != (row.level or None):
            yield f"{place}: stands on {row.level}, and {last.get(place)} was told last"


def everything(engine, shop):
    """All rows of a shop, table by table."""
    accounts = sa.select(ACCOUNT.c.id).where(ACCOUNT.c.program_key == shop.program_key)
    found = {}
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            chosen = sa.select(table)
            if "program_key" in table.c:
                chosen = chosen.where(table.c.program_key == shop.program_key)
            else:
                chosen = chosen.where(table.c.account_id.in_(accounts))
            found[table.name] = sorted(map(repr, connection.execute(chosen)))
    return found
