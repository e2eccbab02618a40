"""Every table has its file, but for what would let somebody in."""

from sqlalchemy.orm import Session

from loyalty.live.exports.records import RECORDS, columns_of, instant, rows_of
from loyalty.store.tables import CODE_TRY, COUPON_CODE, LEDGER_ENTRY, METADATA, ORDER_GATE, OUTBOX, PROGRAM
from tests.live.shops import START, cart, open_shop


def test_only_secrets_and_what_says_nothing_by_itself_is_left_out():
    left = set(METADATA.tables.values()) - set(RECORDS.values())
    assert left == {COUPON_CODE, CODE_TRY, OUTBOX, ORDER_GATE, PROGRAM}
    names = {column.name for table in RECORDS.values() for column in columns_of(table)}
    assert not names & {"code_hash", "fingerprint", "request", "result", "account_id"}


def test_rows_are_those_of_the_programme_with_members_for_accounts(engine):
    shop = open_shop(engine, "ann")
    other = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
        shop.place(session, cart("20"), order_id="o2", at=START)
        asked = session.connection(), shop.program_key
        told = {name: list(rows_of(asked[0], table, asked[1])) for name, table in RECORDS.items()}
        assert list(rows_of(session.connection(), LEDGER_ENTRY, other.program_key)) == []
    names = [column.name for column in columns_of(LEDGER_ENTRY)]
    (entry,) = [dict(zip(names, row, strict=True)) for row in told["ledger"]]
    assert (entry["account_of"], entry["kind"], entry["delta_points"]) == ("ann", "earned", 100)
    assert entry["effective"] == "2024-01-31T04:00:00.000000+00:00"
    assert {name: len(rows) for name, rows in told.items() if rows} == {
        "members": 1, "accounts": 1, "lots": 1, "ledger": 1, "tiers": 1, "tier_credit": 1, "past_tiers": 1,
        "counters": 1, "redemptions": 1, "orders": 2, "quotas": 1, "budgets": 1, "operations": 3,
        "versions": 1,
    }  # fmt: skip


def test_instants_outside_of_all_calendars_are_empty():
    assert instant(None) is instant(2**62) is instant(-1) is None
    assert instant(0) == "1970-01-01T00:00:00.000000+00:00"
