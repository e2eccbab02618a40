"""Orders of an older system in the shop: they are returned, cancelled, counted and never placed again."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import DuplicateReturn, IdempotencyConflict, OrderClosed, OverReturn
from loyalty.store.tables import EARLY_RETURN, MEMBER_COUNTER, PLACED_ORDER, POINT_LOT
from tests.live.imports.importing import DAY, DOCUMENT, bring, codes, lay, look
from tests.live.shops import START, cart, open_shop
from tests.store.rows import rows

SHOP = DOCUMENT.replace(
    "    limits: [{{per: member, uses: 1}}", "    limits: [{{per: member, each: month, uses: 1}}"
).replace(
    "issuances:",
    """  - id: second
    when: [{{kind: nth_order, any: [3]}}]
    benefit: {{kind: amount, amount: "3"}}
    limits: [{{per: member, uses: 2}}]
issuances:""",
)
NOTHING = dict.fromkeys(("credit", "coupons", "levels"))
FILES = {
    "members": "member,joined,orders\nann,2020-01-01,2\nbob,2021-01-01,\n",
    "points": """member,lot,points,granted,earned,expires,order
ann,a,20.5,20.5,2024-01-10,2024-12-31,o1
ann,b,50,80,2024-01-01,forever,
""",
    "orders": """member,order,paid,state,delivered,earned,bonus,points_worth,return_ids
ann,o1,2024-01-10,,2024-01-12,20,0.5,3.00,r0
ann,o0,2023-12-01,cancelled,,,,,
bob,b1,2024-01-02,returned,,,,,
""",
    "lines": """member,order,line,sku,quantity,net,points_worth
ann,o1,1,A,2,140.00,3.00
ann,o1,2,B,1,65.00,
bob,b1,1,A,0,0.00,
""",
    "spent": """member,order,points,lot,earned,expires
ann,o1,20,b,2024-01-01,forever
ann,o1,10,gone,2023-01-01,2025-01-01
""",
    "uses": "member,offer,per,at,uses\nann,second,ever,,1\nbob,second,,,2\n",
    **NOTHING,
}  # fmt: skip


@pytest.fixture
def shop(engine):
    return open_shop(engine, document=SHOP)


def lay_all(folder, **changed):
    return lay(folder, **FILES | changed)


def sound(engine, shop):
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()


def test_a_dry_run_says_what_would_come_and_writes_nothing(engine, shop, tmp_path):
    report = look(engine, shop, lay_all(tmp_path))
    assert (report.rows_refused, report.written) == (0, 2)
    told = {name: report.told[name] for name in ("orders", "lines", "spent", "uses")}
    assert told == {"orders": 3, "lines": 3, "spent": 300, "uses": 3}
    assert rows(engine, PLACED_ORDER, shop) == []
    assert report.as_dict()["told"]["orders"] == 3


def test_goods_of_an_older_order_come_back_with_their_part(engine, shop, tmp_path):
    bring(engine, shop, lay_all(tmp_path))
    sound(engine, shop)
    with Session(engine) as session, session.begin():
        before = shop.figures(session, "ann", at=START + DAY)
        assert (before.booked, before.tiers["growth"]) == (705, "silver")  # 205.00 of orders
        with pytest.raises(DuplicateReturn):
            shop.return_items(session, "o1", {"2": 1}, return_id="r0", at=START + DAY)
        part = shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=START + DAY)
        assert (part.returned_minor, part.points_restored) == (6_500, 0)
        assert part.taken_base + part.taken_bonus == 205 - 205 * 14_000 // 20_500
        assert shop.return_items(session, "o1", {"2": 1}, return_id="r1", at=START + DAY) == part
        rest = shop.return_items(session, "o1", {"1": 2}, return_id="r2", at=START + DAY)
        assert (rest.returned_minor, rest.points_restored, rest.points_minor) == (14_000, 300, 300)
        taken = [one.taken_base + one.taken_bonus for one in (part, rest)]
        assert sum(taken) == 205
        assert (rest.figures.booked, rest.figures.debt) == (500 + 300, 0)
        assert rest.figures.tiers["growth"] is None
        with pytest.raises(OverReturn):
            shop.return_items(session, "o1", {"1": 1}, return_id="r3", at=START + DAY)
        with pytest.raises(OverReturn):
            shop.return_items(session, "b1", {"1": 1}, return_id="r3", at=START + DAY)
    sound(engine, shop)
    lots = {
        row["expires_us"] is None: row["remaining"]
        for row in rows(engine, POINT_LOT, shop)
        if row["remaining"]
    }
    assert lots == {True: 700, False: 100}


def test_a_coupon_that_an_older_order_used_comes_back_with_all_its_goods(engine, shop, tmp_path):
    coupons = """member,coupon,offer,granted,ends,state,order
ann,c1,gift,2023-12-01,forever,used,o1
ann,c2,gift,2023-12-01,forever,,
"""
    report = bring(engine, shop, lay_all(tmp_path, coupons=coupons))
    assert report.coupons_by_offer == {"gift": 1}
    with Session(engine) as session, session.begin():

        def states():
            return {one.id: one.state for one in shop.coupons.held(session, "ann", at=START + DAY)}

        assert states() == {"c1": "used", "c2": "open"}
        shop.return_items(session, "o1", {"1": 2}, return_id="r1", at=START + DAY)
        assert states()["c1"] == "used"
        shop.return_items(session, "o1", {"2": 1}, return_id="r2", at=START + DAY)
        assert states() == {"c1": "open", "c2": "open"}
    sound(engine, shop)


def test_an_older_order_is_cancelled(engine, shop, tmp_path):
    bring(engine, shop, lay_all(tmp_path))
    with Session(engine) as session, session.begin():
        done = shop.cancel(session, "o1", at=START + DAY)
        assert (done.returned_minor, done.taken_base + done.taken_bonus) == (20_500, 205)
        with pytest.raises(OrderClosed):
            shop.cancel(session, "o0", at=START + DAY)
        with pytest.raises(OrderClosed):
            shop.return_items(session, "o0", {"1": 1}, return_id="r", at=START + DAY)
    states = {row["order_id"]: row["state"] for row in rows(engine, PLACED_ORDER, shop)}
    assert states == {"o0": "cancelled", "o1": "cancelled", "b1": "returned"}
    sound(engine, shop)


def test_orders_and_uses_count_toward_what_asks_for_them(engine, shop, tmp_path):
    bring(engine, shop, lay_all(tmp_path))
    with Session(engine) as session, session.begin():
        third = shop.quote(session, cart("50"), member="ann", at=START + DAY)
        assert third.applied == ("second",)
        assert shop.quote(session, cart("50"), member="bob", at=START + DAY).applied == ()
        shop.place(session, cart("50"), order_id="b2", member="bob", at=START + DAY)
        reasons = shop.quote(session, cart("50"), member="bob", at=START + DAY).decisions
        assert next(one.reason.name for one in reasons if one.offer_id == "second") == "MEMBER_LIMIT_REACHED"
        shop.place(session, cart("50"), order_id="a2", member="ann", at=START + DAY)
        with pytest.raises(IdempotencyConflict):
            shop.place(session, cart("205"), order_id="o1", member="ann", at=START + DAY)
    counted = {row["name"]: row["used"] for row in rows(engine, MEMBER_COUNTER, shop) if row["used"] < 9}
    assert counted["second/member/ever"] == 2
    sound(engine, shop)


def test_the_same_files_again_write_nothing_and_other_rows_are_found(engine, shop, tmp_path):
    bring(engine, shop, lay_all(tmp_path))
    before = [rows(engine, table, shop) for table in (PLACED_ORDER, POINT_LOT, MEMBER_COUNTER)]
    again = bring(engine, shop, tmp_path)
    assert (again.written, again.already) == (0, 2)
    changed = FILES["lines"].replace("140.00", "141.00")
    assert codes(bring(engine, shop, lay_all(tmp_path, lines=changed)))["content_differs"] == 2
    other = bring(engine, shop, lay_all(tmp_path, members=None), name="second")
    assert codes(other)["order_exists"] == 3
    assert [rows(engine, table, shop) for table in (PLACED_ORDER, POINT_LOT, MEMBER_COUNTER)] == before


def test_orders_come_to_who_is_in_the_shop_and_count_beside_theirs(engine, shop, tmp_path):
    with Session(engine) as session, session.begin():
        for ref in ("ann", "bob"):
            shop.enrol(session, ref, joined_at=START - 900 * DAY)
        shop.place(session, cart("10"), order_id="own", member="ann", at=START)
    report = bring(engine, shop, lay_all(tmp_path, members=None), at=START + DAY)
    assert report.rows_refused == 0
    with Session(engine) as session, session.begin():
        assert shop.quote(session, cart("50"), member="ann", at=START + DAY).applied == ("second",)
        back = shop.return_items(session, "o1", {"1": 2, "2": 1}, return_id="r1", at=START + DAY)
        assert back.taken_base + back.taken_bonus == 205
    sound(engine, shop)


def test_credit_that_is_told_is_not_counted_twice(engine, shop, tmp_path):
    credit = "member,track,amount,at,order\nann,growth,700,2024-01-10,o1\nann,growth,20,2023-12-01,\n"
    bring(engine, shop, lay_all(tmp_path, credit=credit))
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START + DAY).tiers["growth"] == "gold"
        back = shop.return_items(session, "o1", {"1": 2, "2": 1}, return_id="r1", at=START + DAY)
        assert back.figures.tiers["growth"] == "gold"  # 515.00 are left
        told = shop.tiers.levels(session, "ann", at=START + DAY)[0]
        assert told.credit == 51_500


def test_a_return_that_came_before_the_import_is_booked_with_it(engine, shop, tmp_path):
    with Session(engine) as session, session.begin():
        early = shop.return_items(session, "o1", {"2": 1}, return_id="e1", at=START - DAY)
        assert early.waits
        shop.return_items(session, "o1", {"9": 1}, return_id="e2", at=START - DAY)
    bring(engine, shop, lay_all(tmp_path), at=START)
    assert rows(engine, EARLY_RETURN, shop) == []
    sound(engine, shop)
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START + DAY).booked == 500 + 205 * 14_000 // 20_500


def test_a_later_delivery_gives_what_waits_its_dates(engine, tmp_path):
    waits = SHOP.replace("  redeem:", "  pending: {{days: 2, after: delivered}}\n  redeem:")
    shop = open_shop(engine, document=waits)
    points = "member,points,earned,available_from,expires,order\nann,20.5,2024-01-10,pending,forever,o1\n"
    orders = FILES["orders"].replace(",2024-01-12,", ",,")
    bring(engine, shop, lay_all(tmp_path, points=points, orders=orders))
    with Session(engine) as session, session.begin():
        assert shop.figures(session, "ann", at=START + DAY).pending == 205
        shop.mature(session, "o1", delivered_at=START - 5 * DAY, at=START + DAY)
        assert shop.figures(session, "ann", at=START + DAY).available == 205
    sound(engine, shop)


def test_points_that_came_back_to_a_lot_in_its_place_expire_as_they_would_have(engine, shop, tmp_path):
    bring(engine, shop, lay_all(tmp_path))
    with Session(engine) as session, session.begin():
        shop.return_items(session, "o1", {"1": 2}, return_id="r1", at=START + DAY)
    with Session(engine) as session, session.begin():
        after = shop.figures(session, "ann", at=START + timedelta(days=400))
        assert after.booked == 500 + 200
        back = shop.return_items(session, "o1", {"2": 1}, return_id="r2", at=START + timedelta(days=400))
        assert (back.taken_base + back.taken_bonus, back.figures.debt) == (205 * 6_500 // 20_500, 0)
    sound(engine, shop)


def test_older_orders_are_in_the_shops_own_history(engine, shop, tmp_path):
    from io import StringIO

    lines = "member,order,line,sku,quantity,net,unit_cost\nann,o1,1,A,2,205.00,41.5\nbob,b1,1,A,0,0.00,\n"
    bring(engine, shop, lay_all(tmp_path, lines=lines, spent=None))
    with Session(engine) as session, session.begin():
        out = StringIO()
        assert shop.order_lines(session, out) == 1
    assert "o1,,,sale,ann" in out.getvalue()
    assert ",2,20500,41.5,CNY," in out.getvalue()


def test_open_checkouts_hold_their_member_back(engine, shop, tmp_path):
    holds = "member,order,ends\nann,o9,2024-02-01\nbob,b9,2023-02-01\n"
    report = bring(engine, shop, lay_all(tmp_path, holds=holds))
    assert (report.written, codes(report)["hold_open"], codes(report)["hold_ended"]) == (1, 1, 1)
    problem = next(one for one in report.problems if one.code == "hold_open")
    assert "priced by rules that are not here" in problem.en
    assert "旧系统" in problem.zh
    with engine.connect() as connection:
        refs = connection.execute(
            sa.select(PLACED_ORDER.c.member_ref).where(PLACED_ORDER.c.program_key == shop.program_key)
        ).scalars()
        assert set(refs) == {"bob"}
