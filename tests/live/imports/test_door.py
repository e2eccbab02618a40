"""Members of an older system come in whole, once, without gifts, and the books add up."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session, sessionmaker

from loyalty.errors import BadOption, BadReference, NoLiveProgram, SecondPersonNeeded, TotalsDiffer
from loyalty.live import Loyalty
from loyalty.live.imports import judging
from loyalty.store.tables import HELD_COUPON, LEDGER_ENTRY, MEMBER, OPERATION, OUTBOX
from loyalty.when import FixedClock
from tests.live.imports.importing import DAY, FILES, bring, codes, lay, look, opened
from tests.live.shops import START, cart, new_key
from tests.live.watching import watched
from tests.store.rows import rows


def verified(engine, shop):
    with Session(engine) as session, session.begin():
        return shop.verify(session)


def figures(engine, shop, member="ann", at=START):
    with Session(engine) as session, session.begin():
        return shop.figures(session, member, at=at)


def test_members_come_with_what_they_have_and_nothing_is_given_for_it(engine, tmp_path):
    shop = opened(engine)
    report = bring(engine, shop, lay(tmp_path))
    assert (report.written, report.refused, report.rows_refused) == (2, 0, 0)
    now = figures(engine, shop, at=START + DAY)
    assert (now.available, now.pending, now.debt) == (1005, 500, 0)
    assert now.tiers == {"growth": "gold", "follow": None}
    assert figures(engine, shop, at=START + 400 * DAY).tiers["growth"] is None
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.held(session, "ann", at=START)
        assert (coupon.offer_id, coupon.state, coupon.cause) == ("gift", "open", "import:import")
        assert coupon.id.startswith("code-")
        quoted = shop.quote(session, cart("100"), member="ann", at=START + DAY)
        assert {one.offer_id: one.reason.name for one in quoted.decisions}["first"] == "NOT_FIRST_ORDER"
    assert verified(engine, shop) == ()
    told = [row for row in rows(engine, OPERATION, shop) if row["verb"] == "import"]
    assert {(row["actor"], row["reason"]) for row in told} == {("kim", "import import")}
    kinds = {row["kind"] for row in rows(engine, LEDGER_ENTRY, shop)}
    assert kinds == {"adjusted", "debt_incurred", "debt_repaid"}


def test_an_order_of_an_imported_member_goes_on_as_any(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    with Session(engine) as session, session.begin():
        placed = shop.place(session, cart("200"), order_id="o1", member="ann", at=START + DAY)
        assert placed.quote.points_earned > 0
        shop.return_items(session, "o1", {"1": 1}, return_id="r", at=START + 2 * DAY)
    assert figures(engine, shop, at=START + 3 * DAY).tiers["growth"] == "gold"
    assert verified(engine, shop) == ()


def test_a_dry_run_says_the_same_and_writes_nothing(engine, tmp_path):
    shop = opened(engine, secret=b"")
    dry = look(engine, shop, lay(tmp_path))
    assert rows(engine, MEMBER, shop) == rows(engine, LEDGER_ENTRY, shop) == []
    with shop.imports.open(tmp_path) as staged:
        again = shop.imports.run(sessionmaker(engine), staged, actor="kim", dry=True)
    assert again.as_dict() == dry.as_dict()
    wet = bring(engine, shop, tmp_path)
    assert wet.as_dict() | {"wrote": False} == dry.as_dict()
    assert dry.points_by_wallet == {"points": 1805}
    assert (dry.told["members"], dry.told["debt"], dry.coupons_by_offer) == (2, 25, {"gift": 1})
    assert codes(dry) == {
        "coupon_ended": 1,
        "coupon_not_open": 1,
        "lot_ended": 1,
        "never_expires": 1,
        "without_secret": 2,
    }


def test_the_same_files_again_write_nothing(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    before = [rows(engine, table, shop) for table in (MEMBER, OPERATION, LEDGER_ENTRY, HELD_COUPON, OUTBOX)]
    again = bring(engine, shop, tmp_path, at=START + 200 * DAY)
    assert (again.written, again.already, again.rows_refused) == (0, 2, 0)
    assert before == [
        rows(engine, table, shop) for table in (MEMBER, OPERATION, LEDGER_ENTRY, HELD_COUPON, OUTBOX)
    ]


def test_other_content_is_a_finding_and_the_member_stays_as_they_are(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    lay(tmp_path, points=FILES["points"].replace("100.5", "900.5"))
    again = bring(engine, shop, tmp_path)
    assert (again.already, again.refused, codes(again)["content_differs"]) == (1, 1, 2)
    assert codes(bring(engine, shop, lay(tmp_path, points=None)))["content_differs"] == 8
    assert figures(engine, shop).booked == 1505


def test_the_same_level_again_moves_its_end_once(engine, tmp_path):  # edge 61
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    longer = FILES["levels"].replace("2024-07-31", "2024-10-31")
    bring(engine, shop, lay(tmp_path, levels=longer), at=START + DAY)
    assert figures(engine, shop, at=START + 250 * DAY).tiers["growth"] == "gold"
    bring(engine, shop, lay(tmp_path), at=START + 2 * DAY)
    assert figures(engine, shop, at=START + 250 * DAY).tiers["growth"] == "gold"
    assert figures(engine, shop, at=START + 300 * DAY).tiers["growth"] is None
    now = figures(engine, shop, at=START + 3 * DAY)
    assert now.booked == 1505
    assert verified(engine, shop) == ()


def test_who_is_in_the_shop_keeps_what_is_there_and_gets_the_rest(engine, tmp_path):
    shop = opened(engine)
    with Session(engine) as session, session.begin():
        shop.enrol(session, "ann", joined_at=START - DAY, attributes={"city": "Xi'an"})
        shop.place(session, cart("150"), order_id="o1", member="ann", at=START)
        shop.hold(session, cart("10"), order_id="o2", member="ann", at=START)
    report = bring(engine, shop, lay(tmp_path), at=START + DAY)
    assert (report.written, codes(report)["already_member"]) == (2, 1)
    now = figures(engine, shop, at=START + DAY)
    assert (now.tiers["growth"], now.booked) == ("gold", 1505 + 1400 + 90)
    (ann,) = [row for row in rows(engine, MEMBER, shop) if row["ref"] == "ann"]
    assert "Xi'an" in ann["attributes"]
    with Session(engine) as session, session.begin():
        assert shop.members.find(session, "card", "C2") == ["ann"]
    assert verified(engine, shop) == ()


def test_a_lower_level_of_who_is_in_the_shop_is_told_and_left_out(engine, tmp_path):
    shop = opened(engine)
    with Session(engine) as session, session.begin():
        shop.enrol(session, "ann", joined_at=START - DAY)
        shop.place(session, cart("700"), order_id="o1", member="ann", at=START)
    silver = FILES["levels"].replace("gold", "silver")
    report = bring(engine, shop, lay(tmp_path, levels=silver), at=START + DAY)
    assert (codes(report)["stands_higher"], report.left_out["levels"], report.rows_refused) == (1, 1, 0)
    assert figures(engine, shop, at=START + 300 * DAY).tiers["growth"] == "gold"
    assert (bring(engine, shop, tmp_path).already, verified(engine, shop)) == (2, ())


def test_signs_that_a_database_refuses_are_a_finding_on_all_of_them(engine, tmp_path):
    shop = opened(engine)
    odd = FILES["coupons"] + "a\0b,gift,2023-12-01,,2024-06-30,,\nann,gi\0ft,2023-12-01,,2024-06-30,,\n"
    report = bring(engine, shop, lay(tmp_path, coupons=odd))
    assert (report.written, report.refused, codes(report)["bad_reference"]) == (1, 2, 2)


def test_one_wrong_row_holds_its_member_back_and_nobody_else(engine, tmp_path):
    shop = opened(engine)
    lay(tmp_path, points=FILES["points"].replace("ann,b,50", "ann,b,fifty") + "cem,,5,,2023-01-01,,\n")
    report = bring(engine, shop, tmp_path)
    assert (report.written, report.refused) == (1, 2)
    assert (codes(report)["bad_number"], codes(report)["held_back"], codes(report)["unknown_member"]) == (
        1,
        7,
        1,
    )
    assert report.rows_in == report.rows_used + report.rows_refused + report.rows_left_out == 13
    assert [row["ref"] for row in rows(engine, MEMBER, shop)] == ["bob"]
    mended = bring(engine, shop, lay(tmp_path))
    assert (mended.written, mended.already) == (1, 1)
    assert verified(engine, shop) == ()


def test_blocked_members_stay_blocked_and_cannot_be_brought_more(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    more = lay(tmp_path, members="member,joined\n", levels=None, credit=None, coupons=None)
    report = bring(engine, shop, more, name="second")
    assert (report.written, codes(report)["member_inactive"]) == (1, 2)
    assert figures(engine, shop).booked == 2 * 1505


def test_control_totals_are_met_or_nothing_is_written(engine, tmp_path):
    shop = opened(engine)
    lay(tmp_path)
    with pytest.raises(TotalsDiffer, match=r"points 200 ≠ 200\.5"):
        bring(engine, shop, tmp_path, expected={"points": "200", "members": 2})
    assert rows(engine, MEMBER, shop) == []
    with pytest.raises(BadOption):
        bring(engine, shop, tmp_path, expected={"pints": 1})
    met = {"points": "200.50", "members": 2, "debt": "2.5", "coupons": 3, "levels": 1, "credit": 2}
    assert bring(engine, shop, tmp_path, expected=met).written == 2


def test_more_points_than_one_person_may_move_take_a_second(engine, tmp_path):
    shop = opened(engine)
    careful = Loyalty(shop.program_key, clock=FixedClock(START), points_alone_max=1800)
    for approver in ("", " ", 0):
        with pytest.raises(BadReference):
            bring(engine, careful, lay(tmp_path), approver=approver)
    for approver in (None, "kim", "kim "):
        with pytest.raises(SecondPersonNeeded, match="1805"):
            bring(engine, careful, lay(tmp_path), approver=approver)
    assert rows(engine, MEMBER, shop) == []
    assert bring(engine, careful, tmp_path, approver="eve").written == 2


def test_a_stopped_import_goes_on_where_it_was(engine, tmp_path):
    shop = opened(engine)
    heard = []
    stopped = bring(engine, shop, lay(tmp_path), batch=1, progress=lambda now: heard.append(now) or False)
    assert (stopped.stopped, stopped.written, heard[0].members, heard[0].members_total) == (True, 1, 1, 2)
    rest = bring(engine, shop, tmp_path, batch=1, progress=heard.append)
    assert (rest.stopped, rest.written, rest.already) == (False, 1, 1)
    assert verified(engine, shop) == ()


def test_an_import_in_the_hosts_transaction_is_the_hosts_to_commit(engine, tmp_path):
    shop = opened(engine)
    with watched(engine), shop.imports.open(lay(tmp_path)) as staged:
        with Session(engine) as session:
            shop.imports.write(session, staged, actor="kim", expected={"members": 2})
            session.rollback()
        assert rows(engine, MEMBER, shop) == []
        with Session(engine) as session, session.begin():
            assert shop.imports.write(session, staged, actor="kim").written == 2
    assert verified(engine, shop) == ()


def test_two_imports_at_once_write_each_member_once(engine, tmp_path):
    shop = opened(engine)
    lay(tmp_path)
    start = Barrier(2)

    def one(_):
        with shop.imports.open(tmp_path) as staged:
            start.wait()
            return shop.imports.run(sessionmaker(engine), staged, actor="kim", batch=1)

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(one, range(2)))
    assert sum(report.written for report in reports) == 2
    assert sum(report.already for report in reports) == 2
    assert figures(engine, shop).booked == 1505
    assert verified(engine, shop) == ()


def test_what_another_run_brings_in_meanwhile_came_before(engine, tmp_path, monkeypatch):
    if engine.dialect.name == "sqlite":
        pytest.skip("a file has one writer: nobody writes meanwhile")
    shop, known, runs = opened(engine), judging.coupons_known, []
    lay(tmp_path)

    def meanwhile(*asked):
        if not runs:
            runs.append(None)
            runs[0] = bring(engine, shop, tmp_path)
        return known(*asked)

    monkeypatch.setattr(judging, "coupons_known", meanwhile)
    report = bring(engine, shop, tmp_path, batch=1)
    assert (runs[0].written, report.written, report.already, report.refused) == (2, 0, 2, 0)


def test_a_code_comes_once_whoever_brings_it(engine, tmp_path):
    shop = opened(engine)
    twice = FILES["coupons"] + "bob,gift,2023-12-01,,2024-06-30,welcome1,\n"
    report = bring(engine, shop, lay(tmp_path, coupons=twice), batch=1)
    assert (report.written, codes(report)["coupon_exists"]) == (1, 1)
    others = {name: FILES[name].replace("ann", "dan") for name in ("members", "coupons")}
    lay(tmp_path, points=None, levels=None, credit=None, **others)
    again = bring(engine, shop, tmp_path, name="second")
    assert codes(again)["coupon_exists"] == 1


def test_without_a_live_programme_nothing_comes(engine, tmp_path):
    shop = Loyalty(new_key(), clock=FixedClock(START))
    with pytest.raises(NoLiveProgram):
        look(engine, shop, lay(tmp_path))


def test_gifts_go_on_after_the_import(engine, tmp_path):
    shop = opened(engine)
    only = lay(tmp_path, levels=None, credit=None, coupons=None, points=None)
    bring(engine, shop, only)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("200"), order_id="o1", member="ann", at=START + DAY)
    assert figures(engine, shop, at=START + 2 * DAY).booked == 2000 + 90


def test_what_an_import_did_is_announced_and_audited(engine, tmp_path):
    shop = opened(engine)
    bring(engine, shop, lay(tmp_path))
    (event,) = [row for row in rows(engine, OUTBOX, shop) if row["topic"] == "members.imported"]
    assert '"members":2' in event["payload"]
    with Session(engine) as session, session.begin():
        (act,) = [one for one in shop.programs.acts(session) if one.act == "import"]
    assert (act.actor, act.details) == ("kim", {"import": "import", "members": 2})
